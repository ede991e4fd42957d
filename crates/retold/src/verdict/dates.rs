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
}

/// Publication times nearer than this many minutes decide nothing: clocks of desks and crawlers differ by hours.
const NEAR: i64 = 6 * 60;

/// The order of two articles by their dates.
pub fn order(first: &Reading, second: &Reading) -> Order {
    let minutes = |r: &Reading| r.article.published.as_deref().and_then(minutes);
    match (minutes(first), minutes(second)) {
        (Some(a), Some(b)) if b.at - a.at > NEAR.max(a.within).max(b.within) => Order::FirstEarlier,
        (Some(a), Some(b)) if a.at - b.at > NEAR.max(a.within).max(b.within) => Order::SecondEarlier,
        (Some(_), Some(_)) => Order::TooClose,
        _ => Order::Unknown,
    }
}

/// A time in minutes of the common calendar, and how far it may be off.
struct Minutes {
    at: i64,
    within: i64,
}

/// Reads "2025-02-16" and "2025-02-16T10:41:00+01:00".
fn minutes(text: &str) -> Option<Minutes> {
    let number = |from: usize, to: usize| text.get(from..to)?.parse::<i64>().ok();
    let (year, month, day) = (number(0, 4)?, number(5, 7)?, number(8, 10)?);
    if text.as_bytes().get(4) != Some(&b'-') || !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return None;
    }
    let days = days_of(year, month, day);
    let (Some(hour), Some(minute)) = (number(11, 13), number(14, 16)) else {
        return Some(Minutes { at: days * 1_440, within: 1_440 });
    };
    Some(Minutes { at: days * 1_440 + hour * 60 + minute - offset(text), within: 0 })
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
        assert_eq!(order(&at("2031-03-01"), &at("2031-03-04")), Order::FirstEarlier);
        assert_eq!(order(&at("2031-03-04T10:00:00Z"), &at("2031-03-03T23:00:00+02:00")), Order::SecondEarlier);
        assert_eq!(order(&at("2031-03-04T10:00:00Z"), &at("2031-03-04T12:00:00Z")), Order::TooClose);
        assert_eq!(order(&at("2031-03-04T10:00:00+09:00"), &at("2031-03-04T01:30:00Z")), Order::TooClose);
        assert_eq!(order(&at("2031-03-04"), &at("2031-03-05")), Order::TooClose);
        assert_eq!(order(&at("soon"), &at("2031-03-05")), Order::Unknown);
    }
}
