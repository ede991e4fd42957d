//! Derived or not, which way, with evidence.

mod coverage;
mod credit;
mod dates;
mod direction;
mod edits;
mod evidence;
mod order;
mod outcome;
mod runs;
mod signs;
mod telling;

pub(crate) use dates::{Moment, days_apart};
#[doc(hidden)]
pub use direction::{DIFFERENCES, differences};
#[doc(hidden)]
pub use edits::{EDITS, edits};
pub use outcome::{Coverage, Credit, Direction, Outline, Verdict};
#[doc(hidden)]
pub use signs::{SIGNS, Scene};

use std::sync::LazyLock;

use crate::align::{self, Alignment, Pair, Prepared, Unit};
use crate::model::Model;
use crate::text::Reading;

/// Weighs the signs. Trained by `cargo xtask train DATA verdict`, which prints its figures.
static DERIVED: LazyLock<Model> = LazyLock::new(|| Model::from_bytes(include_bytes!("derived.model")));

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
    /// Probability of derivation, by [`probability`].
    pub probability: f64,
    /// The present time, when it is known.
    pub(crate) now: Option<Moment>,
}

/// Probability that one of two articles was made from the other. The longer one stands as the source.
pub fn probability(prepared: &Prepared, pairs: &[Pair], source: &Reading, retelling: &Reading) -> f64 {
    if source.sentences.is_empty() || retelling.sentences.is_empty() {
        return 0.0;
    }
    f64::from(DERIVED.probability(&Scene::new(prepared, pairs, source, retelling).signs()))
}

/// Gives the verdict.
pub fn judge(matter: &Matter<'_>) -> Verdict {
    let scene = Scene::new(matter.prepared, matter.pairs, matter.source, matter.retelling);
    let coverage = scene.coverage();
    let probability = with_copies(matter.prepared, matter.pairs, matter.probability);
    let differences = differences(&scene, matter.source, matter.retelling, coverage);
    let (direction, direction_probability) =
        direction::direction(&differences, matter.source, matter.retelling, matter.now);
    let mut verdict = Verdict {
        derived: probability >= 0.5,
        probability,
        direction,
        direction_probability,
        coverage,
        credit: credit::credit(matter.source, matter.retelling),
        tampering: matter.retelling.tampering.clone(),
        evidence: Vec::new(),
    };
    verdict.evidence = evidence::evidence(matter, &scene, &verdict);
    verdict
}

/// The figures of a verdict. `known` are the probability of derivation by [`probability`], and the present time.
pub(crate) fn outline(
    prepared: &Prepared,
    pairs: &[Pair],
    (source, retelling): (&Reading, &Reading),
    (probability, now): (f64, Option<Moment>),
) -> Outline {
    let scene = Scene::new(prepared, pairs, source, retelling);
    let coverage = scene.coverage();
    let differences = differences(&scene, source, retelling, coverage);
    Outline {
        probability: with_copies(prepared, pairs, probability),
        forward: direction::forward(&differences, source, retelling, now),
        coverage,
    }
}

/// The probability of derivation, raised to the share of the shorter text's words that stand in verbatim sentences where
/// that is so large that nothing else matters: two newsrooms do not write the same sentences.
pub fn with_copies(prepared: &Prepared, pairs: &[Pair], probability: f64) -> f64 {
    /// Below this the signs judge: agencies' statements alone make up less.
    const NOTHING_ELSE: f64 = 0.9;
    let length = |units: &[Unit]| units.iter().map(|u| u.length).sum::<usize>();
    let (source, retelling) = (&prepared.source.units, &prepared.retelling.units);
    let verbatim: usize = align::verbatim(prepared, pairs).into_iter().map(|j| retelling[j].length).sum();
    let shorter = length(source).min(length(retelling));
    let share = verbatim as f64 / shorter.max(1) as f64;
    if share >= NOTHING_ELSE { probability.max(share.min(1.0)) } else { probability.max(0.0) }
}
