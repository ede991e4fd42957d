//! How characters that control, hide or turn round text are shown, so that an article can do nothing to the screen
//! it is shown on.

/// How a character is to be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Glyph {
    /// As it is.
    Plain(char),
    /// As a space: line ends, tabs and the like.
    Space,
    /// As this sign, which does nothing.
    Sign(char),
    /// Not at all: it would turn text round or take no room.
    Nothing,
}

/// How `c` is to be shown. Joiners and the variation selectors of emoji stay, for honest text needs them.
pub(crate) fn glyph(c: char) -> Glyph {
    match c {
        '\t' | '\n' | '\u{b}' | '\u{c}' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => Glyph::Space,
        // The block of control pictures has a sign for each of these, in the same order.
        '\0'..='\u{1f}' => Glyph::Sign(char::from_u32(0x2400 + c as u32).unwrap_or('\u{fffd}')),
        '\u{7f}' => Glyph::Sign('\u{2421}'),
        // The last two are no characters at all, and no XML may hold them.
        '\u{80}'..='\u{9f}' | '\u{fff9}'..='\u{fffb}' | '\u{fffe}' | '\u{ffff}' => Glyph::Sign('\u{fffd}'),
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{feff}' => Glyph::Nothing,
        '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' => Glyph::Nothing,
        '\u{e0000}'..='\u{e0fff}' => Glyph::Nothing,
        other => Glyph::Plain(other),
    }
}

/// The code points of `text`, for a person: "U+200B", at most three and then how many more.
pub(crate) fn code_points(text: &str) -> String {
    const SHOWN: usize = 3;
    let mut names: Vec<String> = text.chars().take(SHOWN).map(|c| format!("U+{:04X}", c as u32)).collect();
    let count = text.chars().count();
    if count > SHOWN {
        names.push(format!("and {} more", count - SHOWN));
    }
    names.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_controls_a_terminal_stays() {
        for c in ('\0'..='\u{10ffff}').filter(|c| c.is_control()) {
            assert!(!matches!(glyph(c), Glyph::Plain(_)), "{c:?}");
        }
    }

    #[test]
    fn letters_emoji_and_joiners_stay() {
        for c in ['a', 'é', '中', '👩', '\u{200d}', '\u{fe0f}', '“'] {
            assert_eq!(glyph(c), Glyph::Plain(c));
        }
    }

    #[test]
    fn many_hidden_characters_are_named_shortly() {
        assert_eq!(code_points("\u{200b}"), "U+200B");
        assert_eq!(code_points(&"\u{fe01}".repeat(10)), "U+FE01 U+FE01 U+FE01 and 7 more");
    }
}
