//! Whether two forms name the same: short forms, initials, names of places in several spellings.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::gazetteer;

/// Whether two names, as lower-case words without titles, can name the same.
///
/// "starmer" is "keir starmer", "rnc" is "republican national committee", "uk" is "britain", "j smith" is "john smith";
/// "hans scholl" is not "sophie scholl".
pub fn same_name(a: &[String], b: &[String]) -> bool {
    if a.is_empty() || b.is_empty() {
        return false;
    }
    letters(a).eq(letters(b))
        || is_short_form(a, b)
        || is_short_form(b, a)
        || are_initials(a, b)
        || are_initials(b, a)
        || same_place(a, b)
        || same_people(a, b)
        || are_clipped(a, b)
        || are_slips(a, b)
        || are_aliases(a, b)
}

/// All letters of a name: "Wal-Mart" is "Walmart".
fn letters(words: &[String]) -> impl Iterator<Item = u8> + '_ {
    words.iter().flat_map(|w| w.bytes())
}

/// Whether `short` leaves out words of `long` and keeps their order, and keeps what a name is known by: the last word,
/// the first, or a run at its beginning.
pub fn is_short_form(short: &[String], long: &[String]) -> bool {
    if short.len() > long.len() || short.is_empty() {
        return false;
    }
    let mut rest = long.iter();
    let in_order = short.iter().all(|word| rest.any(|w| same_word(word, w)));
    let (Some(first), Some(last)) = (long.first(), long.last()) else { return false };
    let known_by = short.iter().any(|w| same_word(w, last)) || short.iter().any(|w| same_word(w, first));
    in_order && known_by && !short.iter().all(|w| is_weak(w))
}

/// Words that alone name nothing.
fn is_weak(word: &str) -> bool {
    matches!(
        word,
        "the"
            | "of"
            | "and"
            | "new"
            | "north"
            | "south"
            | "east"
            | "west"
            | "national"
            | "international"
            | "de"
            | "van"
            | "von"
            | "al"
            | "st"
    )
}

/// Equal but for a plural.
fn same_word(a: &str, b: &str) -> bool {
    let plural = |one: &str, many: &str| one.len() > 1 && many.strip_suffix('s') == Some(one);
    a == b || plural(a, b) || plural(b, a)
}

/// First letters of the words that count: "republican national committee" gives "rnc".
pub fn initials(words: &[String]) -> String {
    words.iter().filter(|w| !is_small(w)).filter_map(|w| w.chars().next()).collect()
}

fn is_small(word: &str) -> bool {
    matches!(word, "of" | "the" | "and" | "for" | "in" | "on" | "de")
}

fn are_initials(short: &[String], long: &[String]) -> bool {
    let [short] = short else { return false };
    if long.len() < 2 || !(2..=6).contains(&short.len()) {
        return false;
    }
    // "FA" is the English Football Association too.
    let of_place = || long.len() > 2 && gazetteer::place(&long[0]).is_some() && initials(&long[1..]) == *short;
    initials(long) == *short || all_initials(long) == *short || of_place()
}

fn all_initials(words: &[String]) -> String {
    words.iter().filter_map(|w| w.chars().next()).collect()
}

/// "uk" and "britain", "kiev" and "kyiv", "france" and "french".
fn same_place(a: &[String], b: &[String]) -> bool {
    place_id(a).is_some_and(|id| place_id(b) == Some(id))
}

/// What all names of a place share.
fn place_id(words: &[String]) -> Option<String> {
    // No name of a place has more words.
    const LONGEST: usize = 4;
    if words.len() > LONGEST {
        return None;
    }
    let name = words.join(" ");
    let place = gazetteer::place(&name)?;
    Some(place.id.map_or_else(|| name.to_uppercase().replace(' ', "-"), str::to_owned))
}

/// "lib dem" and "liberal democrat", word by word.
fn are_clipped(a: &[String], b: &[String]) -> bool {
    let clipped = |x: &str, y: &str| x.len().min(y.len()) > 2 && (x.starts_with(y) || y.starts_with(x));
    a.len() > 1 && a.len() == b.len() && a.iter().zip(b).all(|(x, y)| clipped(x, y))
}

/// Long names of which one has a letter more, less or another: a slip of the pen.
fn are_slips(a: &[String], b: &[String]) -> bool {
    const SHORTEST: usize = 7;
    let (a, b): (Vec<u8>, Vec<u8>) = (letters(a).collect(), letters(b).collect());
    if a.len().min(b.len()) < SHORTEST || a.len().abs_diff(b.len()) > 1 {
        return false;
    }
    let same = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let rest = a.iter().rev().zip(b.iter().rev()).take_while(|(x, y)| x == y).count();
    same > 0 && same + rest + 1 >= a.len().max(b.len())
}

