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

#[doc(hidden)]
pub use decide::taken;
pub use link::{Alignment, HeadlineLink, Link, Relation, WordLink};
#[doc(hidden)]
pub use pair::{FEATURES, Pair, Prepared};
#[doc(hidden)]
pub use relation::{RELATION_FEATURES, Shares};
#[doc(hidden)]
pub use rivals::RIVAL_FEATURES;

use crate::text::{Reading, Rules};
use crate::vectors::WordVectors;

/// Aligns two readings.
pub fn align(source: &Reading, retelling: &Reading, rules: &Rules, vectors: &dyn WordVectors) -> Alignment {
    let prepared = Prepared::new(source, retelling, rules, vectors);
    let pairs = prepared.judged();
    decide::alignment(&prepared, &pairs)
}
