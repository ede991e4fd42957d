//! How much room words take in a picture whose letters nobody has measured.
//!
//! A browser draws with whatever letters its system has, so widths are those of wide common ones (DejaVu Sans and
//! Verdana); words cut by them fit in any other.

use unicode_width::UnicodeWidthChar;

use crate::layout::{Glyph, glyph};

/// Width of a letter in parts of its height.
fn width_of(c: char) -> f64 {
    match c {
        'i' | 'j' | 'l' | 'I' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' | ' ' | '\u{a0}' | '’' => 0.36,
        'f' | 't' | 'r' | '(' | ')' | '[' | ']' | '/' | '-' | '"' => 0.46,
        'm' | 'w' | 'M' | 'W' | '%' | '@' | '…' | '—' | '–' => 1.0,
        'A'..='Z' => 0.79,
        '0'..='9' | 'a'..='z' => 0.64,
        c if c.is_ascii() => 0.84,
        c => match c.width() {
            Some(0) | None => 0.0,
            Some(1) => 0.84,
            Some(_) => 1.1,
        },
    }
}

/// Room that `text` takes at most at this height of letters.
pub(super) fn room(text: &str, size: f64) -> f64 {
    text.chars().map(width_of).sum::<f64>() * size
}

/// `text` on one line, cut where it would be wider than `room`.
pub(in crate::family) fn fitted(text: &str, width: f64, size: f64) -> String {
    let text = shown(text);
    if room(&text, size) <= width {
        return text;
    }
    let mut left = width - width_of('…') * size;
    let fits = |c: &char| {
        left -= width_of(*c) * size;
        left >= 0.0
    };
    let cut: String = text.chars().take_while(fits).collect();
    format!("{}…", cut.trim_end())
}

/// `text` as a page shows it: on one line, without what controls or turns round.
fn shown(text: &str) -> String {
    let plain: String = text
        .chars()
        .filter_map(|c| match glyph(c) {
            Glyph::Plain(c) | Glyph::Sign(c) => Some(c),
            Glyph::Space => Some(' '),
            Glyph::Nothing => None,
        })
        .collect();
    crate::claims::one_line(&plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_cut_where_they_would_be_too_wide() {
        assert_eq!(fitted("short", 100.0, 12.0), "short");
        let cut = fitted(&"wide words ".repeat(40), 100.0, 12.0);
        assert!(cut.ends_with('…') && room(&cut, 12.0) <= 100.0, "{cut}");
        assert!(room(&fitted(&"新聞".repeat(90), 100.0, 12.0), 12.0) <= 100.0);
        assert_eq!(fitted("two\nlines\u{1b}", 100.0, 12.0), "two lines␛");
    }
}
