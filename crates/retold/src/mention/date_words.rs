//! Words of dates.

/// Month of a lower-case word, 1 to 12; and whether the word has no other use.
pub fn month(word: &str) -> Option<(u8, bool)> {
    const MONTHS: [(&str, &str); 12] = [
        ("january", "jan"),
        ("february", "feb"),
        ("march", "mar"),
        ("april", "apr"),
        ("may", "may"),
        ("june", "jun"),
        ("july", "jul"),
        ("august", "aug"),
        ("september", "sept"),
        ("october", "oct"),
        ("november", "nov"),
        ("december", "dec"),
    ];
    if word.len() < 3 {
        return None;
    }
    let n = MONTHS.iter().position(|(long, short)| *long == word || *short == word).or((word == "sep").then_some(8))?;
    Some((n as u8 + 1, MONTHS[n].0 == word && !matches!(n, 2 | 4 | 7)))
}

/// Day of the week of a lower-case word, Monday 0.
pub fn weekday(word: &str) -> Option<u8> {
    const DAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    let word = word.strip_suffix('s').unwrap_or(word);
    if !word.ends_with("day") {
        return None;
    }
    DAYS.iter().position(|d| *d == word).map(|n| n as u8)
}

/// Season of a lower-case word: spring 0, winter 3.
pub fn season(word: &str) -> Option<u8> {
    Some(match word {
        "spring" => 0,
        "summer" => 1,
        "autumn" | "fall" => 2,
        "winter" => 3,
        _ => return None,
    })
}

/// A part of the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DayPart {
    /// From dawn to noon.
    Morning,
    /// From noon to dusk.
    Afternoon,
    /// Evening and the first half of the night.
    Evening,
    /// "night", "overnight": overlaps evening.
    Night,
}

/// Part of the day that a lower-case word names.
pub fn day_part(word: &str) -> Option<DayPart> {
    Some(match word {
        "morning" | "mornings" | "dawn" => DayPart::Morning,
        "afternoon" | "afternoons" | "lunchtime" => DayPart::Afternoon,
        "evening" | "evenings" | "teatime" => DayPart::Evening,
        "night" | "nights" | "overnight" => DayPart::Night,
        _ => return None,
    })
}

/// A holiday, by a name that its spellings share.
pub fn holiday(word: &str) -> Option<&'static str> {
    Some(match word {
        "christmas" | "xmas" => "christmas",
        "easter" => "easter",
        "thanksgiving" => "thanksgiving",
        "ramadan" => "ramadan",
        "halloween" => "halloween",
        "hogmanay" => "new year",
        _ => return None,
    })
}

/// A unit of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CalendarUnit {
    /// A day.
    Day,
    /// A week, or a weekend.
    Week,
    /// A month.
    Month,
    /// A quarter of a year.
    Quarter,
    /// A year.
    Year,
    /// Ten years.
    Decade,
}

impl CalendarUnit {
    /// The unit that a lower-case word names.
    pub fn named(word: &str) -> Option<CalendarUnit> {
        Some(match word {
            "day" | "days" => Self::Day,
            "week" | "weeks" | "weekend" | "weekends" => Self::Week,
            "month" | "months" => Self::Month,
            "quarter" => Self::Quarter,
            "year" | "years" => Self::Year,
            "decade" | "decades" => Self::Decade,
            _ => return None,
        })
    }

    /// Its mean length.
    pub fn days(self) -> f64 {
        match self {
            Self::Day => 1.0,
            Self::Week => 7.0,
            Self::Month => 30.436_875,
            Self::Quarter => 91.310_625,
            Self::Year => 365.242_5,
            Self::Decade => 3_652.425,
        }
    }
}
