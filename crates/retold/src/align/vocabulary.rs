//! The words of two articles, numbered together, with their vectors and rarities.

use std::collections::HashMap;

use crate::text::{Reading, Rules, Token, TokenKind};
use crate::vectors::WordVectors;

/// Words rarer than this get no more weight: a name seen once in a million words and one never seen count alike.
const RAREST: f32 = 15.0;
/// Rarity of "the" and its like; content begins above it.
const COMMONEST: f32 = 3.0;

/// One entry a stem, over both articles.
pub struct Vocabulary {
    /// Dimensions of a vector.
    pub dimensions: usize,
    /// Vectors, row after row.
    pub vectors: Vec<f32>,
    /// Rarity of each word, see [`WordVectors::look_up`].
    pub rarities: Vec<f32>,
    /// Weight of each word: how much sharing it says, 0 for words without content.
    pub weights: Vec<f32>,
    /// Whether the word is a number.
    pub numbers: Vec<bool>,
}

/// The words of one article as numbers into the vocabulary.
pub struct Words {
    /// For every token of the reading its word; `None` for marks.
    pub of_token: Vec<Option<u32>>,
}

impl Vocabulary {
    /// Numbers the words of two articles.
    pub fn new(
        source: &Reading,
        retelling: &Reading,
        rules: &Rules,
        vectors: &dyn WordVectors,
    ) -> (Self, Words, Words) {
        let mut vocabulary = Vocabulary {
            dimensions: vectors.dimensions(),
            vectors: Vec::new(),
            rarities: Vec::new(),
            weights: Vec::new(),
            numbers: Vec::new(),
        };
        let mut ids: HashMap<String, u32> = HashMap::new();
        let mut number = |reading: &Reading| Words {
            of_token: reading.tokens.iter().map(|token| vocabulary.number(token, &mut ids, rules, vectors)).collect(),
        };
        let words = (number(source), number(retelling));
        (vocabulary, words.0, words.1)
    }

    fn number(
        &mut self,
        token: &Token,
        ids: &mut HashMap<String, u32>,
        rules: &Rules,
        vectors: &dyn WordVectors,
    ) -> Option<u32> {
        let key = match token.kind {
            TokenKind::Word => rules.figure(&token.lower).unwrap_or(&token.stem),
            TokenKind::Number => figure(&token.lower),
            TokenKind::Quote | TokenKind::Mark => return None,
        };
        if let Some(id) = ids.get(key) {
            return Some(*id);
        }
        let is_number = key.starts_with(|c: char| c.is_ascii_digit());
        let key = if is_number { key.replace(',', "") } else { key.to_owned() };
        if let Some(id) = ids.get(&key) {
            return Some(*id);
        }
        let id = self.rarities.len() as u32;
        let at = self.vectors.len();
        self.vectors.resize(at + self.dimensions, 0.0);
        let rarity = vectors.look_up(&token.lower, &mut self.vectors[at..]);
        self.rarities.push(rarity);
        let content = !rules.is_stop_word(&token.lower);
        self.weights.push(if content { (rarity.min(RAREST) - COMMONEST).max(0.5) } else { 0.0 });
        self.numbers.push(is_number);
        ids.insert(key, id);
        Some(id)
    }

    /// Number of words.
    pub fn len(&self) -> usize {
        self.rarities.len()
    }

    /// Vector of a word.
    pub fn vector(&self, word: u32) -> &[f32] {
        let at = word as usize * self.dimensions;
        &self.vectors[at..at + self.dimensions]
    }

    /// Cosine of two words; 1 for the same word, 0 between a number and anything else.
    pub fn similarity(&self, a: u32, b: u32) -> f32 {
        if a == b {
            return 1.0;
        }
        if self.numbers[a as usize] || self.numbers[b as usize] {
            return 0.0;
        }
        dot(self.vector(a), self.vector(b))
    }
}

/// The bare figure of a number: "173" of "£173m", "6" of "6%", "24" of "24th".
fn figure(lower: &str) -> &str {
    let bare = lower.trim_start_matches(|c: char| !c.is_ascii_digit());
    bare.trim_end_matches(|c: char| !c.is_ascii_digit())
}

/// Dot product, in eight lanes that the compiler turns into vector instructions.
pub fn dot(a: &[f32], b: &[f32]) -> f32 {
    let mut lanes = [0.0f32; 8];
    for (x, y) in a.chunks_exact(8).zip(b.chunks_exact(8)) {
        for lane in 0..8 {
            lanes[lane] += x[lane] * y[lane];
        }
    }
    let rest = a.len() - a.len() % 8;
    let tail: f32 = a[rest..].iter().zip(&b[rest..]).map(|(x, y)| x * y).sum();
    lanes.iter().sum::<f32>() + tail
}
