//! Where sentences end.
//!
//! Rules in the manner of Kiss and Strunk (2006) with lists in place of statistics: a full stop ends a sentence unless
//! it belongs to an abbreviation, an initial or a number, or the sentence visibly goes on. Marks of quotation need not
//! balance, and a quotation of several sentences is several sentences.

use super::language::Rules;

/// A sentence longer than this many bytes is cut at a space, so that no text, however made, costs more than linear
/// time. News sentences of 300 bytes are long.
const LONGEST: usize = 4_000;

/// Byte ranges of the sentences of a paragraph, trimmed, in order, none empty. `cased`: whether capitals tell anything
/// in the text that it is from.
pub fn sentences(paragraph: &str, rules: &Rules, cased: bool) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut start = 0;
    let bytes = paragraph.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let ends = matches!(bytes[at], b'.' | b'!' | b'?') || paragraph[at..].starts_with('…');
        if !ends {
            at += 1;
            while !paragraph.is_char_boundary(at) {
                at += 1;
            }
            if at - start > LONGEST && paragraph[..at].ends_with(' ') {
                push(paragraph, start, at, &mut found);
                start = at;
            }
            continue;
        }
        let end = closing_end(paragraph, at);
        if is_boundary(&Candidate { paragraph, start, mark: at, end, cased }, rules) {
            push(paragraph, start, end, &mut found);
            start = end;
        }
        at = end;
    }
    push(paragraph, start, paragraph.len(), &mut found);
    found
}

fn push(paragraph: &str, start: usize, end: usize, found: &mut Vec<(usize, usize)>) {
    let piece = &paragraph[start..end];
    let trimmed = piece.trim();
    if trimmed.is_empty() {
        return;
    }
    let start = start + (piece.len() - piece.trim_start().len());
    // Marks alone, such as a stray quotation mark, go with the sentence before.
    if !trimmed.chars().any(char::is_alphanumeric)
        && let Some(last) = found.last_mut()
    {
        last.1 = start + trimmed.len();
        return;
    }
    found.push((start, start + trimmed.len()));
}

/// Whether capitals tell anything in a text: a text all in capitals, all in small letters or in any mixture of the two
/// does without.
pub fn has_case(text: &str) -> bool {
    /// Of running news one letter in twenty is a capital, of headlines one in six.
    const MOST_CAPITALS: f64 = 0.25;
    /// A word as long as this before a full stop is no abbreviation.
    const WORD: usize = 4;
    let upper = text.chars().filter(|c| c.is_uppercase()).count();
    let lower = text.chars().filter(|c| c.is_lowercase()).count();
    let (mut capital, mut small) = (0usize, 0usize);
    let mut ended = true;
    for word in text.split_whitespace() {
        match word.chars().find(|c| c.is_alphanumeric()) {
            Some(first) if ended && first.is_uppercase() => capital += 1,
            Some(first) if ended && first.is_lowercase() => small += 1,
            _ => {}
        }
        ended =
            word.strip_suffix('.').is_some_and(|w| w.chars().rev().take_while(|c| c.is_alphabetic()).count() >= WORD);
    }
    capital > 2 * small && (upper as f64) < MOST_CAPITALS * (upper + lower) as f64
}

/// The end of the run of closing marks that begins at `at`.
fn closing_end(paragraph: &str, at: usize) -> usize {
    let run = |c: char| matches!(c, '.' | '!' | '?' | '…' | '"' | '\'' | ')' | ']');
    let marks = paragraph[at..].chars().take_while(|c| run(*c)).map(char::len_utf8).sum::<usize>();
    // Spaced dots of an ellipsis: ". . ."
    let mut end = at + marks;
    while paragraph[end..].starts_with(" .") && !paragraph[end + 2..].starts_with(|c: char| c.is_alphanumeric()) {
        end += 2;
    }
    end
}

struct Candidate<'a> {
    paragraph: &'a str,
    start: usize,
    mark: usize,
    end: usize,
    cased: bool,
}

fn is_boundary(c: &Candidate<'_>, rules: &Rules) -> bool {
    let after = &c.paragraph[c.end..];
    if !after.starts_with(char::is_whitespace) {
        return after.is_empty();
    }
    let after = after.trim_start();
    if after.is_empty() {
        return true;
    }
    let opened = after.trim_start_matches(['"', '\'', '(', '[', '-', ' ']);
    let Some(first) = opened.chars().next() else { return true };
    let next = first_word(opened);
    if c.cased && first.is_lowercase() && !is_camel(opened) {
        return false;
    }
    let marks = &c.paragraph[c.mark..c.end];
    let quoted = marks.contains(['"', '\'']);
    if quoted && says_who(opened, &marks[..1], rules) {
        return false;
    }
    if marks == "." {
        return full_stop_ends(c, &next, rules);
    }
    if marks.starts_with("..") || marks.starts_with('…') || marks.starts_with(". .") {
        return rules.is_starter(&next, c.cased) || c.cased && first.is_uppercase();
    }
    true
}

