//! Runs of words, for verbatim reuse. Of all runs a sample by their hash is kept, the same in every text: runs that
//! two texts share are then kept or left out in both.

use super::scan::Scanned;
use super::{Key, KeyScheme, mix};

/// Words of a run, function words counted.
const LENGTH: usize = 5;
/// One run in so many is kept.
const SAMPLE: u64 = 8;

pub fn add(sentence: &[Scanned], keys: &mut Vec<Key>) {
    for run in sentence.windows(LENGTH) {
        let hash = run.iter().fold(0, |hash, word| mix(hash, word.stem));
        // The low bits are not part of the key.
        if hash % SAMPLE == 0 {
            keys.push(KeyScheme::Shingle.key(hash));
        }
    }
}
