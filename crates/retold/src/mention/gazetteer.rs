//! Tables of places and given names. Nothing is built at the start; an index of a table is made when it is first asked.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

/// What a name of a place stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PlaceEntry<'a> {
    /// What kind of place.
    pub kind: PlaceKind,
    /// ISO code of the country it lies in; empty for regions of the world.
    pub country: &'a str,
    /// What all names of the place share; the name itself when it has but one.
    pub id: Option<&'a str>,
}

/// Kinds of place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PlaceKind {
    /// A country.
    Country,
    /// The people or the adjective of a place.
    Demonym,
    /// A state of the US or a country of the United Kingdom.
    State,
    /// A part of the world.
    Region,
    /// A capital, or what is said for its government.
    Capital,
    /// Another city.
    City,
    /// A city whose name is a common word too: "Nice", "Bath".
    CommonWord,
}

const PLACES: &str = include_str!("tables/places.txt");
const GIVEN_NAMES: &str = include_str!("tables/given_names.txt");

/// Looks up a name in lower case, words parted by single spaces.
pub fn place(name: &str) -> Option<PlaceEntry<'static>> {
    let line = PLACE_LINES.get(name)?;
    let mut fields = line.split('\t').skip(1);
    let kind = match fields.next()? {
        "C" => PlaceKind::Country,
        "D" => PlaceKind::Demonym,
        "S" => PlaceKind::State,
        "R" => PlaceKind::Region,
        "A" => PlaceKind::Capital,
        "P" => PlaceKind::City,
        _ => PlaceKind::CommonWord,
    };
    let country = fields.next().unwrap_or("");
    Some(PlaceEntry { kind, country, id: fields.next() })
}

/// Whether this lower-case word is a given name.
pub fn is_given_name(word: &str) -> bool {
    GIVEN_NAME_LINES.contains_key(word)
}

/// The lines of a table by their first field.
type Index = FxHashMap<&'static str, &'static str>;

static PLACE_LINES: LazyLock<Index> = LazyLock::new(|| index(PLACES));
static GIVEN_NAME_LINES: LazyLock<Index> = LazyLock::new(|| index(GIVEN_NAMES));

fn index(table: &'static str) -> Index {
    table.lines().map(|line| (line.split('\t').next().unwrap_or(""), line)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_found_and_nothing_else() {
        for (table, lines) in [(PLACES, &PLACE_LINES), (GIVEN_NAMES, &GIVEN_NAME_LINES)] {
            for line in table.lines() {
                assert_eq!(lines.get(line.split('\t').next().unwrap_or("")), Some(&line));
            }
            for other in ["", "aa", "zzzz", "new yor", "new yorkk", "\u{e9}"] {
                assert_eq!(lines.get(other), None);
            }
        }
    }

    #[test]
    fn names_of_one_place_share_its_id() {
        let id = |name: &str| place(name).and_then(|p| p.id.map(str::to_owned));
        assert_eq!(id("kiev"), Some("KYIV".to_owned()));
        assert_eq!(place("uk").map(|p| p.country), place("british").map(|p| p.country));
    }
}
