//! Which of two versions of a short item came first.
//!
//! An item of a sentence or two has too few words for what tells a retelling from its source. Editing leaves other traces:
//! an item is lengthened, tolls rise, a mark that was missing is put in, and the name of the agency at its end goes.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::mention::numbers;
use crate::model::Linear;
use crate::text::{Likeness, Reading, Token, TokenKind};

/// Weighs the edits. Trained by `cargo xtask train DATA edits`, which prints right and decided out of fold.
static WEIGHTS: LazyLock<Linear> = LazyLock::new(|| Linear::from_bytes(include_bytes!("edits.model")));

/// Names of the differences between two versions of an item, in order.
pub const EDITS: [&str; 13] = [
    "tokens, in ratio",
    "characters, in ratio",
    "tokens",
    "own words, in ratio",
    "ends with a full stop",
    "ends with a source",
    "higher figure",
    "capitals of words that both have",
    "commas",
    "quotation marks",
    "words of going on",
    "words of not knowing",
    "days told from today",
];

/// Tokens of a longer text that is no item.
const LONGEST: usize = 120;
/// Versions have this share of the shorter one's runs of three tokens in common; no labelled retelling has.
const VERSIONS: f64 = 0.5;
/// Words of a source at the end of an item: "Agence France-Presse via Tidende".
const LONGEST_SOURCE: usize = 4;

/// Differences between two versions of an item, first less second, by [`EDITS`]; `None` when they are no such versions.
pub fn edits(first: &Reading, second: &Reading) -> Option<Vec<f32>> {
    let long = [first, second].iter().any(|r| r.tokens.len() > LONGEST);
    if long || Likeness::of(first, second).containment() < VERSIONS {
        return None;
    }
    let (a, b) = (figures(first, second), figures(second, first));
    Some(a.iter().zip(b).map(|(a, b)| a - b).collect())
}

/// Log-odds that the second of two versions was made from the first. There is no bias: turned round they are turned round.
pub fn score(edits: &[f32]) -> f32 {
    WEIGHTS.score(edits)
}

fn figures(item: &Reading, other: &Reading) -> Vec<f32> {
    let tokens = &item.tokens;
    let count = |test: &dyn Fn(&str) -> bool| tokens.iter().filter(|t| test(&t.lower)).count() as f32;
    let going_on =
        tokens.windows(2).filter(|t| matches!(t[0].lower.as_str(), "is" | "are") && t[1].lower.ends_with("ing"));
    let unknown =
        |word: &str| matches!(word, "missing" | "trapped" | "unaccounted" | "unknown" | "unclear" | "suspected");
    let is_capital = |token: &Token| token.shape.starts_with(char::is_uppercase);
    let has_small = |word: &str| other.tokens.iter().any(|t| t.lower == word && !is_capital(t));
    let characters: usize = tokens.iter().map(|t| t.shape.chars().count()).sum();
    vec![
        (1.0 + tokens.len() as f32).ln(),
        (1.0 + characters as f32).ln(),
        tokens.len() as f32,
        (1.0 + own_words(item, other)).ln(),
        f32::from(u8::from(tokens.last().is_some_and(|t| matches!(t.lower.as_str(), "." | "!" | "?" | "\"")))),
        f32::from(u8::from(ends_with_source(item))),
        highest_own_figure(item, other),
        tokens.iter().filter(|t| is_capital(t) && has_small(&t.lower)).count() as f32,
        count(&|word| word == ","),
        tokens.iter().filter(|t| t.kind == TokenKind::Quote).count() as f32,
        going_on.count() as f32,
        count(&unknown),
        count(&|word| matches!(word, "today" | "yesterday" | "tomorrow" | "tonight")),
    ]
}

/// Tokens that the other does not have as often.
fn own_words(item: &Reading, other: &Reading) -> f32 {
    let mut theirs: FxHashMap<&str, usize> = FxHashMap::default();
    other.tokens.iter().for_each(|t| *theirs.entry(&t.lower).or_default() += 1);
    let mut is_own = |word: &str| match theirs.get_mut(word) {
        Some(left) if *left > 0 => {
            *left -= 1;
            false
        }
        _ => true,
    };
    item.tokens.iter().filter(|t| is_own(&t.lower)).count() as f32
}

/// Whether the last full stop is followed by a few words with capitals and by nothing else.
fn ends_with_source(item: &Reading) -> bool {
    let after = item.tokens.iter().rev().take_while(|t| !matches!(t.lower.as_str(), "." | "!" | "?" | "\"")).count();
    let source = &item.tokens[item.tokens.len() - after..];
    let named = |shape: &str| shape.starts_with(char::is_uppercase) || matches!(shape, "via" | "and" | "of");
    after < item.tokens.len() && (1..=LONGEST_SOURCE).contains(&after) && source.iter().all(|t| named(&t.shape))
}

/// 1 where an item has a higher figure than the other among those that only one of them has, else 0.
fn highest_own_figure(item: &Reading, other: &Reading) -> f32 {
    let of = |reading: &Reading| -> Vec<f64> { numbers(reading, &[]).iter().map(|n| n.high).collect() };
    let (ours, theirs) = (of(item), of(other));
    let most = |own: &[f64], others: &[f64]| own.iter().copied().filter(|n| !others.contains(n)).reduce(f64::max);
    match (most(&ours, &theirs), most(&theirs, &ours)) {
        (Some(a), Some(b)) if a > b => 1.0,
        _ => 0.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Article, text::Language};

    fn item(text: &str) -> Reading {
        Reading::new(Article::new("a", text), Language::English)
    }

    #[test]
    fn a_rising_toll_tells_which_came_first() {
        let first = item("At least 4 people are killed when a ferry sinks off Westerby, Carrow.");
        let second = item("At least 9 people are killed when a ferry sinks off Westerby, Carrow.");
        let there = score(&edits(&first, &second).expect("two versions"));
        let back = score(&edits(&second, &first).expect("two versions"));
        assert!(there > 0.0 && there == -back);
    }

    #[test]
    fn an_item_and_another_are_no_versions() {
        assert_eq!(edits(&item("A ferry sinks off Westerby."), &item("Prices of rope rise in Carrow.")), None);
        let long = "The quay is closed for repairs. ".repeat(40);
        assert_eq!(edits(&item(&long), &item(&long)), None);
        assert!(edits(&item(""), &item("")).is_some_and(|e| e.iter().all(|x| *x == 0.0)));
    }
}
