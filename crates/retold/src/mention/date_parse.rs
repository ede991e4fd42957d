//! One date at one place of a sentence.

use super::date::{Edge, When};
use super::date_words::{CalendarUnit, day_part, holiday, month, season, weekday};
use super::numeral::{in_words, numeral, word};
use crate::text::{Token, TokenKind};

/// A date as it stands in a sentence.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Parsed {
    /// First token of its phrase: the preposition.
    pub phrase_start: usize,
    /// First token.
    pub start: usize,
    /// One past the last token.
    pub end: usize,
    /// What it says.
    pub when: When,
}

/// A piece of a date: where it ends and what it says.
type Piece = (usize, When);

/// The date whose first token stands at `at`, if one does.
pub fn date_at(tokens: &[Token], at: usize) -> Option<Parsed> {
    let (mut end, mut when) = piece(tokens, at)?;
    while let Some((further, more)) = next_piece(tokens, end, &when) {
        let Some(both) = merged(&when, &more) else { break };
        (end, when) = (further, both);
    }
    let mut start = at;
    if let Some((first, edge)) = edge_before(tokens, at) {
        start = first;
        when.edge = Some(edge);
    }
    Some(Parsed { phrase_start: phrase_start(tokens, start), start, end, when })
}

/// Any piece of a date that may begin one.
fn piece(tokens: &[Token], at: usize) -> Option<Piece> {
    let token = tokens.get(at)?;
    match token.kind {
        TokenKind::Number => day_month(tokens, at)
            .or_else(|| clock(tokens, at))
            .or_else(|| iso(tokens, at))
            .or_else(|| year(tokens, at))
            .or_else(|| distance(tokens, at)),
        TokenKind::Word => weekday_piece(tokens, at)
            .or_else(|| month_day(tokens, at))
            .or_else(|| relative(tokens, at))
            .or_else(|| season_or_holiday(tokens, at))
            .or_else(|| distance(tokens, at)),
        TokenKind::Quote | TokenKind::Mark => None,
    }
}

/// The piece that goes on with a date that ends at `end`: a year after a month, a part of the day, a clock time.
fn next_piece(tokens: &[Token], end: usize, when: &When) -> Option<Piece> {
    let lower = word(tokens, end);
    if let Some(part) = day_part(lower).filter(|_| when.weekday.is_some() || when.day.is_some() || when.away.is_some())
    {
        return Some((end + 1, When { part: Some(part), ..When::default() }));
    }
    let skip = match lower {
        "," => 1,
        "of" | "in" if when.season.is_some() || when.month.is_some() && when.day.is_none() => 1,
        "at" | "on" => 1,
        _ => 0,
    };
    let (further, more) = piece(tokens, end + skip)?;
    let fits = match lower {
        "," => {
            when.weekday.is_some() && more.month.is_some()
                || when.month.is_some() && more.year.is_some() && more.month.is_none()
        }
        "at" => more.minute.is_some() && more.day.is_none(),
        "on" => when.minute.is_some(),
        _ => {
            more.year.is_some()
                && (when.month.is_some() || when.season.is_some() || when.holiday.is_some())
                && more.month.is_none()
                || more.away.is_some() && when.month.is_some()
                || when.weekday.is_some() && more.month.is_some()
        }
    };
    fits.then_some((further, more))
}

/// Both pieces in one, when no field stands in both.
fn merged(a: &When, b: &When) -> Option<When> {
    let clash = a.year.is_some() && b.year.is_some()
        || a.month.is_some() && b.month.is_some()
        || a.day.is_some() && b.day.is_some()
        || a.weekday.is_some() && b.weekday.is_some()
        || a.minute.is_some() && b.minute.is_some()
        || a.part.is_some() && b.part.is_some()
        || a.away.is_some() && b.away.is_some();
    (!clash).then(|| When {
        year: a.year.or(b.year),
        is_decade: a.is_decade || b.is_decade,
        month: a.month.or(b.month),
        day: a.day.or(b.day),
        weekday: a.weekday.or(b.weekday),
        season: a.season.or(b.season),
        part: a.part.or(b.part),
        minute: a.minute.or(b.minute),
        holiday: a.holiday.or(b.holiday),
        away: a.away.or(b.away),
        edge: a.edge.or(b.edge),
    })
}

fn is_capital(token: &Token) -> bool {
    token.shape.starts_with(char::is_uppercase)
}

