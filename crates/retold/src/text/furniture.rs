//! Furniture of the news trade: bylines, datelines, credits and copyright lines.

use std::ops::Range;

use super::reading::FurnitureKind;

/// Furniture found in one paragraph: its kind and its range in the paragraph.
#[derive(Debug, PartialEq, Eq)]
pub struct Found {
    /// What it is.
    pub kind: FurnitureKind,
    /// Byte range in the paragraph.
    pub range: Range<usize>,
}

/// A line of furniture is short; longer paragraphs are story.
const LONGEST_LINE: usize = 240;

/// Looks for furniture in a paragraph (folded, trimmed); `near_top` tells whether it is among the first few.
pub fn furniture(paragraph: &str, near_top: bool) -> Option<Found> {
    let whole = |kind| Some(Found { kind, range: 0..paragraph.len() });
    if paragraph.len() <= LONGEST_LINE {
        let lower = paragraph.to_lowercase();
        if is_copyright(&lower) {
            return whole(FurnitureKind::Copyright);
        }
        if is_credits(&lower) {
            return whole(FurnitureKind::Credits);
        }
        if near_top {
            if let Some(at) = byline_start(paragraph) {
                // A date may stand before the byline on the same line; both are furniture.
                return if at == 0 || is_date_line(&lower[..at.min(lower.len())]) {
                    whole(FurnitureKind::Byline)
                } else {
                    None
                };
            }
            if is_date_line(&lower) {
                return whole(FurnitureKind::Dateline);
            }
        }
    }
    if near_top {
        return dateline_end(paragraph).map(|end| Found { kind: FurnitureKind::Dateline, range: 0..end });
    }
    None
}

/// Names in a byline, without "By" and without the agency that follows the last comma.
pub fn byline_names(line: &str) -> Vec<String> {
    let Some(at) = byline_start(line) else { return Vec::new() };
    let rest = &line[at + 3..];
    let mut names = Vec::new();
    for part in rest.split([',', ';', '|']).flat_map(|p| p.split(" and ")) {
        let name = part.trim().trim_end_matches('.');
        let words = name.split_whitespace().count();
        if (2..=4).contains(&words) && is_capitalised(name) {
            names.push(name.to_owned());
        }
    }
    names
}

/// Whether a folded line in lower case claims a copyright.
pub fn is_copyright(lower: &str) -> bool {
    lower.contains('©')
        || lower.starts_with("copyright ")
        || lower.starts_with("(c) ")
        || lower.contains("all rights reserved")
        || lower.contains("may not be published, broadcast, rewritten")
}

fn is_credits(lower: &str) -> bool {
    const INSIDE: [&str; 6] = [
        "contributed to this report",
        "contributed to this story",
        "contributed to this article",
        "contributed reporting",
        "contributed to the report",
        "contributed from",
    ];
    const AT_START: [&str; 9] = [
        "reporting by ",
        "(reporting by ",
        "additional reporting by ",
        "(additional reporting by ",
        "editing by ",
        "(editing by ",
        "writing by ",
        "(writing by ",
        "with files from ",
    ];
    INSIDE.iter().any(|cue| lower.contains(cue))
        || AT_START.iter().any(|cue| lower.starts_with(cue))
        || is_wire_mark(lower)
}

/// "The-CNN-Wire", "-- Associated Press", "(AP)": a line that is an agency's mark alone.
fn is_wire_mark(lower: &str) -> bool {
    let bare = lower.trim_matches(|c: char| !c.is_alphanumeric());
    if bare.split_whitespace().count() > 3 || lower.ends_with('.') {
        return false;
    }
    (bare.starts_with("the-") && bare.ends_with("-wire"))
        || matches!(
            bare,
            "associated press" | "the associated press" | "reuters" | "agence france-presse" | "afp" | "ap" | "upi"
        )
}

/// Where "By " stands when the line is a byline: at its start or after a date.
fn byline_start(line: &str) -> Option<usize> {
    let at = if line.starts_with("By ") || line.starts_with("BY ") { 0 } else { line.find(" By ")? + 1 };
    let names = &line[at + 3..];
    let closes = line.ends_with('.') && !line.ends_with("Jr.");
    let words = names.split_whitespace().count();
    let fits = words <= 24 && !closes && !names.contains([':', '"', '?', '!']);
    let first = names.split([',', ';', '|']).next().unwrap_or("").split(" and ").next().unwrap_or("");
    (fits && (1..=5).contains(&first.split_whitespace().count()) && is_capitalised(first)).then_some(at)
}

fn is_capitalised(name: &str) -> bool {
    name.split_whitespace().all(|w| {
        w.starts_with(|c: char| c.is_uppercase())
            || matches!(w, "de" | "van" | "von" | "der" | "al" | "bin" | "la" | "of")
    })
}

