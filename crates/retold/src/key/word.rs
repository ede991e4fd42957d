//! Words with content: what most retellings keep of a source, name by name and number by number.

use super::scan::Scanned;
use super::{Key, KeyScheme};

pub fn add(sentence: &[Scanned], keys: &mut Vec<Key>) {
    keys.extend(sentence.iter().filter(|w| w.content).map(|w| KeyScheme::Word.key(w.stem)));
}
