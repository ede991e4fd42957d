//! A quick pass over a text: its words as hashes, with what shows from outside.
//!
//! An archive takes in thousands of articles a second, so nothing here is kept as text. The pass sees through disguise
//! as [`Folded`] does, and cuts sentences more roughly than a reading: keys need no exact ends.

use crate::article::Article;
use crate::text::{Folded, Rules, stem};

/// One word of a scanned text.
#[derive(Clone, Copy, Debug)]
pub struct Scanned {
    /// Hash of its stem, or of a number's figure.
    pub stem: u64,
    /// Whether it carries content.
    pub content: bool,
    /// Whether it names something as far as its looks tell: a capital inside a sentence, or a figure.
    pub anchor: bool,
    /// Whether it stands between marks of quotation.
    pub quoted: bool,
    /// What it tells.
    pub sort: Sort,
}

/// What a word with content tells, as far as its looks do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sort {
    /// A name: a capital inside a sentence.
    Name,
    /// A figure, in digits or in words.
    Figure,
    /// Anything else.
    Other,
}

/// The words of a text, by sentences.
pub struct Scan {
    words: Vec<Scanned>,
    ends: Vec<usize>,
}

/// A quotation that does not end within this many words has lost its mark.
const LONGEST_QUOTATION: usize = 120;
/// A word of so many letters is rare enough to tie others to.
const LONG: usize = 10;
/// A sentence is cut here at the latest, so that a text without full stops has bounded keys.
const LONGEST_SENTENCE: usize = 200;

impl Scan {
    /// Scans headline and body.
    pub fn new(article: &Article, rules: &Rules) -> Self {
        let mut scanner = Scanner::new(article.body.len(), rules);
        if let Some(headline) = &article.headline
            && !article.body.trim_start().starts_with(headline.as_str())
        {
            scanner.part(headline);
        }
        scanner.part(&article.body);
        scanner.scan
    }

    /// Scans a text by itself.
    pub fn of_body(body: &str, rules: &Rules) -> Self {
        let mut scanner = Scanner::new(body.len(), rules);
        scanner.part(body);
        scanner.scan
    }

    /// All words in turn.
    pub fn words(&self) -> &[Scanned] {
        &self.words
    }

    /// The sentences in turn.
    pub fn sentences(&self) -> impl Iterator<Item = &[Scanned]> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts.zip(&self.ends).map(|(from, to)| &self.words[from..*to])
    }
}

struct Scanner<'r> {
    scan: Scan,
    rules: &'r Rules,
    lower: String,
    /// Where the open quotation began, in words.
    quotation: Option<usize>,
    /// Whether the next word starts a sentence.
    starts: bool,
}

impl<'r> Scanner<'r> {
    fn new(bytes: usize, rules: &'r Rules) -> Self {
        let scan = Scan { words: Vec::with_capacity(bytes / 5), ends: Vec::new() };
        Scanner { scan, rules, lower: String::new(), quotation: None, starts: true }
    }

    fn part(&mut self, text: &str) {
        if text.is_ascii() {
            self.folded(text);
        } else {
            self.folded(&Folded::new(text).text);
        }
        self.end_sentence();
        self.quotation = None;
    }

    fn folded(&mut self, text: &str) {
        let mut rest = text;
        while let Some(first) = rest.chars().next() {
            let length = if first.is_alphanumeric() { word_length(rest) } else { 0 };
            if length > 0 {
                self.word(&rest[..length]);
                rest = &rest[length..];
                continue;
            }
            let after = &rest[first.len_utf8()..];
            match first {
                '"' => self.quotation = if self.quotation.is_some() { None } else { Some(self.scan.words.len()) },
                '.' | '!' | '?' if ends_sentence(after) => self.end_sentence(),
                '\n' if after.trim_start_matches([' ', '\r']).starts_with('\n') => {
                    self.end_sentence();
                    self.quotation = None;
                }
                _ => {}
            }
            rest = after;
        }
    }

    fn word(&mut self, shape: &str) {
        let here = self.scan.words.len();
        if self.quotation.is_some_and(|from| here - from > LONGEST_QUOTATION) {
            self.quotation = None;
        }
        self.lower.clear();
        self.lower.extend(shape.chars().flat_map(char::to_lowercase).filter(|c| *c != '.'));
        if self.lower.ends_with("'s") {
            self.lower.truncate(self.lower.len() - 2);
        }
        let digits = self.lower.starts_with(|c: char| c.is_ascii_digit());
        let content = digits || !self.rules.is_stop_word(&self.lower);
        let figure = if digits { None } else { self.rules.figure(&self.lower) };
        let hash = match figure {
            Some(figure) => hash_of(figure),
            None if digits => hash_of(&self.lower.replace(',', "")),
            None if content => hash_of(&stem(&self.lower, self.rules)),
            None => hash_of(&self.lower),
        };
        let capital = shape.starts_with(char::is_uppercase) && !self.starts;
        let anchor = content && (capital || digits || figure.is_some() || self.lower.len() >= LONG);
        let sort = match (digits || figure.is_some(), capital) {
            (true, _) => Sort::Figure,
            (_, true) => Sort::Name,
            _ => Sort::Other,
        };
        self.scan.words.push(Scanned { stem: hash, content, anchor, quoted: self.quotation.is_some(), sort });
        self.starts = false;
        if here + 1 - self.scan.ends.last().copied().unwrap_or(0) >= LONGEST_SENTENCE {
            self.end_sentence();
        }
    }

    fn end_sentence(&mut self) {
        if self.scan.words.len() > self.scan.ends.last().copied().unwrap_or(0) {
            self.scan.ends.push(self.scan.words.len());
        }
        self.starts = true;
    }
}

/// Whether a sentence ends before this text: space, then no small letter.
fn ends_sentence(after: &str) -> bool {
    let rest = after.trim_start_matches(['"', '\'', ')']);
    let next = rest.trim_start();
    next.is_empty() || next.len() < rest.len() && !next.starts_with(char::is_lowercase)
}

/// Length of the word or number that a text begins with: letters and digits with apostrophes, full stops and commas
/// between them that hold it together ("don't", "U.S", "3,000", "2.5").
fn word_length(text: &str) -> usize {
    let mut length = 0;
    let mut chars = text.char_indices().peekable();
    let mut single = 0;
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|(_, n)| *n);
        let inner = match c {
            '\'' => next.is_some_and(char::is_alphabetic),
            '.' => {
                next.is_some_and(|n| n.is_ascii_digit()) && text[..at].ends_with(|p: char| p.is_ascii_digit())
                    || single == 1 && next.is_some_and(char::is_alphabetic)
            }
            ',' => next.is_some_and(|n| n.is_ascii_digit()) && text[..at].ends_with(|p: char| p.is_ascii_digit()),
            c => c.is_alphanumeric(),
        };
        if !inner {
            break;
        }
        single = if c == '.' { 0 } else { single + 1 };
        length = at + c.len_utf8();
    }
    length
}

/// FNV-1a, 64 bits, mixed once: short words spread well and the same text hashes alike on every machine.
fn hash_of(word: &str) -> u64 {
    let hash = word.bytes().fold(0xCBF2_9CE4_8422_2325, |h: u64, b| (h ^ u64::from(b)).wrapping_mul(0x100_0000_01B3));
    super::mix(hash, 0)
}
