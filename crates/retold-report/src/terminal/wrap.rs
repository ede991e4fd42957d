//! Styled text laid into lines of a given width. Measures what a terminal shows, not bytes or characters.

use anstyle::Style;
use unicode_width::UnicodeWidthChar;

use crate::layout::{Glyph, glyph};

/// A stretch of text in one style.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Run {
    /// The text, made harmless.
    pub(super) text: String,
    /// How it looks.
    pub(super) style: Style,
}

/// A line and the columns it takes.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Line {
    runs: Vec<Run>,
    width: usize,
}

impl Run {
    /// A run of `text`, made harmless: nothing in it moves the cursor, colours or turns round what follows.
    pub(super) fn new(text: &str, style: Style) -> Self {
        let mut shown = String::with_capacity(text.len());
        for c in text.chars() {
            match glyph(c) {
                Glyph::Plain(c) | Glyph::Sign(c) => shown.push(c),
                Glyph::Space => shown.push(' '),
                Glyph::Nothing => {}
            }
        }
        Self { text: shown, style }
    }

    /// A run without a style.
    pub(super) fn plain(text: &str) -> Self {
        Self::new(text, Style::new())
    }
}

impl Line {
    /// A line of one run as it stands, spaces kept.
    pub(super) fn exact(run: Run) -> Self {
        Self { width: width_of(&run.text), runs: vec![run] }
    }

    /// Columns that it takes.
    pub(super) fn width(&self) -> usize {
        self.width
    }

    fn push(&mut self, text: &str, style: Style) {
        self.width += width_of(text);
        match self.runs.last_mut().filter(|run| run.style == style) {
            Some(run) => run.text.push_str(text),
            None => self.runs.push(Run { text: text.into(), style }),
        }
    }

    /// The line as it goes to the terminal, filled up with spaces to `width` columns.
    pub(super) fn render(&self, width: usize, colour: bool) -> String {
        let mut out = String::new();
        for run in &self.runs {
            if colour && run.style != Style::new() {
                out.push_str(&format!("{}{}{}", run.style.render(), run.text, run.style.render_reset()));
            } else {
                out.push_str(&run.text);
            }
        }
        out.extend(std::iter::repeat_n(' ', width.saturating_sub(self.width)));
        out
    }
}

/// Lays runs into lines of at most `width` columns. Breaks at spaces, inside a word only when it is longer than a line.
pub(super) fn wrap(runs: &[Run], width: usize) -> Vec<Line> {
    let width = width.max(1);
    let mut lines = Vec::new();
    let mut line = Line::default();
    // A word may change its style in the middle, so a word is a list of runs.
    for word in words(runs) {
        let long: usize = word.iter().map(|run| width_of(&run.text)).sum();
        let space = usize::from(line.width > 0);
        if line.width > 0 && line.width + space + long > width {
            lines.push(std::mem::take(&mut line));
        } else if space == 1 {
            let style = join_style(&line, &word);
            line.push(" ", style);
        }
        for run in &word {
            set(run, width, &mut line, &mut lines);
        }
    }
    if line.width > 0 || lines.is_empty() {
        lines.push(line);
    }
    lines
}

/// The style of the space between two words: theirs when they share one, so that a marked phrase is marked throughout.
fn join_style(line: &Line, word: &[Run]) -> Style {
    let before = line.runs.last().map(|run| run.style);
    let after = word.first().map(|run| run.style);
    before.filter(|style| Some(*style) == after).unwrap_or_default()
}

/// Sets one run, breaking it where a line is full.
fn set(run: &Run, width: usize, line: &mut Line, lines: &mut Vec<Line>) {
    if line.width + width_of(&run.text) <= width {
        line.push(&run.text, run.style);
        return;
    }
    for c in run.text.chars() {
        let wide = c.width().unwrap_or(0);
        if line.width > 0 && line.width + wide > width {
            lines.push(std::mem::take(line));
        }
        line.push(c.encode_utf8(&mut [0; 4]), run.style);
    }
}

/// The words of the runs, each a list of runs without spaces.
fn words(runs: &[Run]) -> Vec<Vec<Run>> {
    let mut words = Vec::new();
    let mut word: Vec<Run> = Vec::new();
    for run in runs {
        for (number, part) in run.text.split(' ').enumerate() {
            if number > 0 && !word.is_empty() {
                words.push(std::mem::take(&mut word));
            }
            if !part.is_empty() {
                word.push(Run { text: part.into(), style: run.style });
            }
        }
    }
    if !word.is_empty() {
        words.push(word);
    }
    words
}

/// Columns that a terminal needs for `text`.
pub(super) fn width_of(text: &str) -> usize {
    text.chars().map(|c| c.width().unwrap_or(0)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str, width: usize) -> Vec<String> {
        wrap(&[Run::plain(text)], width).iter().map(|line| line.render(0, false)).collect()
    }

    #[test]
    fn lines_break_at_spaces() {
        assert_eq!(lines("one two three", 7), ["one two", "three"]);
        assert_eq!(lines("", 7), [""]);
    }

    #[test]
    fn a_long_word_is_broken_rather_than_lost() {
        assert_eq!(lines("ab abcdefgh", 4), ["ab", "abcd", "efgh"]);
    }

    #[test]
    fn wide_letters_take_two_columns() {
        assert_eq!(lines("新聞記者", 4), ["新聞", "記者"]);
        assert_eq!(wrap(&[Run::plain("新")], 4)[0].render(4, false), "新  ");
    }

    #[test]
    fn a_terminal_is_told_nothing_by_a_text() {
        let shown = Run::plain("a\u{1b}[31mred\u{7}\u{9b}2J\u{202e}b\r\nc").text;
        assert!(!shown.chars().any(char::is_control), "{shown:?}");
        assert!(shown.starts_with("a␛[31mred␇"), "{shown:?}");
    }
}