/// Whether a lone full stop ends the sentence, judged by the word before it and the one after.
fn full_stop_ends(c: &Candidate<'_>, next: &str, rules: &Rules) -> bool {
    let before = &c.paragraph[c.start..c.mark];
    let word =
        before.rsplit(|ch: char| ch.is_whitespace() || matches!(ch, '(' | '[' | '"' | '\'' | '/')).next().unwrap_or("");
    // The "s" of a possessive is no initial.
    let word = if before.ends_with("'s") { "'s" } else { word };
    let word = word.to_lowercase();
    let dotted = word.contains('.');
    if word.chars().count() == 1 && word.chars().all(char::is_alphabetic) && word != "i" {
        return rules.is_starter(next, c.cased);
    }
    if rules.is_leading_abbreviation(&word) {
        // "He may go in Jan. The rest stay": months and "no." may close, titles never; both are rare.
        return false;
    }
    let letters_and_dots =
        dotted && word.split('.').all(|part| part.chars().count() <= 2 && part.chars().all(char::is_alphabetic));
    if rules.is_closing_abbreviation(&word)
        || letters_and_dots
        || word.contains('-') && rules.is_closing_abbreviation(word.rsplit('-').next().unwrap_or("")) && word.len() < 9
    {
        return rules.is_starter(next, c.cased);
    }
    // "3. The" at the start is the number of a list.
    !(before.trim().chars().all(|ch| ch.is_ascii_digit()) && !before.trim().is_empty() && c.start == 0)
}

/// Whether a quotation's speaker follows: "...?" Ann Low asked. A question or a cry is followed by "asked" more often
/// than a statement is; after a full stop only the verb itself will do.
fn says_who(after: &str, mark: &str, rules: &Rules) -> bool {
    let window = if mark == "." { 0..1 } else { 0..4 };
    let words: Vec<String> = after
        .split_whitespace()
        .take(window.end)
        .map(|w| w.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase())
        .collect();
    words.iter().any(|w| rules.is_say_verb(w)) && !after.starts_with(['"', '\''])
}

fn first_word(text: &str) -> String {
    text.chars().take_while(|c| c.is_alphanumeric() || *c == '\'').collect::<String>().to_lowercase()
}

/// "iPhone", "eBay": a small first letter before a capital.
fn is_camel(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(char::is_lowercase) && chars.next().is_some_and(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Language;

    fn split(text: &str) -> Vec<&str> {
        sentences(text, Language::English.rules(), has_case(text)).into_iter().map(|(s, e)| &text[s..e]).collect()
    }

    #[test]
    fn abbreviations_do_not_end_sentences() {
        for text in [
            "Mr. Low met Dr. J. Hill at 3 p.m. in St. Paul.",
            "The U.S. Senate sat on Jan. 5 with Sen. Moss, D-Va., in the chair.",
            "It fell 3.5 per cent, from No. 7 to No. 9.",
            "\"Will you go?\" Ann Low asked.",
            "\"Never!\" she said.",
            "He waited ... and waited.",
        ] {
            assert_eq!(split(text), [text]);
        }
    }

    #[test]
    fn sentences_end() {
        assert_eq!(
            split("It works for Low Inc. The firm grew. \"We like it.\" He left."),
            ["It works for Low Inc.", "The firm grew.", "\"We like it.\"", "He left.",]
        );
        assert_eq!(split("We came at 3 p.m. They left.").len(), 2);
        assert_eq!(split("It was no better than December's. Measured by weight it fell.").len(), 2);
        assert_eq!(split("\"It is late. We go,\" he said. \"Now.\"").len(), 3);
        assert_eq!(split("Is it over? No! It is not…  Or is it?").len(), 4);
    }

    #[test]
    fn text_without_case_is_split_too() {
        let text = "Mr. Low left the U.S. on Monday. The ship sank. \"Why?\" he asked.";
        let count = split(text).len();
        assert_eq!(split(&text.to_uppercase()).len(), count);
        assert_eq!(split(&text.to_lowercase()).len(), count);
        let mixed = |(n, word): (usize, &str)| if n % 3 == 0 { word.to_uppercase() } else { word.to_lowercase() };
        let mixed = text.split(' ').enumerate().map(mixed).collect::<Vec<_>>().join(" ");
        assert_eq!(split(&mixed).len(), count, "{mixed}");
    }

    #[test]
    fn a_paragraph_without_ends_is_cut() {
        let text = "word ".repeat(5_000);
        assert!(split(&text).iter().all(|s| s.len() <= LONGEST + 8));
    }
}
