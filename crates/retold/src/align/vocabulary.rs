//! The words of an article numbered, and those of two articles numbered together, with vectors and rarities.

use std::sync::Arc;

use rustc_hash::FxHashMap;
use wide::f32x8;

use crate::text::{Reading, Rules, Sentence, Token, TokenKind};
use crate::vectors::WordVectors;

/// Words rarer than this get no more weight: a name seen once in a million words and one never seen count alike.
const RAREST: f32 = 15.0;
/// Rarity of "the" and its like; content begins above it.
const COMMONEST: f32 = 3.0;

/// One entry a stem, of one article or over both.
#[derive(Clone, Debug, Default)]
pub struct Vocabulary {
    /// Dimensions of a vector.
    pub dimensions: usize,
    /// Vectors of the first words, row after row; those of an article are shared by all that it is joined with.
    first: Arc<Vec<f32>>,
    /// Vectors of the words after them.
    more: Vec<f32>,
    /// Rarity of each word, see [`WordVectors::look_up`].
    pub rarities: Vec<f32>,
    /// Weight of each word: how much sharing it says, 0 for words without content.
    pub weights: Vec<f32>,
    /// Whether the word is a number.
    pub numbers: Vec<bool>,
}

/// The words of one article as numbers into the vocabulary.
#[derive(Clone, Debug, Default)]
pub struct Words {
    /// For every token of the reading its word; `None` for marks.
    pub of_token: Vec<Option<u32>>,
}

/// The words of one article by themselves.
#[derive(Clone, Debug, Default)]
pub struct OwnWords {
    /// What is known of each.
    pub vocabulary: Vocabulary,
    /// Where they stand.
    pub words: Words,
    /// The key that makes two tokens one word, and the token that stands for the word.
    keys: Vec<(String, u32)>,
    numbers: FxHashMap<String, u32>,
}

/// The words of two articles numbered together: those of the first keep their numbers.
pub struct Joined {
    /// What is known of each; where both articles have a word, as the first one spells it.
    pub vocabulary: Vocabulary,
    /// The new number of each word of the second article.
    pub renumbered: Vec<u32>,
    /// Whether what is known of a word of the second article is what that one knew by itself.
    pub unchanged: Vec<bool>,
}

impl OwnWords {
    /// Numbers the words of an article.
    pub fn new(reading: &Reading, rules: &Rules, vectors: &dyn WordVectors) -> Self {
        let mut made = Self::default();
        let number = |n: usize| made.number(&reading.tokens[n], n as u32, rules);
        made.words.of_token = (0..reading.tokens.len()).map(number).collect();
        let spelled = made.keys.iter().map(|(key, at)| (key.as_str(), reading.tokens[*at as usize].lower.as_str()));
        made.vocabulary = Vocabulary::of(spelled.collect(), rules, vectors);
        made
    }

    /// The number of a token's word.
    fn number(&mut self, token: &Token, at: u32, rules: &Rules) -> Option<u32> {
        let key = match token.kind {
            TokenKind::Word => rules.figure(&token.lower).unwrap_or(&token.stem),
            TokenKind::Number => figure(&token.lower),
            TokenKind::Quote | TokenKind::Mark => return None,
        };
        if let Some(id) = self.numbers.get(key) {
            return Some(*id);
        }
        let key = if is_number(key) { key.replace(',', "") } else { key.to_owned() };
        if let Some(id) = self.numbers.get(&key) {
            return Some(*id);
        }
        let id = self.keys.len() as u32;
        self.keys.push((key.clone(), at));
        self.numbers.insert(key, id);
        Some(id)
    }

    /// Numbers the words of another article after these. `source` and `retelling` are what the two are the words of.
    pub fn join(&self, other: &OwnWords, (source, retelling): (&Reading, &Reading)) -> Joined {
        let mut vocabulary = self.vocabulary.with_room_for(other.vocabulary.len());
        let (mut renumbered, mut unchanged) = (Vec::new(), Vec::new());
        for (n, (key, at)) in other.keys.iter().enumerate() {
            let known = self.numbers.get(key).copied();
            renumbered.push(known.unwrap_or_else(|| vocabulary.take_over(&other.vocabulary, n as u32)));
            unchanged.push(known.is_none_or(|id| {
                let first = self.keys[id as usize].1;
                source.tokens[first as usize].lower == retelling.tokens[*at as usize].lower
            }));
        }
        Joined { vocabulary, renumbered, unchanged }
    }
}

impl Words {
    /// The words of a sentence, token by token.
    pub fn of(&self, sentence: &Sentence) -> &[Option<u32>] {
        &self.of_token[sentence.first_token..sentence.end_token]
    }
}

impl Joined {
    /// The words of the second article by their new numbers.
    pub fn words(&self, own: &Words) -> Words {
        Words { of_token: own.of_token.iter().map(|w| w.map(|w| self.renumbered[w as usize])).collect() }
    }
}