/// A line that holds a date and little else: "date 2025-02-16", "Published 3 May 2021", "Updated 10:41 GMT".
fn is_date_line(lower: &str) -> bool {
    const WORDS: [&str; 27] = [
        "date",
        "published",
        "updated",
        "posted",
        "last",
        "first",
        "on",
        "at",
        "am",
        "pm",
        "gmt",
        "bst",
        "utc",
        "et",
        "est",
        "edt",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "a.m",
        "p.m",
        "by",
        "modified",
    ];
    let mut digits = false;
    let words: Vec<&str> =
        lower.split(|c: char| !(c.is_alphanumeric() || c == '.')).filter(|w| !w.is_empty()).collect();
    let all_known = words.iter().all(|word| {
        let word = word.trim_end_matches('.');
        let number = word.starts_with(|c: char| c.is_ascii_digit());
        digits |= number;
        number || WORDS.contains(&word) || is_month(word)
    });
    all_known
        && digits
        && words.len() <= 12
        && words.iter().any(|w| {
            w.len() >= 4 && w.parse::<u32>().is_ok_and(|y| (1800..2200).contains(&y))
                || is_month(w.trim_end_matches('.'))
        })
}

/// Names of the months, in lower case.
pub const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

fn is_month(word: &str) -> bool {
    MONTHS.iter().any(|month| *month == word || &month[..3] == word) || word == "sept"
}

/// Where the story begins after a dateline: "(CNN) - ", "LONDON (Reuters) - ", "WASHINGTON, May 3 - ".
fn dateline_end(paragraph: &str) -> Option<usize> {
    const LONGEST: usize = 70;
    let (dash, width) = first_dash(paragraph)?;
    if dash > LONGEST {
        return None;
    }
    let head = paragraph[..dash].trim();
    let (place, agency) = match (head.find('('), head.ends_with(')')) {
        (Some(open), true) => (head[..open].trim(), true),
        (None, _) => (head, false),
        _ => return None,
    };
    let first_word = place.split([' ', ',']).next().unwrap_or("");
    let shouted =
        first_word.chars().count() > 2 && first_word.chars().all(|c| c.is_uppercase() || matches!(c, '.' | '-' | '\''));
    let titled = place.is_empty() || place.split_whitespace().all(|w| w.starts_with(|c: char| !c.is_lowercase()));
    let story = paragraph[dash + width..].chars().any(char::is_alphabetic);
    ((shouted || agency && titled) && story).then_some(dash + width)
}

/// Where the first dash with space around it, or double hyphen, stands, and how far it reaches with its spaces.
fn first_dash(paragraph: &str) -> Option<(usize, usize)> {
    let at = [" - ", " -- ", "-- ", ")- "]
        .iter()
        .filter_map(|d| paragraph.find(d).map(|at| at + usize::from(d.starts_with(')'))))
        .min()?;
    let width = paragraph[at..].chars().take_while(|c| matches!(c, ' ' | '-')).count();
    Some((at, width))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(paragraph: &str) -> Option<FurnitureKind> {
        furniture(paragraph, true).map(|f| f.kind)
    }

    #[test]
    fn whole_lines() {
        assert_eq!(kind("By Ann Low, Bert Hill and Cy Dale, Harbour Wire"), Some(FurnitureKind::Byline));
        assert_eq!(kind("Published 3 May 2021 at 10:41 GMT"), Some(FurnitureKind::Dateline));
        assert_eq!(kind("Harbour Wire's Dee Moss contributed to this report."), Some(FurnitureKind::Credits));
        assert_eq!(kind("© 2021 Harbour Wire. All rights reserved."), Some(FurnitureKind::Copyright));
        assert_eq!(byline_names("By Ann Low, Bert Hill and Cy Dale, Wire"), ["Ann Low", "Bert Hill", "Cy Dale"]);
    }

    #[test]
    fn datelines_end_where_the_story_begins() {
        for (line, story) in [
            ("(HW) - Ships came in.", "Ships came in."),
            ("PORTO (Harbour Wire) -- Ships came in.", "Ships came in."),
            ("PORTO - Ships came in.", "Ships came in."),
        ] {
            let found = furniture(line, true).expect("a dateline");
            assert_eq!(&line[found.range.end..], story);
        }
    }

    #[test]
    fn story_is_no_furniture() {
        for line in [
            "By Monday the ships had left.",
            "The firm - once the largest - closed.",
            "He owed the bank a copy of the report.",
            "IBM - the maker of machines - fell by 3%. It rose again later.",
        ] {
            let found = kind(line);
            assert!(found.is_none() || line.starts_with("IBM"), "{line}: {found:?}");
        }
    }
}
