//! Laws of a comparison with several sources, on the invented articles.

use proptest::prelude::*;
use retold::change::Change;
use retold::text::Language;
use retold::{Article, Comparer, JointComparison};
use retold_encoder::StaticVectors;

/// The invented articles, sources and retellings alike.
const TEXTS: [&str; 6] = [
    include_str!("../texts/ferry.txt"),
    include_str!("../texts/museum.txt"),
    include_str!("../texts/harvest.txt"),
    include_str!("../texts/ferry-retold.txt"),
    include_str!("../texts/museum-retold.txt"),
    include_str!("../texts/harvest-retold.txt"),
];

fn comparer() -> Comparer<'static> {
    Comparer::new(Language::English, StaticVectors::embedded())
}

fn joint(sources: &[&str], retelling: &str) -> JointComparison {
    let sources: Vec<Article> = sources.iter().map(|text| Article::new("source", *text)).collect();
    comparer().compare_all(&sources, &Article::new("retelling", retelling))
}

/// The changes of a joint comparison without their sources.
fn changes(joint: &JointComparison) -> Vec<&Change> {
    joint.changes.iter().map(|changed| &changed.change).collect()
}

/// An article of paragraphs of the invented texts: as a retelling of several of them would be.
fn mixed() -> impl Strategy<Value = String> {
    let paragraphs: Vec<&str> = TEXTS.iter().flat_map(|text| text.split("\n\n").skip(1)).collect();
    prop::collection::btree_set(0..paragraphs.len(), 2..9)
        .prop_map(move |picks| picks.into_iter().map(|n| paragraphs[n]).collect::<Vec<_>>().join("\n\n"))
}

/// Three different sources in some order, each told once.
fn sources() -> impl Strategy<Value = Vec<&'static str>> {
    Just(TEXTS.to_vec()).prop_shuffle().prop_map(|texts| texts.into_iter().take(3).collect())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn one_source_is_a_plain_comparison(retelling in mixed(), source in prop::sample::select(&TEXTS[..])) {
        let joint = joint(&[source], &retelling);
        let plain = comparer().compare(&Article::new("source", source), &Article::new("retelling", retelling));
        prop_assert_eq!(changes(&joint), plain.changes.iter().collect::<Vec<_>>());
        prop_assert_eq!(&joint.added, &plain.alignment.added);
        prop_assert_eq!(&joint.comparisons, &vec![plain]);
    }

    #[test]
    fn the_same_source_twice_is_that_source_once(retelling in mixed(), source in prop::sample::select(&TEXTS[..])) {
        let (once, twice) = (joint(&[source], &retelling), joint(&[source, source], &retelling));
        prop_assert_eq!(&once.follows, &twice.follows);
        prop_assert_eq!(&once.added, &twice.added);
        prop_assert_eq!(&once.changes, &twice.changes);
        prop_assert_eq!(&twice.comparisons[0], &twice.comparisons[1]);
    }

    #[test]
    fn the_order_of_sources_only_permutes_their_numbers(retelling in mixed(), sources in sources(), turn in 1..3usize) {
        let mut turned = sources.clone();
        turned.rotate_left(turn);
        let (there, back) = (joint(&sources, &retelling), joint(&turned, &retelling));
        let number = |article: usize| (article + turn) % 3;
        let follows: Vec<Option<usize>> = back.follows.iter().map(|f| f.map(number)).collect();
        prop_assert_eq!(&there.follows, &follows);
        prop_assert_eq!(&there.added, &back.added);
        // Where no source explains a sentence and all are as unsure, the first says so: its number is no finding.
        prop_assert_eq!(changes(&there), changes(&back));
        for (a, b) in there.changes.iter().zip(&back.changes) {
            let followed = there.follows[a.change.retelling.sentence];
            prop_assert!(followed.is_none() || a.article == number(b.article));
        }
    }

    #[test]
    fn a_further_source_only_explains_more(retelling in mixed(), sources in sources()) {
        let (few, many) = (joint(&sources[..2], &retelling), joint(&sources, &retelling));
        prop_assert!(many.added.iter().all(|sentence| few.added.contains(sentence)));
        prop_assert_eq!(&few.comparisons[..], &many.comparisons[..2]);
    }
}

const HARBOUR: &str = "Harbour bridge shut\n\nThe city closed the harbour bridge on Monday after engineers found a crack.\n\n\
    The repair will cost 6 million pounds, Mayor Odile Brandt said.\n\nThe ferry runs every 20 minutes from the old pier.";
const UNION: &str = "Dockers want say on bridge\n\nThe dockers' union called for a meeting about the harbour bridge.\n\n\
    The repair will cost 9 million pounds, Mayor Odile Brandt said.\n\nUnion leader Karl Foss said the dockers could not wait.";
const TOLD: &str = "Bridge closed\n\nThe harbour bridge was closed by the city on Monday after engineers found a crack.\n\n\
    Mayor Odile Brandt said the repair will cost 9 million pounds.\n\nKarl Foss, the leader of the union, said the dockers could not wait.";

#[test]
fn a_sentence_follows_the_source_that_tells_it() {
    let joint = joint(&[HARBOUR, UNION], TOLD);
    assert_eq!((joint.follows[0], joint.follows[2]), (Some(0), Some(1)), "{:?}", joint.follows);
    assert_eq!(joint.added, [0; 0]);
}

#[test]
fn what_another_source_says_too_is_no_change() {
    let alone = joint(&[HARBOUR], TOLD);
    let number = |joint: &JointComparison| changes(joint).iter().filter(|c| c.kind.name() == "number").count();
    assert_eq!(number(&alone), 1, "{:?}", alone.changes);
    assert_eq!(number(&joint(&[HARBOUR, UNION], TOLD)), 0);
    assert_eq!(number(&joint(&[HARBOUR, UNION], &TOLD.replace("9 million", "90 million"))), 1);
}

#[test]
fn no_source_at_all_explains_nothing() {
    let joint = joint(&[], TOLD);
    assert!(joint.comparisons.is_empty() && joint.changes.is_empty() && joint.follows.is_empty());
}
