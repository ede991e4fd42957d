//! Shares of a whole and parts of a unit: "a third of", "two and a half", "one in five", "half a million".

use super::amount::{Amount, with_unit};
use super::numeral::{denominator, magnitude, numeral, ordinal, small, word};
use super::unit::{Unit, WHOLE};
use crate::text::{Token, TokenKind};

/// "half", "a third of", "two-thirds", "three quarters", "half a million", "a quarter of a percentage point".
pub fn fraction(tokens: &[Token], at: usize) -> Option<Amount> {
    let first = word(tokens, at);
    let before = if at > 0 { word(tokens, at - 1) } else { "" };
    let (value, end) = if first == "half" {
        // "the first half" is a period of play or of a year, "half-time" a break.
        if ordinal(before).is_some()
            || before == "-"
            || matches!(before, "that" | "other" | "better")
            || word(tokens, at + 1) == "-"
        {
            return None;
        }
        (0.5, at + 1)
    } else {
        let count = if matches!(first, "a" | "one") { 1.0 } else { small(first).filter(|n| *n < 10.0)? };
        let parts = at + 1 + usize::from(word(tokens, at + 1) == "-");
        let below = denominator(word(tokens, parts)).filter(|d| count < *d)?;
        let part = word(tokens, parts);
        let plural = part.ends_with('s');
        // "a third man", "a quarter final".
        let part_of =
            matches!(word(tokens, parts + 1), "of" | "more" | "less" | "" | "." | "," | "higher" | "lower" | "a");
        if count == 1.0 && (plural || !(part_of || parts > at + 1 || part == "half")) || count > 1.0 && !plural {
            return None;
        }
        (count / below, parts + 1)
    };
    // "A third" is said of 30 to 36 per cent.
    let found = Amount::cardinal(at, end, value, value / 10.0).with_unit(Some(WHOLE));
    Some(fraction_of_unit(tokens, found))
}

/// "one in five", "nine in 10", "two out of three", "one adult in four": a share.
pub fn one_in(tokens: &[Token], at: usize) -> Option<Amount> {
    let count = small(word(tokens, at))?;
    let farthest = if count == 1.0 { at + 4 } else { at + 1 };
    let joint = (at + 1..=farthest).find(|n| matches!(word(tokens, *n), "in" | "out" | "," | ""))?;
    let next = match (word(tokens, joint), word(tokens, joint + 1)) {
        ("in", _) => joint + 1,
        ("out", "of") => joint + 2,
        _ => return None,
    };
    let whole = match tokens.get(next)?.kind {
        TokenKind::Number => numeral(&tokens[next].shape).filter(|n| n.is_bare)?.value,
        _ => small(word(tokens, next))?,
    };
    // "one storm in 10 years" is no share.
    let counts = joint > at + 1
        && tokens
            .get(next + 1)
            .is_some_and(|t| t.lower.ends_with('s') && t.lower.len() > 3 || Unit::named(&t.lower).is_some());
    let share = count / whole;
    (whole > count && whole <= 1e3 && !counts)
        .then(|| Amount::cardinal(at, next + 1, share, share / 10.0).with_unit(Some(WHOLE)))
}

/// Half *a million*, a quarter *of a percentage point*, half *an hour*.
fn fraction_of_unit(tokens: &[Token], share: Amount) -> Amount {
    let mut next = share.end + usize::from(word(tokens, share.end) == "of");
    if !matches!(word(tokens, next), "a" | "an" | "one") {
        return share;
    }
    next += 1;
    let unitless = Amount { unit: None, ..share };
    if let Some(times) = magnitude(word(tokens, next)).filter(|_| word(tokens, next).len() > 4) {
        let found =
            Amount { end: next + 1, low: share.low * times, high: share.high * times, step: times / 10.0, ..unitless };
        return with_unit(tokens, found);
    }
    let found = with_unit(tokens, Amount { end: next, ..unitless });
    if found.unit.is_some() { found } else { share }
}

/// "two and a half", "2 and a quarter", "five-and-a-half".
pub fn and_fraction(tokens: &[Token], whole: &Amount) -> Option<Amount> {
    let mut at = whole.end;
    for expected in ["and", "a"] {
        at += usize::from(word(tokens, at) == "-");
        if word(tokens, at) != expected {
            return None;
        }
        at += 1;
    }
    at += usize::from(word(tokens, at) == "-");
    let part =
        1.0 / denominator(word(tokens, at)).filter(|_| matches!(word(tokens, at), "half" | "quarter" | "third"))?;
    Some(Amount { end: at + 1, low: whole.low + part, high: whole.high + part, step: part, ..*whole })
}
