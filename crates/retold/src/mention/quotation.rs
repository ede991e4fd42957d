//! Quotations: what stands between marks of quotation, balanced or not.
//!
//! A quotation may run over sentences and paragraphs. One that is never closed ends where the next begins, and where
//! none follows with its sentence. Single marks count where both are there; else they are apostrophes.

use crate::span::Span;
use crate::text::{Reading, Token, TokenKind};

/// Words between marks of quotation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quotation {
    /// What is quoted, without the marks.
    pub span: Span,
    /// What is quoted, with the marks.
    pub marked: Span,
    /// Sentence it begins in; `None` in the headline.
    pub sentence: Option<usize>,
    /// Index of its first token in [`Reading::tokens`], after the mark.
    pub first_token: usize,
    /// One past the index of its last token, the closing mark not counted.
    pub end_token: usize,
    /// Whether a closing mark was found.
    pub is_closed: bool,
    /// Whether it stands inside another quotation.
    pub is_nested: bool,
}

impl Quotation {
    /// Words and numbers that are quoted, in lower case.
    pub fn words<'r>(&self, reading: &'r Reading) -> impl Iterator<Item = &'r Token> + use<'r> {
        let tokens = reading.tokens.get(self.first_token..self.end_token).unwrap_or(&[]);
        tokens.iter().filter(|t| matches!(t.kind, TokenKind::Word | TokenKind::Number))
    }
}

/// A single mark is an apostrophe when no other closes it within this many tokens.
const LONGEST_SINGLE: usize = 80;

/// All quotations of an article, in order of their beginnings.
pub fn quotations(reading: &Reading) -> Vec<Quotation> {
    let mut finder = Finder { reading, found: Vec::new(), open: None };
    let first = reading.sentences.first().map_or(reading.tokens.len(), |s| s.first_token);
    for at in 0..first {
        finder.step(at, 0..first, None);
    }
    finder.give_up(first);
    for (n, sentence) in reading.sentences.iter().enumerate() {
        for at in sentence.first_token..sentence.end_token {
            finder.step(at, sentence.first_token..sentence.end_token, Some(n));
        }
        let goes_on = reading.sentences.get(n + 1).is_some_and(|next| next.paragraph == sentence.paragraph);
        if !goes_on {
            finder.end_paragraph(n);
        }
    }
    finder.found.sort_by_key(|q| (q.marked.start, std::cmp::Reverse(q.marked.end)));
    finder.found
}

struct Finder<'r> {
    reading: &'r Reading,
    found: Vec<Quotation>,
    /// Token of the opening mark, and the sentence it stands in.
    open: Option<(usize, Option<usize>)>,
}

/// Which way a mark opens.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Opens,
    Closes,
    Either,
}

