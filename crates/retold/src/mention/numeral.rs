//! Numbers as they are written: in digits ("£2.5m", "24th") and in words ("two hundred and six").

use super::unit::{PER_CENT, Unit};
use crate::text::{Token, TokenKind};

/// A number in digits, taken apart.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Numeral {
    /// What the digits say, a letter for a magnitude counted in.
    pub value: f64,
    /// What one in the last digit that is not a filling nought stands for.
    pub step: f64,
    /// Sign of currency before, sign or letters of a unit after.
    pub unit: Option<Unit>,
    /// "24th".
    pub is_ordinal: bool,
    /// Digits and nothing else.
    pub is_bare: bool,
}

/// Takes a number token apart; `None` for what is no amount: "3:30", "10am", "1990s", "007".
pub fn numeral(shape: &str) -> Option<Numeral> {
    let sign = shape.chars().next().and_then(Unit::of_sign);
    if let Some(seconds) = hours_minutes_seconds(shape) {
        let unit = Unit::named("seconds");
        return Some(Numeral { value: seconds, step: 1.0, unit, is_ordinal: false, is_bare: false });
    }
    let digits_start = shape.find(|c: char| c.is_ascii_digit())?;
    let rest = &shape[digits_start..];
    let length = rest.find(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | ',')).unwrap_or(rest.len());
    let (digits, suffix) = rest.split_at(length);
    let (value, step) = digits_value(digits)?;
    let mut found =
        Numeral { value, step, unit: sign, is_ordinal: false, is_bare: suffix.is_empty() && sign.is_none() };
    let suffix = suffix.to_ascii_lowercase();
    // "007" is a name.
    if digits.len() > 1 && digits.starts_with('0') && digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    // "100m" may be metres or millions: metres, unless what follows is counted.
    let metres = suffix == "m" && sign.is_none();
    match suffix.as_str() {
        "" => {}
        "%" => found.unit = Some(PER_CENT),
        "st" | "nd" | "rd" | "th" => found.is_ordinal = true,
        "m" if metres => found.unit = Unit::named("metre"),
        "in" => found.unit = Unit::named("inch"),
        suffix => match magnitude(suffix) {
            Some(times) => (found.value, found.step) = (value * times, step * times),
            None => {
                let unit = Unit::named(suffix)?;
                found.unit = found.unit.or(Some(unit));
            }
        },
    }
    Some(found)
}

/// "2:18:15", as the clock of a race shows it.
fn hours_minutes_seconds(shape: &str) -> Option<f64> {
    let mut parts = shape.split(':');
    let mut part = || parts.next()?.parse::<f64>().ok().filter(|n| *n >= 0.0);
    let seconds = part()? * 3600.0 + part()? * 60.0 + part()?;
    parts.next().is_none().then_some(seconds)
}

/// Value and step of digits with their marks: "1,250.5".
fn digits_value(digits: &str) -> Option<(f64, f64)> {
    let plain: String = digits.chars().filter(|c| *c != ',').collect();
    let value: f64 = plain.parse().ok()?;
    let decimals = plain.split_once('.').map_or(0, |(_, d)| d.len());
    if decimals > 0 {
        return Some((value, 10f64.powi(-(decimals as i32))));
    }
    Some((value, integer_step(value)))
}

/// Ten to the number of noughts that an integer ends in.
fn integer_step(value: f64) -> f64 {
    let mut step = 1.0;
    while value > 0.0 && step < 1e15 && value % (step * 10.0) == 0.0 {
        step *= 10.0;
    }
    step
}

/// What a word or letter multiplies the number before it by.
pub fn magnitude(word: &str) -> Option<f64> {
    Some(match word {
        "k" | "thousand" => 1e3,
        "m" | "mn" | "mln" | "mio" | "million" => 1e6,
        "b" | "bn" | "bln" | "billion" => 1e9,
        "t" | "tn" | "trn" | "trillion" => 1e12,
        "dozen" => 12.0,
        "hundred" => 100.0,
        _ => return None,
    })
}

/// The number below a hundred that one word names.
pub fn small(word: &str) -> Option<f64> {
    const WORDS: [&str; 20] = [
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
    ];
    if !(3..=9).contains(&word.len()) {
        return None;
    }
    WORDS.iter().position(|w| *w == word).map(|n| n as f64).or_else(|| tens(word))
}

fn tens(word: &str) -> Option<f64> {
    const WORDS: [&str; 8] = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
    WORDS.iter().position(|w| *w == word).map(|n| (n as f64 + 2.0) * 10.0)
}

/// The place in a row that one word names: "third".
pub fn ordinal(word: &str) -> Option<f64> {
    const WORDS: [&str; 12] = [
        "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
        "twelfth",
    ];
    if let Some(n) = WORDS.iter().position(|w| *w == word) {
        return Some(n as f64 + 1.0);
    }
    let base = word.strip_suffix("th")?;
    match base {
        "hundred" => Some(100.0),
        "thousand" => Some(1e3),
        "million" => Some(1e6),
        _ => match base.strip_suffix("ie") {
            Some(stump) => tens(&format!("{stump}y")),
            None => small(base),
        },
    }
}

