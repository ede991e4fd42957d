//! Any two texts: a comparison names sentences that are there, spans that can be cut, and a probability; put together
//! with itself it says the same.
#![no_main]

use libfuzzer_sys::fuzz_target;
use retold::text::Language;
use retold::{Article, Comparer, Comparison, JointComparison};
use retold_encoder::StaticVectors;

fuzz_target!(|texts: (String, String)| {
    let (source, retelling) = texts;
    let comparer = Comparer::new(Language::English, StaticVectors::embedded());
    let comparison = comparer.compare(&Article::new("a", source.as_str()), &Article::new("b", retelling.as_str()));
    let (of, told) = (comparison.source.sentences.len(), comparison.retelling.sentences.len());
    for link in &comparison.alignment.links {
        assert!(link.source.iter().all(|n| *n < of) && link.retelling.iter().all(|n| *n < told));
        for words in &link.words {
            assert!(source.get(words.source.start..words.source.end).is_some());
            assert!(retelling.get(words.retelling.start..words.retelling.end).is_some());
        }
    }
    for change in &comparison.changes {
        assert!(retelling.get(change.retelling.span.start..change.retelling.span.end).is_some());
        assert!((0.0..=1.0).contains(&change.confidence));
    }
    assert!((0.0..=1.0).contains(&comparison.verdict.probability));
    several(&comparison);
});

/// The same source twice is that source once, and every sentence follows a source or none that is there.
fn several(comparison: &Comparison) {
    let (once, twice) = (
        JointComparison::new(vec![comparison.clone()]),
        JointComparison::new(vec![comparison.clone(), comparison.clone()]),
    );
    assert_eq!(once.follows, twice.follows);
    assert_eq!(once.added, comparison.alignment.added);
    assert_eq!(once.changes.len(), comparison.changes.len());
    let mut changes: Vec<_> = twice.changes.iter().map(|c| (c.change.retelling, c.change.kind)).collect();
    let mut own: Vec<_> = comparison.changes.iter().map(|c| (c.retelling, c.kind)).collect();
    changes.sort_unstable();
    own.sort_unstable();
    assert_eq!(changes, own);
}