impl Finder<'_> {
    fn step(&mut self, at: usize, range: std::ops::Range<usize>, sentence: Option<usize>) {
        let token = &self.reading.tokens[at];
        if token.kind != TokenKind::Quote {
            return;
        }
        let side = self.side(at, &range);
        if token.shape == "\"" {
            self.double(at, side, sentence);
        } else if side != Side::Closes {
            self.single(at, range, sentence);
        }
    }

    fn double(&mut self, at: usize, side: Side, sentence: Option<usize>) {
        match (self.open, side) {
            (None, Side::Opens | Side::Either) => self.open = Some((at, sentence)),
            (None, Side::Closes) => {}
            (Some(open), Side::Closes | Side::Either) => {
                self.push(open, at, true);
                self.open = None;
            }
            (Some(open), Side::Opens) => {
                // The last paragraph's quotation was left open, as the trade does, and goes on here.
                self.push(open, at, false);
                self.open = Some((at, sentence));
            }
        }
    }

    /// A single mark that opens: a quotation when one that closes follows soon in the same sentence.
    fn single(&mut self, at: usize, range: std::ops::Range<usize>, sentence: Option<usize>) {
        let tokens = &self.reading.tokens;
        let end = range.end.min(at + LONGEST_SINGLE);
        let close = (at + 2..end).find(|n| {
            tokens[*n].shape == "'" && tokens[*n].kind == TokenKind::Quote && self.side(*n, &range) == Side::Closes
        });
        let inside_another = self.found.last().is_some_and(|q| q.end_token > at);
        if let Some(close) = close.filter(|_| !inside_another) {
            let nested = self.open.is_some();
            self.push((at, sentence), close, true);
            if let Some(last) = self.found.last_mut() {
                last.is_nested = nested;
            }
        }
    }

    /// Which way the mark at `at` faces, by its own form and by what touches it.
    fn side(&self, at: usize, range: &std::ops::Range<usize>) -> Side {
        let tokens = &self.reading.tokens;
        match tokens[at].span.of(&self.reading.article.body) {
            "\u{201c}" | "\u{2018}" | "\u{ab}" | "\u{201e}" => return Side::Opens,
            "\u{201d}" | "\u{bb}" => return Side::Closes,
            _ => {}
        }
        let touches_before = at > range.start
            && tokens[at - 1].span.end == tokens[at].span.start
            && !matches!(tokens[at - 1].shape.as_str(), "(" | "[" | "-" | "\"");
        // A full stop or a comma after the mark is no part of what is quoted.
        let goes_on = |t: &Token| t.kind != TokenKind::Mark || matches!(t.shape.as_str(), "[" | "(" | "…" | "$" | "£");
        let touches_after =
            tokens[..range.end].get(at + 1).is_some_and(|t| t.span.start == tokens[at].span.end && goes_on(t));
        match (touches_before, touches_after) {
            (false, true) => Side::Opens,
            (true, false) => Side::Closes,
            // A mark that stands apart between spaces, or between two words.
            _ if at == range.start => Side::Opens,
            _ if at + 1 == range.end => Side::Closes,
            _ => Side::Either,
        }
    }

    fn end_paragraph(&mut self, sentence: usize) {
        let Some((mark, first)) = self.open.take() else { return };
        let sentences = &self.reading.sentences;
        let next_opens = sentences
            .get(sentence + 1)
            .is_some_and(|next| self.reading.tokens.get(next.first_token).is_some_and(|t| t.kind == TokenKind::Quote));
        // Without a quotation that goes on, only the sentence in which it began is surely quoted.
        let last = if next_opens { sentence } else { first.unwrap_or(sentence).min(sentence) };
        self.push((mark, first), sentences[last].end_token, false);
    }

    fn give_up(&mut self, end: usize) {
        if let Some(open) = self.open.take() {
            self.push(open, end, false);
        }
    }

    fn push(&mut self, (mark, sentence): (usize, Option<usize>), end: usize, is_closed: bool) {
        let tokens = &self.reading.tokens;
        if end <= mark + 1 {
            return;
        }
        let span = tokens[mark + 1].span.cover(tokens[end - 1].span);
        let last = if is_closed { end } else { end - 1 };
        let marked = tokens[mark].span.cover(tokens[last].span);
        self.found.push(Quotation {
            span,
            marked,
            sentence,
            first_token: mark + 1,
            end_token: end,
            is_closed,
            is_nested: false,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Article, text::Language};

    fn quoted(text: &str) -> Vec<String> {
        let reading = Reading::new(Article::new("", text), Language::English);
        quotations(&reading).iter().map(|q| q.span.of(&reading.article.body).to_owned()).collect()
    }

    #[test]
    fn quotations_are_found() {
        for (text, expected) in [
            ("\"We go,\" he said. \"Now.\"", &["We go,", "Now."][..]),
            ("He called it “a small step” for the town.", &["a small step"]),
            ("She said: \"It rains. We stay. It is late.\" They stayed.", &["It rains. We stay. It is late."]),
            ("The workers' hopes and the ship's end.", &[]),
            ("It was 'a good day' for workers' rights.", &["a good day"]),
            ("\"He said 'never' to me,\" she said.", &["He said 'never' to me,", "never"]),
            ("He said: \"It is late. They left at six.", &["It is late."]),
            ("He said: \"It is late.\n\n\"We must go,\" he said.", &["It is late.", "We must go,"]),
            ("The mast was 6\" too short.", &[]),
        ] {
            assert_eq!(quoted(text), expected, "{text}");
        }
    }
}
