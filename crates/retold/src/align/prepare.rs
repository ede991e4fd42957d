//! From two readings to judged pairs of sentences.

use std::sync::LazyLock;

use super::likeness::Likeness;
use super::pair::{Pair, Prepared};
use super::unit::Units;
use super::vocabulary::Vocabulary;
use crate::model::Model;
use crate::text::{Reading, Rules};
use crate::vectors::WordVectors;

/// Judges a pair by itself. Trained by `cargo xtask train DATA align`, which prints its figures.
static FIRST: LazyLock<Model> = LazyLock::new(|| Model::from_bytes(include_bytes!("first.model")));
/// Judges a pair beside its rivals. Trained with `FIRST`.
static SECOND: LazyLock<Model> = LazyLock::new(|| Model::from_bytes(include_bytes!("second.model")));

impl Prepared {
    /// Prepares two articles.
    pub fn new(source: &Reading, retelling: &Reading, rules: &Rules, vectors: &dyn WordVectors) -> Self {
        let (vocabulary, source_words, retelling_words) = Vocabulary::new(source, retelling, rules, vectors);
        let source_units = Units::new(source, &source_words, &vocabulary, vectors);
        let retelling_units = Units::new(retelling, &retelling_words, &vocabulary, vectors);
        let likeness = Likeness::new(&source_units, &retelling_units, &vocabulary);
        Self { vocabulary, source_words, retelling_words, source: source_units, retelling: retelling_units, likeness }
    }

    /// The candidate pairs with their probabilities.
    pub fn judged(&self) -> Vec<Pair> {
        let mut pairs = self.pairs();
        for pair in &mut pairs {
            pair.first = FIRST.probability(&pair.features);
        }
        let rows = self.with_rivals(&pairs);
        for (pair, row) in pairs.iter_mut().zip(rows) {
            pair.probability = SECOND.probability(&row);
        }
        pairs
    }
}
