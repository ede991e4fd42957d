//! Cases: invented pairs of texts, with the changes that a comparison must report and no other of substance.

use std::path::{Path, PathBuf};

use retold::change::Gravity;
use retold::text::Language;
use retold::{Article, Comparer, Comparison, Span};
use retold_encoder::StaticVectors;
use serde::Deserialize;

/// One case, as its file holds it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    /// What the case shows, for people.
    why: String,
    source: String,
    retelling: String,
    expect: Vec<Expected>,
}

/// A change that must be reported.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Expected {
    kind: String,
    source: Option<String>,
    retelling: String,
    #[serde(default = "substance")]
    gravity: String,
}

fn substance() -> String {
    Gravity::Substance.name().to_owned()
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
    }
    found.sort();
    found
}

/// The changes of a comparison as a case writes them: kind, gravity, words of the source, words of the retelling.
fn reported(comparison: &Comparison) -> Vec<[String; 4]> {
    let words = |span: Span, body: &str| span.of(body).to_owned();
    let changes = comparison.changes.iter().map(|c| {
        let was = c.source.map_or(String::new(), |p| words(p.span, &comparison.source.article.body));
        let is = words(c.retelling.span, &comparison.retelling.article.body);
        [c.kind.name().to_owned(), c.gravity.name().to_owned(), was, is]
    });
    changes.collect()
}

/// What is wrong with a case, if anything.
fn failure(case: &Case) -> Option<String> {
    let comparer = Comparer::new(Language::English, StaticVectors::embedded());
    let article = |id: &str, body: &str| Article::new(id, body.trim());
    let comparison = comparer.compare(&article("source", &case.source), &article("retelling", &case.retelling));
    let found = reported(&comparison);
    let wanted: Vec<[String; 4]> = case
        .expect
        .iter()
        .map(|e| [e.kind.clone(), e.gravity.clone(), e.source.clone().unwrap_or_default(), e.retelling.clone()])
        .collect();
    let missing: Vec<_> = wanted.iter().filter(|w| !found.contains(w)).collect();
    let substance = Gravity::Substance.name();
    let extra: Vec<_> = found.iter().filter(|f| f[1] == substance && !wanted.contains(f)).collect();
    (!missing.is_empty() || !extra.is_empty()).then(|| format!("missing {missing:?}, not expected {extra:?}"))
}

#[test]
fn every_case_reports_what_it_expects_and_no_more() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases");
    let mut failures = Vec::new();
    for path in files(&folder) {
        let name = path.strip_prefix(&folder).unwrap_or(&path).display().to_string();
        let text = std::fs::read_to_string(&path).unwrap();
        match toml::from_str::<Case>(&text) {
            Ok(case) => failures.extend(failure(&case).map(|f| format!("{name}: {}: {f}", case.why))),
            Err(error) => failures.push(format!("{name}: {error}")),
        }
    }
    assert!(failures.is_empty(), "{} cases fail:\n{}", failures.len(), failures.join("\n"));
}