/// Names that share a line of the list of aliases.
fn are_aliases(a: &[String], b: &[String]) -> bool {
    alias(a).is_some_and(|found| alias(b) == Some(found))
}

/// The line of the list of aliases that holds a name.
fn alias(words: &[String]) -> Option<usize> {
    static LINES: LazyLock<HashMap<&'static str, usize>> = LazyLock::new(|| {
        let lines = super::entries(include_str!("english/aliases.txt")).enumerate();
        lines.flat_map(|(n, line)| line.split('|').map(move |alias| (alias, n))).collect()
    });
    // No alias has more words.
    const LONGEST: usize = 5;
    match words {
        [word] => LINES.get(word.as_str()).copied(),
        words if words.len() <= LONGEST => LINES.get(words.join(" ").as_str()).copied(),
        _ => None,
    }
}

/// Keys of a name such that two names that [`same_name`] takes for one share at least one key.
pub fn name_keys(words: &[String]) -> Vec<String> {
    let mut keys: Vec<String> = Vec::with_capacity(words.len() + 4);
    keys.extend(words.iter().filter(|w| !is_small(w)).map(|w| w.strip_suffix('s').unwrap_or(w).to_owned()));
    let letters: String = words.iter().flat_map(|w| w.chars()).take(1).collect();
    if words.len() > 1 {
        keys.push(format!("@{}", initials(words)));
        keys.push(format!("@{}", all_initials(words)));
        keys.push(format!("@{}", initials(&words[1..])));
        // Slips and clipped words keep the first letter and the number of words.
        let firsts: String = words.iter().filter_map(|w| w.chars().next()).collect();
        keys.push(format!("^{firsts}"));
    } else if let [word] = words {
        keys.push(format!("@{word}"));
        keys.push(format!("^{letters}"));
    }
    keys.push(format!("<{}", words.iter().flat_map(|w| w.chars()).take(4).collect::<String>()));
    keys.extend(alias(words).map(|n| format!("={n}")));
    keys.extend(place_id(words).map(|id| format!("#{id}")));
    keys
}

/// The same last word, and first names of which one is the initial of the other.
fn same_people(a: &[String], b: &[String]) -> bool {
    let ([a_first, .., a_last], [b_first, .., b_last]) = (a, b) else { return false };
    let (shorter, longer) = if a_first.len() < b_first.len() { (a_first, b_first) } else { (b_first, a_first) };
    a_last == b_last && shorter.chars().count() == 1 && longer.starts_with(shorter.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn same(a: &str, b: &str) -> bool {
        let words = |s: &str| s.split(' ').map(str::to_owned).collect::<Vec<_>>();
        let one_way = same_name(&words(a), &words(b));
        assert_eq!(one_way, same_name(&words(b), &words(a)), "{a} and {b} agree one way only");
        let keys = name_keys(&words(a));
        assert!(!one_way || name_keys(&words(b)).iter().any(|k| keys.contains(k)), "{a} and {b} share no key");
        one_way
    }

    #[test]
    fn forms_of_one_name() {
        for (a, b) in [
            ("starmer", "keir starmer"),
            ("rnc", "republican national committee"),
            ("uk", "britain"),
            ("american", "us"),
            ("kiev", "kyiv"),
            ("j smith", "john smith"),
            ("keir starmer", "keir rodney starmer"),
            ("harlow international", "harlow"),
            ("al aynsley green", "aynsley green"),
            ("france", "french"),
            ("eu", "european union"),
            ("lib dem", "liberal democrats"),
            ("tories", "conservatives"),
            ("marlowe quay", "marlow quay"),
            ("wal mart", "walmart"),
            ("fa", "english football association"),
            ("bank of elmshire", "bank of elmshire"),
        ] {
            assert!(same(a, b), "{a} and {b}");
        }
    }

    #[test]
    fn other_names() {
        for (a, b) in [
            ("hans scholl", "sophie scholl"),
            ("home office", "foreign office"),
            ("france", "germany"),
            ("austria", "australia"),
            ("keir", "starmer"),
            ("new york", "new delhi"),
            ("prince edward theatre", "prince of wales theatre"),
        ] {
            assert!(!same(a, b), "{a} and {b}");
        }
    }

    #[test]
    fn odd_input_is_survived() {
        let odd = [String::new(), "é".to_owned(), "és".to_owned()];
        for a in &odd {
            for b in &odd {
                let _ = same_name(std::slice::from_ref(a), std::slice::from_ref(b));
            }
        }
        assert!(!same_name(&[], &[]));
    }
}
