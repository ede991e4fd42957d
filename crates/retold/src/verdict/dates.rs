//! Which of two articles was published first, and whether their dates can be trusted to say.

use crate::text::Reading;

/// What the dates of two articles say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// The first article is the earlier one.
    FirstEarlier,
    /// The second article is the earlier one.
    SecondEarlier,
    /// Both are dated, so near each other that the dates decide nothing.
    TooClose,
    /// At least one has no date that can be read.
    Unknown,
    /// At least one is dated after the present time.
    Future,
}

/// Publication times nearer than this many minutes decide nothing: clocks of desks and crawlers differ by hours.
const NEAR: i64 = 6 * 60;

/// The order of two articles by their dates, as far as they can be trusted at the present time.
pub fn order(first: &Reading, second: &Reading, now: Option<Moment>) -> Order {
    if in_future(first, now) || in_future(second, now) {
        return Order::Future;
    }
    match (published(first), published(second)) {
        (Some(a), Some(b)) if b.is_after(a) => Order::FirstEarlier,
        (Some(a), Some(b)) if a.is_after(b) => Order::SecondEarlier,
        (Some(_), Some(_)) => Order::TooClose,
        _ => Order::Unknown,
    }
}

/// How many whole days lie at least between two articles; `None` when a date is missing, or is after the present time.
pub(crate) fn days_apart(first: &Reading, second: &Reading, now: Option<Moment>) -> Option<i64> {
    if in_future(first, now) || in_future(second, now) {
        return None;
    }
    let (a, b) = (published(first)?, published(second)?);
    Some(((a.at - b.at).abs() - a.within.max(b.within)).max(0) / 1_440)
}

/// Whether an article is dated after the present time.
pub fn in_future(article: &Reading, now: Option<Moment>) -> bool {
    now.zip(published(article)).is_some_and(|(now, published)| published.is_after(now))
}

fn published(article: &Reading) -> Option<Moment> {
    article.article.published.as_deref().and_then(Moment::read)
}

/// A time in minutes of the common calendar, and how far it may be off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    at: i64,
    within: i64,
}

impl Moment {
    /// Reads "2025-02-16" and "2025-02-16T10:41:00+01:00".
    pub fn read(text: &str) -> Option<Moment> {
        minutes(text)
    }

    /// Whether this is so much later than another that it says something.
    fn is_after(self, other: Moment) -> bool {
        self.at - other.at > NEAR.max(self.within).max(other.within)
    }
}

fn minutes(text: &str) -> Option<Moment> {
    let number = |from: usize, to: usize| text.get(from..to)?.parse::<i64>().ok();
    let (year, month, day) = (number(0, 4)?, number(5, 7)?, number(8, 10)?);
    if text.as_bytes().get(4) != Some(&b'-') || !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return None;
    }
    let days = days_of(year, month, day);
    let (Some(hour), Some(minute)) = (number(11, 13), number(14, 16)) else {
        return Some(Moment { at: days * 1_440, within: 1_440 });
    };
    Some(Moment { at: days * 1_440 + hour * 60 + minute - offset(text), within: 0 })
}

/// Offset from universal time in minutes; 0 for "Z" and for none.
fn offset(text: &str) -> i64 {
    let Some(zone) = text.get(16..).and_then(|rest| rest.rfind(['+', '-']).map(|at| &rest[at..])) else { return 0 };
    let part = |from: usize, to: usize| zone.get(from..to).and_then(|p| p.parse::<i64>().ok()).unwrap_or(0);
    let minutes = part(1, 3) * 60 + part(4, 6);
    if zone.starts_with('-') { -minutes } else { minutes }
}

/// Days since a fixed day, by the civil calendar (Hinnant's algorithm).
fn days_of(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year - era * 400;
    let of_year = (153 * (month + if month > 2 { -3 } else { 9 }) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Article, text::Language};

    fn at(published: &str) -> Reading {
        Reading::new(Article::new("a", "Ships came in.").with_published(published), Language::English)
    }

    #[test]
    fn dates_order_articles_when_they_are_apart() {
        assert_eq!(order(&at("2031-03-01"), &at("2031-03-04"), None), Order::FirstEarlier);
        assert_eq!(order(&at("2031-03-04T10:00:00Z"), &at("2031-03-03T23:00:00+02:00"), None), Order::SecondEarlier);
        assert_eq!(order(&at("2031-03-04T10:00:00Z"), &at("2031-03-04T12:00:00Z"), None), Order::TooClose);
        assert_eq!(order(&at("2031-03-04T10:00:00+09:00"), &at("2031-03-04T01:30:00Z"), None), Order::TooClose);
        assert_eq!(order(&at("2031-03-04"), &at("2031-03-05"), None), Order::TooClose);
        assert_eq!(order(&at("soon"), &at("2031-03-05"), None), Order::Unknown);
    }

    #[test]
    fn days_apart_are_those_that_are_certain() {
        assert_eq!(days_apart(&at("2031-03-01"), &at("2031-03-04"), None), Some(2));
        assert_eq!(days_apart(&at("2031-03-04T10:00:00Z"), &at("2031-03-01T09:00:00Z"), None), Some(3));
        assert_eq!(days_apart(&at("2031-03-01"), &at("soon"), None), None);
        assert_eq!(days_apart(&at("2031-03-01"), &at("2041-03-04"), Moment::read("2031-03-05")), None);
    }

    #[test]
    fn a_date_after_the_present_decides_nothing() {
        let now = Moment::read("2031-03-02T12:00:00Z");
        assert_eq!(order(&at("2031-03-01"), &at("2031-03-04"), now), Order::Future);
        assert_eq!(order(&at("2031-02-01"), &at("2031-03-02"), now), Order::FirstEarlier);
        assert!(in_future(&at("2031-03-04"), now) && !in_future(&at("2031-03-02T15:00:00Z"), now));
        assert!(!in_future(&at("2031-03-04"), None));
    }
}
