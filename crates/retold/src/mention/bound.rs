//! What is said of a number's exactness: "more than", "about", "up to".

use std::sync::LazyLock;

use super::numeral::word;
use crate::text::Token;

/// Whether an amount is said to be exact, a limit or a guess.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Bound {
    /// Nothing is said.
    Exactly,
    /// "about", "around", "some".
    About,
    /// "more than", "over".
    More,
    /// "at least".
    Least,
    /// "less than", "nearly", "almost".
    Less,
    /// "up to", "as many as", "no more than".
    Most,
}

impl Bound {
    /// Which side of the amount the truth lies: 1 above, -1 below, 0 on it or either.
    pub fn side(self) -> i8 {
        match self {
            Self::More | Self::Least => 1,
            Self::Less | Self::Most => -1,
            Self::Exactly | Self::About => 0,
        }
    }
}

static BEFORE: LazyLock<Vec<(Bound, Vec<&'static str>)>> = LazyLock::new(|| {
    let mut phrases: Vec<_> = super::entries(include_str!("english/bounds.txt")).filter_map(phrase).collect();
    phrases.sort_by_key(|(_, words)| std::cmp::Reverse(words.len()));
    phrases
});

fn phrase(line: &'static str) -> Option<(Bound, Vec<&'static str>)> {
    let (name, words) = line.split_once(' ')?;
    let bound = match name {
        "more" => Bound::More,
        "least" => Bound::Least,
        "less" => Bound::Less,
        "most" => Bound::Most,
        "about" => Bound::About,
        _ => return None,
    };
    Some((bound, words.split(' ').collect()))
}

/// The bound that ends just before the token `at`: how many tokens, and which. "Must not earn more than" is a bound
/// from above.
pub fn before(tokens: &[Token], at: usize) -> Option<(usize, Bound)> {
    let ahead = &tokens[..at];
    let (found, words) = BEFORE.iter().find(|(_, words)| ends_with(ahead, words))?;
    let negation = |t: &Token| matches!(t.lower.as_str(), "not" | "never" | "cannot") || t.lower.ends_with("n't");
    let negated = ahead[..at - words.len()].iter().rev().take(3).any(negation);
    let bound = match (found, negated) {
        (Bound::More, true) => Bound::Most,
        (Bound::Less, true) => Bound::Least,
        (bound, _) => *bound,
    };
    Some((words.len(), bound))
}

fn ends_with(tokens: &[Token], words: &[&str]) -> bool {
    tokens.len() >= words.len() && tokens[tokens.len() - words.len()..].iter().zip(words).all(|(t, w)| t.lower == *w)
}

/// The bound that begins at the token `at`: "or more", "+".
pub fn after(tokens: &[Token], at: usize) -> Option<(usize, Bound)> {
    match (word(tokens, at), word(tokens, at + 1)) {
        ("or", "more" | "over" | "above") => Some((2, Bound::Least)),
        ("or", "less" | "fewer" | "under" | "below") => Some((2, Bound::Most)),
        ("or", "so") => Some((2, Bound::About)),
        ("+" | "plus", next) if !next.starts_with(|c: char| c.is_ascii_digit()) => Some((1, Bound::Least)),
        _ => None,
    }
}
