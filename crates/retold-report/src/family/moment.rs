//! Times of publication, for a time line and for reading. Knows no article.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::Offset;

/// Seconds of a minute, an hour, a day.
const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// A time of publication.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Moment {
    /// Seconds since 1970, universal time.
    pub(crate) seconds: i64,
    /// Whether only the day is known; then the seconds are those of its beginning.
    pub(crate) day: bool,
}

impl Moment {
    /// Reads "2025-02-16" and "2025-02-16T10:41:00+01:00"; a time without an offset is taken for universal.
    pub(crate) fn read(text: &str) -> Option<Self> {
        let text = text.trim();
        let at = |time: DateTime| Offset::UTC.to_timestamp(time).ok().map(Timestamp::as_second);
        if let Ok(time) = text.parse::<Timestamp>() {
            return Some(Self { seconds: time.as_second(), day: false });
        }
        // Ten characters are a day; the parser of times would take them for midnight.
        match text.len() {
            10 => Some(Self {
                seconds: at(text.parse::<Date>().ok()?.to_datetime(jiff::civil::Time::midnight()))?,
                day: true,
            }),
            _ => Some(Self { seconds: at(text.parse::<DateTime>().ok()?)?, day: false }),
        }
    }

    /// For a person, in universal time: "2025-02-16 09:41", or the day alone.
    pub(crate) fn shown(self) -> String {
        let Ok(time) = Timestamp::from_second(self.seconds) else { return String::new() };
        let time = Offset::UTC.to_datetime(time);
        let day = format!("{:04}-{:02}-{:02}", time.year(), time.month(), time.day());
        if self.day { day } else { format!("{day} {:02}:{:02}", time.hour(), time.minute()) }
    }

    /// Whether this is before another for certain: of two moments of which one is a day alone, the days decide.
    pub(crate) fn is_before(self, other: Moment) -> bool {
        match self.day || other.day {
            true => self.seconds.div_euclid(DAY) < other.seconds.div_euclid(DAY),
            false => self.seconds < other.seconds,
        }
    }
}

/// A length of time for a person, in its largest unit or two: "2 h 15 min", "3 days", "5 weeks".
pub(crate) fn lasted(seconds: i64) -> String {
    let of = |unit: i64| seconds / unit;
    match seconds {
        s if s < MINUTE => "under a minute".into(),
        s if s < HOUR => format!("{} min", of(MINUTE)),
        s if s < DAY && s % HOUR >= MINUTE => format!("{} h {} min", of(HOUR), s % HOUR / MINUTE),
        s if s < DAY => format!("{} h", of(HOUR)),
        s if s < 2 * DAY => "1 day".into(),
        s if s < 30 * DAY => format!("{} days", of(DAY)),
        s if s < 70 * DAY => format!("{} weeks", s / (7 * DAY)),
        s if s < 730 * DAY => format!("{} months", s / (DAY * 61 / 2)),
        s => format!("{} years", s / (DAY * 365)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_times_are_read() {
        let shown = |text| Moment::read(text).map(Moment::shown);
        assert_eq!(shown("2025-02-16").as_deref(), Some("2025-02-16"));
        assert_eq!(shown("2025-02-16T10:41:00+01:00").as_deref(), Some("2025-02-16 09:41"));
        assert_eq!(shown("2025-02-16T10:41:00Z").as_deref(), Some("2025-02-16 10:41"));
        assert_eq!(shown("2025-02-16 10:41").as_deref(), Some("2025-02-16 10:41"));
        for odd in ["", "soon", "2025", "2025-13-01", "9999999999-01-01", "2025-02-1é"] {
            assert_eq!(shown(odd), None, "{odd:?}");
        }
    }

    #[test]
    fn a_day_alone_is_not_before_an_hour_of_the_same_day() {
        let read = |text| Moment::read(text).unwrap();
        assert!(!read("2025-02-16").is_before(read("2025-02-16T10:00:00Z")));
        assert!(read("2025-02-15").is_before(read("2025-02-16T10:00:00Z")));
        assert!(read("2025-02-16T09:59:00Z").is_before(read("2025-02-16T10:00:00Z")));
    }

    #[test]
    fn lengths_are_said_in_a_unit_that_fits() {
        let cases = [
            (20, "under a minute"),
            (20 * MINUTE, "20 min"),
            (2 * HOUR + 15 * MINUTE, "2 h 15 min"),
            (3 * HOUR, "3 h"),
            (DAY, "1 day"),
            (9 * DAY, "9 days"),
            (40 * DAY, "5 weeks"),
            (120 * DAY, "3 months"),
            (1000 * DAY, "2 years"),
        ];
        for (seconds, expected) in cases {
            assert_eq!(lasted(seconds), expected);
        }
    }
}
