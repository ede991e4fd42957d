//! A trace for other programs: one object a line, by `schema/trace-1.json`.

use std::io;

use retold::Article;
use retold::trace::{Basis, Near, Reason, TraceSettings, TracedSource};
use serde::Serialize;

use super::TraceReport;

/// Name of the schema.
const SCHEMA: &str = "retold/trace/1";

#[derive(Serialize)]
struct WireTrace<'a> {
    schema: &'static str,
    query: &'a str,
    sources: Vec<WireSource<'a>>,
    looked: WireLooked<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    licensed: Option<bool>,
}

/// An article that was compared. `named`: its probability reaches the threshold.
#[derive(Serialize)]
struct WireSource<'a> {
    id: &'a str,
    probability: f64,
    named: bool,
    coverage: f64,
    sentences: &'a [usize],
    copies: &'a [String],
    headline: Option<&'a str>,
    publisher: Option<&'a str>,
    published: Option<&'a str>,
    url: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    basis: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    younger: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    explained_by: Option<&'a str>,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    evidence: &'a [String],
}

#[derive(Serialize)]
struct WireLooked<'a> {
    articles: usize,
    candidates: usize,
    threshold: f64,
    most_candidates: usize,
    since: Option<&'a str>,
    until: Option<&'a str>,
    publishers: &'a [String],
    without: &'a [String],
}

/// Candidates below the threshold that are listed after the named sources.
const NEAREST: usize = 10;

/// Writes one line.
pub(super) fn write(report: &TraceReport, out: &mut dyn io::Write) -> io::Result<()> {
    let none: &[String] = &[];
    let named = report.trace.sources.iter().enumerate();
    let evidence = |n: usize| report.evidence.get(n).map_or(none, Vec::as_slice);
    let sources = named.map(|(n, source)| named_source(source, evidence(n)));
    let near = report.trace.near.iter().take(NEAREST).map(|near| near_source(near));
    let wire = WireTrace {
        schema: SCHEMA,
        query: &report.trace.id,
        sources: sources.chain(near).collect(),
        looked: looked(report, &report.looked_with),
        licensed: report.licensed,
    };
    serde_json::to_writer(&mut *out, &wire)?;
    writeln!(out)
}

fn looked<'a>(report: &TraceReport, with: &'a TraceSettings) -> WireLooked<'a> {
    WireLooked {
        articles: report.trace.looked.articles,
        candidates: report.trace.looked.candidates,
        threshold: with.threshold,
        most_candidates: with.candidates,
        since: with.filter.since.as_deref(),
        until: with.filter.until.as_deref(),
        publishers: &with.filter.publishers,
        without: &with.filter.without,
    }
}

fn named_source<'a>(source: &'a TracedSource, evidence: &'a [String]) -> WireSource<'a> {
    WireSource {
        probability: rounded(source.probability),
        named: true,
        coverage: rounded(source.coverage),
        sentences: &source.sentences,
        copies: &source.copies,
        basis: Some(match source.basis {
            Basis::Whole => "whole",
            Basis::Passage => "passage",
        }),
        younger: Some(source.younger),
        evidence,
        ..of(&source.article)
    }
}

fn near_source(near: &Near) -> WireSource<'_> {
    WireSource {
        probability: rounded(near.probability),
        coverage: rounded(near.coverage),
        sentences: &near.sentences,
        explained_by: match &near.reason {
            Reason::Explained(id) => Some(id),
            Reason::Unlike => None,
        },
        ..of(&near.article)
    }
}

fn of(article: &Article) -> WireSource<'_> {
    WireSource {
        id: &article.id,
        probability: 0.0,
        named: false,
        coverage: 0.0,
        sentences: &[],
        copies: &[],
        headline: article.headline.as_deref(),
        publisher: article.publisher.as_deref(),
        published: article.published.as_deref(),
        url: article.url.as_deref(),
        basis: None,
        younger: None,
        explained_by: None,
        evidence: &[],
    }
}

/// Six places: what is beyond them is noise of the arithmetic.
fn rounded(x: f64) -> f64 {
    (x * 1e6).round() / 1e6
}
