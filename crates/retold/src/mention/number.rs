//! Numbers: amounts, counts, shares, ranks and ratios, with what bounds them.
//!
//! Years and days of the month are no numbers but dates, and are left out where the dates were found first.

use super::amount::{Amount, amount};
use super::bound;
use super::numeral::word;
use super::spot::{Spot, passages};
use super::unit::Unit;
use crate::span::Span;
use crate::text::{Reading, Token};

pub use super::bound::Bound;

/// A number that an article states.
#[derive(Clone, Debug, PartialEq)]
pub struct Number {
    /// The number with its sign, magnitude and unit, without what bounds it.
    pub spot: Spot,
    /// The number with what bounds it: "more than £5m".
    pub qualified: Span,
    /// The amount, or the lower end of a range.
    pub low: f64,
    /// The amount, or the upper end of a range.
    pub high: f64,
    /// What one in the last digit said stands for: 1e6 in "£173m".
    pub step: f64,
    /// What it is measured in, where that is said beside it.
    pub unit: Option<Unit>,
    /// What kind of number.
    pub form: Form,
    /// Whether the amount is said to be exact, a limit or a guess.
    pub bound: Bound,
}

/// Kinds of number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Form {
    /// "six", "£173m", "a third", "100 to 120".
    Cardinal,
    /// "first", "24th".
    Ordinal,
    /// "twice", "doubled", "halved": a factor.
    Multiple,
    /// Two numbers side by side: a score "3-1", odds "9/4".
    Pair,
    /// "dozens", "hundreds of thousands": from one magnitude up to the next.
    Vague,
    /// "a year", "an hour": one of a unit, by an article alone.
    Single,
}

/// All numbers of an article in order, but for tokens that are `taken`.
pub fn numbers(reading: &Reading, taken: &[bool]) -> Vec<Number> {
    let mut found = Vec::new();
    for (sentence, range) in passages(reading) {
        let tokens = &reading.tokens[range.clone()];
        let mut at = 0;
        while at < tokens.len() {
            let free = !taken.get(range.start + at).copied().unwrap_or(false);
            match amount(tokens, at).filter(|_| free) {
                Some(amount) => {
                    let end = amount.end;
                    let spot = Spot::of(reading, sentence, range.start + amount.start..range.start + end);
                    found.push(number(tokens, &amount, spot));
                    at = end.max(at + 1);
                }
                None => at += 1,
            }
        }
    }
    found
}

fn number(tokens: &[Token], amount: &Amount, spot: Spot) -> Number {
    let mut qualified = spot.span;
    let mut limit = Bound::Exactly;
    if let Some((words, found)) = bound::before(tokens, amount.start) {
        // "over 20 years" is how long something went on.
        let lasting = word(tokens, amount.start - 1) == "over" && amount.unit.is_some_and(Unit::is_duration);
        if !lasting {
            limit = found;
            qualified = qualified.cover(tokens[amount.start - words].span);
        }
    } else if let Some((words, found)) = bound::after(tokens, amount.end) {
        limit = found;
        qualified = qualified.cover(tokens[amount.end + words - 1].span);
    }
    Number {
        spot,
        qualified,
        low: amount.low,
        high: amount.high,
        step: amount.step,
        unit: amount.unit,
        form: amount.form,
        bound: limit,
    }
}

/// How two numbers agree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Agreement {
    /// The same amount.
    Same,
    /// The same but that one is rounder than the other.
    Rounded,
    /// Different amounts of things that can be compared.
    Different,
    /// Numbers of different things: a rank and an amount, miles and pounds.
    Apart,
}

/// What calculation may cost.
const EXACT: f64 = 1e-9;
/// What the length of months and weeks may cost: 52 weeks are a year.
const CONVERSION: f64 = 0.004;

