//! Synonyms, opposites and derived words of news English, by stems as [`crate::text::stem`] makes them.
//!
//! The table comes from WordNet by `tools/lexicon`. Nothing is built at the start; two indexes of it are made when first
//! asked for, in less than a millisecond.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

const BYTES: &[u8] = include_bytes!("lexicon.bin");

/// How many relations the table holds.
const RELATIONS: usize = 4;

/// A stem that the lexicon knows. Look it up once, then ask about pairs.
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

/// The words by their letters, made when first asked for: a look-up costs one hash in place of fourteen comparisons.
static NUMBERS: LazyLock<FxHashMap<&'static [u8], u16>> = LazyLock::new(|| {
    let known = (0..LAYOUT.words).map(|n| word(&LAYOUT, n)).zip(0..=u16::MAX);
    known.collect()
});

/// Looks a stem up.
pub fn lexeme(stem: &str) -> Option<Lexeme> {
    NUMBERS.get(stem.as_bytes()).copied().map(Lexeme)
}

fn word(layout: &Layout, n: usize) -> &'static [u8] {
    let start = if n == 0 { 0 } else { number(4 + 4 * n) };
    BYTES.get(layout.letters + start..layout.letters + number(8 + 4 * n)).unwrap_or(&[])
}

/// The kin of every word by one relation.
struct Kin {
    /// For each word where its kin begins in `kin`; one more at the end.
    starts: Vec<u32>,
    kin: Vec<Lexeme>,
}

static KIN: LazyLock<[Kin; RELATIONS]> = LazyLock::new(|| {
    std::array::from_fn(|relation| {
        let (start, count) = LAYOUT.pairs[relation];
        let packed = (0..count).map(|n| number(start + 4 * n));
        let pairs =
            packed.map(|pair| ((pair >> 16) as u16, pair as u16)).filter(|(a, b)| a.max(b) < &(LAYOUT.words as u16));
        Kin::new(LAYOUT.words, &pairs.collect::<Vec<_>>())
    })
});

impl Kin {
    fn new(words: usize, pairs: &[(u16, u16)]) -> Self {
        let mut starts = vec![0u32; words + 2];
        pairs.iter().flat_map(|(a, b)| [a, b]).for_each(|w| starts[usize::from(*w) + 2] += 1);
        for n in 2..starts.len() {
            starts[n] += starts[n - 1];
        }
        let mut kin = vec![Lexeme(0); 2 * pairs.len()];
        for (word, other) in pairs.iter().flat_map(|(a, b)| [(*a, *b), (*b, *a)]) {
            let at = &mut starts[usize::from(word) + 1];
            kin[*at as usize] = Lexeme(other);
            *at += 1;
        }
        starts.pop();
        Self { starts, kin }
    }
}

impl Lexeme {
    /// The words that stand in this relation to it, either way, in no order.
    pub fn kin(self, kinship: Kinship) -> &'static [Lexeme] {
        let known = &KIN[kinship as usize];
        let place = |n: usize| known.starts.get(n).map_or(0, |at| *at as usize);
        known.kin.get(place(usize::from(self.0))..place(usize::from(self.0) + 1)).unwrap_or(&[])
    }

    /// Whether the two stand in this relation, whichever comes first.
    pub fn is(self, kinship: Kinship, other: Lexeme) -> bool {
        self.kin(kinship).contains(&other)
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
