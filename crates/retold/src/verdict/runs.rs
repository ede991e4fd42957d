//! Runs of words that two articles share outside quotations, and the order of words inside linked sentences.

use super::order::kendall;
use super::telling::Telling;
use crate::align::{Vocabulary, Words, shared};
use crate::text::Reading;

/// An article's reading, words and telling words.
type Side<'a> = (&'a Reading, &'a Words, &'a Telling);

/// Shared runs, and the words of each sentence in order.
pub struct Runs {
    /// Shares of the retelling's runs of three words, of five, and of three with two telling words, in the source; and
    /// the logarithm of the number of runs of eight that both have.
    pub shares: [f32; 4],
    source: Vec<Vec<u32>>,
    retelling: Vec<Vec<u32>>,
}

impl Runs {
    /// Looks for shared runs.
    pub fn new(source: Side<'_>, retelling: Side<'_>, vocabulary: &Vocabulary) -> Self {
        let content = |side: Side<'_>| sentences(side, |w| vocabulary.weights[w as usize] > 0.0);
        let count = |length: usize, least: usize| {
            let (held, own) = (runs(source, length, 0), runs(retelling, length, least));
            let mut both = 0.0f32;
            shared(&held, &own, |_| both += 1.0);
            (both, own.len() as f32)
        };
        let share = |(both, own): (f32, f32)| both / (own + 4.0);
        let shares = [share(count(3, 0)), share(count(5, 0)), share(count(3, 2)), (1.0 + count(8, 0).0).ln()];
        Self { shares, source: content(source), retelling: content(retelling) }
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
        let in_source = neighbours(&self.source);
        let told = |w: u32| among.is_none_or(|a| a.binary_search(&w).is_ok());
        let mut own = neighbours(&self.retelling);
        own.retain(|pair| {
            let (a, b) = ((pair >> 32) as u32, *pair as u32);
            a != b && held[a as usize] && held[b as usize] && (told(a) || told(b))
        });
        let mut both = 0.0f32;
        shared(&own, &in_source, |_| both += 1.0);
        (both + 1.0) / (own.len() as f32 + 2.5)
    }
}

/// Content words that stand within this many content words of each other are near.
const NEAR: usize = 3;

/// Pairs of words near each other, smaller number first, packed; ascending, each once.
fn neighbours(sentences: &[Vec<u32>]) -> Vec<u64> {
    let mut pairs = Vec::new();
    for words in sentences {
        for (n, a) in words.iter().enumerate() {
            pairs.extend(words[n + 1..].iter().take(NEAR).map(|b| u64::from(*a.min(b)) << 32 | u64::from(*a.max(b))));
        }
    }
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

/// Words of each sentence that are picked, in order.
fn sentences((reading, words, _): Side<'_>, pick: impl Fn(u32) -> bool) -> Vec<Vec<u32>> {
    let of = |s: &crate::text::Sentence| {
        (s.first_token..s.end_token).filter_map(|t| words.of_token[t]).filter(|w| pick(*w)).collect()
    };
    reading.sentences.iter().map(of).collect()
}

/// Runs of words outside quotations, with at least so many telling words in them; as hashes, ascending, each once.
fn runs((reading, words, telling): Side<'_>, length: usize, least: usize) -> Vec<u64> {
    let mut found = Vec::new();
    let mut row: Vec<u32> = Vec::new();
    for sentence in &reading.sentences {
        row.clear();
        let free = (sentence.first_token..sentence.end_token).filter(|t| !telling.quoted[*t]);
        row.extend(free.filter_map(|t| words.of_token[t]));
        let told = |w: &u32| telling.words.binary_search(w).is_ok();
        let enough = |run: &&[u32]| least == 0 || run.iter().filter(|w| told(w)).count() >= least;
        found.extend(row.windows(length).filter(enough).map(hash));
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// FNV-1a over words.
fn hash(run: &[u32]) -> u64 {
    run.iter().fold(0xcbf2_9ce4_8422_2325, |h, w| (h ^ u64::from(*w)).wrapping_mul(0x100_0000_01b3).rotate_left(17))
}

/// Share of the words of one ascending list that stand in another, pulled towards a half by `pull` words.
pub fn shared_share(words: &[u32], held: &[u32], pull: f32) -> f32 {
    let mut count = 0.0;
    shared(words, held, |_| count += 1.0);
    (count + 0.5 * pull) / (words.len() as f32 + pull)
}
