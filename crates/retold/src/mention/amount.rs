//! One amount at one place of a sentence: digits or words, magnitude, unit, range.

use super::fraction::{and_fraction, fraction, one_in};
use super::number::Form;
use super::numeral::{in_words, is_numeral, magnitude, multiple, numeral, ordinal, small, vague_plural, word};
use super::unit::{PER_CENT, POINT, Unit, YEAR};
use crate::text::{Token, TokenKind};

/// An amount: its tokens and what they say.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Amount {
    /// First token.
    pub start: usize,
    /// One past the last token.
    pub end: usize,
    /// Lower end.
    pub low: f64,
    /// Upper end; the same but in a range or a pair.
    pub high: f64,
    /// What one in the last digit said stands for.
    pub step: f64,
    /// What it is measured in.
    pub unit: Option<Unit>,
    /// What kind of number.
    pub form: Form,
}

impl Amount {
    pub(super) fn cardinal(start: usize, end: usize, value: f64, step: f64) -> Self {
        Self { start, end, low: value, high: value, step, unit: None, form: Form::Cardinal }
    }

    fn of_form(mut self, form: Form) -> Self {
        self.form = form;
        self
    }

    pub(super) fn with_unit(mut self, unit: Option<Unit>) -> Self {
        self.unit = unit.or(self.unit);
        self
    }
}

/// The amount that begins at the token `at`, if one does.
pub fn amount(tokens: &[Token], at: usize) -> Option<Amount> {
    let first = tokens.get(at)?;
    match first.kind {
        TokenKind::Number => digits(tokens, at),
        TokenKind::Word => words(tokens, at),
        TokenKind::Quote | TokenKind::Mark => None,
    }
}

/// An amount that begins with digits.
fn digits(tokens: &[Token], at: usize) -> Option<Amount> {
    let mut found = single_numeral(tokens, at)?;
    if found.form == Form::Ordinal {
        return Some(found);
    }
    if let Some(pair) = pair(tokens, &found) {
        return Some(pair);
    }
    if let Some(whole) = and_fraction(tokens, &found) {
        found = whole;
    }
    let found = with_smaller(tokens, with_unit(tokens, found));
    Some(to_range(tokens, found))
}

/// "two hours 18 minutes 15 seconds", "6ft 2in": one amount, in the smallest of its units.
fn with_smaller(tokens: &[Token], mut found: Amount) -> Amount {
    while let Some(unit) =
        found.unit.filter(|u| matches!(u.dimension, "day" | "metre" | "gram") && found.form == Form::Cardinal)
    {
        let next = found.end + usize::from(word(tokens, found.end) == "and");
        let part = match tokens.get(next).map(|t| t.kind) {
            Some(TokenKind::Number) => single_numeral(tokens, next),
            Some(TokenKind::Word) => plain_words(tokens, next),
            _ => None,
        };
        let Some(part) = part.filter(|p| p.form == Form::Cardinal).map(|p| with_unit(tokens, p)) else { break };
        let Some(smaller) = part.unit.filter(|u| u.dimension == unit.dimension && u.factor < unit.factor) else {
            break;
        };
        let times = (unit.factor / smaller.factor).round();
        found.low = found.low * times + part.low;
        found.high = found.high * times + part.low;
        found = Amount { end: part.end, step: part.step, unit: Some(smaller), ..found };
    }
    found
}

/// A number token with the magnitude in words after it and the letters of a country before its sign.
fn single_numeral(tokens: &[Token], at: usize) -> Option<Amount> {
    let n = numeral(&tokens[at].shape)?;
    let mut found = Amount::cardinal(at, at + 1, n.value, n.step).with_unit(n.unit);
    if tokens[at].lower.ends_with('m')
        && n.unit.is_some_and(|u| u.dimension == "metre")
        && counts_things(tokens, at + 1)
    {
        found = Amount::cardinal(at, at + 1, n.value * 1e6, n.step * 1e6);
    }
    if n.is_ordinal {
        return Some(found.of_form(Form::Ordinal));
    }
    let begins_with_sign = tokens[at].shape.chars().next().is_some_and(|c| !c.is_ascii_digit());
    if begins_with_sign && at > 0 && tokens[at - 1].span.end == tokens[at].span.start {
        let before = tokens[at - 1].lower.as_str();
        found.start -= usize::from(matches!(before, "us" | "a" | "c" | "nz" | "hk" | "s" | "r" | "au"));
    }
    // "$30, 000": a thousand parted by a slip.
    if n.step >= 1.0 && word(tokens, found.end) == "," && word(tokens, found.end + 1) == "000" {
        found = Amount {
            end: found.end + 2,
            low: found.low * 1e3,
            high: found.high * 1e3,
            step: found.step * 1e3,
            ..found
        };
    }
    let mut next = found.end + usize::from(word(tokens, found.end) == "-");
    while let Some(times) = magnitude(word(tokens, next)).filter(|_| n.unit.is_none_or(|u| u.dimension != "metre")) {
        (found.low, found.high, found.step) = (found.low * times, found.high * times, found.step * times);
        found.end = next + 1;
        next = found.end;
    }
    Some(found)
}

