//! One verdict on two articles, on record.

use crate::compare::Comparer;
use crate::prepared::PreparedArticle;
use crate::text::Likeness;

/// What comparing two articles found, without the texts.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// Ids of the two, in byte order.
    pub ids: [String; 2],
    /// Probability that one of them was made from the other.
    pub probability: f64,
    /// Probability that the second was made from the first, given that one was made from the other; 0.5 when neither
    /// texts nor dates tell.
    pub forward: f64,
    /// Share of each text's words that the other explains, 0 to 1.
    pub coverage: [f64; 2],
    /// Share of the longer text's runs of three tokens that the other has as well, 0 to 1; 1 for the same words.
    pub resemblance: f64,
}

/// From this resemblance on two texts are nearly alike: one has a credit before it, or a sentence or two of its own in ten.
pub const NEARLY: f64 = 0.7;
/// An article that more than so many others are nearly alike has a crowd. It is how many an article is compared with at
/// least, so that no more findings can be expected of it.
pub const CROWD: usize = 50;

impl Finding {
    /// Whether the two texts are nearly the same.
    pub(crate) fn is_nearly_alike(&self) -> bool {
        self.resemblance >= NEARLY
    }

    /// Compares two prepared articles.
    pub fn of(comparer: &Comparer<'_>, a: &PreparedArticle, b: &PreparedArticle) -> Self {
        let id = |article: &PreparedArticle| article.reading().article.id.clone();
        let (first, second) = if id(a) <= id(b) { (a, b) } else { (b, a) };
        let outline = comparer.outline(first, second);
        Self {
            ids: [id(first), id(second)],
            probability: outline.probability,
            forward: outline.forward,
            coverage: [outline.coverage.source, outline.coverage.retelling],
            resemblance: Likeness::of(first.reading(), second.reading()).resemblance(),
        }
    }
}
