//! Text folded for matching, with a map from every folded byte back to the bytes that were read.
//!
//! Folding undoes disguise: Unicode compatibility forms, variants of quotation marks, dashes and spaces, characters
//! that are not shown, and letters of other alphabets that pose as Latin ones. Case is kept.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::canonical_combining_class;

use super::reading::{Tampering, TamperingKind};
use crate::span::Span;

/// A text folded, with its offset map.
#[derive(Clone, Debug, Default)]
pub struct Folded {
    /// The folded text.
    pub text: String,
    /// For every byte of `text` the byte span of the original that it stands for, as start offsets; one more entry
    /// at the end holds the length of the original.
    starts: Vec<u32>,
    /// End of the original character behind every folded byte.
    ends: Vec<u32>,
    /// What was found in disguise.
    pub tampering: Vec<Tampering>,
}

impl Folded {
    /// Folds a text. Linear in its length.
    pub fn new(original: &str) -> Self {
        let mut folded = Folded {
            text: String::with_capacity(original.len()),
            starts: Vec::with_capacity(original.len()),
            ends: Vec::with_capacity(original.len()),
            tampering: Vec::new(),
        };
        let mostly_latin = is_mostly_latin(original);
        let mut rest = original.char_indices().peekable();
        while let Some((start, first)) = rest.next() {
            let mut end = start + first.len_utf8();
            if first.is_ascii() && rest.peek().is_none_or(|(_, next)| next.is_ascii()) {
                folded.push(first, start, end);
                continue;
            }
            if is_hidden(first) {
                folded.report(TamperingKind::Hidden, Span::new(start, end));
                continue;
            }
            while let Some((at, mark)) = rest.peek().copied().filter(|(_, c)| canonical_combining_class(*c) != 0) {
                end = at + mark.len_utf8();
                rest.next();
            }
            if mostly_latin && is_styled_latin(first) {
                folded.report(TamperingKind::LookAlike, Span::new(start, end));
            }
            for c in original[start..end].nfkc() {
                folded.push(plain_form(c), start, end);
            }
        }
        if mostly_latin {
            folded.unmask_look_alikes();
        }
        folded
    }

    /// The original bytes behind a range of folded bytes.
    pub fn original(&self, start: usize, end: usize) -> Span {
        if start >= end || end > self.starts.len() {
            let at = self.starts.get(start).or(self.ends.last()).copied().unwrap_or(0) as usize;
            return Span::new(at, at);
        }
        Span::new(self.starts[start] as usize, self.ends[end - 1] as usize)
    }

    fn push(&mut self, c: char, start: usize, end: usize) {
        self.text.push(c);
        for _ in 0..c.len_utf8() {
            self.starts.push(start as u32);
            self.ends.push(end as u32);
        }
    }

    fn report(&mut self, kind: TamperingKind, span: Span) {
        match self.tampering.last_mut() {
            Some(last) if last.kind == kind && last.span.end == span.start => last.span.end = span.end,
            _ => self.tampering.push(Tampering { kind, span }),
        }
    }

    /// Puts Latin letters for letters of other alphabets that look like them, in words that hold a Latin letter or
    /// consist of such letters alone.
    fn unmask_look_alikes(&mut self) {
        if self.text.chars().all(|c| latin_look_alike(c).is_none()) {
            return;
        }
        let before = std::mem::take(&mut self.text);
        let (starts, ends) = (std::mem::take(&mut self.starts), std::mem::take(&mut self.ends));
        let mut at = 0;
        for word in before.split_inclusive(|c: char| !c.is_alphabetic()) {
            let letters = || word.chars().filter(|c| c.is_alphabetic());
            let masked = letters().any(|c| latin_look_alike(c).is_some())
                && (letters().any(|c| c.is_ascii_alphabetic()) || letters().all(|c| latin_look_alike(c).is_some()));
            for c in word.chars() {
                let (start, end) = (starts[at] as usize, ends[at] as usize);
                at += c.len_utf8();
                let shown = latin_look_alike(c).filter(|_| masked);
                if shown.is_some() {
                    self.report(TamperingKind::LookAlike, Span::new(start, end));
                }
                self.push(shown.unwrap_or(c), start, end);
            }
        }
        self.tampering.sort_by_key(|t| (t.span, t.kind));
    }
}

