//! Pairs of names, numbers and long words near each other in one sentence: rarer than either word, and kept by a
//! rewording that turns the sentence round.

use super::scan::Scanned;
use super::{Key, KeyScheme, mix};

/// Each anchor is tied to so many that follow it.
const REACH: usize = 2;

pub fn add(sentence: &[Scanned], keys: &mut Vec<Key>) {
    let anchors: Vec<u64> = sentence.iter().filter(|w| w.anchor).map(|w| w.stem).collect();
    for (n, a) in anchors.iter().enumerate() {
        for b in anchors[n + 1..].iter().take(REACH).filter(|b| *b != a) {
            keys.push(KeyScheme::Pair.key(mix(*a.min(b), *a.max(b))));
        }
    }
}
