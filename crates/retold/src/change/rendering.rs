//! Which words of the retelling render which words of the source, by their tokens.

use std::ops::Range;

use rustc_hash::FxHashSet;

use crate::Span;
use crate::align::Alignment;
use crate::text::lexicon::{Kinship, Lexeme, lexeme};
use crate::text::{Reading, Rules, TokenKind};

/// Words that render each other, and words that the other article has anywhere.
pub struct Rendering {
    /// Token of the source, token of the retelling, ascending.
    pairs: Vec<(usize, usize)>,
    /// The same as token of the retelling, token of the source, ascending.
    back: Vec<(usize, usize)>,
    /// Of each retelling token whether a source token renders it, or says the same elsewhere in the source.
    known: Vec<bool>,
    /// Of each retelling token whether it is linked to a word of the source.
    linked: Vec<bool>,
}

impl Rendering {
    /// Gathers the word links of an alignment.
    pub fn new((source, retelling): (&Reading, &Reading), alignment: &Alignment, rules: &Rules) -> Self {
        let mut pairs: Vec<(usize, usize)> = Vec::new();
        for words in alignment.links.iter().flat_map(|l| &l.words) {
            let said = tokens_in(source, words.source).filter(|t| is_word(source, *t));
            pairs.extend(said.zip(tokens_in(retelling, words.retelling).filter(|t| is_word(retelling, *t))));
        }
        pairs.sort_unstable();
        pairs.dedup();
        let mut back: Vec<(usize, usize)> = pairs.iter().map(|(a, b)| (*b, *a)).collect();
        back.sort_unstable();
        let mut linked = vec![false; retelling.tokens.len()];
        pairs.iter().for_each(|(_, b)| linked[*b] = true);
        let said = Vocabulary::of(source, rules);
        let known = (0..retelling.tokens.len()).map(|t| linked[t] || said.has(&retelling.tokens[t].stem)).collect();
        Self { pairs, back, known, linked }
    }

    /// The retelling tokens that render a source token.
    pub fn renders(&self, source: usize) -> impl Iterator<Item = usize> + '_ {
        let from = self.pairs.partition_point(|p| p.0 < source);
        self.pairs[from..].iter().take_while(move |p| p.0 == source).map(|p| p.1)
    }

    /// The source tokens that a retelling token renders.
    pub fn rendered_by(&self, retelling: usize) -> impl Iterator<Item = usize> + '_ {
        let from = self.back.partition_point(|p| p.0 < retelling);
        self.back[from..].iter().take_while(move |p| p.0 == retelling).map(|p| p.1)
    }

    /// Whether any retelling token renders a source token.
    pub fn is_rendered(&self, source: usize) -> bool {
        self.renders(source).next().is_some()
    }

    /// Whether the source says the word of a retelling token anywhere, in one form or another.
    pub fn is_known(&self, retelling: usize) -> bool {
        self.known.get(retelling).copied().unwrap_or(true)
    }

    /// Whether a word of the linked source sentences stands for a retelling token.
    pub fn is_linked(&self, retelling: usize) -> bool {
        self.linked.get(retelling).copied().unwrap_or(true)
    }
}

/// The stems of an article and their lexemes.
struct Vocabulary<'a> {
    stems: FxHashSet<&'a str>,
    lexemes: Vec<Lexeme>,
}

impl<'a> Vocabulary<'a> {
    fn of(reading: &'a Reading, rules: &Rules) -> Self {
        let content = reading.tokens.iter().filter(|t| t.kind == TokenKind::Word && !rules.is_stop_word(&t.lower));
        let mut lexemes: Vec<Lexeme> = content.filter_map(|t| lexeme(&t.stem)).collect();
        lexemes.sort_unstable();
        lexemes.dedup();
        Self { stems: reading.tokens.iter().map(|t| t.stem.as_str()).collect(), lexemes }
    }

    fn has(&self, stem: &str) -> bool {
        let akin = |own: Lexeme| {
            let near = [Kinship::Synonym, Kinship::Derived, Kinship::Wider];
            near.iter().flat_map(|k| own.kin(*k)).any(|l| self.lexemes.binary_search(l).is_ok())
        };
        self.stems.contains(stem) || lexeme(stem).is_some_and(akin)
    }
}

fn is_word(reading: &Reading, token: usize) -> bool {
    matches!(reading.tokens[token].kind, TokenKind::Word | TokenKind::Number)
}

/// The tokens that a span covers or touches.
pub fn tokens_in(reading: &Reading, span: Span) -> Range<usize> {
    let from = reading.tokens.partition_point(|t| t.span.end <= span.start);
    let to = reading.tokens.partition_point(|t| t.span.start < span.end);
    from..to.max(from)
}

/// The tokens with content among some: words and numbers that are no stop words.
pub fn content<'r>(
    reading: &'r Reading,
    rules: &'static Rules,
    tokens: Range<usize>,
) -> impl Iterator<Item = usize> + 'r {
    tokens.filter(move |t| is_word(reading, *t) && !rules.is_stop_word(&reading.tokens[*t].lower))
}

/// The sentence of a token.
pub fn sentence_of(reading: &Reading, token: usize) -> Option<usize> {
    let after = reading.sentences.partition_point(|s| s.first_token <= token);
    after.checked_sub(1).filter(|s| token < reading.sentences[*s].end_token)
}
