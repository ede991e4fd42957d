//! The result of a comparison: plain owned data.

mod joint;

pub use joint::{JointComparison, SourcedChange};

use crate::align::Alignment;
use crate::change::Change;
use crate::text::{FurnitureKind, Reading};
use crate::verdict::Verdict;

/// How one article was retold from another.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Comparison {
    /// The first article as Retold sees it.
    pub source: Reading,
    /// The second article as Retold sees it.
    pub retelling: Reading,
    /// Which sentences and words render which.
    pub alignment: Alignment,
    /// Kinds of furniture that the source has and the retelling has not.
    pub furniture_dropped: Vec<FurnitureKind>,
    /// Places where linked sentences say different things, by place in the retelling.
    pub changes: Vec<Change>,
    /// Derived or not, which way, with evidence.
    pub verdict: Verdict,
    /// What weakens the comparison, in words for a person: "both texts are in German; aligned by words and numbers".
    pub notes: Vec<String>,
}
