//! What belongs to the telling of a story and what to its facts.
//!
//! Two reporters of one event share names, figures and what was said aloud; they do not share their own words. Telling
//! words are content words that are no name, no number and not quoted.

use rustc_hash::FxHashMap;

use crate::align::{Units, Vocabulary, Words};
use crate::text::{Reading, TokenKind};

/// What kind of word each word of an article is.
#[derive(Clone, Debug, Default)]
pub struct Telling {
    /// For each sentence, for each of its content words (as in the aligner's units), whether it is a telling word.
    pub telling: Vec<Vec<bool>>,
    /// For each token of the reading whether it is quoted.
    pub quoted: Vec<bool>,
    /// Names, ascending.
    pub names: Vec<u32>,
    /// Numbers, ascending.
    pub numbers: Vec<u32>,
    /// Content words between quotation marks, ascending.
    pub quoted_words: Vec<u32>,
    /// Telling words, ascending.
    pub words: Vec<u32>,
}

impl Telling {
    /// Tells the words of one article apart.
    pub fn new(reading: &Reading, words: &Words, units: &Units, vocabulary: &Vocabulary) -> Self {
        let quoted = quoted(reading);
        let names = names(reading, words, vocabulary);
        let mut made = Telling { quoted, ..Self::default() };
        for (unit, sentence) in units.units.iter().zip(&reading.sentences) {
            let tokens = sentence.first_token..sentence.end_token;
            let free = |word: u32| tokens.clone().any(|t| words.of_token[t] == Some(word) && !made.quoted[t]);
            let own =
                |word: u32| !vocabulary.numbers[word as usize] && names.binary_search(&word).is_err() && free(word);
            let mask: Vec<bool> = unit.words.iter().map(|w| own(*w)).collect();
            made.words.extend(unit.words.iter().zip(&mask).filter(|(_, m)| **m).map(|(w, _)| *w));
            made.numbers.extend(unit.words.iter().filter(|w| vocabulary.numbers[**w as usize]));
            let inside = tokens.clone().filter(|t| made.quoted[*t]).filter_map(|t| words.of_token[t]);
            made.quoted_words.extend(inside.filter(|w| vocabulary.weights[*w as usize] > 0.0));
            made.telling.push(mask);
        }
        made.names = names;
        for list in [&mut made.words, &mut made.numbers, &mut made.quoted_words] {
            list.sort_unstable();
            list.dedup();
        }
        made
    }
}

/// For each token whether it stands between double quotation marks of its paragraph.
fn quoted(reading: &Reading) -> Vec<bool> {
    let mut inside = false;
    let mut paragraph = usize::MAX;
    let mut marks = vec![false; reading.tokens.len()];
    for sentence in &reading.sentences {
        if sentence.paragraph != paragraph {
            (paragraph, inside) = (sentence.paragraph, false);
        }
        for t in sentence.first_token..sentence.end_token {
            if reading.tokens[t].kind == TokenKind::Quote && reading.tokens[t].lower == "\"" {
                inside = !inside;
            }
            marks[t] = inside;
        }
    }
    marks
}

/// Words that stand with a capital inside sentences more often than without, ascending.
fn names(reading: &Reading, words: &Words, vocabulary: &Vocabulary) -> Vec<u32> {
    let mut counts: FxHashMap<u32, (u32, u32)> = FxHashMap::default();
    for sentence in &reading.sentences {
        for t in sentence.first_token + 1..sentence.end_token {
            let after_mark = reading.tokens[t - 1].kind == TokenKind::Quote || reading.tokens[t - 1].lower == ":";
            let Some(word) = words.of_token[t].filter(|w| vocabulary.weights[*w as usize] > 0.0 && !after_mark) else {
                continue;
            };
            let count = counts.entry(word).or_default();
            count.0 += u32::from(reading.tokens[t].shape.starts_with(char::is_uppercase));
            count.1 += 1;
        }
    }
    let mut names: Vec<u32> = counts
        .into_iter()
        .filter(|(w, (upper, all))| 2 * upper > *all && !vocabulary.numbers[*w as usize])
        .map(|(w, _)| w)
        .collect();
    names.sort_unstable();
    names
}