/// "Tuesday"; "Super Tuesday" and "Good Friday" are names.
fn weekday_piece(tokens: &[Token], at: usize) -> Option<Piece> {
    let day = weekday(word(tokens, at))?;
    let named =
        at > 0 && matches!(word(tokens, at - 1), "super" | "good" | "black" | "ash" | "bloody" | "shrove" | "palm");
    let paper = matches!(word(tokens, at + 1), "times" | "telegraph" | "mirror" | "mail" | "express" | "herald");
    (!named && !paper).then(|| (at + 1, When { weekday: Some(day), ..When::default() }))
}

/// Number of the day of a month, in digits: "5", "5th".
fn day_number(tokens: &[Token], at: usize) -> Option<u8> {
    let token = tokens.get(at).filter(|t| t.kind == TokenKind::Number && t.shape.len() <= 4)?;
    let n = numeral(&token.shape).filter(|n| n.is_bare || n.is_ordinal)?;
    (n.value.fract() == 0.0 && (1.0..=31.0).contains(&n.value)).then_some(n.value as u8)
}

/// Whether a full stop inside the sentence shortens the month: "Jan. 5"; "May." is the sentence's end.
fn is_short(tokens: &[Token], at: usize) -> bool {
    word(tokens, at).len() <= 4 && word(tokens, at) != "may" && word(tokens, at + 1) == "." && at + 2 < tokens.len()
}

/// Words after which "May" and "March" are months.
const BEFORE_MONTH: [&str; 25] = [
    "in", "since", "until", "till", "of", "last", "next", "this", "by", "from", "to", "early", "late", "mid", "before",
    "after", "during", "through", "and", "between", "-", "every", "each", "on", "for",
];
/// Words after which four digits are a year.
const BEFORE_YEAR: [&str; 16] = [
    "in",
    "since",
    "of",
    "by",
    "until",
    "from",
    "during",
    "before",
    "after",
    "early",
    "late",
    "mid",
    "between",
    "for",
    "throughout",
    "back",
];

/// "January", "Jan. 5", "March 5th", "May 2004". "May", "March" and "August" alone only after a preposition.
fn month_day(tokens: &[Token], at: usize) -> Option<Piece> {
    let (found, plain) = month(word(tokens, at)).filter(|_| is_capital(&tokens[at]))?;
    let short = is_short(tokens, at);
    let end = at + 1 + usize::from(short);
    let when = When { month: Some(found), ..When::default() };
    let day =
        day_number(tokens, end).filter(|_| !matches!(word(tokens, end + 1), "%" | "million" | "per" | "percent" | "-"));
    if let Some(day) = day {
        return Some((end + 1, When { day: Some(day), ..when }));
    }
    let dated =
        tokens.get(end).is_some_and(|t| as_year(t).is_some()) || matches!(word(tokens, end), "last" | "this" | "next");
    let after_preposition = at > 0 && BEFORE_MONTH.contains(&word(tokens, at - 1));
    let capital_inside = found != 5 && at > 0 && tokens[at - 1].kind == TokenKind::Word;
    (plain || short || dated || after_preposition || capital_inside).then_some((end, when))
}

/// "5 January", "5th of January".
fn day_month(tokens: &[Token], at: usize) -> Option<Piece> {
    let day = day_number(tokens, at)?;
    let next = at + 1 + usize::from(word(tokens, at + 1) == "of");
    let (found, _) = month(word(tokens, next)).filter(|_| is_capital(&tokens[next]))?;
    let short = is_short(tokens, next);
    Some((next + 1 + usize::from(short), When { day: Some(day), month: Some(found), ..When::default() }))
}

/// "3pm", "3.30 p.m.", "15:30".
fn clock(tokens: &[Token], at: usize) -> Option<Piece> {
    let shape = tokens[at].lower.as_str();
    let digits = shape.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let suffix = if digits.len() < shape.len() { &shape[digits.len()..] } else { word(tokens, at + 1) };
    let own = digits.len() < shape.len();
    let (hours, minutes) = digits.split_once([':', '.']).unwrap_or((digits, "0"));
    let (hours, minutes): (u16, u16) = (hours.parse().ok()?, minutes.parse().ok()?);
    if hours > 24 || minutes > 59 || digits.contains('.') && digits.split('.').next_back().map(str::len) != Some(2) {
        return None;
    }
    let half_day = match suffix {
        "am" => Some(0),
        "pm" => Some(12),
        _ => None,
    };
    let end = at + 1 + usize::from(half_day.is_some() && !own);
    let minute = match half_day {
        Some(shift) => hours % 12 * 60 + shift * 60 + minutes,
        None if digits.contains(':') && (!own || suffix == "gmt" || suffix == "bst") => hours * 60 + minutes,
        None => return None,
    };
    Some((end, When { minute: Some(minute), ..When::default() }))
}

