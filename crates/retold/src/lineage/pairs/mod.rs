//! Which pairs of articles of a collection are worth a comparison, and what a comparison says of a pair that was
//! picked among many.
//!
//! Comparing all pairs of a million articles would take centuries. Two articles of which one was made from the other share
//! words that few others have; so articles are looked up by these ([`keys`], [`Crowd`]), the pairs that share enough are
//! compared ([`finding`]), and an article that stands there many times over is compared for all its copies ([`twins`]).
//! All of it works on values, so that an archive on disk, a list in memory ([`among`]) and a cluster find the same pairs.

mod among;
mod crowd;
mod crowded;
mod partners;
mod sketch;
mod verify;

pub use among::{Found, among};
pub use crowd::Crowd;
pub use crowded::stood_for;
pub use partners::{MOST_PARTNERS, Scored, best};
pub use sketch::{BANDS, Sketch, twins};
pub use verify::{KEPT, LONGEST, Outlook, Reject, admits, finding, is_twin, refusal};

use crate::article::Article;
use crate::key::{Key, KeyScheme, Keys};
use crate::text::Language;

/// The scheme whose keys pair articles. Of 806 labelled retellings among 64,000 articles, words alone need 1.7 comparisons
/// an article to keep 0.99; with pairs of names and numbers 2.7, with runs and quotations too 2.9 (`retold-bench pairs DATA`).
pub const SCHEME: KeyScheme = KeyScheme::Word;

/// The keys of an article that count for pairing, ascending, each once.
pub fn keys(article: &Article, language: Language) -> Vec<Key> {
    Keys::by(&[SCHEME], article, language).all()
}