/// How two numbers agree, whatever bounds them.
pub fn agreement(a: &Number, b: &Number) -> Agreement {
    if !comparable(a, b) {
        return Agreement::Apart;
    }
    if are_millions(a, b) || are_millions(b, a) {
        return Agreement::Same;
    }
    let (scale_a, scale_b) = scales(a, b);
    let (a_low, a_high) = (a.low * scale_a, a.high * scale_a);
    let (b_low, b_high) = (b.low * scale_b, b.high * scale_b);
    if a.form == Form::Vague || b.form == Form::Vague {
        return if a_low < b_high && b_low < a_high { Agreement::Same } else { Agreement::Different };
    }
    let tolerance = if scale_a == scale_b { EXACT } else { CONVERSION };
    let close = |a: f64, b: f64| (a - b).abs() <= tolerance * a.abs().max(b.abs());
    if close(a_low, b_low) && close(a_high, b_high) {
        return Agreement::Same;
    }
    let step = (a.step * scale_a).max(b.step * scale_b);
    if rounded(a_low, b_low, step) && rounded(a_high, b_high, step) { Agreement::Rounded } else { Agreement::Different }
}

/// Whether the two are numbers of one nature.
fn comparable(a: &Number, b: &Number) -> bool {
    use Form::*;
    let forms = match (a.form, b.form) {
        (x, y) if x == y => true,
        (Cardinal | Vague | Single, Cardinal | Vague | Single) => true,
        (Cardinal, Pair) => b.low < b.high,
        (Pair, Cardinal) => a.low < a.high,
        _ => false,
    };
    forms
        && match (a.unit, b.unit) {
            (Some(a), Some(b)) => a.dimension == b.dimension,
            (None, None) => true,
            // "Thousands" is said of things, not of pounds or years.
            _ => a.form != Vague && b.form != Vague,
        }
}

/// "3m" may be metres or millions; beside "three million" it is millions.
fn are_millions(metres: &Number, other: &Number) -> bool {
    let metre = metres.unit.is_some_and(|u| u.dimension == "metre" && u.factor == 1.0);
    metre && other.unit.is_none() && other.low == metres.low * 1e6
}

/// What each number is multiplied by to stand on one scale; as said, where one of them has no unit.
fn scales(a: &Number, b: &Number) -> (f64, f64) {
    match (a.unit, b.unit) {
        (Some(a), Some(b)) => (a.factor, b.factor),
        _ => (1.0, 1.0),
    }
}

