//! Laws of a comparison, on invented articles, on retellings made of their sentences, and on any strings at all.

use proptest::prelude::*;
use retold::align::Relation;
use retold::text::Language;
use retold::verdict::Direction;
use retold::{Article, Comparer, Comparison};
use retold_encoder::StaticVectors;

/// Invented articles with an invented retelling each.
const PAIRS: [(&str, &str); 3] = [
    (include_str!("../texts/ferry.txt"), include_str!("../texts/ferry-retold.txt")),
    (include_str!("../texts/museum.txt"), include_str!("../texts/museum-retold.txt")),
    (include_str!("../texts/harvest.txt"), include_str!("../texts/harvest-retold.txt")),
];

fn compare(source: &str, retelling: &str) -> Comparison {
    let comparer = Comparer::new(Language::English, StaticVectors::embedded());
    comparer.compare(&Article::new("source", source), &Article::new("retelling", retelling))
}

/// Links as sentence numbers and relations: what disguise must not touch.
fn links(comparison: &Comparison) -> Vec<(Vec<usize>, Vec<usize>, Relation)> {
    comparison.alignment.links.iter().map(|l| (l.source.clone(), l.retelling.clone(), l.relation)).collect()
}

/// All invented texts, sentence by sentence.
fn sentences() -> Vec<String> {
    let comparer = Comparer::new(Language::English, StaticVectors::embedded());
    let texts = PAIRS.iter().flat_map(|(source, retelling)| [*source, *retelling]);
    let of = |text: &str| {
        let reading = comparer.read(Article::new("", text));
        reading.sentences.iter().map(|s| s.span.of(text).to_owned()).collect::<Vec<_>>()
    };
    texts.flat_map(of).collect()
}

/// An article of some of the invented sentences, each once, some of them without some of their words.
fn article() -> impl Strategy<Value = String> {
    article_of(true)
}

fn article_of(once: bool) -> impl Strategy<Value = String> {
    let sentences = sentences();
    prop::collection::vec((0..sentences.len(), 0..4usize, 3..9usize), 1..12).prop_map(move |mut picks| {
        if once {
            let mut seen = std::collections::BTreeSet::new();
            picks.retain(|(n, _, _)| seen.insert(*n));
        }
        let told = picks.into_iter().map(|(n, lossy, every)| {
            let words = sentences[n].split(' ').enumerate();
            let kept = words.filter(|(at, _)| lossy > 0 || (at + 1) % every != 0).map(|(_, word)| word);
            kept.collect::<Vec<_>>().join(" ")
        });
        told.collect::<Vec<_>>().join("\n\n")
    })
}

/// An invented pair, or two articles made of invented sentences.
fn pair() -> impl Strategy<Value = (String, String)> {
    let told = prop::sample::select(&PAIRS[..]).prop_map(|(a, b)| (a.to_owned(), b.to_owned()));
    prop_oneof![told, (article(), article())]
}

fn is_itself(text: &str) -> Result<(), TestCaseError> {
    let comparison = compare(text, text);
    let count = comparison.source.sentences.len();
    prop_assert!(comparison.alignment.links.iter().all(|l| l.relation == Relation::Verbatim));
    prop_assert_eq!(comparison.alignment.links.iter().map(|l| l.retelling.len()).sum::<usize>(), count);
    prop_assert!(comparison.alignment.dropped.is_empty() && comparison.alignment.added.is_empty());
    prop_assert!(comparison.changes.is_empty(), "{:?}", comparison.changes);
    let verdict = comparison.verdict;
    prop_assert_eq!((verdict.coverage.source, verdict.coverage.retelling), (1.0, 1.0));
    prop_assert_eq!(verdict.probability, 1.0);
    Ok(())
}

/// The same links whichever of two versions of a retelling is compared.
fn same_links(source: &str, plain: &str, disguised: &str) -> Result<(), TestCaseError> {
    prop_assert_eq!(links(&compare(source, plain)), links(&compare(source, disguised)), "{:?}", disguised);
    Ok(())
}

fn random_case(text: &str, upper: &[bool]) -> String {
    let words = text.split_inclusive(char::is_whitespace).zip(upper.iter().cycle());
    words.map(|(word, up)| if *up { word.to_uppercase() } else { word.to_lowercase() }).collect()
}

/// The text with every nth letter that has one replaced by its look-alike of another alphabet.
fn look_alikes(text: &str, every: usize) -> String {
    let twin = |c: char| match c {
        'a' => 'а',
        'e' => 'е',
        'o' => 'о',
        'c' => 'с',
        'p' => 'р',
        other => other,
    };
    // A word of one letter has no letters beside it that tell which alphabet it is of.
    let word = |word: &str| match word.chars().filter(|c| c.is_alphabetic()).count() {
        0..=2 => word.to_owned(),
        _ => word.char_indices().map(|(n, c)| if n % every == 1 { twin(c) } else { c }).collect(),
    };
    text.split_inclusive(char::is_whitespace).map(word).collect()
}

