//! Dates: days, months, years, parts of the day, and times told from the day of writing.
//!
//! A time told from the day of writing ("yesterday", "last month") is resolved when the article's own date is known and
//! kept as said when not.

use super::calendar::Day;
use super::date_parse::date_at;
use super::date_words::{CalendarUnit, DayPart};
use super::spot::{Spot, passages};
use crate::span::Span;
use crate::text::Reading;

/// A date that an article states.
#[derive(Clone, Debug, PartialEq)]
pub struct Date {
    /// Where it stands.
    pub spot: Spot,
    /// The date with the preposition before it: "on Tuesday", "by the end of March".
    pub phrase: Span,
    /// What is known of it, by its own words and the article's date.
    pub when: When,
}

/// What is known of a date.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct When {
    /// The year; the first of a decade.
    pub year: Option<i32>,
    /// Whether `year` stands for ten years.
    pub is_decade: bool,
    /// 1 to 12.
    pub month: Option<u8>,
    /// 1 to 31.
    pub day: Option<u8>,
    /// Monday 0.
    pub weekday: Option<u8>,
    /// Spring 0.
    pub season: Option<u8>,
    /// Part of the day.
    pub part: Option<DayPart>,
    /// Minutes after midnight.
    pub minute: Option<u16>,
    /// "christmas".
    pub holiday: Option<&'static str>,
    /// How far from the day of writing, and in what unit it is told: -1 day is yesterday.
    pub away: Option<(f64, CalendarUnit)>,
    /// Which end of the time is meant.
    pub edge: Option<Edge>,
}

/// Which part of a time is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Edge {
    /// "early", "the beginning of".
    Early,
    /// "mid-", "the middle of".
    Middle,
    /// "late", "the end of".
    Late,
}

/// How two dates agree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DateAgreement {
    /// They share a field and contradict each other in none.
    Same,
    /// They contradict each other.
    Different,
    /// They cannot be compared: a weekday and a year, or a time told from a day that is not known.
    Apart,
}

/// All dates of an article in order, resolved against its date of publication where that is known.
pub fn dates(reading: &Reading) -> Vec<Date> {
    let published = reading.article.published.as_deref().and_then(Day::parse);
    let mut found = Vec::new();
    for (sentence, range) in passages(reading) {
        let tokens = &reading.tokens[range.clone()];
        let mut at = 0;
        while at < tokens.len() {
            let Some(parsed) = date_at(tokens, at) else {
                at += 1;
                continue;
            };
            let spot = Spot::of(reading, sentence, range.start + parsed.start..range.start + parsed.end);
            let phrase = tokens[parsed.phrase_start].span.cover(spot.span);
            found.push(Date { spot, phrase, when: parsed.when.resolved(published) });
            at = parsed.end.max(at + 1);
        }
    }
    found
}

impl When {
    /// The same with the fields that follow from the day of writing.
    fn resolved(mut self, published: Option<Day>) -> When {
        let (Some((amount, unit)), Some(today)) = (self.away, published) else { return self };
        if amount.fract() != 0.0 || amount.abs() > 4_000.0 {
            return self;
        }
        let amount = amount as i32;
        match unit {
            CalendarUnit::Day => {
                let day = Day::of_number(today.number() + i64::from(amount));
                (self.year, self.month, self.day) = (Some(day.year), Some(day.month), Some(day.day));
                self.weekday = Some(day.weekday());
            }
            CalendarUnit::Month if self.month.is_none() => {
                let (year, month) = today.month_away(amount);
                (self.year, self.month) = (Some(year), Some(month));
            }
            CalendarUnit::Year => self.year = self.year.or(Some(today.year + amount)),
            CalendarUnit::Week | CalendarUnit::Quarter | CalendarUnit::Month | CalendarUnit::Decade => {}
        }
        self
    }

    /// How two dates agree.
    pub fn agreement(&self, other: &When) -> DateAgreement {
        let night = |a: DayPart, b: DayPart| a.max(b) == DayPart::Night && a.min(b) == DayPart::Evening;
        let fields = [
            self.same_year(other),
            equal(self.month, other.month),
            equal(self.day, other.day),
            equal(self.weekday, other.weekday),
            equal(self.season, other.season),
            equal(self.minute, other.minute),
            equal(self.holiday, other.holiday),
            self.part.zip(other.part).map(|(a, b)| a == b || night(a, b)),
        ];
        let distance = if fields.iter().all(Option::is_none) { self.same_distance(other) } else { None };
        let says = |answer: bool| fields.contains(&Some(answer)) || distance == Some(answer);
        match (says(false), says(true)) {
            (true, _) => DateAgreement::Different,
            (false, true) => DateAgreement::Same,
            (false, false) => DateAgreement::Apart,
        }
    }

