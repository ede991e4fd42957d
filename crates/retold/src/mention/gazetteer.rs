//! Tables of places and given names: sorted lines, searched where they stand, so that nothing is built at the start.

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
    let line = find(PLACES, name)?;
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
    find(GIVEN_NAMES, word).is_some()
}

/// The line of a sorted table whose first field is `key`, by binary search over its bytes.
fn find<'t>(table: &'t str, key: &str) -> Option<&'t str> {
    let bytes = table.as_bytes();
    let (mut low, mut high) = (0, bytes.len());
    while low < high {
        let middle = low + (high - low) / 2;
        let start = bytes[low..middle].iter().rposition(|b| *b == b'\n').map_or(low, |at| low + at + 1);
        let end = bytes[middle..].iter().position(|b| *b == b'\n').map_or(bytes.len(), |at| middle + at);
        let line = &bytes[start..end];
        let field = line.iter().position(|b| *b == b'\t').map_or(line, |at| &line[..at]);
        match field.cmp(key.as_bytes()) {
            std::cmp::Ordering::Equal => return table.get(start..end),
            std::cmp::Ordering::Less => low = end + 1,
            std::cmp::Ordering::Greater => high = start,
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_found_and_nothing_else() {
        for table in [PLACES, GIVEN_NAMES] {
            for line in table.lines() {
                assert_eq!(find(table, line.split('\t').next().unwrap_or("")), Some(line));
            }
            for other in ["", "aa", "zzzz", "new yor", "new yorkk", "\u{e9}"] {
                assert_eq!(find(table, other), None);
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
