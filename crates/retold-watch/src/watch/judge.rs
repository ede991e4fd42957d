//! Judges a capture: is it retold from an article of the archive, and was it changed since it was last captured?

use retold::align::Relation;
use retold::trace::{Basis, TracedSource, Tracer};
use retold::{Article, Comparison};
use retold_store::{Capture, Kind, NewCapture, NewFinding};
use serde_json::json;

use super::Watcher;
use crate::WatchError;

/// So many changes of a page are put into words; the others are counted.
const CHANGES_NAMED: usize = 5;

/// A page that keeps less than this share of its text has been taken down; another text at the same address is no
/// finding.
const TAKEN_DOWN: f64 = 0.25;

/// Words by which newsrooms tell of a change, in lower case. Looked for in sentences that the new version added.
const NOTICES: [&str; 12] = [
    "correction",
    "corrected",
    "clarification",
    "clarified",
    "amended",
    "updated",
    "earlier version",
    "previous version",
    "editor's note",
    "editors' note",
    "has been changed",
    "we have removed",
];

/// What there is to be found of a capture.
pub(super) fn judge(watcher: &mut Watcher<'_>, capture: &Capture, now: i64) -> Result<Vec<NewFinding>, WatchError> {
    let mut found = Vec::new();
    if capture.version > 1 {
        let versions = watcher.store.versions(&capture.url)?;
        let before = versions.iter().find(|other| other.version == capture.version - 1);
        found.extend(before.and_then(|before| revision(watcher, before, capture)));
    }
    let article = &capture.article;
    let mut settings = watcher.settings.trace.clone();
    // What a publisher takes from itself is no news to anyone.
    settings.filter.without.extend(article.publisher.clone());
    let trace = Tracer::new(watcher.comparer, settings).trace(article, watcher.archive)?;
    found.extend(trace.sources.iter().map(|source| retelling(watcher, source, capture, now)));
    Ok(found)
}

fn retelling(watcher: &Watcher<'_>, source: &TracedSource, capture: &Capture, now: i64) -> NewFinding {
    let comparison = watcher.comparer.compare(&source.article, &capture.article);
    let mut summary = comparison.verdict.evidence;
    if source.younger {
        summary.push("it says that it was published before the archived article".to_owned());
    }
    NewFinding {
        kind: Kind::Retelling,
        source: Err(Box::new(archived(&source.article, now))),
        copies: source.copies.clone(),
        retelling: capture.id.clone(),
        probability: source.probability,
        coverage: source.coverage,
        silent: false,
        settings: settings(watcher, Some(source)),
        summary,
    }
}

/// An article of the archive, to be kept as it stood when it was found.
fn archived(article: &Article, now: i64) -> NewCapture {
    NewCapture { url: article.id.clone(), captured_at: now, headers: Vec::new(), article: article.clone(), page: None }
}

/// What was changed between two versions of a page, if it is more than furniture.
fn revision(watcher: &Watcher<'_>, before: &Capture, after: &Capture) -> Option<NewFinding> {
    let comparison = watcher.comparer.compare(&before.article, &after.article);
    let words = |article: &Article| article.body.split_whitespace().count() as f64;
    let is_gone = words(&after.article) < TAKEN_DOWN * words(&before.article);
    if !comparison.verdict.derived && !is_gone {
        return None;
    }
    let mut summary = changes(&comparison, &before.article, &after.article);
    if summary.is_empty() {
        return None;
    }
    if is_gone {
        summary.insert(0, "most of the text was taken down".to_owned());
    }
    Some(NewFinding {
        kind: Kind::Revision,
        source: Ok(before.id.clone()),
        copies: Vec::new(),
        retelling: after.id.clone(),
        probability: comparison.verdict.probability,
        coverage: comparison.verdict.coverage.retelling,
        silent: !says_so(&comparison),
        settings: settings(watcher, None),
        summary,
    })
}

/// The changes in words; none when every sentence stands as it stood.
fn changes(comparison: &Comparison, before: &Article, after: &Article) -> Vec<String> {
    let mut said: Vec<String> =
        comparison.changes.iter().map(|change| format!("{}: {}", change.kind.name(), change.explanation)).collect();
    let more = said.len().saturating_sub(CHANGES_NAMED);
    said.truncate(CHANGES_NAMED);
    if more > 0 {
        said.push(format!("{more} more changes"));
    }
    if before.headline != after.headline {
        let shown = |article: &Article| article.headline.clone().unwrap_or_else(|| "none".to_owned());
        said.push(format!("headline: {:?} became {:?}", shown(before), shown(after)));
    }
    let reworded = comparison.alignment.links.iter().filter(|link| link.relation != Relation::Verbatim).count();
    let counts = [
        (comparison.alignment.dropped.len(), "taken out"),
        (comparison.alignment.added.len(), "put in"),
        (reworded, "reworded"),
    ];
    for (count, what) in counts.into_iter().filter(|(count, _)| *count > 0) {
        said.push(format!("{count} {} {what}", if count == 1 { "sentence" } else { "sentences" }));
    }
    said
}

/// Whether what was put in tells of the change.
fn says_so(comparison: &Comparison) -> bool {
    let reading = &comparison.retelling;
    let mut added = comparison.alignment.added.iter().filter_map(|n| reading.sentences.get(*n));
    added.any(|sentence| {
        let text = sentence.span.of(&reading.article.body).to_lowercase().replace('\u{2019}', "'");
        NOTICES.iter().any(|notice| text.contains(notice))
    })
}

/// What a finding was found with, as JSON.
fn settings(watcher: &Watcher<'_>, source: Option<&TracedSource>) -> String {
    let basis = source.map(|source| if source.basis == Basis::Whole { "whole" } else { "passage" });
    json!({
        "program": concat!("retold ", env!("CARGO_PKG_VERSION")),
        "threshold": watcher.settings.trace.threshold,
        "candidates": watcher.settings.trace.candidates,
        "publishers": watcher.settings.trace.filter.publishers,
        "judged": basis,
    })
    .to_string()
}
