//! Runs of quoted words: what is said between marks of quotation is kept even where all else is reworded.

use super::scan::Scanned;
use super::{Key, KeyScheme, mix};

/// Words of a run.
const LENGTH: usize = 4;

pub fn add(sentence: &[Scanned], keys: &mut Vec<Key>) {
    for run in sentence.windows(LENGTH).filter(|run| run.iter().all(|w| w.quoted) && run.iter().any(|w| w.content)) {
        keys.push(KeyScheme::Quote.key(run.iter().fold(1, |hash, word| mix(hash, word.stem))));
    }
}
