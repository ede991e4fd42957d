//! Family trees of invented articles: laws of any family, and a family whose history is known.

use proptest::prelude::*;
use retold::change::ChangeKind;
use retold::lineage::{Family, FamilySettings, Finding, Stemma, families, stemma};
use retold::text::Language;
use retold::{Article, Comparer};
use retold_encoder::StaticVectors;

const FERRY: &str = include_str!("../texts/ferry.txt");
const FERRY_RETOLD: &str = include_str!("../texts/ferry-retold.txt");
const MUSEUM: &str = include_str!("../texts/museum.txt");

fn comparer() -> Comparer<'static> {
    Comparer::new(Language::English, StaticVectors::embedded())
}

/// The findings between all articles.
fn findings(articles: &[Article]) -> Vec<Finding> {
    let comparer = comparer();
    let read: Vec<_> = articles.iter().map(|a| comparer.prepare(comparer.read(a.clone()))).collect();
    let pairs = (0..read.len()).flat_map(|a| (a + 1..read.len()).map(move |b| (a, b)));
    pairs.map(|(a, b)| Finding::of(&comparer, &read[a], &read[b])).collect()
}

/// The families of articles, each with its tree.
fn drawn(articles: &[Article]) -> Vec<(Family, Stemma)> {
    let families = families(&findings(articles), &FamilySettings::default());
    families.into_iter().map(|f| (f.clone(), stemma(&f, articles, &comparer()))).collect()
}

/// A retelling with a changed figure, and a text made from that retelling.
fn history() -> Vec<Article> {
    let changed = FERRY_RETOLD.replace("31,000 people", "13,000 people").replace("£2.4m", "£4.2m");
    let inherited = changed
        .replace("spoke of a disgrace and complained", "said it was a disgrace and complained")
        .replace("The final crossing", "The last crossing");
    vec![
        Article::new("site-copy", inherited).with_published("2031-02-09"),
        Article::new("wire", FERRY).with_published("2031-02-03"),
        Article::new("museum", MUSEUM),
        Article::new("site", changed).with_published("2031-02-06"),
    ]
}

#[test]
fn a_copy_of_a_retelling_inherits_its_changes() {
    let found = drawn(&history());
    assert_eq!(found.len(), 1, "the museum is no part of the family");
    let (family, stemma) = &found[0];
    assert_eq!(family.members, ["site", "site-copy", "wire"]);
    assert_eq!(stemma.root.as_deref(), Some("wire"));
    let edges: Vec<(&str, &str)> = stemma.descents.iter().map(|d| (d.from.as_str(), d.to.as_str())).collect();
    assert_eq!(edges, [("wire", "site"), ("site", "site-copy")]);
    let numbers: Vec<_> = stemma
        .claims
        .iter()
        .flat_map(|c| &c.versions)
        .filter(|v| v.change.kind == ChangeKind::Number)
        .map(|v| (v.id.as_str(), v.words.as_str(), v.inherited_from.as_deref()))
        .collect();
    assert!(numbers.contains(&("site", "13,000", None)), "{numbers:?}");
    assert!(numbers.contains(&("site-copy", "13,000", Some("site"))), "{numbers:?}");
}

#[test]
fn siblings_with_the_same_changes_follow_a_lost_witness() {
    let lost =
        FERRY.replace("31,000", "13,000").replace("£2.4m", "£4.2m").replace("about 40 patients", "about 70 patients");
    let one = lost
        .replace("a service that has run since 1961", "which has run since 1961")
        .replace("Two of the line's four ships may be sold to a buyer in Greece.", "");
    let other = lost.replace("The transport ministry is considering", "In the capital the ministry is considering")
        .replace("\"We have kept this ship going for as long as we could,\" said Ingrid Solheim, who has led the company since 2016. \"The sums no longer add up.\"", "");
    let articles = [
        Article::new("wire", FERRY).with_published("2031-02-03"),
        Article::new("one", one).with_published("2031-02-06"),
        Article::new("other", other).with_published("2031-02-06"),
    ];
    let found = drawn(&articles);
    let (_, stemma) = &found[0];
    let together = stemma.lost.iter().any(|l| l.from == "wire" && l.to == ["one", "other"]);
    let one_follows = stemma.descents.iter().any(|d| (d.from == "one") != (d.from == "other") && d.from != "wire");
    assert!(together != one_follows, "the shared changes are explained once: {stemma:?}");
}

#[test]
fn copies_alone_are_a_family_and_any_number_of_them_one_witness() {
    let copies: Vec<Article> = (0..12).map(|n| Article::new(format!("copy-{n:02}"), FERRY)).collect();
    let found = drawn(&copies);
    assert_eq!(found.len(), 1);
    let (family, stemma) = &found[0];
    assert_eq!((family.members.len(), family.witnesses().len(), family.cohesion), (12, 1, 1.0));
    assert_eq!((stemma.root.as_deref(), stemma.descents.len()), (Some("copy-00"), 0));
}

#[test]
fn a_witness_without_a_text_is_left_out() {
    let articles = history();
    let family = families(&findings(&articles), &FamilySettings::default()).remove(0);
    assert_eq!(stemma(&family, &[], &comparer()), Stemma::default());
    let alone = stemma(&family, &articles[1..2], &comparer());
    assert_eq!((alone.root.as_deref(), alone.descents.len()), (Some("wire"), 0));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    /// Whatever sentences the articles have: one tree a family, each witness once, and no order of articles changes it.
    #[test]
    fn a_stemma_is_a_tree_over_its_witnesses(kept in prop::collection::vec(prop::collection::vec(any::<bool>(), 9), 2..5)) {
        let paragraphs: Vec<&str> = FERRY.split("\n\n").collect();
        let articles: Vec<Article> = kept
            .iter()
            .enumerate()
            .map(|(n, kept)| {
                let told = paragraphs.iter().zip(kept.iter().cycle()).filter(|(_, k)| **k).map(|(p, _)| *p);
                Article::new(format!("a{n}"), told.collect::<Vec<_>>().join("\n\n"))
            })
            .collect();
        let found = drawn(&articles);
        for (family, stemma) in &found {
            let witnesses = family.witnesses();
            let main: Vec<_> = stemma.descents.iter().filter(|d| d.main).collect();
            prop_assert_eq!(main.len() + 1, witnesses.len());
            let root = stemma.root.as_deref();
            for witness in &witnesses {
                let climbed = std::iter::successors(Some(*witness), |w| main.iter().find(|d| d.to == **w).map(|d| d.from.as_str()));
                prop_assert_eq!(climbed.take(witnesses.len() + 1).last(), root);
            }
            for descent in &stemma.descents {
                prop_assert!((0.0..=1.0).contains(&descent.probability) && (0.0..=1.0).contains(&descent.share));
            }
        }
        let turned: Vec<Article> = articles.iter().rev().cloned().collect();
        prop_assert_eq!(drawn(&turned), found);
    }
}
