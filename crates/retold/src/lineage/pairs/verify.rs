//! Comparing two articles that were picked among many.

use crate::article::Article;
use crate::compare::Comparer;
use crate::lineage::Finding;
use crate::prepared::PreparedArticle;

use super::Crowd;

/// A finding below this probability is not kept.
pub const KEPT: f64 = 0.3;
/// Longer texts, in bytes, are not paired: comparing costs the square of the length, and no article of a newspaper is as
/// long.
pub const LONGEST: usize = 200_000;
/// From this resemblance on two articles are one, as families take them.
const TWIN: f64 = 0.95;

/// Why an article is paired with none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reject {
    /// It has no words.
    NoText,
    /// Its text is longer than [`LONGEST`].
    TooLong,
}

impl Reject {
    /// Why, in words for a person.
    pub fn reason(self) -> &'static str {
        match self {
            Self::NoText => "no text",
            Self::TooLong => "text of more than 200 kB",
        }
    }
}

/// Why an article is paired with none; `None` when it may be.
pub fn refusal(article: &Article) -> Option<Reject> {
    (article.body.len() > LONGEST).then_some(Reject::TooLong)
}

/// Whether two articles may be a pair at all. Articles of one series (weather, markets, a column) repeat each other by
/// nature, and nobody retold them.
pub fn admits(a: &Article, b: &Article) -> bool {
    a.id != b.id && (a.series.is_none() || a.series != b.series)
}

/// Compares two articles that were picked among many.
pub fn finding(comparer: &Comparer<'_>, pair: [&PreparedArticle; 2], crowd: Crowd) -> Finding {
    let _ = crowd;
    Finding::of(comparer, pair[0], pair[1])
}

/// Whether two articles of a finding are so alike that one stands for both.
pub fn is_twin(finding: &Finding) -> bool {
    finding.resemblance >= TWIN && finding.probability >= 0.5
}