/// The text with a hidden character behind every nth letter.
fn hidden(text: &str, every: usize) -> String {
    const HIDDEN: [char; 4] = ['\u{AD}', '\u{200B}', '\u{FE0F}', '\u{2060}'];
    let mut out = String::new();
    for (n, c) in text.chars().enumerate() {
        out.push(c);
        if n % every == 0 && c.is_alphabetic() {
            out.push(HIDDEN[n / every % HIDDEN.len()]);
        }
    }
    out
}

/// The text with straight quotation marks for curved ones.
fn straight_quotes(text: &str) -> String {
    text.replace(['“', '”'], "\"").replace(['‘', '’'], "'")
}

/// The text with curved quotation marks for straight ones.
fn curved_quotes(text: &str) -> String {
    let mut open = false;
    let curve = |c: char| match c {
        '"' => {
            open = !open;
            if open { '“' } else { '”' }
        }
        '\'' => '’',
        other => other,
    };
    text.chars().map(curve).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn an_article_is_itself(text in article()) {
        is_itself(&text)?;
    }

    #[test]
    fn an_article_that_repeats_itself_is_itself(text in article_of(false)) {
        is_itself(&text)?;
    }

    #[test]
    fn swapping_sides_mirrors_the_comparison((a, b) in pair()) {
        let (there, back) = (compare(&a, &b), compare(&b, &a));
        prop_assert_eq!(&there.alignment.dropped, &back.alignment.added);
        prop_assert_eq!(&there.alignment.added, &back.alignment.dropped);
        prop_assert_eq!(there.verdict.probability, back.verdict.probability);
        let turned = match back.verdict.direction {
            Direction::SourceToRetelling => Direction::RetellingToSource,
            Direction::RetellingToSource => Direction::SourceToRetelling,
            Direction::Unknown => Direction::Unknown,
        };
        prop_assert_eq!(there.verdict.direction, turned);
    }

    #[test]
    fn sentences_and_what_lies_between_join_back(text in prop_oneof![article(), any::<String>()]) {
        let comparer = Comparer::new(Language::English, StaticVectors::embedded());
        let reading = comparer.read(Article::new("", text.as_str()));
        let (mut joined, mut at) = (String::new(), 0);
        for sentence in &reading.sentences {
            prop_assert!(sentence.span.start >= at && sentence.span.end > sentence.span.start);
            joined.push_str(text.get(at..sentence.span.start).unwrap_or("?"));
            joined.push_str(text.get(sentence.span.start..sentence.span.end).unwrap_or("?"));
            at = sentence.span.end;
        }
        joined.push_str(text.get(at..).unwrap_or("?"));
        prop_assert_eq!(joined, text);
    }

    #[test]
    fn case_changes_no_link((a, b) in pair(), upper in prop::collection::vec(any::<bool>(), 1..40)) {
        same_links(&a, &b, &b.to_uppercase())?;
        same_links(&a, &b, &b.to_lowercase())?;
        same_links(&a, &b, &random_case(&b, &upper))?;
    }

    #[test]
    fn spacing_changes_no_link((a, b) in pair()) {
        same_links(&a, &b, &b.replace(' ', "  "))?;
        same_links(&a, &b, &b.replace(' ', "\u{A0}"))?;
    }

    #[test]
    fn quote_style_changes_no_link((a, b) in pair()) {
        same_links(&a, &b, &straight_quotes(&b))?;
        same_links(&a, &b, &curved_quotes(&straight_quotes(&b)))?;
    }

    #[test]
    fn disguise_changes_no_link((a, b) in pair(), every in 2..9usize) {
        same_links(&a, &b, &hidden(&b, every))?;
        same_links(&a, &b, &look_alikes(&b, every))?;
    }

    /// An article prepared once and held against several says what it says of each alone, in any order.
    #[test]
    fn prepared_articles_compare_alike((a, b) in pair(), (c, _) in pair()) {
        let comparer = Comparer::new(Language::English, StaticVectors::embedded());
        let prepared = |text: &str, id: &str| comparer.prepare(comparer.read(Article::new(id, text)));
        let (source, retelling, other) = (prepared(&a, "source"), prepared(&b, "retelling"), prepared(&c, "retelling"));
        for (second, text) in [(&other, &c), (&retelling, &b)] {
            let alone = compare(&a, text);
            prop_assert_eq!(comparer.probability(&source, second), alone.verdict.probability);
            prop_assert_eq!(comparer.compare_prepared(&source, second), alone);
        }
    }

    #[test]
    fn any_two_strings_compare((a, b) in any::<(String, String)>(), (c, _) in pair()) {
        for (source, retelling) in [(&a, &b), (&a, &c), (&c, &b)] {
            let comparison = compare(source, retelling);
            prop_assert!((0.0..=1.0).contains(&comparison.verdict.probability));
            prop_assert_eq!(&comparison, &compare(source, retelling));
        }
    }
}

#[test]
fn the_invented_articles_are_themselves() {
    for (source, retelling) in PAIRS {
        for text in [source, retelling] {
            is_itself(text).expect("an invented article is itself");
        }
    }
}
