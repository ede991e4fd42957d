//! Phrases that mark something, each with its class: "class: phrase, phrase".

use rustc_hash::FxHashMap;

use super::Rules;
use crate::text::{Token, stem};

/// A list of phrases, ready for look-up by their first word.
#[derive(Debug, Default)]
pub struct Phrases {
    /// Phrases by a first word that stands as it is.
    exact: FxHashMap<&'static str, Vec<Phrase>>,
    /// Phrases by the stem of their first word.
    stemmed: FxHashMap<String, Vec<Phrase>>,
}

#[derive(Debug)]
struct Phrase {
    words: Vec<Form>,
    class: &'static str,
}

/// How a word of a phrase is known again.
#[derive(Debug)]
enum Form {
    /// In this form only.
    Exact(&'static str),
    /// In any inflection; written with a star.
    Stem(String),
}

impl Phrases {
    /// Takes a data file apart; a star after a word stands for its inflections.
    pub(super) fn parse(list: &'static str, rules: &Rules) -> Self {
        let mut phrases = Self::default();
        for (class, members) in super::entries(list).filter_map(|line| line.split_once(':')) {
            for member in members.split(',').map(str::trim).filter(|m| !m.is_empty()) {
                let form = |word: &'static str| match word.strip_suffix('*') {
                    Some(base) => Form::Stem(stem(base, rules)),
                    None => Form::Exact(word),
                };
                let words: Vec<Form> = member.split_whitespace().map(form).collect();
                let alike = match &words[0] {
                    Form::Exact(word) => phrases.exact.entry(word).or_default(),
                    Form::Stem(stem) => phrases.stemmed.entry(stem.clone()).or_default(),
                };
                alike.push(Phrase { words, class: class.trim() });
            }
        }
        phrases
    }

    /// The longest phrase that begins with the first of these tokens: its class and its length in tokens.
    pub fn at(&self, tokens: &[Token]) -> Option<(&'static str, usize)> {
        let first = tokens.first()?;
        let exact = self.exact.get(first.lower.as_str());
        let stemmed = self.stemmed.get(first.stem.as_str());
        let known = exact.into_iter().chain(stemmed).flatten();
        let fitting =
            known.filter(|p| p.words.len() <= tokens.len() && p.words.iter().zip(tokens).all(|(w, t)| w.is(t)));
        fitting.max_by_key(|p| p.words.len()).map(|p| (p.class, p.words.len()))
    }
}

impl Form {
    fn is(&self, token: &Token) -> bool {
        match self {
            Form::Exact(word) => token.lower == *word,
            Form::Stem(stem) => token.stem == *stem,
        }
    }
}
