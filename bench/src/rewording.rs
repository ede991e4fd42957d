//! Texts told again by rule: sentences left out and turned round, words exchanged for ones of like meaning.
//!
//! No machine of rules rewords as a person does. What it makes shares no long run of words with its source, keeps names and
//! figures, and leaves a quarter out: what retellings by persons and language models have in common.

use std::collections::HashMap;

use retold::WordVectors;
use retold_encoder::StaticVectors;

use crate::corpus::{Chain, Dice};

/// Words that have a substitute, at most; the table of likenesses is the square of that.
const WORDS: usize = 5_000;
/// Words less alike are no substitutes; those more alike are mostly another form of the same word.
const ALIKE: std::ops::Range<f32> = 0.5..0.9;

/// Words with others of like meaning.
pub(crate) struct Rewording {
    substitutes: HashMap<String, Vec<String>>,
}

impl Rewording {
    /// Substitutes among the words of a chain.
    pub(crate) fn new(chain: &Chain) -> Self {
        let vectors = StaticVectors::embedded();
        let words = chain.plain_words(WORDS);
        let size = vectors.dimensions();
        let mut rows = vec![0.0f32; words.len() * size];
        for (word, row) in words.iter().zip(rows.chunks_mut(size)) {
            vectors.look_up(word, row);
            let length = row.iter().map(|x| x * x).sum::<f32>().sqrt().max(1e-6);
            row.iter_mut().for_each(|x| *x /= length);
        }
        let row = |n: usize| &rows[n * size..(n + 1) * size];
        let mut substitutes: HashMap<String, Vec<String>> = HashMap::new();
        for (n, word) in words.iter().enumerate() {
            let alike = |m: &usize| {
                let cosine: f32 = row(n).iter().zip(row(*m)).map(|(a, b)| a * b).sum();
                words[*m][..3] != word[..3] && ALIKE.contains(&cosine)
            };
            let found: Vec<String> = (0..words.len()).filter(alike).map(|m| words[m].to_owned()).take(4).collect();
            if !found.is_empty() {
                substitutes.insert((*word).to_owned(), found);
            }
        }
        Self { substitutes }
    }

    /// A text told again.
    pub(crate) fn told(&self, text: &str, dice: &mut Dice) -> String {
        let flat = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let mut sentences: Vec<String> = flat.split_inclusive(". ").map(|s| s.trim().to_owned()).collect();
        sentences.retain(|_| dice.below(4) > 0);
        for n in 1..sentences.len() {
            if dice.below(4) == 0 {
                sentences.swap(n - 1, n);
            }
        }
        sentences.iter().map(|s| self.sentence(s, dice)).collect::<Vec<_>>().join(" ")
    }

    fn sentence(&self, sentence: &str, dice: &mut Dice) -> String {
        let mut words: Vec<String> = Vec::new();
        for word in sentence.split(' ') {
            match self.substitutes.get(word) {
                Some(others) if dice.below(3) > 0 => words.push(others[dice.below(others.len())].clone()),
                // A word left out now and then.
                _ if word.len() < 5 && word.chars().all(char::is_lowercase) && dice.below(5) == 0 => {}
                _ => words.push(word.to_owned()),
            }
        }
        // What stands before a comma moves to the end.
        let comma = words.iter().position(|w| w.ends_with(',')).filter(|at| at + 3 < words.len());
        if let Some(at) = comma.filter(|_| dice.below(2) == 0) {
            let moved: Vec<String> = words.drain(..=at).collect();
            let full_stop = words.last_mut().is_some_and(|w| w.ends_with('.') && w.pop().is_some());
            words.extend(moved);
            if let Some(last) = words.last_mut().filter(|_| full_stop) {
                *last = format!("{}.", last.trim_end_matches(','));
            }
        }
        words.join(" ")
    }
}