/// "2005-02-16".
fn iso(tokens: &[Token], at: usize) -> Option<Piece> {
    if word(tokens, at + 1) != "-" || word(tokens, at + 3) != "-" {
        return None;
    }
    let year = as_year(&tokens[at])?;
    let month = day_number(tokens, at + 2).filter(|m| *m <= 12)?;
    let day = day_number(tokens, at + 4)?;
    Some((at + 5, When { year: Some(year), month: Some(month), day: Some(day), ..When::default() }))
}

/// The year that four digits alone can be.
fn as_year(token: &Token) -> Option<i32> {
    let shape = token.shape.as_str();
    let digits = shape.len() == 4 && shape.bytes().all(|b| b.is_ascii_digit());
    shape.parse().ok().filter(|y| digits && (1100..2100).contains(y))
}

/// "2004", "1990s", "2004-05". A round number before a plural counts things.
fn year(tokens: &[Token], at: usize) -> Option<Piece> {
    if let Some(decade) = tokens[at].shape.strip_suffix('s').filter(|d| d.len() == 4 && d.ends_with('0')) {
        let year = decade.parse().ok()?;
        return Some((at + 1, When { year: Some(year), is_decade: true, ..When::default() }));
    }
    let found = as_year(&tokens[at])?;
    let before = if at > 0 { word(tokens, at - 1) } else { "" };
    let introduced = BEFORE_YEAR.contains(&before);
    let counts = tokens
        .get(at + 1)
        .is_some_and(|t| t.kind == TokenKind::Word && !is_capital(t) && t.lower.ends_with('s') && t.lower.len() > 3);
    let unit = super::unit::Unit::named(word(tokens, at + 1)).is_some()
        || super::numeral::magnitude(word(tokens, at + 1)).is_some();
    let likely = (1900..2040).contains(&found) && !(counts && found % 100 == 0);
    let bounded = matches!(before, "than" | "over" | "about" | "some" | "nearly" | "almost" | "$");
    if unit || bounded || !(introduced && !(counts && found % 100 == 0) || likely) {
        return None;
    }
    let season = matches!(word(tokens, at + 1), "-" | "/")
        && tokens.get(at + 2).is_some_and(|t| {
            t.shape.len() == 2 && t.kind == TokenKind::Number && t.span.start == tokens[at + 1].span.end
        });
    Some((at + 1 + 2 * usize::from(season), When { year: Some(found), ..When::default() }))
}

/// "yesterday", "tonight", "last week", "this month", "next Tuesday", "last March".
fn relative(tokens: &[Token], at: usize) -> Option<Piece> {
    let days = |n: f64| When { away: Some((n, CalendarUnit::Day)), ..When::default() };
    let evening = Some(super::date_words::DayPart::Evening);
    let alone = match word(tokens, at) {
        "yesterday" => Some(days(-1.0)),
        "today" => Some(days(0.0)),
        "tomorrow" => Some(days(1.0)),
        "tonight" => Some(When { part: evening, ..days(0.0) }),
        "midnight" => Some(When { minute: Some(0), ..When::default() }),
        "noon" | "midday" => Some(When { minute: Some(720), ..When::default() }),
        _ => None,
    };
    if let Some(when) = alone {
        return Some((at + 1, when));
    }
    stepped(tokens, at)
}

/// "last week", "this month", "next Tuesday", "last March".
fn stepped(tokens: &[Token], at: usize) -> Option<Piece> {
    let days = |n: f64| When { away: Some((n, CalendarUnit::Day)), ..When::default() };
    let steps = match word(tokens, at) {
        "last" | "previous" => -1.0,
        "this" | "current" => 0.0,
        "next" | "coming" => 1.0,
        _ => return None,
    };
    let next = word(tokens, at + 1);
    if let Some(unit) =
        CalendarUnit::named(next).filter(|u| *u != CalendarUnit::Day && !next.ends_with("ks") && !(next.ends_with('s')))
    {
        return Some((at + 2, When { away: Some((steps, unit)), ..When::default() }));
    }
    if let Some(part) = day_part(next).filter(|_| word(tokens, at) != "previous") {
        return Some((
            at + 2,
            When { part: Some(part), ..days(if part == super::date_words::DayPart::Night { steps } else { 0.0 }) },
        ));
    }
    if let Some((found, when)) = weekday_piece(tokens, at + 1).or_else(|| month_day(tokens, at + 1)) {
        return Some((found, when));
    }
    let season = season(next)?;
    Some((at + 2, When { season: Some(season), away: Some((steps, CalendarUnit::Year)), ..When::default() }))
}

