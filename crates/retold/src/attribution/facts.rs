//! What the tagger sees of each token: small numbers in place of words.

use super::classes;
use crate::text::{Language, Reading, TokenKind};

/// One token as numbers.
#[derive(Clone, Copy, Debug, Default)]
pub struct Fact {
    /// Hash of the lower-case form.
    pub lower: u32,
    /// Hash of the stem.
    pub stem: u32,
    /// Hash of the ending of the word.
    pub ending: u32,
    /// How it is written.
    pub shape: u32,
    /// Closed class of the word, 0 for an open one.
    pub word_class: u32,
    /// Class of the stem among words that attribute, 0 for none.
    pub cue_class: u32,
    /// Class of the word by the company it keeps.
    pub company: u32,
    /// Class of the word by its meaning.
    pub meaning: u32,
    /// Its part in a clause as far as closed classes, shape and company tell.
    pub tag: u32,
    /// Whether it stands between marks of quotation.
    pub quoted: bool,
}

/// A stretch of tokens read as one: a sentence, or the headline.
#[derive(Clone, Copy, Debug)]
pub struct Line {
    /// First token.
    pub start: usize,
    /// One past the last token.
    pub end: usize,
    /// Number of its paragraph.
    pub paragraph: usize,
}

/// All tokens of an article as numbers, and the lines they stand in.
pub struct Facts {
    /// The tokens.
    pub tokens: Vec<Fact>,
    /// The lines, in order.
    pub lines: Vec<Line>,
}

/// Shapes of tokens.
pub mod shape {
    /// A word in small letters.
    pub const SMALL: u32 = 0;
    /// A word with a capital.
    pub const CAPITAL: u32 = 1;
    /// A word all in capitals.
    pub const CAPITALS: u32 = 2;
    /// A number.
    pub const NUMBER: u32 = 3;
    /// A comma.
    pub const COMMA: u32 = 4;
    /// A full stop, a question or an exclamation mark.
    pub const STOP: u32 = 5;
    /// A colon or semicolon.
    pub const COLON: u32 = 6;
    /// A dash or hyphen.
    pub const DASH: u32 = 7;
    /// A bracket.
    pub const BRACKET: u32 = 8;
    /// A double mark of quotation.
    pub const QUOTE: u32 = 9;
    /// A single mark of quotation, or an apostrophe by itself.
    pub const APOSTROPHE: u32 = 10;
    /// Any other mark.
    pub const OTHER: u32 = 11;
}

impl Facts {
    /// The facts of a reading.
    pub fn new(reading: &Reading) -> Facts {
        let lines = lines(reading);
        let mut tokens: Vec<Fact> = Vec::with_capacity(reading.tokens.len());
        let rules = Language::English.rules();
        for token in &reading.tokens {
            let (company, meaning) = classes::look_up(&token.lower);
            let shape = shape_of(&token.shape, token.kind);
            let (word_class, cue_class) = match token.kind {
                TokenKind::Word => (u32::from(rules.word_class(&token.lower)), u32::from(rules.cue_class(&token.stem))),
                _ => (0, 0),
            };
            let lower = if token.kind == TokenKind::Number { hash("0") } else { hash(&token.lower) };
            let tag = if word_class > 0 || shape >= shape::NUMBER {
                32 * shape.max(3) + word_class
            } else {
                4096 + 4 * company + shape
            };
            tokens.push(Fact {
                lower,
                stem: if token.kind == TokenKind::Number { lower } else { hash(&token.stem) },
                ending: ending(&token.lower, token.kind),
                shape,
                word_class,
                cue_class,
                company,
                meaning,
                tag,
                quoted: false,
            });
        }
        let mut facts = Facts { tokens, lines };
        facts.mark_quoted(reading);
        facts
    }

    /// Marks what stands between marks of quotation, paragraph by paragraph.
    fn mark_quoted(&mut self, reading: &Reading) {
        let mut open = false;
        let mut paragraph = usize::MAX;
        for n in 0..self.lines.len() {
            let line = self.lines[n];
            if line.paragraph != paragraph {
                open = false;
                paragraph = line.paragraph;
            }
            for at in line.start..line.end {
                let was = open;
                if self.tokens[at].shape == shape::QUOTE {
                    open = match reading.tokens[at].span.of(&reading.article.body) {
                        "\u{201C}" => true,
                        "\u{201D}" => false,
                        _ => !open,
                    };
                }
                self.tokens[at].quoted = open || was;
            }
        }
    }
}

fn lines(reading: &Reading) -> Vec<Line> {
    let mut lines = Vec::with_capacity(reading.sentences.len() + 1);
    let first = reading.sentences.first().map_or(reading.tokens.len(), |s| s.first_token);
    if first > 0 {
        lines.push(Line { start: 0, end: first, paragraph: usize::MAX - 1 });
    }
    for s in &reading.sentences {
        if s.first_token < s.end_token {
            lines.push(Line { start: s.first_token, end: s.end_token, paragraph: s.paragraph });
        }
    }
    lines
}

fn shape_of(word: &str, kind: TokenKind) -> u32 {
    let first = word.chars().next().unwrap_or(' ');
    match kind {
        TokenKind::Number => shape::NUMBER,
        TokenKind::Quote if first == '"' => shape::QUOTE,
        TokenKind::Quote => shape::APOSTROPHE,
        TokenKind::Mark => match first {
            ',' => shape::COMMA,
            '.' | '!' | '?' | '…' => shape::STOP,
            ':' | ';' => shape::COLON,
            '-' => shape::DASH,
            '(' | ')' | '[' | ']' => shape::BRACKET,
            _ => shape::OTHER,
        },
        TokenKind::Word if first.is_uppercase() => {
            let all = word.len() > 1 && word.chars().all(|c| !c.is_lowercase());
            if all { shape::CAPITALS } else { shape::CAPITAL }
        }
        TokenKind::Word => shape::SMALL,
    }
}

/// Hash of the last three letters of a word of five or more.
fn ending(lower: &str, kind: TokenKind) -> u32 {
    if kind != TokenKind::Word || lower.len() < 5 {
        return 0;
    }
    lower.get(lower.len() - 3..).map_or(0, hash)
}

/// FNV-1a, ended by a finer mixing of the bits. The committed tables hold such hashes.
pub fn hash(word: &str) -> u32 {
    let mut h = 0x811c_9dc5u32;
    for b in word.bytes() {
        h = (h ^ u32::from(b)).wrapping_mul(0x0100_0193);
    }
    mix(h)
}

/// Mixes the bits of a number so that each depends on all.
pub fn mix(mut h: u32) -> u32 {
    h ^= h >> 16;
    h = h.wrapping_mul(0x7feb_352d);
    h ^= h >> 15;
    h = h.wrapping_mul(0x846c_a68b);
    h ^ (h >> 16)
}