impl Vocabulary {
    /// What is known of words, given by key and by spelling.
    fn of(words: Vec<(&str, &str)>, rules: &Rules, vectors: &dyn WordVectors) -> Self {
        let dimensions = vectors.dimensions();
        let mut made = Self { dimensions, ..Self::default() };
        let mut first = vec![0.0; words.len() * dimensions];
        for (n, (key, spelled)) in words.into_iter().enumerate() {
            let rarity = vectors.look_up(spelled, &mut first[n * dimensions..(n + 1) * dimensions]);
            let content = !rules.is_stop_word(spelled);
            made.rarities.push(rarity);
            made.weights.push(if content { (rarity.min(RAREST) - COMMONEST).max(0.5) } else { 0.0 });
            made.numbers.push(is_number(key));
        }
        made.first = Arc::new(first);
        made
    }

    /// The same with room for so many words more: vectors are long, and copying them costs much.
    fn with_room_for(&self, more: usize) -> Self {
        Self {
            dimensions: self.dimensions,
            first: Arc::clone(&self.first),
            more: Vec::with_capacity(more * self.dimensions),
            rarities: self.rarities.clone(),
            weights: self.weights.clone(),
            numbers: self.numbers.clone(),
        }
    }

    /// Adds a word of another vocabulary and returns its number here.
    fn take_over(&mut self, other: &Vocabulary, word: u32) -> u32 {
        let id = self.len() as u32;
        self.more.extend_from_slice(other.vector(word));
        self.rarities.push(other.rarities[word as usize]);
        self.weights.push(other.weights[word as usize]);
        self.numbers.push(other.numbers[word as usize]);
        id
    }

    /// Number of words.
    pub fn len(&self) -> usize {
        self.rarities.len()
    }

    /// Vector of a word.
    pub fn vector(&self, word: u32) -> &[f32] {
        let at = word as usize * self.dimensions;
        match at.checked_sub(self.first.len()) {
            Some(at) => &self.more[at..at + self.dimensions],
            None => &self.first[at..at + self.dimensions],
        }
    }

    /// Cosines of a word with others, written to `found`: 1 for the same word, 0 between a number and anything else.
    pub fn similarities(&self, word: u32, others: &[u32], found: &mut Vec<f32>) {
        found.clear();
        found.resize(others.len(), 0.0);
        if !self.numbers[word as usize] {
            let own = self.vector(word);
            each_dot(own, others.len(), |n| self.vector(others[n]), |n, cosine| found[n] = cosine);
        }
        for (other, cosine) in others.iter().zip(found) {
            if *other == word {
                *cosine = 1.0;
            } else if self.numbers[*other as usize] {
                *cosine = 0.0;
            }
        }
    }
}

/// Gives `take` the dot products of one vector with `count` others.
pub fn each_dot<'v>(own: &[f32], count: usize, other: impl Fn(usize) -> &'v [f32], mut take: impl FnMut(usize, f32)) {
    /// As many as fit into the registers of any processor.
    const AT_ONCE: usize = 4;
    let whole = count - count % AT_ONCE;
    for first in (0..whole).step_by(AT_ONCE) {
        let found = dots::<AT_ONCE>(own, std::array::from_fn(|n| other(first + n)));
        found.into_iter().enumerate().for_each(|(n, x)| take(first + n, x));
    }
    (whole..count).for_each(|n| take(n, dot(own, other(n))));
}

fn is_number(key: &str) -> bool {
    key.starts_with(|c: char| c.is_ascii_digit())
}

/// The bare figure of a number: "173" of "£173m", "6" of "6%", "24" of "24th".
fn figure(lower: &str) -> &str {
    let bare = lower.trim_start_matches(|c: char| !c.is_ascii_digit());
    bare.trim_end_matches(|c: char| !c.is_ascii_digit())
}

/// Numbers that are multiplied and added side by side.
const LANES: usize = 8;

/// Dot product.
pub fn dot(a: &[f32], b: &[f32]) -> f32 {
    dots(a, [b])[0]
}

/// Dot products of one vector with several of the same length, each added up in the same order as by itself: several at
/// once keep the processor's adders busy.
pub fn dots<const N: usize>(a: &[f32], others: [&[f32]; N]) -> [f32; N] {
    let length = others.iter().map(|b| b.len()).fold(a.len(), usize::min);
    let whole = length - length % LANES;
    let (a, others) = (&a[..length], others.map(|b| &b[..length]));
    let (steps, others_steps) = (a.as_chunks::<LANES>().0, others.map(|b| b.as_chunks::<LANES>().0));
    let mut lanes = [f32x8::ZERO; N];
    for (at, x) in steps.iter().enumerate() {
        let x = f32x8::new(*x);
        for (lanes, b) in lanes.iter_mut().zip(&others_steps) {
            *lanes += x * f32x8::new(b[at]);
        }
    }
    std::array::from_fn(|n| {
        let tail: f32 = a[whole..].iter().zip(&others[n][whole..]).map(|(x, y)| x * y).sum();
        lanes[n].to_array().iter().sum::<f32>() + tail
    })
}
