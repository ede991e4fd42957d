//! Sentences prepared for comparison.

use super::vocabulary::{Vocabulary, Words};
use crate::text::{Reading, Token, TokenKind};
use crate::vectors::{WordVectors, normalise, pooling_weight};

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
    /// For each sentence its clauses in `clause_vectors`, as rows from and to.
    pub clauses: Vec<(usize, usize)>,
    /// Vectors of the clauses, row after row, of unit length.
    pub clause_vectors: Vec<f32>,
}

/// A clause has at least this many words; a shorter piece goes with the one before.
const CLAUSE: usize = 4;

impl Units {
    /// Prepares the sentences of a reading.
    pub fn new(reading: &Reading, words: &Words, vocabulary: &Vocabulary, vectors: &dyn WordVectors) -> Self {
        let ranges = reading.sentences.iter().map(|s| (s.first_token, s.end_token));
        let mut made = Units { spread: vec![0; vocabulary.len()], ..Self::default() };
        for (first, end) in ranges {
            let unit = made.add(
                &words.of_token[first..end],
                &|n| reading.tokens[first + n].lower.as_str(),
                (vocabulary, vectors),
            );
            for word in &unit.words {
                made.spread[*word as usize] = made.spread[*word as usize].saturating_add(1);
            }
            made.units.push(unit);
            let pieces = clauses(&reading.tokens[first..end]);
            let from = made.clause_count(vocabulary);
            for (a, b) in &pieces {
                made.add_clause(&words.of_token[first + a..first + b], vocabulary);
            }
            made.clauses.push((from, from + pieces.len()));
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

    fn clause_count(&self, vocabulary: &Vocabulary) -> usize {
        self.clause_vectors.len() / vocabulary.dimensions.max(1)
    }

    fn add_clause(&mut self, words: &[Option<u32>], vocabulary: &Vocabulary) {
        let at = self.clause_vectors.len();
        self.clause_vectors.resize(at + vocabulary.dimensions, 0.0);
        for word in words.iter().flatten() {
            let weight = pooling_weight(vocabulary.rarities[*word as usize]);
            let row = vocabulary.vector(*word);
            self.clause_vectors[at..].iter_mut().zip(row).for_each(|(sum, x)| *sum += weight * x);
        }
        normalise(&mut self.clause_vectors[at..]);
    }

    /// Vectors of the clauses of one sentence, row after row.
    pub fn clauses_of(&self, sentence: usize, dimensions: usize) -> &[f32] {
        let (from, to) = self.clauses[sentence];
        &self.clause_vectors[from * dimensions..to * dimensions]
    }

    /// Vector of one sentence.
    pub fn vector(&self, sentence: usize, dimensions: usize) -> &[f32] {
        &self.vectors[sentence * dimensions..(sentence + 1) * dimensions]
    }
}

/// Token ranges of the clauses of a sentence: parted at marks other than hyphens and apostrophes.
fn clauses(tokens: &[Token]) -> Vec<(usize, usize)> {
    let mut found: Vec<(usize, usize)> = Vec::new();
    let (mut from, mut words) = (0, 0);
    for (n, token) in tokens.iter().enumerate() {
        let inner = matches!(token.kind, TokenKind::Word | TokenKind::Number)
            || matches!(token.lower.as_str(), "-" | "'" | "/");
        words += usize::from(matches!(token.kind, TokenKind::Word | TokenKind::Number));
        let last = n + 1 == tokens.len();
        if inner && !last {
            continue;
        }
        if words >= CLAUSE || found.is_empty() && last {
            found.push((from, n + 1));
            (from, words) = (n + 1, 0);
        } else if last && let Some(piece) = found.last_mut() {
            piece.1 = n + 1;
        }
    }
    found
}

fn unit(running: &[(usize, u32)], vocabulary: &Vocabulary) -> Unit {
    let mut words: Vec<u32> =
        running.iter().map(|(_, w)| *w).filter(|w| vocabulary.weights[*w as usize] > 0.0).collect();
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