/// Whether one is the other rounded to `step`. A step that is large beside the amount rounds nothing: nobody says 100
/// for 70.
fn rounded(a: f64, b: f64, step: f64) -> bool {
    const FARTHEST: f64 = 0.06;
    let apart = (a - b).abs();
    apart <= step / 2.0 * 1.000_001 && apart <= FARTHEST * a.abs().max(b.abs())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Article, text::Language};

    fn read(text: &str) -> (Reading, Vec<Number>) {
        let reading = Reading::new(Article::new("", text), Language::English);
        let found = numbers(&reading, &[]);
        (reading, found)
    }

    fn said(text: &str) -> Vec<(String, f64, f64)> {
        let (reading, found) = read(text);
        found.iter().map(|n| (n.qualified.of(&reading.article.body).to_owned(), n.low, n.high)).collect()
    }

    fn one(text: &str) -> Number {
        let (_, mut found) = read(text);
        assert_eq!(found.len(), 1, "{text}: {found:?}");
        found.remove(0)
    }

    #[test]
    fn numbers_are_found_with_unit_and_bound() {
        for (text, words, low, high, bound) in [
            ("It cost £173m in all.", "£173m", 173e6, 173e6, Bound::Exactly),
            ("It cost 173 million pounds.", "173 million pounds", 173e6, 173e6, Bound::Exactly),
            ("More than six hundred came.", "More than six hundred", 600.0, 600.0, Bound::More),
            ("Up to 300 came.", "Up to 300", 300.0, 300.0, Bound::Most),
            ("Some 100-120 troops left.", "Some 100-120", 100.0, 120.0, Bound::About),
            ("Between 100 and 120 troops left.", "Between 100 and 120", 100.0, 120.0, Bound::Exactly),
            ("They won 3-1 at home.", "3-1", 3.0, 1.0, Bound::Exactly),
            ("Nearly a third of them left.", "Nearly a third", 1.0 / 3.0, 1.0 / 3.0, Bound::Less),
            ("Rates fell half a percentage point.", "half a percentage point", 0.5, 0.5, Bound::Exactly),
            ("Sales more than doubled.", "more than doubled", 2.0, 2.0, Bound::More),
            ("It took two and a half hours.", "two and a half hours", 2.5, 2.5, Bound::Exactly),
            ("Dozens were hurt.", "Dozens", 12.0, 100.0, Bound::Exactly),
            ("He is the second man there.", "second", 2.0, 2.0, Bound::Exactly),
            ("It fell three-quarters.", "three-quarters", 0.75, 0.75, Bound::Exactly),
            ("One in five of them left.", "One in five", 0.2, 0.2, Bound::Exactly),
            ("He must not earn more than €15,000.", "more than €15,000", 15e3, 15e3, Bound::Most),
            ("It costs about £1 million to £2 million.", "about £1 million to £2 million", 1e6, 2e6, Bound::About),
            ("It drew 22m users.", "22m", 22e6, 22e6, Bound::Exactly),
            ("They sold 500 or more.", "500 or more", 500.0, 500.0, Bound::Least),
        ] {
            let (reading, found) = read(text);
            assert_eq!(found.len(), 1, "{text}: {found:?}");
            let n = &found[0];
            assert_eq!(n.qualified.of(&reading.article.body), words);
            assert!((n.low - low).abs() < 1e-9 && (n.high - high).abs() < 1e-9, "{text}: {n:?}");
            assert_eq!(n.bound, bound, "{text}");
        }
    }

    #[test]
    fn no_number_is_seen_in_pronouns() {
        for text in ["No one came.", "One of them left.", "He was the one.", "At first it rained."] {
            assert_eq!(said(text), [], "{text}");
        }
    }

    #[test]
    fn equal_amounts_agree() {
        for (a, b, expected) in [
            ("Eight years passed.", "It took 8 years.", Agreement::Same),
            ("It is £173m.", "It is 173 million pounds.", Agreement::Same),
            ("It took 18 months.", "It took a year and a half.", Agreement::Same),
            ("It has 3m.", "It has three million.", Agreement::Same),
            ("It took twelve months.", "It took a year.", Agreement::Same),
            ("It fell 6%.", "It fell six per cent.", Agreement::Same),
            ("It is 3ft 7in tall.", "It is 3 feet 7 inches tall.", Agreement::Same),
            ("It cost £1m-£2m.", "It cost about £1 million to £2 million.", Agreement::Same),
            ("It took one minute 53 secs.", "It took 113 seconds.", Agreement::Same),
            ("It took two hours 18 minutes and 15 seconds.", "It took 2:18:15.", Agreement::Same),
            ("One adult in four left.", "A quarter of adults left.", Agreement::Same),
            ("A company of 100-120 UK troops left.", "Up to 210 UK troops left.", Agreement::Different),
            ("Half of it went.", "50% of it went.", Agreement::Same),
            ("It cost 50p.", "It cost £0.50.", Agreement::Same),
            ("It cost £26,512.", "It cost £26,500.", Agreement::Rounded),
            ("It is the 23-year-old.", "She is 23.", Agreement::Same),
            ("It fell 6%.", "It fell 16%.", Agreement::Different),
            ("It won 3-1.", "It won 3-2.", Agreement::Different),
            ("It is the third day.", "It is three days.", Agreement::Apart),
            ("It is £5.", "It is 5 miles.", Agreement::Apart),
            ("It took 81 years.", "It took 83 years.", Agreement::Different),
            ("Hundreds of thousands came.", "It was 250,000 people.", Agreement::Same),
            ("Hundreds of thousands came.", "Millions came.", Agreement::Different),
        ] {
            assert_eq!(agreement(&one(a), &one(b)), expected, "{a} {b}");
            assert_eq!(agreement(&one(b), &one(a)), expected, "{b} {a}");
        }
    }
}
