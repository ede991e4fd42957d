//! Times of publication as pages write them, brought to RFC 3339.

/// `text` as an RFC 3339 time or, where it states no offset or no time of day, as a date. None if it is neither.
pub(crate) fn normalise(text: &str) -> Option<String> {
    let text = text.trim();
    iso(text).or_else(|| in_words(text))
}

/// A time given as milliseconds since the beginning of 1970.
pub(crate) fn from_milliseconds(number: i64) -> Option<String> {
    jiff::Timestamp::from_millisecond(number).ok().map(|time| time.to_string())
}

/// ISO 8601 in its usual spellings: a space for the T, no seconds, an offset without its colon.
fn iso(text: &str) -> Option<String> {
    let date = text.get(..10)?;
    let (year, month, day) = (number(date.get(..4)?)?, number(date.get(5..7)?)?, number(date.get(8..)?)?);
    if date.as_bytes()[4] != date.as_bytes()[7] || !b"-/".contains(&date.as_bytes()[4]) {
        return None;
    }
    let date = civil(year, month, day)?;
    Some(time_of_day(&text[10..]).map_or(date.clone(), |time| format!("{date}T{time}")))
}

/// "T10:48:05.120+0100" as "10:48:05.120+01:00"; a time without an offset says too little.
fn time_of_day(text: &str) -> Option<String> {
    let text = text.strip_prefix(['T', 't', ' '])?.trim();
    let zone_at = text.find(['Z', 'z', '+', '-'])?;
    let (clock, zone) = (text[..zone_at].trim(), text[zone_at..].trim());
    let (clock, fraction) = clock.split_once(['.', ',']).map_or((clock, ""), |(c, f)| (c, f));
    let parts: Vec<u32> = clock.split(':').map(number).collect::<Option<_>>()?;
    let (hour, minute, second) = match parts[..] {
        [h, m] => (h, m, 0),
        [h, m, s] => (h, m, s),
        _ => return None,
    };
    if hour > 23 || minute > 59 || second > 60 {
        return None;
    }
    let fraction: String = fraction.chars().take_while(char::is_ascii_digit).collect();
    let fraction = if fraction.is_empty() { fraction } else { format!(".{fraction}") };
    Some(format!("{hour:02}:{minute:02}:{second:02}{fraction}{}", offset(zone)?))
}

fn offset(zone: &str) -> Option<String> {
    if zone.eq_ignore_ascii_case("z") {
        return Some("Z".to_owned());
    }
    let (sign, rest) = zone.split_at_checked(1)?;
    let digits: String = rest.chars().filter(char::is_ascii_digit).collect();
    let (hours, minutes) = match digits.len() {
        2 => (number(&digits)?, 0),
        4 => (number(&digits[..2])?, number(&digits[2..])?),
        _ => return None,
    };
    (hours < 24 && minutes < 60).then(|| format!("{sign}{hours:02}:{minutes:02}"))
}

/// "Monday, November 18, 2019", "18 Nov 2019 12:26 GMT": the date of it.
fn in_words(text: &str) -> Option<String> {
    let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
    let named = words.iter().position(|w| month_named(w).is_some())?;
    let month = month_named(words[named])?;
    let day_of =
        |at: Option<usize>| at.and_then(|at| words.get(at)).and_then(|w| number(w)).filter(|d| (1..=31).contains(d));
    let year = words.iter().filter(|w| w.len() == 4).find_map(|w| number(w))?;
    let day = day_of(named.checked_sub(1)).or_else(|| day_of(Some(named + 1)))?;
    civil(year, month, day)
}

fn month_named(word: &str) -> Option<u32> {
    let word = word.to_lowercase();
    let named = |month: &str| month == word || (word.len() >= 3 && word.len() <= 4 && month.starts_with(&word));
    retold::text::MONTHS.iter().position(|m| named(m)).map(|at| at as u32 + 1)
}

fn civil(year: u32, month: u32, day: u32) -> Option<String> {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let days = match month {
        2 => 28 + u32::from(leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return None,
    };
    ((1500..=9999).contains(&year) && (1..=days).contains(&day)).then(|| format!("{year:04}-{month:02}-{day:02}"))
}

fn number(text: &str) -> Option<u32> {
    if text.is_empty() || !text.bytes().all(|b| b.is_ascii_digit()) { None } else { text.parse().ok() }
}

#[cfg(test)]
mod tests {
    use super::normalise;

    #[test]
    fn times_come_out_in_rfc_3339() {
        let cases = [
            ("2031-04-07T06:30:00Z", Some("2031-04-07T06:30:00Z")),
            ("2031-04-07 06:30+0100", Some("2031-04-07T06:30:00+01:00")),
            ("2031-04-07T06:30:05.120-05:00", Some("2031-04-07T06:30:05.120-05:00")),
            ("2031-04-07T06:30", Some("2031-04-07")),
            ("2031/04/07", Some("2031-04-07")),
            ("Monday, April 7, 2031 at 6:30 a.m.", Some("2031-04-07")),
            ("Mon, 07 Apr 2031 06:30:00 GMT", Some("2031-04-07")),
            ("Sept. 5, 2031", Some("2031-09-05")),
            ("2031-02-30", None),
            ("2031-04-07T26:30:00Z", Some("2031-04-07")),
            ("soon", None),
            ("May she be well in 2031", None),
            ("", None),
            ("２０３１-04-07", None),
        ];
        for (stated, expected) in cases {
            assert_eq!(normalise(stated).as_deref(), expected, "{stated}");
        }
    }
}
