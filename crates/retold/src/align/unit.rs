//! Sentences prepared for comparison.

use super::vocabulary::{Vocabulary, Words};
use crate::text::Reading;
use crate::vectors::WordVectors;

/// One sentence, as the aligner sees it.
#[derive(Clone, Debug, Default)]
pub struct Unit {
    /// Content words, ascending, each once.
    pub words: Vec<u32>,
    /// Pairs of neighbouring words, all words counted, ascending, each once.
    pub pairs: Vec<u64>,
    /// Sum of the weights of `words`.
    pub weight: f32,
    /// Length of the vector of squared weights, for cosines.
    pub norm: f32,
    /// Number of tokens that are words or numbers.
    pub length: usize,
}

/// All sentences of one article.
#[derive(Clone, Debug, Default)]
pub struct Units {
    /// The sentences.
    pub units: Vec<Unit>,
    /// Their vectors, row after row, of unit length.
    pub vectors: Vec<f32>,
    /// For every word of the vocabulary, in how many sentences it stands.
    pub spread: Vec<u16>,
}

impl Units {
    /// Prepares the sentences of a reading.
    pub fn new(reading: &Reading, words: &Words, vocabulary: &Vocabulary, vectors: &dyn WordVectors) -> Self {
        let ranges = reading.sentences.iter().map(|s| (s.first_token, s.end_token));
        let mut made = Units { spread: vec![0; vocabulary.len()], ..Self::default() };
        for (first, end) in ranges {
            let unit = made.add(&words.of_token[first..end], &|n| reading.tokens[first + n].lower.as_str(), (vocabulary, vectors));
            for word in &unit.words {
                made.spread[*word as usize] = made.spread[*word as usize].saturating_add(1);
            }
            made.units.push(unit);
        }
        made
    }

    fn add<'t>(
        &mut self,
        words: &[Option<u32>],
        text: &dyn Fn(usize) -> &'t str,
        (vocabulary, vectors): (&Vocabulary, &dyn WordVectors),
    ) -> Unit {
        let running: Vec<(usize, u32)> = words.iter().enumerate().filter_map(|(n, w)| w.map(|w| (n, w))).collect();
        let texts: Vec<&str> = running.iter().map(|(n, _)| text(*n)).collect();
        let mut rows = Vec::with_capacity(running.len() * vocabulary.dimensions);
        running.iter().for_each(|(_, w)| rows.extend_from_slice(vocabulary.vector(*w)));
        let rarities: Vec<f32> = running.iter().map(|(_, w)| vocabulary.rarities[*w as usize]).collect();
        let at = self.vectors.len();
        self.vectors.resize(at + vocabulary.dimensions, 0.0);
        vectors.sentence(&texts, &rows, &rarities, &mut self.vectors[at..]);
        unit(&running, vocabulary)
    }

    /// Vector of one sentence.
    pub fn vector(&self, sentence: usize, dimensions: usize) -> &[f32] {
        &self.vectors[sentence * dimensions..(sentence + 1) * dimensions]
    }
}

fn unit(running: &[(usize, u32)], vocabulary: &Vocabulary) -> Unit {
    let mut words: Vec<u32> = running.iter().map(|(_, w)| *w).filter(|w| vocabulary.weights[*w as usize] > 0.0).collect();
    let mut pairs: Vec<u64> = running.windows(2).map(|p| u64::from(p[0].1) << 32 | u64::from(p[1].1)).collect();
    words.sort_unstable();
    words.dedup();
    pairs.sort_unstable();
    pairs.dedup();
    let weight = |w: &u32| vocabulary.weights[*w as usize];
    Unit {
        weight: words.iter().map(weight).sum(),
        norm: words.iter().map(|w| weight(w) * weight(w)).sum::<f32>().sqrt(),
        words,
        pairs,
        length: running.len(),
    }
}

/// Calls `each` with every number that stands in both ascending lists.
pub fn shared<T: Copy + Ord>(a: &[T], b: &[T], mut each: impl FnMut(T)) {
    let (mut i, mut j) = (0, 0);
    while i < a.len() && j < b.len() {
        match a[i].cmp(&b[j]) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                each(a[i]);
                i += 1;
                j += 1;
            }
        }
    }
}