/// "summer of 1942", "the winter", "Christmas Day", "New Year".
fn season_or_holiday(tokens: &[Token], at: usize) -> Option<Piece> {
    let lower = word(tokens, at);
    if let Some(found) = season(lower) {
        let before = if at > 0 { word(tokens, at - 1) } else { "" };
        let dated = word(tokens, at + 1) == "of" && tokens.get(at + 2).is_some_and(|t| as_year(t).is_some())
            || tokens.get(at + 1).is_some_and(|t| as_year(t).is_some());
        let told = matches!(before, "in" | "this" | "last" | "next" | "during" | "by" | "until") && lower != "fall";
        return (dated || told).then(|| (at + 1, When { season: Some(found), ..When::default() }));
    }
    if lower == "new" && matches!(word(tokens, at + 1), "year") && is_capital(&tokens[at + 1]) {
        return Some((at + 2, When { holiday: Some("new year"), ..When::default() }));
    }
    if lower == "boxing" && word(tokens, at + 1) == "day" {
        return Some((at + 2, When { holiday: Some("boxing day"), ..When::default() }));
    }
    let found = holiday(lower).filter(|_| is_capital(&tokens[at]))?;
    let (end, found) = match word(tokens, at + 1) {
        "day" => (at + 2, found),
        "eve" => (at + 2, "christmas eve"),
        _ => (at + 1, found),
    };
    Some((end, When { holiday: Some(found), ..When::default() }))
}

/// "eight months ago", "a year and a half earlier".
fn distance(tokens: &[Token], at: usize) -> Option<Piece> {
    // A date in the past begins with a number, or an article before a unit of the calendar.
    let counted = tokens[at].kind == TokenKind::Number
        || matches!(word(tokens, at), "a" | "an" | "half")
        || in_words(&tokens[at..]).is_some();
    if !counted {
        return None;
    }
    let ago = (at + 1..(at + 8).min(tokens.len())).find(|n| matches!(word(tokens, *n), "ago" | "earlier"))?;
    let found =
        super::amount::amount(&tokens[..ago], at).filter(|a| a.end == ago && a.start == at && a.low == a.high)?;
    let unit = found.unit.filter(|u| u.is_duration())?;
    let named = [CalendarUnit::Day, CalendarUnit::Week, CalendarUnit::Month, CalendarUnit::Year, CalendarUnit::Decade];
    let named = named.into_iter().find(|u| (u.days() - unit.factor).abs() < 0.5)?;
    Some((ago + 1, When { away: Some((-found.low, named)), ..When::default() }))
}

/// "early", "mid-", "the end of" before a date: the first token of it, and which.
fn edge_before(tokens: &[Token], at: usize) -> Option<(usize, Edge)> {
    let back = |n: usize| at.checked_sub(n).map_or("", |n| word(tokens, n));
    let step = match (back(2), back(1)) {
        (_, "early") => (1, Edge::Early),
        (_, "late") => (1, Edge::Late),
        ("mid", "-") => (2, Edge::Middle),
        (_, "mid") => (1, Edge::Middle),
        ("end" | "close", "of") => (2, Edge::Late),
        ("beginning" | "start", "of") => (2, Edge::Early),
        ("middle", "of") => (2, Edge::Middle),
        _ => {
            let skipped = back(1) == "the" || back(1) == "this";
            let inner = at - usize::from(skipped && at > 0);
            return (inner < at).then(|| edge_before(tokens, inner)).flatten();
        }
    };
    let first = at - step.0;
    let article = first > 0 && word(tokens, first - 1) == "the";
    Some((first - usize::from(article), step.1))
}

/// Where the preposition before a date begins: "on", "in", "by", "well before".
fn phrase_start(tokens: &[Token], start: usize) -> usize {
    let back = |n: usize| start.checked_sub(n).map_or("", |n| word(tokens, n));
    let preposition = |w: &str| {
        matches!(
            w,
            "on" | "in"
                | "by"
                | "at"
                | "since"
                | "until"
                | "till"
                | "before"
                | "after"
                | "during"
                | "from"
                | "to"
                | "between"
                | "of"
                | "for"
                | "late"
                | "early"
                | "throughout"
        )
    };
    if preposition(back(1)) {
        return start - 1;
    }
    if back(1) == "the" {
        return if preposition(back(2)) { start - 2 } else { start - 1 };
    }
    start
}
