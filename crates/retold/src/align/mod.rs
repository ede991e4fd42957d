//! Which sentences and words of two articles render each other.

mod decide;
mod likeness;
mod link;
mod pair;
mod prepare;
mod relation;
mod rivals;
mod unit;
mod vocabulary;
mod words;

pub(crate) use decide::LINKED;
#[doc(hidden)]
pub use decide::taken;
pub use link::{Alignment, HeadlineLink, Link, Relation, WordLink};
#[doc(hidden)]
pub use pair::{FEATURES, Pair, Prepared};
#[doc(hidden)]
pub use prepare::{Single, is_longer};
pub(crate) use relation::verbatim;
#[doc(hidden)]
pub use relation::{RELATION_FEATURES, Shares};
#[doc(hidden)]
pub use rivals::RIVAL_FEATURES;
pub(crate) use unit::{Unit, Units, shared};
pub(crate) use vocabulary::{Vocabulary, Words};

use crate::text::Reading;

/// Aligns two prepared readings by their judged pairs.
pub fn align(prepared: &Prepared, pairs: &[Pair], source: &Reading, retelling: &Reading) -> Alignment {
    let mut alignment = decide::alignment(prepared, pairs);
    for link in &mut alignment.links {
        link.words = words::word_links(prepared, (source, retelling), (&link.source, &link.retelling));
    }
    alignment
}