/// The denominator that a word names: "third", "quarters".
pub fn denominator(word: &str) -> Option<f64> {
    let word = word.strip_suffix('s').unwrap_or(word);
    match word {
        "half" | "halve" => Some(2.0),
        "quarter" => Some(4.0),
        "first" | "second" => None,
        _ => ordinal(word),
    }
}

/// The factor that a word of growth or shrinking names: "doubled", "twice", "halved".
pub fn multiple(word: &str) -> Option<f64> {
    Some(match word {
        "twice" | "double" | "doubled" | "doubles" | "doubling" | "twofold" => 2.0,
        "triple" | "tripled" | "triples" | "tripling" | "treble" | "trebled" | "trebles" | "trebling" | "threefold" => {
            3.0
        }
        "quadruple" | "quadrupled" | "quadrupling" | "fourfold" => 4.0,
        "fivefold" => 5.0,
        "tenfold" => 10.0,
        "halve" | "halved" | "halves" | "halving" => 0.5,
        _ => return None,
    })
}

/// The magnitude of a plural that names no number: "dozens", "hundreds", "millions".
pub fn vague_plural(word: &str) -> Option<f64> {
    Some(match word {
        "dozens" => 12.0,
        "scores" => 20.0,
        "hundreds" => 1e2,
        "thousands" => 1e3,
        "millions" => 1e6,
        "billions" => 1e9,
        "trillions" => 1e12,
        _ => return None,
    })
}

/// A number in words at the start of `tokens`: how many tokens, its value and its step.
pub fn in_words(tokens: &[Token]) -> Option<(usize, f64, f64)> {
    let (mut total, mut current, mut at, mut end) = (0.0, 0.0, 0, 0);
    if matches!(word(tokens, 0), "a" | "an")
        && matches!(word(tokens, 1), "hundred" | "thousand" | "million" | "billion" | "trillion" | "dozen")
    {
        current = 1.0;
        at = 1;
    }
    while at < tokens.len() {
        let next = word(tokens, at);
        if let Some(n) = small(next) {
            let fits = end == 0 || current % 100.0 == 0.0 || (n < 10.0 && current >= 20.0 && current % 10.0 == 0.0);
            if !fits || (n == 0.0 && end > 0) {
                break;
            }
            current += n;
        } else if let Some(times) = magnitude(next).filter(|_| next.len() > 4 && (end > 0 || at > 0)) {
            if times <= 100.0 {
                current *= times;
            } else {
                total += current * times;
                current = 0.0;
            }
        } else if end > 0 && joins(tokens, at, current, total) {
            at += 1;
            continue;
        } else {
            break;
        }
        at += 1;
        end = at;
    }
    (end > 0).then(|| (end, total + current, integer_step(total + current)))
}

/// Whether the token at `at` joins two words of one number: "two hundred and six", "twenty-six".
fn joins(tokens: &[Token], at: usize, current: f64, total: f64) -> bool {
    let Some(next) = small(word(tokens, at + 1)) else { return false };
    match word(tokens, at) {
        "and" => current >= 100.0 && current % 100.0 == 0.0 || current == 0.0 && total > 0.0,
        "-" => (1.0..10.0).contains(&next) && current >= 20.0 && current % 10.0 == 0.0 && current % 100.0 != 0.0,
        _ => false,
    }
}

/// The lower-case form of the token at `at`; empty past the end.
pub fn word(tokens: &[Token], at: usize) -> &str {
    tokens.get(at).map_or("", |t| t.lower.as_str())
}

/// Whether the token at `at` is a number token.
pub fn is_numeral(tokens: &[Token], at: usize) -> bool {
    tokens.get(at).is_some_and(|t| t.kind == TokenKind::Number)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        Article,
        text::{Language, Reading},
    };

    #[test]
    fn digits_are_read() {
        let value = |s: &str| numeral(s).map(|n| (n.value, n.step));
        assert_eq!(value("26,500"), Some((26_500.0, 100.0)));
        assert_eq!(value("£1.13bn"), Some((1.13e9, 1e7)));
        assert_eq!(value("6%"), Some((6.0, 1.0)));
        assert!(numeral("24th").is_some_and(|n| n.is_ordinal));
        assert_eq!(numeral("100m").and_then(|n| n.unit).map(|u| u.dimension), Some("metre"));
        assert_eq!(value("£100m"), Some((1e8, 1e8)));
        for no in ["3:30", "10am", "1990s"] {
            assert_eq!(numeral(no), None, "{no}");
        }
    }

    #[test]
    fn words_are_read() {
        let value = |text: &str| {
            let reading = Reading::new(Article::new("", format!("{text} of it.")), Language::English);
            in_words(&reading.tokens).map(|(_, value, _)| value)
        };
        for (text, expected) in [
            ("Six hundred", 600.0),
            ("Twenty-six", 26.0),
            ("Two hundred and six", 206.0),
            ("A million", 1e6),
            ("Three million four hundred thousand and five", 3_400_005.0),
            ("Ten", 10.0),
            ("A dozen", 12.0),
            ("Two and six", 2.0),
        ] {
            assert_eq!(value(text), Some(expected), "{text}");
        }
        assert_eq!(value("A day"), None);
    }
}
