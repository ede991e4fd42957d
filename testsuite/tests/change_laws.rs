//! Laws of mentions and changes, on texts made of the pieces that news is made of and of odd ones.

use proptest::prelude::*;
use retold::mention::Mentions;
use retold::text::{Language, Reading};
use retold::{Article, Comparer, Span};
use retold_encoder::StaticVectors;

/// Words, figures, marks and odd characters that mentions are made of.
const PIECES: [&str; 64] = [
    "Ann Low",
    "Mr.",
    "President",
    "of",
    "the",
    "St.",
    "J. K. Hill",
    "UK",
    "U.S.",
    "Harlow Group",
    "D-Va.",
    "Leeds",
    "British",
    "Secretary of State",
    "Bank of",
    "€5m",
    "£173",
    "million",
    "a",
    "half",
    "third",
    "two",
    "hundred",
    "and",
    "6%",
    "3-1",
    "9/4",
    "100-120",
    "more than",
    "up to",
    "up to 300 people",
    "1990s",
    "2005",
    "Jan. 5",
    "on Tuesday",
    "May",
    "last week",
    "eight months ago",
    "10am",
    "2:18:15",
    "$30, 000",
    "007",
    "between 5",
    "\"",
    "“",
    "”",
    "'",
    "’s",
    "[",
    "]",
    "...",
    ". ",
    "! ",
    ", ",
    "-",
    "—",
    "\n\n",
    "é",
    "ß",
    "\u{200B}",
    "𝐀",
    "said",
    "will fall",
    "0",
];

fn text() -> impl Strategy<Value = String> {
    prop::collection::vec((0..PIECES.len(), any::<bool>()), 0..60).prop_map(|pieces| {
        pieces.into_iter().map(|(n, space)| format!("{}{}", PIECES[n], if space { " " } else { "" })).collect()
    })
}

fn spans(m: &Mentions) -> Vec<Span> {
    let mut spans: Vec<Span> = m.numbers.iter().flat_map(|n| [n.spot.span, n.qualified]).collect();
    spans.extend(m.dates.iter().flat_map(|d| [d.spot.span, d.phrase]));
    spans.extend(m.names.mentions.iter().flat_map(|n| [n.spot.span, n.titled]));
    spans.extend(m.places.iter().map(|p| p.spot.span));
    spans.extend(m.quotations.iter().flat_map(|q| [q.span, q.marked]));
    spans
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(120))]

    #[test]
    fn mentions_name_pieces_of_the_text(text in text()) {
        let reading = Reading::new(Article::new("", text.clone()), Language::English);
        let mentions = Mentions::of(&reading, Language::English.rules());
        for span in spans(&mentions) {
            prop_assert!(text.get(span.start..span.end).is_some_and(|said| !said.is_empty()), "{span:?} of {text:?}");
        }
        prop_assert!(mentions.names.mentions.iter().all(|n| n.entity < mentions.names.entities.len()));
    }

    #[test]
    fn an_article_changes_nothing_in_itself(text in text()) {
        let comparer = Comparer::new(Language::English, StaticVectors::embedded());
        let article = Article::new("", text);
        let comparison = comparer.compare(&article, &article);
        prop_assert!(comparison.changes.is_empty(), "{:?}", comparison.changes);
    }

    #[test]
    fn changes_name_pieces_of_both_texts(source in text(), retelling in text()) {
        let comparer = Comparer::new(Language::English, StaticVectors::embedded());
        let comparison = comparer.compare(&Article::new("a", source.clone()), &Article::new("b", retelling.clone()));
        for change in &comparison.changes {
            let span = change.retelling.span;
            prop_assert!(retelling.get(span.start..span.end).is_some_and(|said| !said.is_empty()));
            prop_assert!(change.retelling.sentence < comparison.retelling.sentences.len());
            if let Some(place) = change.source {
                prop_assert!(source.get(place.span.start..place.span.end).is_some_and(|said| !said.is_empty()));
                prop_assert!(place.sentence < comparison.source.sentences.len());
            }
            prop_assert!((0.0..=1.0).contains(&change.confidence));
        }
    }
}
