//! Synonyms, opposites and derived words of news English, by stems as [`crate::text::stem`] makes them.
//!
//! The table comes from WordNet by `tools/lexicon` and is searched where it stands: nothing is built at the start.

use std::cmp::Ordering;
use std::sync::LazyLock;

const BYTES: &[u8] = include_bytes!("lexicon.bin");

/// How many relations the table holds.
const RELATIONS: usize = 4;

/// A stem that the lexicon knows. Look it up once, then ask about pairs: a pair costs some tens of nanoseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Lexeme(u16);

/// What two words are to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kinship {
    /// They share a sense: "firm" and "company".
    Synonym,
    /// Opposites: "rise" and "fall", "legal" and "illegal".
    Antonym,
    /// One is derived from the other: "announce" and "announcement".
    Derived,
    /// One is the wider word for the other: "seize" and "take".
    Wider,
}

/// Where the parts of the table stand.
struct Layout {
    words: usize,
    letters: usize,
    /// First byte of the pairs and how many pairs, in the order of [`Kinship`].
    pairs: [(usize, usize); RELATIONS],
}

static LAYOUT: LazyLock<Layout> = LazyLock::new(|| {
    let words = number(4);
    let letters = 8 + 4 * words;
    let mut at = letters + if words > 0 { number(4 + 4 * words) } else { 0 };
    let pairs = std::array::from_fn(|_| {
        let found = (at + 4, number(at));
        at += 4 + 4 * found.1;
        found
    });
    Layout { words, letters, pairs }
});

/// The little-endian number at a byte of the table.
fn number(at: usize) -> usize {
    BYTES.get(at..at + 4).and_then(|b| b.try_into().ok()).map_or(0, |b| u32::from_le_bytes(b) as usize)
}

/// Looks a stem up.
pub fn lexeme(stem: &str) -> Option<Lexeme> {
    let layout = &*LAYOUT;
    let (mut low, mut high) = (0, layout.words);
    while low < high {
        let middle = (low + high) / 2;
        match word(layout, middle).cmp(stem.as_bytes()) {
            Ordering::Less => low = middle + 1,
            Ordering::Greater => high = middle,
            Ordering::Equal => return u16::try_from(middle).ok().map(Lexeme),
        }
    }
    None
}

fn word(layout: &Layout, n: usize) -> &'static [u8] {
    let start = if n == 0 { 0 } else { number(4 + 4 * n) };
    BYTES.get(layout.letters + start..layout.letters + number(8 + 4 * n)).unwrap_or(&[])
}

impl Lexeme {
    /// Whether the two stand in this relation, whichever comes first.
    pub fn is(self, kinship: Kinship, other: Lexeme) -> bool {
        let key = (self.0.min(other.0) as usize) << 16 | self.0.max(other.0) as usize;
        let (start, count) = LAYOUT.pairs[kinship as usize];
        let (mut low, mut high) = (0, count);
        while low < high {
            let middle = (low + high) / 2;
            match number(start + 4 * middle).cmp(&key) {
                Ordering::Less => low = middle + 1,
                Ordering::Greater => high = middle,
                Ordering::Equal => return true,
            }
        }
        false
    }
}

/// Whether two stems are synonyms.
pub fn are_synonyms(a: &str, b: &str) -> bool {
    are(Kinship::Synonym, a, b)
}

/// Whether two stems are opposites.
pub fn are_antonyms(a: &str, b: &str) -> bool {
    are(Kinship::Antonym, a, b)
}

/// Whether two stems stand in a relation.
pub fn are(kinship: Kinship, a: &str, b: &str) -> bool {
    match (lexeme(a), lexeme(b)) {
        (Some(a), Some(b)) => a.is(kinship, b),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Language, stem};

    fn related(kinship: Kinship, a: &str, b: &str) -> bool {
        let rules = Language::English.rules();
        let (a, b) = (stem(a, rules), stem(b, rules));
        assert_eq!(are(kinship, &a, &b), are(kinship, &b, &a), "{a} and {b} are related one way only");
        are(kinship, &a, &b)
    }

    #[test]
    fn the_table_is_whole_and_sorted() {
        let layout = &*LAYOUT;
        assert_eq!(&BYTES[..4], b"RLX1");
        let (start, count) = layout.pairs[RELATIONS - 1];
        assert_eq!(start + 4 * count, BYTES.len());
        for n in 1..layout.words {
            assert!(word(layout, n - 1) < word(layout, n));
        }
        for (start, count) in layout.pairs {
            assert!(count > 500);
            assert!((1..count).all(|n| number(start + 4 * n - 4) < number(start + 4 * n)));
        }
    }

    #[test]
    fn relations_hold_between_inflected_words() {
        for (a, b) in [("buying", "purchased"), ("companies", "firm"), ("jail", "prisons"), ("films", "movie")] {
            assert!(related(Kinship::Synonym, a, b), "{a} and {b}");
        }
        for (a, b) in [("rose", "fell"), ("won", "lost"), ("legal", "illegal"), ("accepted", "rejects")] {
            assert!(related(Kinship::Antonym, a, b), "{a} and {b}");
        }
        assert!(related(Kinship::Derived, "announced", "announcement"));
        for (a, b) in [("rose", "house"), ("", "x"), ("qwxz", "zzzz")] {
            assert!(!related(Kinship::Synonym, a, b) && !related(Kinship::Antonym, a, b), "{a} and {b}");
        }
    }
}