/// Whether at least four in five letters are Latin: only there can a foreign letter be a disguise.
fn is_mostly_latin(text: &str) -> bool {
    let (mut latin, mut other) = (0usize, 0usize);
    for c in text.chars().filter(|c| c.is_alphabetic()) {
        // Latin, its supplements and extensions; compatibility forms are counted by what they show.
        if (c as u32) < 0x250 || is_styled_latin(c) { latin += 1 } else { other += 1 }
    }
    latin >= 4 * other
}

/// Latin letters in the guise of mathematical or full-width characters.
fn is_styled_latin(c: char) -> bool {
    matches!(c as u32, 0x1D400..=0x1D7FF | 0xFF21..=0xFF3A | 0xFF41..=0xFF5A)
}

/// Characters that are not shown at all.
fn is_hidden(c: char) -> bool {
    matches!(c as u32,
        0x00AD | 0x034F | 0x061C | 0x115F | 0x1160 | 0x17B4 | 0x17B5 | 0x180B..=0x180F
        | 0x200B..=0x200F | 0x202A..=0x202E | 0x2060..=0x206F | 0x3164 | 0xFE00..=0xFE0F | 0xFEFF | 0xFFA0
        | 0xFFF9..=0xFFFB | 0xE0000..=0xE0FFF)
}

/// One form for the variants of a mark.
fn plain_form(c: char) -> char {
    match c {
        '\u{2018}' | '\u{2019}' | '\u{201A}' | '\u{201B}' | '\u{2032}' | '\u{2039}' | '\u{203A}' | '\u{02BC}' | '`'
        | '\u{00B4}' => '\'',
        '\u{201C}' | '\u{201D}' | '\u{201E}' | '\u{201F}' | '\u{2033}' | '\u{00AB}' | '\u{00BB}' | '\u{301D}'
        | '\u{301E}' => '"',
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{FE58}' | '\u{FE63}' => '-',
        '\u{2044}' => '/',
        '\t' | '\u{0B}' | '\u{0C}' => ' ',
        '\u{85}' | '\u{2028}' | '\u{2029}' => '\n',
        c if c.is_whitespace() && c != '\n' && c != '\r' => ' ',
        c => c,
    }
}

/// The Latin letter that a Cyrillic, Greek, Armenian or small-capital letter looks like: the pairs of Unicode's
/// confusables table (UTS 39) that are alike in common typefaces.
fn latin_look_alike(c: char) -> Option<char> {
    const PAIRS: &str = "аaеeоoрpсcуyхxіiјjѕsԁdԛqԝwһhӏlАAВBЕEКKМMНHОOРPСCТTУYХXЅSІIЈJԌGԚQԜWӀIαaοoνvρpιiυuΑAΒBΕEΖZΗHΙIΚKΜMΝNΟOΡPΤTΥYΧXϲcϹCցgհhոnսuօoѵvѴVɑaɡgıiᴄcᴏoᴠvᴡwᴢz";
    if c.is_ascii() {
        return None;
    }
    let mut pairs = PAIRS.chars();
    while let (Some(other), Some(latin)) = (pairs.next(), pairs.next()) {
        if other == c {
            return Some(latin);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_text_stays() {
        let folded = Folded::new("The mayor's plan, 5% more.");
        assert_eq!(folded.text, "The mayor's plan, 5% more.");
        assert!(folded.tampering.is_empty());
        assert_eq!(folded.original(4, 9), Span::new(4, 9));
    }

    #[test]
    fn hidden_characters_go_and_are_told() {
        let folded = Folded::new("bri\u{200B}dge\u{FE01}\u{FE02} closed");
        assert_eq!(folded.text, "bridge closed");
        assert_eq!(folded.tampering.len(), 2);
        assert_eq!(folded.original(0, 6), Span::new(0, 9));
    }

    #[test]
    fn foreign_letters_in_latin_words_are_unmasked() {
        let folded = Folded::new("The b\u{0440}idge and p\u{0430}per, а test in plain letters");
        assert!(folded.text.starts_with("The bpidge and paper, a test"));
        assert_eq!(folded.tampering.len(), 3);
        assert!(folded.tampering.iter().all(|t| t.kind == TamperingKind::LookAlike));
    }

    #[test]
    fn a_foreign_word_stays_foreign() {
        let folded = Folded::new("The word привет was written on the long wall by the old harbour");
        assert!(folded.text.contains("привет"));
        assert!(folded.tampering.is_empty());
    }

    #[test]
    fn marks_and_forms_are_one() {
        assert_eq!(Folded::new("“Yes” — he’s e\u{301}lite ﬁne").text, "\"Yes\" - he's élite fine");
    }
}
