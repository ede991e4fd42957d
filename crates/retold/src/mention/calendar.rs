//! Days of the Gregorian calendar, counted from 1 January 1970. Knows no clock.

/// A day of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day {
    /// Year of the Common Era.
    pub year: i32,
    /// 1 to 12.
    pub month: u8,
    /// 1 to 31.
    pub day: u8,
}

impl Day {
    /// The day that an RFC 3339 time or a date begins with: "2025-02-16T10:00:00Z".
    pub fn parse(text: &str) -> Option<Day> {
        let mut parts = text.get(..10)?.split('-');
        let mut field = || parts.next()?.parse::<u16>().ok();
        let (year, month, day) = (field()?, field()?, field()?);
        let fits = (1..=12).contains(&month) && (1..=31).contains(&day);
        fits.then_some(Day { year: i32::from(year), month: month as u8, day: day as u8 })
    }

    /// Days since 1 January 1970 (Howard Hinnant, chrono-compatible low-level date algorithms).
    pub fn number(self) -> i64 {
        let month = i64::from(self.month);
        let year = i64::from(self.year) - i64::from(month <= 2);
        let era = year.div_euclid(400);
        let of_era = year.rem_euclid(400);
        let of_year = (153 * (month + if month > 2 { -3 } else { 9 }) + 2) / 5 + i64::from(self.day) - 1;
        era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
    }

    /// The day of a number of days since 1 January 1970.
    pub fn of_number(number: i64) -> Day {
        let z = number + 719_468;
        let era = z.div_euclid(146_097);
        let of_era = z.rem_euclid(146_097);
        let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let shifted = (5 * of_year + 2) / 153;
        let day = (of_year - (153 * shifted + 2) / 5 + 1) as u8;
        let month = if shifted < 10 { shifted + 3 } else { shifted - 9 } as u8;
        Day { year: (year_of_era + era * 400 + i64::from(month <= 2)) as i32, month, day }
    }

    /// Day of the week, Monday 0.
    pub fn weekday(self) -> u8 {
        (self.number() + 3).rem_euclid(7) as u8
    }

    /// The month that lies `months` away.
    pub fn month_away(self, months: i32) -> (i32, u8) {
        let count = self.year * 12 + i32::from(self.month) - 1 + months;
        (count.div_euclid(12), (count.rem_euclid(12) + 1) as u8)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_there_and_back() {
        for number in [-719_468, -1, 0, 59, 60, 11_016, 20_135, 47_482] {
            assert_eq!(Day::of_number(number).number(), number);
        }
        let day = Day::parse("2025-02-16T09:00:00Z").unwrap();
        assert_eq!((day.number(), day.weekday()), (20_135, 6));
        assert_eq!(Day { year: 2004, month: 1, day: 31 }.month_away(-1), (2003, 12));
        for odd in ["soon", "2025-13-01", "2025-0é-01", ""] {
            assert_eq!(Day::parse(odd), None);
        }
    }
}
