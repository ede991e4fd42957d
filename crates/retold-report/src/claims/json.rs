//! Claims by the published schema.

use std::io;

use retold::Span;
use retold::attribution::{Claim, Event, Participant};
use serde::Serialize;

use super::{ClaimsOf, ClaimsReport};
use crate::json::WireArticle;

/// Name of the schema.
const SCHEMA: &str = "retold/claims/1";

#[derive(Serialize)]
struct Document<'a> {
    schema: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    article: Option<WireArticle<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    articles: Option<Vec<WireArticle<'a>>>,
    claims: Vec<WireClaim<'a>>,
    events: Vec<WireEvent<'a>>,
    #[serde(flatten)]
    sides: Option<Sides<'a>>,
}

/// What stands only where several accounts are put side by side. Claims go by their place in `claims`.
#[derive(Serialize)]
struct Sides<'a> {
    agreements: Vec<Vec<usize>>,
    conflicts: Vec<WireConflict<'a>>,
    alone: Vec<usize>,
}

#[derive(Serialize)]
struct WireConflict<'a> {
    claims: [usize; 2],
    why: &'a str,
}

#[derive(Serialize)]
struct WireSpan<'a> {
    start: usize,
    end: usize,
    text: &'a str,
}

#[derive(Serialize)]
struct WireClaim<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    article: Option<usize>,
    speaker: Option<WireSpan<'a>>,
    cue: Option<WireSpan<'a>>,
    content: Vec<WireSpan<'a>>,
    form: &'static str,
    who: Option<&'a str>,
    certainty: &'static str,
    polarity: &'static str,
    unnamed: bool,
    within: Option<usize>,
}

#[derive(Serialize)]
struct WireEvent<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    article: Option<usize>,
    what: WireSpan<'a>,
    who: Vec<WireName<'a>>,
    #[serde(rename = "where")]
    place: Option<WireName<'a>>,
    when: Option<WireTime<'a>>,
}

#[derive(Serialize)]
struct WireName<'a> {
    name: &'a str,
    #[serde(flatten)]
    span: WireSpan<'a>,
}

#[derive(Serialize)]
struct WireTime<'a> {
    value: Option<&'a str>,
    #[serde(flatten)]
    span: WireSpan<'a>,
}

/// Writes one object and a line end.
pub(super) fn write(report: &ClaimsReport, out: &mut dyn io::Write) -> io::Result<()> {
    serde_json::to_writer(&mut *out, &Document::of(report))?;
    out.write_all(b"\n")
}

impl<'a> Document<'a> {
    fn of(report: &'a ClaimsReport) -> Self {
        let accounts = &report.accounts;
        let several = accounts.len() > 1;
        let number = |n: usize| several.then_some(n);
        let mut claims = Vec::new();
        for (n, account) in accounts.iter().enumerate() {
            let before = claims.len();
            claims.extend(account.claims.iter().map(|c| WireClaim::of(account, c, (number(n), before))));
        }
        let events = accounts.iter().enumerate();
        Self {
            schema: SCHEMA,
            article: accounts.first().filter(|_| !several).map(|a| WireArticle::of(&a.reading)),
            articles: several.then(|| accounts.iter().map(|a| WireArticle::of(&a.reading)).collect()),
            claims,
            events: events.flat_map(|(n, a)| a.events.iter().map(move |e| WireEvent::of(a, e, number(n)))).collect(),
            sides: several.then(|| Sides::of(report)),
        }
    }
}

impl<'a> Sides<'a> {
    fn of(report: &'a ClaimsReport) -> Self {
        let ledger = &report.ledger;
        let conflict = |c: &'a retold::attribution::Conflict| WireConflict {
            claims: [report.number(c.first), report.number(c.second)],
            why: &c.why,
        };
        Self {
            agreements: ledger.agreements.iter().map(|g| g.iter().map(|at| report.number(*at)).collect()).collect(),
            conflicts: ledger.conflicts.iter().map(conflict).collect(),
            alone: ledger.alone.iter().map(|at| report.number(*at)).collect(),
        }
    }
}

impl<'a> WireSpan<'a> {
    fn of(span: Span, body: &'a str) -> Self {
        Self { start: span.start, end: span.end, text: span.of(body) }
    }
}

impl<'a> WireClaim<'a> {
    /// A claim of an account; `place` is the account's number and how many claims stand before its own.
    fn of(account: &'a ClaimsOf, claim: &'a Claim, place: (Option<usize>, usize)) -> Self {
        let body = account.reading.article.body.as_str();
        Self {
            article: place.0,
            speaker: claim.speaker.map(|s| WireSpan::of(s, body)),
            cue: claim.cue.map(|s| WireSpan::of(s, body)),
            content: claim.content.iter().map(|s| WireSpan::of(*s, body)).collect(),
            form: claim.form.name(),
            who: claim.who.as_deref(),
            certainty: claim.certainty.name(),
            polarity: claim.polarity.name(),
            unnamed: claim.unnamed,
            within: claim.within.map(|n| n + place.1),
        }
    }
}

impl<'a> WireEvent<'a> {
    fn of(account: &'a ClaimsOf, event: &'a Event, article: Option<usize>) -> Self {
        let body = account.reading.article.body.as_str();
        let name = |p: &'a Participant| WireName { name: &p.name, span: WireSpan::of(p.span, body) };
        Self {
            article,
            what: WireSpan::of(event.what, body),
            who: event.who.iter().map(name).collect(),
            place: event.place.as_ref().map(name),
            when: event.when.as_ref().map(|t| WireTime { value: t.value.as_deref(), span: WireSpan::of(t.span, body) }),
        }
    }
}
