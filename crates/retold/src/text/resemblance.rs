//! How much of two texts is the same to the letter: runs of tokens, and whole sentences.

use std::hash::{Hash, Hasher};

use rustc_hash::FxHasher;

use super::Reading;

/// Tokens of a run.
const RUN: usize = 3;

/// What two texts have in common, counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Likeness {
    /// Runs of three tokens that both have, repeats counted.
    pub shared: usize,
    /// Runs of each text.
    pub runs: [usize; 2],
    /// Sentences of each text that stand in the other word for word.
    pub kept: [usize; 2],
    /// Sentences of each text.
    pub sentences: [usize; 2],
}

impl Likeness {
    /// Holds two texts against each other.
    pub fn of(a: &Reading, b: &Reading) -> Self {
        let (runs_a, runs_b) = (runs(a), runs(b));
        let (sentences_a, sentences_b) = (sentences(a), sentences(b));
        let held = |own: &[u64], other: &[u64]| own.iter().filter(|s| other.binary_search(s).is_ok()).count();
        Self {
            shared: shared(&runs_a, &runs_b),
            runs: [runs_a.len(), runs_b.len()],
            kept: [held(&sentences_a, &sentences_b), held(&sentences_b, &sentences_a)],
            sentences: [sentences_a.len(), sentences_b.len()],
        }
    }

    /// Share of the longer text's runs that the other has as well; 1 for two texts without words.
    pub fn resemblance(&self) -> f64 {
        share(self.shared, self.runs[0].max(self.runs[1]))
    }

    /// Share of the shorter text's runs that the other has as well; 1 for two texts without words.
    pub fn containment(&self) -> f64 {
        share(self.shared, self.runs[0].min(self.runs[1]))
    }

    /// Share of all runs of both that both have; 1 for two texts without words.
    pub fn alike(&self) -> f64 {
        share(2 * self.shared, self.runs[0] + self.runs[1])
    }

    /// The larger of the two shares of sentences that stand in the other text word for word.
    pub fn kept(&self) -> f64 {
        let of = |side: usize| self.kept[side] as f64 / self.sentences[side].max(1) as f64;
        of(0).max(of(1))
    }
}

fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 1.0 } else { part as f64 / whole as f64 }
}

/// The runs of a text, as hashes, ascending, with repeats.
fn runs(reading: &Reading) -> Vec<u64> {
    let tokens: Vec<u64> = reading.tokens.iter().map(|t| hash(t.lower.as_str())).collect();
    let mut runs: Vec<u64> = match tokens.len() {
        0 => Vec::new(),
        // A text shorter than a run is one run.
        n if n < RUN => vec![hash(tokens.as_slice())],
        _ => tokens.windows(RUN).map(hash).collect(),
    };
    runs.sort_unstable();
    runs
}

/// The sentences of a text, as hashes, ascending, with repeats.
fn sentences(reading: &Reading) -> Vec<u64> {
    let sentence = |n: usize| {
        let mut hasher = FxHasher::default();
        reading.tokens_of(n).iter().for_each(|t| t.lower.hash(&mut hasher));
        hasher.finish()
    };
    let mut sentences: Vec<u64> = (0..reading.sentences.len()).map(sentence).collect();
    sentences.sort_unstable();
    sentences
}

fn hash<T: Hash + ?Sized>(value: &T) -> u64 {
    let mut hasher = FxHasher::default();
    value.hash(&mut hasher);
    hasher.finish()
}

/// How many of two ascending lists are in both, repeats counted.
fn shared(a: &[u64], b: &[u64]) -> usize {
    let (mut i, mut j, mut both) = (0, 0, 0);
    while i < a.len() && j < b.len() {
        match a[i].cmp(&b[j]) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                both += 1;
                i += 1;
                j += 1;
            }
        }
    }
    both
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Article, text::Language};

    fn likeness(a: &str, b: &str) -> Likeness {
        let read = |text: &str| Reading::new(Article::new("a", text), Language::English);
        Likeness::of(&read(a), &read(b))
    }

    #[test]
    fn the_same_words_resemble_fully_and_others_not_at_all() {
        let same = likeness("Ships came in on Monday.", "Ships came  in on Monday.");
        assert_eq!((same.resemblance(), same.kept()), (1.0, 1.0));
        let other = likeness("Ships came in on Monday.", "The council will vote next week.");
        assert_eq!((other.resemblance(), other.kept()), (0.0, 0.0));
        assert_eq!(likeness("", "").resemblance(), 1.0);
    }

    #[test]
    fn a_sentence_more_keeps_the_rest() {
        let more = likeness("Ships came in on Monday.", "Ships came in on Monday. Nobody was hurt.");
        assert_eq!(more.kept, [1, 1]);
        assert_eq!(more.containment(), 1.0);
        assert!(more.resemblance() < 1.0 && more.alike() < 1.0);
    }
}
