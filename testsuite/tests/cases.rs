//! Cases: invented pairs of texts, with the changes that a comparison must report and no other of substance; and hard cases,
//! which it need not get right, with the table of how far it does.

use std::collections::BTreeMap;
use std::fmt::Write as _;
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

fn compared(case: &Case) -> Comparison {
    let comparer = Comparer::new(Language::English, StaticVectors::embedded());
    let article = |id: &str, body: &str| Article::new(id, body.trim());
    comparer.compare(&article("source", &case.source), &article("retelling", &case.retelling))
}

/// What is wrong with a case, if anything.
fn failure(case: &Case) -> Option<String> {
    let found = reported(&compared(case));
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

/// Of one kind: expected, found of these (the place touched), reported of substance, right of these.
#[derive(Default)]
struct Tally {
    expected: usize,
    found: usize,
    reported: usize,
    right: usize,
}

/// Counts what a case expects and what is reported. A report is right when it is of the kind and touches the place.
fn tally(case: &Case, table: &mut BTreeMap<String, Tally>) {
    let comparison = compared(case);
    let body = &comparison.retelling.article.body;
    let touches = |e: &Expected, span: Span| {
        body.match_indices(&e.retelling).any(|(at, words)| span.start < at + words.len() && at < span.end)
    };
    for e in &case.expect {
        let hit = comparison.changes.iter().any(|c| c.kind.name() == e.kind && touches(e, c.retelling.span));
        let row = table.entry(e.kind.clone()).or_default();
        row.expected += 1;
        row.found += usize::from(hit);
    }
    let wording = |kind: &str| case.expect.iter().any(|e| e.kind == kind && e.gravity != Gravity::Substance.name());
    for c in comparison.changes.iter().filter(|c| c.gravity == Gravity::Substance || wording(c.kind.name())) {
        let row = table.entry(c.kind.name().to_owned()).or_default();
        row.reported += 1;
        row.right += usize::from(case.expect.iter().any(|e| e.kind == c.kind.name() && touches(e, c.retelling.span)));
    }
}

/// The table pinned in `quality.txt`: a figure that moves either way must be looked at. `RETOLD_BLESS=1` writes it anew.
#[test]
fn the_table_of_quality_stands_as_pinned() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut text = String::from("kind                  expected  found  recall  reported  right  precision\n");
    for folder in ["cases", "hard"] {
        let mut table: BTreeMap<String, Tally> = BTreeMap::new();
        for path in files(&root.join(folder)) {
            let case: Case = toml::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
            tally(&case, &mut table);
        }
        writeln!(text, "{folder}").unwrap();
        for (kind, t) in &table {
            let share = |part: usize, whole: usize| if whole == 0 { 1.0 } else { part as f32 / whole as f32 };
            let (recall, precision) = (share(t.found, t.expected), share(t.right, t.reported));
            let (expected, found, reported, right) = (t.expected, t.found, t.reported, t.right);
            writeln!(text, "  {kind:<20}{expected:>8}{found:>7}{recall:>8.2}{reported:>10}{right:>7}{precision:>11.2}")
                .unwrap();
        }
    }
    println!("{text}");
    let pinned = root.join("quality.txt");
    if std::env::var_os("RETOLD_BLESS").is_some() {
        std::fs::write(&pinned, &text).unwrap();
    }
    assert_eq!(std::fs::read_to_string(&pinned).unwrap_or_default(), text, "the table of quality moved");
}