    fn same_year(&self, other: &When) -> Option<bool> {
        let (a, b) = (self.year?, other.year?);
        let decade = |year: i32| year.div_euclid(10);
        let same = if self.is_decade || other.is_decade { decade(a) == decade(b) } else { a == b };
        Some(same)
    }

    /// Whether both are told from the day of writing and lie equally far: "18 months ago", "a year and a half ago".
    fn same_distance(&self, other: &When) -> Option<bool> {
        let ((a, a_unit), (b, b_unit)) = (self.away?, other.away?);
        let (a_days, b_days) = (a * a_unit.days(), b * b_unit.days());
        let near = (a_days - b_days).abs() <= 0.04 * a_days.abs().max(b_days.abs());
        // "Last week" and "three days ago" may be one time; only tellings in one unit contradict each other.
        if near { Some(true) } else { (a_unit == b_unit).then_some(false) }
    }
}

fn equal<T: PartialEq>(a: Option<T>, b: Option<T>) -> Option<bool> {
    Some(a? == b?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Article, text::Language};

    fn read(text: &str, published: Option<&str>) -> (Reading, Vec<Date>) {
        let mut article = Article::new("", text);
        article.published = published.map(str::to_owned);
        let reading = Reading::new(article, Language::English);
        let found = dates(&reading);
        (reading, found)
    }

    fn phrases(text: &str) -> Vec<String> {
        let (reading, found) = read(text, None);
        found.iter().map(|d| d.phrase.of(&reading.article.body).to_owned()).collect()
    }

    #[test]
    fn dates_are_found() {
        for (text, expected) in [
            ("They met on Tuesday morning and left on Jan. 5.", &["on Tuesday morning", "on Jan. 5"][..]),
            ("It opened on 13 December 2004 at 3.30pm.", &["on 13 December 2004 at 3.30pm"]),
            ("It fell in May, and may fall again by the end of March.", &["in May", "by the end of March"]),
            ("Eighteen months ago, in early 2005, it sank.", &["Eighteen months ago", "in early 2005"]),
            ("It grew between 1998 and 2003.", &["between 1998", "2003"]),
            ("Last week and next month and yesterday.", &["Last week", "next month", "yesterday"]),
            ("In the summer of 1942 and the 1990s.", &["In the summer of 1942", "the 1990s"]),
            ("He may go. They march on. 2,004 people and 2000 jobs went.", &[]),
            ("On Thursday, 3 June, they met at 10am.", &["On Thursday, 3 June", "at 10am"]),
            ("It was the hottest day last year.", &["last year"]),
        ] {
            assert_eq!(phrases(text), expected, "{text}");
        }
    }

    #[test]
    fn dates_agree_by_what_they_say() {
        use DateAgreement::*;
        let when = |text: &str, published| read(&format!("It was {text}."), published).1[0].when;
        for (a, b, expected) in [
            ("on Tuesday", "Tuesday morning", Same),
            ("on Tuesday", "on Monday", Different),
            ("on 3 December", "on 13 December", Different),
            ("in December", "on 13 December 2004", Same),
            ("18 months ago", "a year and a half ago", Same),
            ("eight months ago", "eighteen months ago", Different),
            ("on Tuesday", "in 2004", Apart),
            ("on Friday evening", "on Friday night", Same),
            ("on Friday morning", "on Friday night", Different),
            ("in the 1990s", "in 1994", Same),
            ("yesterday", "on Tuesday", Apart),
        ] {
            assert_eq!(when(a, None).agreement(&when(b, None)), expected, "{a} {b}");
        }
        let published = Some("2025-02-19");
        assert_eq!(when("yesterday", published).agreement(&when("on Tuesday", None)), Same);
        assert_eq!(when("yesterday", published).agreement(&when("on Friday", None)), Different);
        assert_eq!(when("last month", published).agreement(&when("in January", None)), Same);
        assert_eq!(when("last year", published).agreement(&when("in 2024", None)), Same);
    }
}
