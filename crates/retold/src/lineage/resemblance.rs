//! How much of two texts is the same to the letter.

use std::hash::{Hash, Hasher};

use rustc_hash::FxHasher;

use crate::text::Reading;

/// Tokens of a run.
const RUN: usize = 3;

/// The runs of three tokens of a text, as hashes, ascending, with repeats.
pub fn runs(reading: &Reading) -> Vec<u64> {
    let tokens: Vec<u64> = reading.tokens.iter().map(|t| hash(&t.lower)).collect();
    let mut runs: Vec<u64> = match tokens.len() {
        0 => Vec::new(),
        // A text shorter than a run is one run.
        n if n < RUN => vec![hash(&tokens)],
        _ => tokens.windows(RUN).map(hash).collect(),
    };
    runs.sort_unstable();
    runs
}

fn hash<T: Hash + ?Sized>(value: &T) -> u64 {
    let mut hasher = FxHasher::default();
    value.hash(&mut hasher);
    hasher.finish()
}

/// How many runs two texts share, repeats counted.
pub fn shared(a: &[u64], b: &[u64]) -> usize {
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

/// Share of the longer text's runs that the other has as well; 1 for two texts without words.
pub fn resemblance(a: &Reading, b: &Reading) -> f64 {
    let (a, b) = (runs(a), runs(b));
    let longer = a.len().max(b.len());
    if longer == 0 { 1.0 } else { shared(&a, &b) as f64 / longer as f64 }
}
