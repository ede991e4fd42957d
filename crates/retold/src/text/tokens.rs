//! Tokens of folded text.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::fold::Folded;
use super::inflection::stem;
use super::language::Rules;
use super::reading::{Token, TokenKind};

/// Takes the folded bytes `start..end` apart into tokens.
pub fn tokens(folded: &Folded, start: usize, end: usize, rules: &Rules) -> Vec<Token> {
    let text = &folded.text[start..end];
    let mut found = Vec::with_capacity(text.len() / 5 + 1);
    let mut at = 0;
    while let Some(first) = text[at..].chars().next() {
        if first.is_whitespace() || first.is_control() {
            at += first.len_utf8();
            continue;
        }
        let (length, kind) = next_token(&text[at..], first);
        let shape = &text[at..at + length];
        let lower = lower_form(shape, kind);
        let stem = if kind == TokenKind::Word { stem(&lower, rules) } else { lower.clone() };
        found.push(Token {
            span: folded.original(start + at, start + at + length),
            shape: shape.to_owned(),
            lower,
            stem,
            kind,
        });
        at += length;
    }
    found
}

/// Length in bytes and kind of the token that `text` begins with.
fn next_token(text: &str, first: char) -> (usize, TokenKind) {
    if let Some(length) = number_length(text) {
        return (length, TokenKind::Number);
    }
    if first.is_alphanumeric() || is_combining_mark(first) {
        return (word_length(text), TokenKind::Word);
    }
    // An apostrophe before letters that close up a word: "'em", "'90s".
    if first == '\'' && text[1..].starts_with(|c: char| c.is_ascii_digit()) {
        return (1, TokenKind::Quote);
    }
    (first.len_utf8(), if matches!(first, '"' | '\'') { TokenKind::Quote } else { TokenKind::Mark })
}

/// Length of a number with its inner marks, the sign of currency before and the sign or letters after it:
/// "£2.5m", "3,000", "6%", "1990s", "24th".
fn number_length(text: &str) -> Option<usize> {
    let sign = text.chars().next().filter(|c| matches!(c, '$' | '£' | '€' | '¥')).map_or(0, char::len_utf8);
    let bytes = text.as_bytes();
    let mut at = sign;
    if !bytes.get(at)?.is_ascii_digit() {
        return None;
    }
    while at < bytes.len() {
        let inner = matches!(bytes[at], b'.' | b',' | b':') && bytes.get(at + 1).is_some_and(u8::is_ascii_digit);
        if !bytes[at].is_ascii_digit() && !inner {
            break;
        }
        at += 1;
    }
    if bytes.get(at) == Some(&b'%') {
        return Some(at + 1);
    }
    let letters = bytes[at..].iter().take_while(|b| b.is_ascii_alphabetic()).count();
    Some(if letters <= 3 { at + letters } else { at })
}

/// Length of a word with inner apostrophes and the full stops of an abbreviation: "don't", "O'Neill", "U.S.".
fn word_length(text: &str) -> usize {
    let mut length = 0;
    let mut rest = text.char_indices().peekable();
    while let Some((at, c)) = rest.next() {
        let next = rest.peek().map(|(_, n)| *n);
        let inner = match c {
            '\'' => next.is_some_and(char::is_alphabetic),
            '.' => {
                is_abbreviation_so_far(&text[..at])
                    && (next.is_some_and(char::is_alphabetic) || text[..at].contains('.'))
            }
            '&' => at > 0 && next.is_some_and(char::is_alphabetic),
            c => c.is_alphanumeric() || is_combining_mark(c),
        };
        if !inner {
            break;
        }
        length = at + c.len_utf8();
    }
    length.max(text.chars().next().map_or(0, char::len_utf8))
}

/// Whether the text so far is single letters between full stops: "U", "U.S", "p".
fn is_abbreviation_so_far(word: &str) -> bool {
    word.split('.').all(|part| part.chars().count() == 1 && part.chars().all(char::is_alphabetic))
}

/// Lower case without accents, the possessive and the full stops of an abbreviation.
fn lower_form(shape: &str, kind: TokenKind) -> String {
    let mut lower = if shape.is_ascii() {
        shape.to_ascii_lowercase()
    } else {
        shape.nfd().filter(|c| !is_combining_mark(*c)).collect::<String>().to_lowercase()
    };
    if kind == TokenKind::Word {
        if lower.ends_with("'s") {
            lower.truncate(lower.len() - 2);
        }
        if lower.contains('.') {
            lower.retain(|c| c != '.');
        }
    }
    lower
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Language;

    fn lowers(text: &str) -> Vec<String> {
        let folded = Folded::new(text);
        tokens(&folded, 0, folded.text.len(), Language::English.rules()).into_iter().map(|t| t.lower).collect()
    }

    #[test]
    fn words_numbers_and_marks() {
        assert_eq!(
            lowers("The U.S. firm's £2.5m (3,000%) \"deal\" fell 6% in 1990s."),
            ["the", "us", "firm", "£2.5m", "(", "3,000%", ")", "\"", "deal", "\"", "fell", "6%", "in", "1990s", "."]
        );
    }

    #[test]
    fn hyphens_part_and_apostrophes_join() {
        assert_eq!(
            lowers("O'Neill doesn't run year-on-year"),
            ["o'neill", "doesn't", "run", "year", "-", "on", "-", "year"]
        );
    }

    #[test]
    fn a_full_stop_after_a_letter_word_stays_outside() {
        assert_eq!(lowers("Plan B. It ended."), ["plan", "b", ".", "it", "ended", "."]);
    }
}
