//! Sentences prepared for comparison.

use super::vocabulary::{Joined, Vocabulary, Words};
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
    /// For each clause its tokens, from and to, counted from the first token of its sentence.
    clause_tokens: Vec<(usize, usize)>,
}

/// A clause has at least this many words; a shorter piece goes with the one before.
const CLAUSE: usize = 4;

impl Units {
    /// Prepares the sentences of a reading.
    pub fn new(reading: &Reading, words: &Words, vocabulary: &Vocabulary, vectors: &dyn WordVectors) -> Self {
        let room = reading.sentences.len() * vocabulary.dimensions;
        let mut made = Units {
            spread: vec![0; vocabulary.len()],
            vectors: Vec::with_capacity(room),
            clause_vectors: Vec::with_capacity(2 * room),
            ..Self::default()
        };
        for (n, sentence) in reading.sentences.iter().enumerate() {
            let pieces = clauses(reading.tokens_of(n));
            made.add(reading.tokens_of(n), words.of(sentence), (vocabulary, vectors));
            let from = made.clause_count(vocabulary);
            made.clauses.push((from, from + pieces.len()));
            for (a, b) in &pieces {
                made.add_clause(&words.of(sentence)[*a..*b], vocabulary);
            }
            made.clause_tokens.extend(pieces);
        }
        made
    }

    /// The same sentences among the words of two articles, where they are the second article's. Only what a word that
    /// the first article spells differently stands in is computed anew.
    pub fn joined(
        &self,
        reading: &Reading,
        (own, words): (&Words, &Words),
        joined: &Joined,
        vectors: &dyn WordVectors,
    ) -> Self {
        let vocabulary = &joined.vocabulary;
        let mut made = Units {
            spread: vec![0; vocabulary.len()],
            clauses: self.clauses.clone(),
            clause_tokens: self.clause_tokens.clone(),
            vectors: Vec::with_capacity(self.vectors.len()),
            clause_vectors: Vec::with_capacity(self.clause_vectors.len()),
            ..Self::default()
        };
        for (n, sentence) in reading.sentences.iter().enumerate() {
            let unchanged = |w: &Option<u32>| w.is_none_or(|w| joined.unchanged[w as usize]);
            if own.of(sentence).iter().all(unchanged) {
                made.add_unit(unit(words.of(sentence), vocabulary));
                made.vectors.extend_from_slice(self.vector(n, vocabulary.dimensions));
                made.clause_vectors.extend_from_slice(self.clauses_of(n, vocabulary.dimensions));
                continue;
            }
            made.add(reading.tokens_of(n), words.of(sentence), (vocabulary, vectors));
            let (from, to) = self.clauses[n];
            for (a, b) in &self.clause_tokens[from..to] {
                made.add_clause(&words.of(sentence)[*a..*b], vocabulary);
            }
        }
        made
    }

    fn add(&mut self, tokens: &[Token], words: &[Option<u32>], (vocabulary, vectors): (&Vocabulary, &dyn WordVectors)) {
        let running = || tokens.iter().zip(words).filter_map(|(t, w)| w.map(|w| (t, w)));
        let texts: Vec<&str> = running().map(|(t, _)| t.lower.as_str()).collect();
        let mut rows = Vec::with_capacity(texts.len() * vocabulary.dimensions);
        running().for_each(|(_, w)| rows.extend_from_slice(vocabulary.vector(w)));
        let rarities: Vec<f32> = running().map(|(_, w)| vocabulary.rarities[w as usize]).collect();
        let at = self.vectors.len();
        self.vectors.resize(at + vocabulary.dimensions, 0.0);
        vectors.sentence(&texts, &rows, &rarities, &mut self.vectors[at..]);
        self.add_unit(unit(words, vocabulary));
    }

    fn add_unit(&mut self, unit: Unit) {
        for word in &unit.words {
            self.spread[*word as usize] = self.spread[*word as usize].saturating_add(1);
        }
        self.units.push(unit);
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

fn unit(words: &[Option<u32>], vocabulary: &Vocabulary) -> Unit {
    let running: Vec<u32> = words.iter().flatten().copied().collect();
    let mut words: Vec<u32> = running.iter().copied().filter(|w| vocabulary.weights[*w as usize] > 0.0).collect();
    let mut pairs: Vec<u64> = running.windows(2).map(|p| u64::from(p[0]) << 32 | u64::from(p[1])).collect();
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
