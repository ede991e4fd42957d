//! The clauses of a sentence, as marks and joining words part them.

use std::ops::Range;

use crate::text::{Reading, TokenKind};

/// Words that begin a clause.
fn begins(word: &str) -> bool {
    matches!(
        word,
        "which"
            | "who"
            | "whose"
            | "where"
            | "because"
            | "after"
            | "but"
            | "while"
            | "although"
            | "though"
            | "when"
            | "and"
            | "as"
            | "if"
            | "since"
            | "that"
            | "with"
            | "by"
    )
}

/// Whether a token parts two clauses.
pub fn parts(reading: &Reading, token: usize) -> bool {
    let t = &reading.tokens[token];
    t.kind == TokenKind::Quote
        || t.kind == TokenKind::Mark && !matches!(t.lower.as_str(), "-" | "." | "/" | "'" | "&" | "%")
}

/// The clauses of a sentence, in order: ranges of tokens without the marks between them.
pub fn clauses(reading: &Reading, sentence: usize) -> Vec<Range<usize>> {
    let whole = &reading.sentences[sentence];
    let mut found = Vec::new();
    let mut start = whole.first_token;
    for token in whole.first_token..whole.end_token {
        let mark = parts(reading, token);
        if mark || begins(&reading.tokens[token].lower) {
            found.push(start..token);
            start = if mark { token + 1 } else { token };
        }
    }
    let last = reading.tokens[start..whole.end_token].iter().rposition(|t| t.kind != TokenKind::Mark);
    found.push(start..last.map_or(start, |n| start + n + 1));
    found.retain(|c| !c.is_empty());
    found
}
