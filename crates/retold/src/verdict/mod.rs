//! Derived or not, which way, with evidence.

mod coverage;
mod order;
mod outcome;
mod runs;
mod signs;
mod telling;

#[doc(hidden)]
pub use signs::{SIGNS, Scene};

pub use outcome::{Coverage, Credit, Direction, Verdict};

use crate::align::{Alignment, Pair, Prepared};
use crate::text::Reading;

/// What a verdict is given on.
#[derive(Clone, Copy)]
pub struct Matter<'a> {
    /// The first article.
    pub source: &'a Reading,
    /// The second article.
    pub retelling: &'a Reading,
    /// Their words and sentences, prepared for comparison.
    pub prepared: &'a Prepared,
    /// The judged pairs of sentences.
    pub pairs: &'a [Pair],
    /// The links.
    pub alignment: &'a Alignment,
}

/// Gives the verdict.
pub fn judge(matter: &Matter<'_>) -> Verdict {
    let coverage = coverage::coverage(matter);
    let probability = coverage.retelling;
    Verdict {
        derived: probability >= 0.5,
        probability,
        direction: Direction::Unknown,
        direction_probability: 0.5,
        coverage,
        credit: Credit::default(),
        tampering: matter.retelling.tampering.clone(),
        evidence: Vec::new(),
    }
}