/// Whether a plural noun follows: "22m users", but not "400m hurdles".
fn counts_things(tokens: &[Token], at: usize) -> bool {
    let next = word(tokens, at);
    let plural = next.ends_with('s') && next.len() > 3 && !matches!(next, "hurdles" | "races" | "metres");
    tokens.get(at).is_some_and(|t| t.kind == TokenKind::Word && t.shape.starts_with(char::is_lowercase))
        && (plural || matches!(next, "people" | "men" | "women" | "children"))
}

/// Two numbers joined by a dash or a stroke: a range when the second is greater and things are counted, else a score
/// or odds.
fn pair(tokens: &[Token], first: &Amount) -> Option<Amount> {
    let mark = tokens.get(first.end)?;
    let touching = |a: usize, b: usize| tokens[a].span.end == tokens[b].span.start;
    if !matches!(mark.lower.as_str(), "-" | "/")
        || !is_numeral(tokens, first.end + 1)
        || !touching(first.end - 1, first.end)
    {
        return None;
    }
    let second =
        single_numeral(tokens, first.end + 1).filter(|n| n.form == Form::Cardinal && touching(first.end, n.start))?;
    let mut both = Amount { end: second.end, high: second.high, step: second.step, form: Form::Pair, ..*first };
    both.unit = both.unit.or(second.unit);
    // "9-10-2004", "1/2/3" are dates and numbers of telephones.
    if matches!(word(tokens, both.end), "-" | "/") && is_numeral(tokens, both.end + 1) {
        return None;
    }
    if mark.lower == "-" && first.low < second.high {
        // "£5-6m": the magnitude counts for both.
        if first.unit.is_some() && second.unit.is_none() && second.high > 1e3 && first.low < 1e3 {
            both.low *= second.step.clamp(1e3, 1e9);
        }
        both = with_unit(tokens, both);
        let plural = |t: &Token| t.kind == TokenKind::Word && t.lower.ends_with('s') && t.lower.len() > 3;
        let counted = both.unit.is_some() || tokens.iter().skip(both.end).take(2).any(plural);
        both.form = if counted { Form::Cardinal } else { Form::Pair };
    }
    Some(both)
}

/// "100 to 120", "between 100 and 120": one range.
fn to_range(tokens: &[Token], first: Amount) -> Amount {
    let before = if first.start > 0 { word(tokens, first.start - 1) } else { "" };
    let joined = match word(tokens, first.end) {
        // "£5 to £7" may be a rise; "about £5 to £7" is a range, and so is "a 3% to 5% target".
        "to" => {
            let bounded = super::bound::before(tokens, first.start).is_some();
            let told = matches!(before, "our" | "a" | "its" | "the" | "their" | "of" | "by" | "be")
                && first.unit == Some(PER_CENT);
            before != "from" && (first.unit.is_none() || bounded || told)
        }
        "and" => before == "between",
        _ => false,
    };
    if !joined || first.low != first.high {
        return first;
    }
    let second = match tokens.get(first.end + 1).map(|t| t.kind) {
        Some(TokenKind::Number) => single_numeral(tokens, first.end + 1),
        Some(TokenKind::Word) => plain_words(tokens, first.end + 1),
        _ => None,
    };
    let Some(second) = second.filter(|n| n.form == Form::Cardinal).map(|n| with_unit(tokens, n)) else { return first };
    if second.low <= first.low || first.unit.is_some() && second.unit.is_some_and(|u| Some(u) != first.unit) {
        return first;
    }
    let start = first.start - usize::from(before == "between");
    Amount {
        start,
        end: second.end,
        high: second.high,
        step: first.step.max(second.step),
        unit: second.unit.or(first.unit),
        ..first
    }
}

/// An amount that begins with a word.
fn words(tokens: &[Token], at: usize) -> Option<Amount> {
    let first = word(tokens, at);
    if let Some(found) = fraction(tokens, at).or_else(|| one_in(tokens, at)) {
        return Some(found);
    }
    if let Some(found) = plain_words(tokens, at) {
        let found = and_fraction(tokens, &found).unwrap_or(found);
        let found = with_smaller(tokens, with_unit(tokens, found));
        return is_counted(tokens, &found).then(|| to_range(tokens, found));
    }
    if let Some(rank) = ordinal_words(tokens, at) {
        return Some(rank);
    }
    if let Some(factor) = multiple(first) {
        return Some(Amount::cardinal(at, at + 1, factor, 1.0).of_form(Form::Multiple));
    }
    if let Some(size) = vague_plural(first) {
        return Some(vague(tokens, at, size));
    }
    one_of_a_unit(tokens, at)
}

/// A number in words, without its unit.
fn plain_words(tokens: &[Token], at: usize) -> Option<Amount> {
    let (length, value, step) = in_words(&tokens[at..])?;
    // A number in words after a number in digits belongs to it: "1 two".
    Some(Amount::cardinal(at, at + length, value, step))
}

