//! Where a mention stands.

use std::ops::Range;

use crate::span::Span;
use crate::text::{Reading, Token};

/// Where a mention stands in its article.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spot {
    /// Bytes of the body.
    pub span: Span,
    /// Number of the sentence, from 0; `None` in the headline.
    pub sentence: Option<usize>,
    /// Index of its first token in [`Reading::tokens`].
    pub first_token: usize,
    /// One past the index of its last token.
    pub end_token: usize,
}

impl Spot {
    /// The spot of a range of tokens that is not empty, without the possessive of its last.
    pub(super) fn of(reading: &Reading, sentence: Option<usize>, tokens: Range<usize>) -> Spot {
        let of = &reading.tokens[tokens.clone()];
        let span = match (of.first(), of.last()) {
            (Some(first), Some(last)) => first.span.cover(last.span),
            _ => Span::default(),
        };
        let said = span.of(&reading.article.body);
        let possessive = ["'s", "\u{2019}s"].iter().find(|s| said.ends_with(**s)).map_or(0, |s| s.len());
        let span = Span { end: span.end - possessive, ..span };
        Spot { span, sentence, first_token: tokens.start, end_token: tokens.end }
    }

    /// The tokens of the mention.
    pub fn tokens<'r>(&self, reading: &'r Reading) -> &'r [Token] {
        reading.tokens.get(self.first_token..self.end_token).unwrap_or(&[])
    }
}

/// The headline, when it stands in the body, and every sentence, with their ranges of tokens.
pub(super) fn passages(reading: &Reading) -> impl Iterator<Item = (Option<usize>, Range<usize>)> + '_ {
    let first = reading.sentences.first().map_or(reading.tokens.len(), |s| s.first_token);
    let headline = (first > 0).then_some((None, 0..first));
    let sentences = reading.sentences.iter().enumerate();
    headline.into_iter().chain(sentences.map(|(n, s)| (Some(n), s.first_token..s.end_token)))
}
