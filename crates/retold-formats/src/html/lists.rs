//! The word lists by which boxes, lines and bylines are known: data, one phrase a line in lower case, in `lists/`.
//!
//! A phrase that ends in a colon holds wherever it begins a text; any other must end with a word.

use std::collections::HashSet;
use std::sync::LazyLock;

/// One list of phrases.
pub(super) struct PhraseList(LazyLock<HashSet<&'static str>>);

impl PhraseList {
    /// Whether `text`, in lower case, is one of the phrases.
    pub(super) fn contains(&self, text: &str) -> bool {
        self.0.contains(text)
    }

    /// The bytes of the longest phrase with which `text`, in lower case, begins.
    pub(super) fn opening(&self, text: &str) -> Option<usize> {
        let opens = |phrase: &&&str| {
            let rest = text.strip_prefix(**phrase);
            rest.is_some_and(|rest| phrase.ends_with(':') || !rest.starts_with(char::is_alphanumeric))
        };
        self.0.iter().filter(opens).map(|phrase| phrase.len()).max()
    }

    /// Whether one of the phrases stands in `text`, which is in lower case.
    pub(super) fn stands_in(&self, text: &str) -> bool {
        self.0.iter().any(|phrase| text.contains(phrase))
    }
}

macro_rules! list {
    ($(#[$doc:meta])* $name:ident, $file:literal) => {
        $(#[$doc])*
        pub(super) static $name: PhraseList =
            PhraseList(LazyLock::new(|| include_str!(concat!("lists/", $file, ".txt")).lines().collect()));
    };
}

list!(/** Words of a class or an id that tell of a box beside the article. */ BOX_WORDS, "box-words");
list!(/** Neighbouring words of a class or an id that tell it together. */ BOX_PAIRS, "box-pairs");
list!(/** Words of a class or an id of the readers' comments. */ COMMENT_WORDS, "comment-words");
list!(/** Words of a class or an id that tell of a picture. */ PICTURE_WORDS, "picture-words");
list!(/** Openings of a line that points to another story. */ POINTERS, "pointers");
list!(/** Headings over a list of other stories. */ BOX_HEADINGS, "box-headings");
list!(/** Openings of a line that asks something of the reader. */ REQUESTS, "requests");
list!(/** Openings of a line of credit. */ CREDITS, "credits");
list!(/** What a line of credit says anywhere. */ CREDIT_PHRASES, "credit-phrases");
list!(/** Openings of a line that states when. */ TIME_OPENINGS, "time-openings");
list!(/** Lines that are nothing but a label. */ LABELS, "labels");
list!(/** What stands before the names of a byline. */ BYLINE_OPENINGS, "byline-openings");
list!(/** Words of a trade: what stands in a byline with one of them names no person. */ TRADES, "trades");
list!(/** Agencies, by their letters alone. */ AGENCIES, "agencies");
list!(/** Words with which newsrooms are named. */ NEWSROOM_WORDS, "newsroom-words");
list!(/** Words that are no name: days, months, and what content systems write for no one. */ NO_NAMES, "no-names");
