//! Invented articles for tests.

#![allow(dead_code, reason = "each test file uses a part")]

use retold::Article;

const PLACES: [&str; 12] = [
    "Westerby",
    "Carrow",
    "Ludmoor",
    "Brenholm",
    "Tarnby",
    "Ostwick",
    "Fellbridge",
    "Ashmere",
    "Norrau",
    "Quill Bay",
    "Hollin",
    "Sedge",
];
const PEOPLE: [&str; 10] = [
    "Ida Marsh",
    "Otto Lindqvist",
    "Ruta Salme",
    "Piers Holt",
    "Wanda Krell",
    "Jon Abery",
    "Mina Sutter",
    "Carl Ovens",
    "Tessa Brand",
    "Hugh Olwen",
];
const MATTERS: [&str; 12] = [
    "harbour wall",
    "ferry timetable",
    "library roof",
    "grain store",
    "tram depot",
    "school kitchen",
    "lighthouse lamp",
    "orchard lease",
    "quarry road",
    "museum annex",
    "pumping station",
    "night market",
];
const DEEDS: [&str; 8] = [
    "voted to rebuild",
    "refused to sell",
    "agreed to insure",
    "promised to reopen",
    "moved to close",
    "paid to survey",
    "asked to inspect",
    "failed to finish",
];

/// The article of a number: the same words for the same number, other words for others.
pub fn article(n: usize) -> Article {
    let pick = |list: &[&'static str], salt: usize| list[(n * 7 + salt * 13 + n / list.len()) % list.len()];
    let (place, other) = (pick(&PLACES, 1), pick(&PLACES, 5));
    let (person, second) = (pick(&PEOPLE, 2), pick(&PEOPLE, 7));
    let (matter, deed) = (pick(&MATTERS, 3), pick(&DEEDS, 4));
    let (sum, year) = (1_000 + n * 37, 1900 + n % 120);
    let body = format!(
        "The council of {place} {deed} the {matter} of {other} on Monday. {person} put the cost at {sum} crowns, to be \
         raised by a levy on {second}'s company. \"The {matter} has stood since {year} and will outlast the lot of us,\" \
         said {second}. Work may begin in {} weeks if {other} consents.",
        n % 50 + 2
    );
    Article::new(format!("a-{n}"), body).with_publisher(if n.is_multiple_of(2) { "Sedge Wire" } else { "Carrow Post" })
}

/// A folder of its own for each test, empty at the start.
pub fn folder(name: &str) -> tempfile::TempDir {
    tempfile::Builder::new().prefix(name).tempdir().expect("a folder for the test")
}