/// Whether "one" counts something: not in "no one", "one of them", "the one who".
fn is_counted(tokens: &[Token], found: &Amount) -> bool {
    const PRONOUN_AFTER: [&str; 13] =
        ["no", "any", "every", "some", "each", "this", "that", "the", "which", "another", "a", "an", "everyone"];
    const PRONOUN_BEFORE: [&str; 28] = [
        "of", "to", "who", "that", "which", "in", "on", "and", "or", "another", "is", "was", "had", "has", "can",
        "would", "for", "at", "by", "with", "but", "day", "should", "could", "will", "said", "says", "may",
    ];
    if found.end - found.start > 1 || word(tokens, found.start) != "one" {
        return true;
    }
    let before = if found.start > 0 { word(tokens, found.start - 1) } else { "" };
    let counts = tokens.get(found.end).is_some_and(|t| t.kind == TokenKind::Word);
    counts && !PRONOUN_AFTER.contains(&before) && !PRONOUN_BEFORE.contains(&word(tokens, found.end))
}

/// "third", "twenty-third", and "24 -th" never.
fn ordinal_words(tokens: &[Token], at: usize) -> Option<Amount> {
    let first = word(tokens, at);
    if let Some(rank) = ordinal(first) {
        let before = if at > 0 { word(tokens, at - 1) } else { "" };
        let idle = matches!(before, "at") || first == "second" && is_numeral(tokens, at.wrapping_sub(1));
        return (!idle).then(|| Amount::cardinal(at, at + 1, rank, 1.0).of_form(Form::Ordinal));
    }
    let tens = small(first).filter(|n| *n >= 20.0)?;
    let ones = ordinal(word(tokens, at + 2)).filter(|n| *n < 10.0 && word(tokens, at + 1) == "-")?;
    Some(Amount::cardinal(at, at + 3, tens + ones, 1.0).of_form(Form::Ordinal))
}

/// "dozens", "hundreds of thousands of": from one up to the next magnitude.
fn vague(tokens: &[Token], at: usize, size: f64) -> Amount {
    let mut found = Amount { form: Form::Vague, ..Amount::cardinal(at, at + 1, size, size) };
    let second = word(tokens, at + 1) == "of";
    if let Some(times) = vague_plural(word(tokens, at + 2)).filter(|_| second && size <= 1e3) {
        found.low *= times;
        found.end = at + 3;
    }
    found.high = match found.low {
        low if low < 100.0 => 100.0,
        low if low == 1e3 || low == 1e6 || low == 1e9 => low * 1e3,
        low => low * 10.0,
    };
    found
}

/// "a year", "an hour-long", "a year and a half", "a decade".
fn one_of_a_unit(tokens: &[Token], at: usize) -> Option<Amount> {
    if !matches!(word(tokens, at), "a" | "an") {
        return None;
    }
    let unit = Unit::named(word(tokens, at + 1)).filter(|u| u.is_duration())?;
    let next = word(tokens, at + 2);
    // "a day care centre", "a year later" differ; "a second man" is a rank.
    if matches!(word(tokens, at + 1), "second" | "day" | "min" | "sec" | "minute")
        && !matches!(next, "ago" | "later" | "earlier" | "and" | "-")
    {
        return None;
    }
    let found = Amount { unit: Some(unit), ..Amount::cardinal(at, at + 2, 1.0, 1.0) };
    Some(and_fraction(tokens, &found).unwrap_or_else(|| found.of_form(Form::Single)))
}

/// The amount with the unit that follows it: "5 per cent", "23-year-old", "aged 23", "two million dollars".
pub(super) fn with_unit(tokens: &[Token], found: Amount) -> Amount {
    let (low, next) = (found.low, word(tokens, found.end));
    let unit_at = found.end + usize::from(next == "-");
    let (here, after) = (word(tokens, unit_at), word(tokens, unit_at + 1));
    if matches!(here, "percentage") && after.starts_with("point") {
        return Amount { end: unit_at + 2, ..found.with_unit(Some(POINT)) };
    }
    if here == "basis" && after.starts_with("point") {
        return Amount { end: unit_at + 2, ..found.with_unit(Some(Unit { factor: 0.01, ..POINT })) };
    }
    if here == "per" && after == "cent" {
        return Amount { end: unit_at + 2, ..found.with_unit(Some(PER_CENT)) };
    }
    if here == "us" && Unit::named(after).is_some_and(|u| u.dimension == "dollar") {
        return Amount { end: unit_at + 2, ..found.with_unit(Unit::named(after)) };
    }
    if found.unit.is_some() {
        return found;
    }
    if let Some(unit) = Unit::named(here).filter(|_| here.len() > 1 && here != "rs") {
        let hyphened = unit_at > found.end;
        let old = hyphened && word(tokens, unit_at + 1) == "-" && word(tokens, unit_at + 2) == "old";
        let end = if old { unit_at + 3 } else { unit_at + 1 };
        return Amount { end, ..found.with_unit(Some(unit)) };
    }
    let aged = found.start > 0 && word(tokens, found.start - 1) == "aged" && low < 120.0;
    if aged { found.with_unit(Some(YEAR)) } else { found }
}
