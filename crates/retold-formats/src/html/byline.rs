//! Names out of bylines: "By Ada Quill and Tom Reed, The Harbour Post" holds two people and a newsroom.

use super::facts::letters;

/// A longer text is no byline.
pub(super) const LONGEST_BYLINE: usize = 200;

/// A longer name is no name of a person.
const LONGEST_NAME: usize = 60;

/// Whom a byline names.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Names {
    pub(super) people: Vec<String>,
    pub(super) newsrooms: Vec<String>,
}

/// Words with which bylines begin, in the languages of the measured pages.
const OPENINGS: &[&str] = &[
    "by ",
    "by:",
    "by\u{a0}",
    "written by ",
    "reported by ",
    "story by ",
    "posted by ",
    "par ",
    "von ",
    "por ",
    "di ",
    "da ",
    "words by ",
];

/// Words of a trade; a part of a byline that holds one names no one.
const TRADES: &[&str] = &[
    "columnist",
    "contributor",
    "contributing",
    "correspondent",
    "editor",
    "editorial",
    "reporter",
    "staff",
    "writer",
    "journalist",
    "bureau",
    "newsroom",
    "producer",
    "desk",
    "team",
    "wire",
    "redaktion",
    "redacción",
    "redação",
];

/// What stands after a name and belongs to it.
const NAME_ENDINGS: &[&str] = &["jr", "sr", "ii", "iii", "iv", "phd", "md"];

/// Agencies whose name stands where a person's would.
const AGENCIES: &[&str] = &[
    "afp",
    "agencefrancepresse",
    "ansa",
    "ap",
    "apnews",
    "associatedpress",
    "bloomberg",
    "bloombergnews",
    "cnn",
    "dpa",
    "efe",
    "interfax",
    "kyodo",
    "pa",
    "pamedia",
    "pressassociation",
    "reuters",
    "tass",
    "theassociatedpress",
    "upi",
    "xinhua",
];

/// Splits statements of authorship into people and newsrooms, each once and in order.
pub(super) fn split_names(statements: &[String], publisher: Option<&str>) -> Names {
    let publisher = publisher.map(letters);
    let mut names = Names::default();
    for part in statements.iter().flat_map(|s| parts(s)) {
        let folded = letters(&part);
        if NAME_ENDINGS.contains(&folded.as_str()) {
            if let Some(last) = names.people.last_mut() {
                last.push_str(", ");
                last.push_str(&part);
            }
            continue;
        }
        let words: Vec<String> = part.split_whitespace().map(letters).collect();
        let is_newsroom = AGENCIES.contains(&folded.as_str())
            || publisher.as_deref() == Some(&folded)
            || words.iter().any(|w| TRADES.contains(&w.as_str()));
        let list = if is_newsroom { &mut names.newsrooms } else { &mut names.people };
        let is_name = !is_address(&part) && part.len() <= LONGEST_NAME && part.contains(char::is_alphabetic);
        if is_name && !list.iter().any(|known| letters(known) == folded) {
            list.push(part);
        }
    }
    names
}

/// The parts of one statement, without its opening.
fn parts(statement: &str) -> Vec<String> {
    let mut rest = statement.trim();
    while let Some(opening) = OPENINGS.iter().find(|o| starts_with(rest, o)) {
        rest = rest[opening.len()..].trim_start();
    }
    let mut even = format!(" {rest} ");
    for joint in
        [" and ", " And ", " AND ", " & ", " und ", " et ", " with ", " | ", " • ", " · ", ";", "/", " for ", " at "]
    {
        if !is_address(rest) {
            even = even.replace(joint, ", ");
        }
    }
    even.split(',').map(|p| p.trim().trim_end_matches('.').trim().to_owned()).filter(|p| !p.is_empty()).collect()
}

fn starts_with(text: &str, opening: &str) -> bool {
    text.get(..opening.len()).is_some_and(|head| head.to_lowercase() == *opening)
}

/// Whether `text` is an address on the web rather than words.
pub(super) fn is_address(text: &str) -> bool {
    ["http://", "https://", "//", "www."].iter().any(|scheme| starts_with(text, scheme))
        || (text.contains('@') && !text.contains(' '))
}
