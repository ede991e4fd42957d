//! Runs of words that two articles share outside quotations, and the order of words inside linked sentences.

use std::collections::HashSet;

use super::order::kendall;
use super::telling::Telling;
use crate::align::{Vocabulary, Words, shared};
use crate::text::Reading;

/// An article's reading, words and telling words.
type Side<'a> = (&'a Reading, &'a Words, &'a Telling);

/// Shared runs, and the words of each sentence in order.
pub struct Runs {
    /// Shares of the retelling's runs of three words, of five, and of three with two telling words, in the source.
    pub shares: [f32; 3],
    source: Vec<Vec<u32>>,
    retelling: Vec<Vec<u32>>,
}

impl Runs {
    /// Looks for shared runs.
    pub fn new(source: Side<'_>, retelling: Side<'_>, vocabulary: &Vocabulary) -> Self {
        let content = |side: Side<'_>| sentences(side, |w| vocabulary.weights[w as usize] > 0.0);
        let share = |length: usize, least: usize| {
            let held: HashSet<Vec<u32>> = runs(source, length, 0).into_iter().collect();
            let own: HashSet<Vec<u32>> = runs(retelling, length, least).into_iter().collect();
            own.iter().filter(|run| held.contains(*run)).count() as f32 / (own.len() as f32 + 4.0)
        };
        Self { shares: [share(3, 0), share(5, 0), share(3, 2)], source: content(source), retelling: content(retelling) }
    }

    /// How far the content words that two sentences share stand in the same order.
    pub fn order(&self, source: usize, retelling: usize) -> f32 {
        let held = &self.source[source];
        let places: Vec<f32> = self.retelling[retelling]
            .iter()
            .filter_map(|w| held.iter().position(|h| h == w))
            .map(|at| at as f32)
            .collect();
        kendall(&places)
    }

    /// Of pairs of content words that stand near each other in the retelling, and both anywhere in the source: the
    /// share that stands near each other there too. Only pairs with a word of `among`, when given.
    pub fn near(&self, vocabulary: &Vocabulary, among: Option<&[u32]>) -> f32 {
        let mut held = vec![false; vocabulary.len()];
        self.source.iter().flatten().for_each(|w| held[*w as usize] = true);
        let near_in_source: HashSet<(u32, u32)> = self.source.iter().flat_map(|s| neighbours(s)).collect();
        let counts = |pair: &(u32, u32)| held[pair.0 as usize] && held[pair.1 as usize] && pair.0 != pair.1;
        let told = |w: &u32| among.is_none_or(|a| a.binary_search(w).is_ok());
        let own: HashSet<(u32, u32)> = self
            .retelling
            .iter()
            .flat_map(|s| neighbours(s))
            .filter(|p| counts(p) && (told(&p.0) || told(&p.1)))
            .collect();
        (own.iter().filter(|p| near_in_source.contains(p)).count() as f32 + 1.0) / (own.len() as f32 + 2.5)
    }
}

/// Content words that stand within this many content words of each other are near.
const NEAR: usize = 3;

/// Pairs of words near each other, smaller number first.
fn neighbours(words: &[u32]) -> Vec<(u32, u32)> {
    let pairs = words
        .iter()
        .enumerate()
        .flat_map(|(n, a)| words[n + 1..].iter().take(NEAR).map(move |b| (*a.min(b), *a.max(b))));
    pairs.collect()
}

/// Words of each sentence that are picked, in order.
fn sentences((reading, words, _): Side<'_>, pick: impl Fn(u32) -> bool) -> Vec<Vec<u32>> {
    let of = |s: &crate::text::Sentence| {
        (s.first_token..s.end_token).filter_map(|t| words.of_token[t]).filter(|w| pick(*w)).collect()
    };
    reading.sentences.iter().map(of).collect()
}

/// Runs of words outside quotations, with at least so many telling words in them.
fn runs((reading, words, telling): Side<'_>, length: usize, least: usize) -> Vec<Vec<u32>> {
    let mut found = Vec::new();
    for sentence in &reading.sentences {
        let free = |t: &usize| !telling.quoted[*t];
        let row: Vec<u32> =
            (sentence.first_token..sentence.end_token).filter(free).filter_map(|t| words.of_token[t]).collect();
        let told = |w: &u32| telling.words.binary_search(w).is_ok();
        found.extend(
            row.windows(length).filter(|run| run.iter().filter(|w| told(w)).count() >= least).map(<[u32]>::to_vec),
        );
    }
    found
}

/// Share of the words of one ascending list that stand in another, pulled towards a half by `pull` words.
pub fn shared_share(words: &[u32], held: &[u32], pull: f32) -> f32 {
    let mut count = 0.0;
    shared(words, held, |_| count += 1.0);
    (count + 0.5 * pull) / (words.len() as f32 + pull)
}
