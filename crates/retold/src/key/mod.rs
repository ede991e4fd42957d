//! Keys: small hashes that stand for something two sentences may share. An archive finds an article by them.
//!
//! Keys say only which articles are worth comparing; what was retold from what, comparing tells. So a key may be
//! shared by chance, and two keys may share a hash: both cost a moment and accuse nobody. Keys of stored articles lie
//! in archives, so how a key is made changes only with [`VERSION`].

mod facts;
mod pair;
mod quote;
mod scan;
mod shingle;
mod word;

pub(crate) use facts::Facts;

use crate::article::Article;
use crate::text::Language;
use scan::{Scan, Scanned};

/// Goes up when the same text gives other keys than before.
pub const VERSION: u32 = 1;

/// A small hash that stands for something two sentences may share.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key(pub u64);

/// Ways to make keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum KeyScheme {
    /// Words with content, by their stems.
    Word,
    /// Two names, numbers or long words near each other in one sentence.
    Pair,
    /// Runs of words: verbatim reuse.
    Shingle,
    /// Runs of quoted words.
    Quote,
}

impl KeyScheme {
    /// Every scheme, in the order of their variants.
    pub const ALL: &'static [Self] = &[Self::Word, Self::Pair, Self::Shingle, Self::Quote];

    /// The word that stands for the scheme in output.
    pub fn name(self) -> &'static str {
        match self {
            Self::Word => "word",
            Self::Pair => "pair",
            Self::Shingle => "shingle",
            Self::Quote => "quote",
        }
    }

    /// What a key of the scheme is, for a person.
    pub fn meaning(self) -> &'static str {
        match self {
            Self::Word => "words with content, by their stems",
            Self::Pair => "two names, numbers or long words near each other in one sentence",
            Self::Shingle => "runs of words, a sample: verbatim reuse",
            Self::Quote => "runs of quoted words",
        }
    }

    fn add(self, sentence: &[Scanned], keys: &mut Vec<Key>) {
        match self {
            Self::Word => word::add(sentence, keys),
            Self::Pair => pair::add(sentence, keys),
            Self::Shingle => shingle::add(sentence, keys),
            Self::Quote => quote::add(sentence, keys),
        }
    }

    /// Bits of the hash that a key keeps; its highest byte holds the scheme.
    ///
    /// Words are few and often asked for, so each has a key of its own. Pairs and runs are hardly ever seen twice: with
    /// a key each, the list of keys would outgrow the texts. In so few bits a million articles put some twenty into each
    /// key, which costs a look-up next to nothing, since chance meetings spread thinly.
    fn bits(self) -> u32 {
        match self {
            Self::Word => 40,
            Self::Pair => 22,
            Self::Shingle | Self::Quote => 20,
        }
    }

    /// A key of this scheme.
    fn key(self, hash: u64) -> Key {
        Key((self as u64 + 1) << 56 | hash >> (64 - self.bits()))
    }
}

impl Key {
    /// The scheme that made the key.
    pub fn scheme(self) -> Option<KeyScheme> {
        let place = usize::try_from(self.0 >> 56).ok()?.checked_sub(1)?;
        KeyScheme::ALL.get(place).copied()
    }
}

/// The keys of one article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Keys {
    /// The keys of each sentence in turn, ascending, each once in its sentence.
    pub sentences: Vec<Vec<Key>>,
}

impl Keys {
    /// Makes the keys of an article by all schemes. Linear in its length; sentences are cut roughly.
    pub fn new(article: &Article, language: Language) -> Self {
        Self::by(KeyScheme::ALL, article, language)
    }

    /// Makes the keys of an article by some schemes.
    pub fn by(schemes: &[KeyScheme], article: &Article, language: Language) -> Self {
        let scan = Scan::new(article, language.rules());
        let sentences = scan.sentences().map(|sentence| {
            let mut keys = Vec::with_capacity(3 * sentence.len());
            schemes.iter().for_each(|scheme| scheme.add(sentence, &mut keys));
            keys.sort_unstable();
            keys.dedup();
            keys
        });
        Self { sentences: sentences.collect() }
    }

    /// All keys, ascending, each once.
    pub fn all(&self) -> Vec<Key> {
        let mut all: Vec<Key> = self.sentences.concat();
        all.sort_unstable();
        all.dedup();
        all
    }
}

/// Mixes a number into a hash (the finaliser of SplitMix64).
pub(crate) fn mix(hash: u64, value: u64) -> u64 {
    let mut z = hash.rotate_left(23).wrapping_add(value).wrapping_add(0x9E37_79B9_7F4A_7C15);
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(body: &str) -> Vec<Key> {
        Keys::new(&Article::new("a", body), Language::English).all()
    }

    fn shared(a: &str, b: &str, scheme: KeyScheme) -> usize {
        let theirs = keys(b);
        keys(a).iter().filter(|k| k.scheme() == Some(scheme) && theirs.contains(k)).count()
    }

    const TOLD: &str = "The harbour board of Westerby voted on Monday to close the Long Quay. \"We could not wait another winter,\" said Ida Marsh.";
    const RETOLD: &str = "Closing the Long Quay was voted by Westerby's harbour board. Ida Marsh said: “we could not wait another winter”.";

    #[test]
    fn reworded_sentences_share_words_pairs_and_quotations() {
        assert!(shared(TOLD, RETOLD, KeyScheme::Word) >= 8);
        assert!(shared(TOLD, RETOLD, KeyScheme::Pair) >= 2);
        assert!(shared(TOLD, RETOLD, KeyScheme::Quote) >= 1);
    }

    #[test]
    fn case_marks_and_disguise_change_no_key_of_a_word() {
        let disguised = "the h\u{430}rbour bo\u{200B}ard voted.";
        assert_eq!(shared("The Harbour BOARD voted!", disguised, KeyScheme::Word), 3);
    }

    #[test]
    fn schemes_are_told_from_keys() {
        for key in keys(TOLD) {
            assert!(key.scheme().is_some(), "{key:?}");
        }
        assert_eq!(Key(0).scheme(), None);
    }

    #[test]
    fn odd_texts_have_keys_or_none() {
        assert!(keys("").is_empty());
        assert!(keys("... !!! \u{1F600}").is_empty());
        assert!(!keys(&"word ".repeat(100_000)).is_empty());
    }
}
