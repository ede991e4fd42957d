//! Words that tell what a name names: titles, roles, kinds of organisation.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// What a word does before a name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TitleWord {
    /// "Mr", "Senator": stands before a name only.
    pub honorific: bool,
    /// "secretary", "director": the head of a role.
    pub head: bool,
    /// "culture", "deputy": stands before a head.
    pub modifier: bool,
}

static TITLES: LazyLock<HashMap<&'static str, TitleWord>> = LazyLock::new(|| {
    let mut titles: HashMap<&'static str, TitleWord> = HashMap::new();
    for line in super::entries(include_str!("english/titles.txt")) {
        let mut words = line.split(' ');
        let sign = words.next();
        for word in words {
            let entry = titles.entry(word).or_default();
            match sign {
                Some("+") => entry.honorific = true,
                Some("=") => entry.head = true,
                _ => entry.modifier = true,
            }
        }
    }
    titles
});

static ORGANISATIONS: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| super::entries(include_str!("english/organisations.txt")).flat_map(|l| l.split(' ')).collect());

/// What a lower-case word does before a name.
pub fn title_word(word: &str) -> TitleWord {
    TITLES.get(word).copied().unwrap_or_default()
}

/// Whether the lower-case word is the head of a role: "secretary".
pub fn is_role(word: &str) -> bool {
    title_word(word).head
}

/// Whether names of organisations begin or end with this lower-case word.
pub fn is_organisation_word(word: &str) -> bool {
    ORGANISATIONS.contains(word)
}
