//! From two readings to judged pairs of sentences.

use std::sync::LazyLock;

use super::likeness::Likeness;
use super::pair::{Pair, Prepared};
use super::unit::Units;
use super::vocabulary::OwnWords;
use crate::model::Model;
use crate::text::{Reading, Rules};
use crate::vectors::WordVectors;

/// Judges a pair by itself. Trained by `cargo xtask train DATA align`, which prints its figures.
static FIRST: LazyLock<Model> = LazyLock::new(|| Model::from_bytes(include_bytes!("first.model")));
/// Judges a pair beside its rivals. Trained with `FIRST`.
static SECOND: LazyLock<Model> = LazyLock::new(|| Model::from_bytes(include_bytes!("second.model")));

/// What the aligner makes of one article, whatever it is held against.
#[derive(Clone, Debug, Default)]
pub struct Single {
    own: OwnWords,
    units: Units,
}

impl Single {
    /// Looks at an article by itself.
    pub fn new(reading: &Reading, rules: &Rules, vectors: &dyn WordVectors) -> Self {
        let own = OwnWords::new(reading, rules, vectors);
        let units = Units::new(reading, &own.words, &own.vocabulary, vectors);
        Self { own, units }
    }
}

impl Prepared {
    /// Prepares two articles.
    pub fn new(source: &Reading, retelling: &Reading, rules: &Rules, vectors: &dyn WordVectors) -> Self {
        let (first, second) = (Single::new(source, rules, vectors), Single::new(retelling, rules, vectors));
        Self::of((source, &first), (retelling, &second), vectors)
    }

    /// Prepares two articles of which each was looked at by itself.
    pub fn of(source: (&Reading, &Single), retelling: (&Reading, &Single), vectors: &dyn WordVectors) -> Self {
        let joined = source.1.own.join(&retelling.1.own, (source.0, retelling.0));
        let own = &retelling.1.own.words;
        let retelling_words = joined.words(own);
        let mut source_units = source.1.units.clone();
        source_units.spread.resize(joined.vocabulary.len(), 0);
        let retelling_units = retelling.1.units.joined(retelling.0, (own, &retelling_words), &joined, vectors);
        let likeness = Likeness::new(&source_units, &retelling_units, &joined.vocabulary);
        Self {
            vocabulary: joined.vocabulary,
            source_words: source.1.own.words.clone(),
            retelling_words,
            source: source_units,
            retelling: retelling_units,
            likeness,
        }
    }

    /// The candidate pairs with their probabilities.
    pub fn judged(&self) -> Vec<Pair> {
        self.judged_by(&FIRST, &SECOND)
    }

    /// The candidate pairs with their probabilities by given models.
    pub fn judged_by(&self, first: &Model, second: &Model) -> Vec<Pair> {
        let mut pairs = self.pairs();
        for pair in &mut pairs {
            pair.first = first.probability(&pair.features);
        }
        let rows = self.with_rivals(&pairs);
        for (pair, row) in pairs.iter_mut().zip(rows) {
            pair.probability = second.probability(&row);
        }
        self.settle_copies(&mut pairs);
        pairs
    }

    /// A sentence that is a copy of one source sentence takes up that one and no other; of several copies the nearest
    /// in order. No model is asked where nothing is in doubt.
    fn settle_copies(&self, pairs: &mut [Pair]) {
        /// What a model would have to be surer of than of a copy.
        const SETTLED: f32 = 0.999;
        for group in pairs.chunk_by_mut(|a, b| a.retelling == b.retelling) {
            let is_copy = |p: &Pair| {
                let (s, r) = (&self.source.units[p.source], &self.retelling.units[p.retelling]);
                s.length > 0 && s.length == r.length && s.words == r.words && s.pairs == r.pairs
            };
            let nearest =
                group.iter().filter(|p| is_copy(p)).min_by_key(|p| (p.source.abs_diff(p.retelling), p.source));
            let Some(chosen) = nearest.map(|p| p.source) else { continue };
            for pair in group {
                let copy = pair.source == chosen;
                pair.probability =
                    if copy { pair.probability.max(SETTLED) } else { pair.probability.min(1.0 - SETTLED) };
            }
        }
    }

    /// The same with source and retelling in each other's place, for what is done with judged pairs.
    pub fn turned(self) -> Self {
        Self {
            source_words: self.retelling_words,
            retelling_words: self.source_words,
            source: self.retelling,
            retelling: self.source,
            likeness: Likeness::default(),
            ..self
        }
    }
}

/// Whether the second of two articles is the longer one.
///
/// Pairs are judged with the longer article as the source, whichever was given first: so a comparison turned round
/// says the same. Of 1,000 labelled retellings nine in ten are shorter than their source.
pub fn is_longer(second: &Reading, first: &Reading) -> bool {
    let size = |r: &Reading| r.sentences.iter().map(|s| s.end_token - s.first_token).sum::<usize>();
    size(second).cmp(&size(first)).then_with(|| second.article.body.cmp(&first.article.body)).is_gt()
}
