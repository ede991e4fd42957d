//! Names out of bylines: "By Ada Quill and Tom Reed, The Harbour Post" holds two people and a newsroom.

use super::facts::letters;
use super::lists::{AGENCIES, BYLINE_OPENINGS, NEWSROOM_WORDS, NO_NAMES, TRADES};

/// A longer text is no byline.
pub(super) const LONGEST_BYLINE: usize = 200;

/// A longer name, in bytes, or one of more words, is no name of a person.
const LONGEST_NAME: usize = 60;
const MOST_WORDS: usize = 5;

/// What stands after a name and belongs to it.
const NAME_ENDINGS: &[&str] = &["jr", "sr", "ii", "iii", "iv", "phd", "md"];

/// What joins two names.
const JOINTS: &[&str] =
    &[" and ", " & ", " und ", " et ", " y ", " with ", " for ", " at ", " | ", " • ", " · ", ";", "/", "\n"];

/// Whom a byline names.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Names {
    pub(super) people: Vec<String>,
    pub(super) newsrooms: Vec<String>,
}

/// Splits statements of authorship into people and newsrooms, each once and in order.
pub(super) fn split_names(statements: &[String], publisher: Option<&str>) -> Names {
    let publisher = publisher.map(letters);
    let mut names = Names::default();
    for part in statements.iter().flat_map(|s| parts(s)) {
        let folded = letters(&part);
        if NAME_ENDINGS.contains(&folded.as_str()) {
            if let Some(last) = names.people.last_mut() {
                *last = format!("{last}, {part}");
            }
        } else if publisher.as_deref() == Some(&folded) || is_newsroom(&part, &folded) {
            keep(&mut names.newsrooms, part);
        } else if is_name(&part) {
            keep(&mut names.people, part);
        }
    }
    names
}

fn keep(list: &mut Vec<String>, name: String) {
    if !list.iter().any(|known| letters(known) == letters(&name)) {
        list.push(name);
    }
}

fn is_newsroom(part: &str, folded: &str) -> bool {
    let last_word = part.rsplit(' ').next().unwrap_or_default();
    let is_site = last_word.rsplit_once('.').is_some_and(|(name, end)| {
        !name.is_empty() && (2..=7).contains(&end.len()) && end.bytes().all(|b| b.is_ascii_lowercase())
    });
    let by_word = || {
        let mut words = part.split([' ', '-']).map(letters);
        words.any(|w| TRADES.contains(&w) || NEWSROOM_WORDS.contains(&w))
    };
    !is_address(part) && part.len() <= LONGEST_NAME && (is_site || AGENCIES.contains(folded) || by_word())
}

/// Shaped like the name of a person: few words, no figure, and one capital in a script that has them.
fn is_name(part: &str) -> bool {
    let words = part.split_whitespace().count();
    let capital = part.contains(char::is_uppercase) || part.chars().any(|c| c.is_alphabetic() && !c.is_lowercase());
    let shaped = part.len() <= LONGEST_NAME && words <= MOST_WORDS && capital && !part.contains(char::is_numeric);
    shaped && !is_address(part) && !part.to_lowercase().split_whitespace().any(|w| NO_NAMES.contains(w))
}

/// The parts of one statement, without what introduces them and without the handles that follow names.
fn parts(statement: &str) -> Vec<String> {
    let mut rest = statement.trim();
    while let Some(opening) = BYLINE_OPENINGS.opening(&rest.to_lowercase()) {
        let Some(after) = rest.get(opening..) else { break };
        rest = after.trim_start_matches([' ', ':', '\u{a0}']);
    }
    if is_address(rest) {
        return Vec::new();
    }
    let mut even = rest.to_owned();
    for joint in JOINTS {
        even = even.replace(joint, ",").replace(&joint.to_uppercase(), ",");
    }
    let without_handle =
        |part: &str| part.split(" @").next().unwrap_or_default().trim().trim_end_matches('.').trim().to_owned();
    even.split(',').map(without_handle).filter(|part| !part.is_empty()).collect()
}

/// Whether `text` is an address on the web rather than words.
pub(super) fn is_address(text: &str) -> bool {
    let lower = text.trim_start().to_ascii_lowercase();
    ["http://", "https://", "//", "www."].iter().any(|scheme| lower.starts_with(scheme))
        || (text.contains('@') && !text.trim().contains(' '))
}

#[cfg(test)]
mod tests {
    use super::{Names, split_names};

    #[track_caller]
    fn named(statement: &str, people: &[&str], newsrooms: &[&str]) {
        let owned = |list: &[&str]| list.iter().map(|n| (*n).to_owned()).collect::<Vec<_>>();
        let expected = Names { people: owned(people), newsrooms: owned(newsrooms) };
        assert_eq!(split_names(&[statement.to_owned()], Some("Tideway Post")), expected, "{statement}");
    }

    #[test]
    fn people_and_newsrooms_are_told_apart() {
        named("By Ada Quill, Tom Reed and Lena Holt, CNN", &["Ada Quill", "Tom Reed", "Lena Holt"], &["CNN"]);
        named("by: ADA QUILL AND TOM REED | Tideway Post", &["ADA QUILL", "TOM REED"], &["Tideway Post"]);
        named("Analysis by Ada Quill, Editor-at-large", &["Ada Quill"], &["Editor-at-large"]);
        named("Reuters Staff", &[], &["Reuters Staff"]);
        named("Ada Quill for Tideway.example; Tom Reed Jr.", &["Ada Quill", "Tom Reed Jr"], &["Tideway.example"]);
        named("Tom Reed, Jr., tidewaypost.com", &["Tom Reed, Jr"], &["tidewaypost.com"]);
    }

    #[test]
    fn what_is_no_name_is_left_out() {
        named("Ada Quill @adaquill Nov 18, 2031 at 9:24 pm ET 2 min read", &["Ada Quill"], &[]);
        named("https://social.example/ada", &[], &[]);
        named("ada@tideway.example", &[], &[]);
        named("admin", &[], &[]);
        named("By", &[], &[]);
        named("By Ada Quill, Ada Quill and ada quill", &["Ada Quill"], &[]);
    }

    #[test]
    fn names_in_scripts_without_capitals_are_names() {
        named("山田太郎", &["山田太郎"], &[]);
        named("Von Jürgen Groß und Änne Öhm", &["Jürgen Groß", "Änne Öhm"], &[]);
    }
}
