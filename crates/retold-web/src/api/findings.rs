//! Findings of the watch.

use axum::body::{Body, Bytes};
use axum::extract::{Extension, Path, RawQuery, State};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use futures_util::stream;
use retold_store::{Finding, Kind, Ruling, Search};
use retold_watch::alert_json;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::time::Duration;
use tokio::sync::OwnedSemaphorePermit;
use utoipa::openapi::{Ref, RefOr, Schema};
use utoipa::{IntoParams, PartialSchema, ToSchema};

use super::asked::{json as answered, parsed};
use crate::fields::Fields;
use crate::guard::Caller;
use crate::pages;
use crate::problem::Problem;
use crate::site::Shared;
use crate::work;

/// Findings of one answer, unless told, and at most.
const USUAL: usize = 50;
const MOST: usize = 500;
/// How often the store is asked for what is new.
const LOOK: Duration = Duration::from_secs(2);
/// After so many looks without a finding something is sent all the same, so that nobody in between hangs up.
const SILENCE: u32 = 10;

/// Which findings are wanted.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[allow(dead_code, reason = "describes the query; its fields are read by name")]
pub(crate) struct FindingsAsked {
    /// Those ruled so: `open`, `accepted`, `dismissed`, `licensed` or `all`.
    #[param(default = "all")]
    ruling: Option<String>,
    /// `retelling` or `revision`.
    kind: Option<String>,
    /// Those of one story.
    story: Option<String>,
    /// Those with a greater number: what came since.
    after: Option<i64>,
    /// Those with a lesser number: the next page of a list.
    before: Option<i64>,
    /// At most so many.
    #[param(default = 50, minimum = 1, maximum = 500)]
    limit: Option<usize>,
}

/// What fields ask for.
pub(crate) fn search(fields: &Fields) -> Result<Search, Problem> {
    let ruling = match fields.get("ruling") {
        None | Some("all") => None,
        Some("open") => Some(None),
        Some(name) => Some(Some(Ruling::named(name).map_err(Problem::wrong)?)),
    };
    let kind = match fields.get("kind") {
        None => None,
        Some(name) => {
            let known = Kind::ALL.iter().copied().find(|kind| kind.name() == name);
            Some(known.ok_or_else(|| Problem::wrong(format!("there is no kind {name:?}")))?)
        }
    };
    let (after, before) = (fields.parsed("after"), fields.parsed("before"));
    Ok(Search { kind, story: fields.owned("story"), ruling, after, before })
}

/// The published schema of a finding as it is told.
struct Alert;

impl PartialSchema for Alert {
    fn schema() -> RefOr<Schema> {
        Ref::from_schema_name("Alert").into()
    }
}

impl ToSchema for Alert {}

/// A finding as it is told, with its number and what the desk says of it.
#[derive(Serialize, ToSchema)]
pub(crate) struct FindingTold {
    /// The finding.
    #[serde(flatten)]
    #[schema(value_type = Alert)]
    alert: Value,
    /// Its number in the order of finding; only grows.
    #[schema(example = 18)]
    number: i64,
    /// What the desk says of it: `accepted`, `dismissed` or `licensed`; null while it is open.
    ruling: Option<&'static str>,
}

impl FindingTold {
    fn of(finding: &Finding) -> Self {
        let alert = alert_json(finding, finding.story == finding.id);
        let alert = serde_json::from_str(&alert).unwrap_or_default();
        Self { alert, number: finding.number, ruling: finding.ruling.map(Ruling::name) }
    }
}

/// Findings, the newest first.
#[derive(Serialize, ToSchema)]
pub(crate) struct FindingsTold {
    /// Name of the schema.
    #[schema(example = "retold/findings/1")]
    schema: &'static str,
    /// The findings.
    findings: Vec<FindingTold>,
}

/// A finding with all that was said of it.
#[derive(Serialize, ToSchema)]
pub(crate) struct FindingDiscussed {
    /// The finding.
    #[serde(flatten)]
    told: FindingTold,
    /// Rulings, the oldest first; the last one counts.
    rulings: Vec<RulingGiven>,
    /// Notes, the oldest first.
    notes: Vec<NoteWritten>,
}

/// A ruling on a finding.
#[derive(Serialize, ToSchema)]
struct RulingGiven {
    /// `accepted`, `dismissed` or `licensed`.
    ruling: &'static str,
    /// Who ruled: the name of a token, empty where none was needed.
    by: String,
    /// When.
    #[schema(format = DateTime)]
    at: String,
}

/// A note on a finding.
#[derive(Serialize, ToSchema)]
struct NoteWritten {
    /// What it says.
    words: String,
    /// Who wrote it: the name of a token, empty where none was needed.
    by: String,
    /// When.
    #[schema(format = DateTime)]
    at: String,
}

#[utoipa::path(
    get, path = "/api/v1/findings", tag = "watch", operation_id = "findings",
    summary = "Findings of the watch", description = "The newest first. Each has a `number` that only grows.",
    params(FindingsAsked),
    responses(
        (status = 200, description = "the findings", body = FindingsTold),
        (status = 400, description = "the request makes no sense", body = Problem, content_type = "application/problem+json"),
        (status = 501, description = "nothing is watched here", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn findings(State(site): State<Shared>, RawQuery(query): RawQuery) -> Result<Response, Problem> {
    let fields = Fields::parse(query.unwrap_or_default().as_bytes());
    let (search, limit) = (search(&fields)?, fields.parsed("limit").unwrap_or(USUAL).clamp(1, MOST));
    let found = work::apart(&site, move |site| site.desk()?.ask(|store| store.findings(&search, limit))).await?;
    let told = FindingsTold { schema: "retold/findings/1", findings: found.iter().map(FindingTold::of).collect() };
    Ok(answered(serde_json::to_vec(&told).map_err(std::io::Error::from)?))
}

#[utoipa::path(
    get, path = "/api/v1/findings/{id}", tag = "watch", operation_id = "finding", summary = "One finding, with what was said of it",
    params(("id" = String, Path, description = "its id")),
    responses(
        (status = 200, description = "the finding", body = FindingDiscussed),
        (status = 404, description = "there is no such finding", body = Problem, content_type = "application/problem+json"),
        (status = 501, description = "nothing is watched here", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn finding(State(site): State<Shared>, Path(id): Path<String>) -> Result<Response, Problem> {
    let asked = work::apart(&site, move |site| {
        let desk = site.desk()?;
        Ok((desk.finding(&id)?, desk.said(&id)?))
    });
    let (finding, said) = asked.await?;
    let time = |at: i64| jiff::Timestamp::from_second(at).map(|time| time.to_string()).unwrap_or_default();
    let rulings = said.rulings.into_iter();
    let rulings = rulings.map(|(ruling, by, at)| RulingGiven { ruling: ruling.name(), by, at: time(at) });
    let notes = said.notes.into_iter();
    let notes = notes.map(|note| NoteWritten { words: note.words, by: note.written_by, at: time(note.written_at) });
    let told = FindingTold::of(&finding);
    let told = FindingDiscussed { told, rulings: rulings.collect(), notes: notes.collect() };
    Ok(answered(serde_json::to_vec(&told).map_err(std::io::Error::from)?))
}

/// What somebody says of a finding.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RulingAsked {
    /// `accepted`, `dismissed` or `licensed`.
    #[schema(example = "licensed")]
    ruling: Option<String>,
    /// Words for the desk.
    #[schema(max_length = 4000)]
    note: Option<String>,
}

#[utoipa::path(
    post, path = "/api/v1/findings/{id}", tag = "watch", operation_id = "rule", summary = "Rule on a finding, or write a note",
    description = "Needs a token that may write. The last ruling counts, and all are kept.",
    params(("id" = String, Path, description = "its id")),
    request_body(content = RulingAsked, example = json!({"ruling": "licensed", "note": "by the contract of March"})),
    responses(
        (status = 204, description = "it is written down"),
        (status = 400, description = "the request makes no sense", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "the token allows reading only", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "there is no such finding", body = Problem, content_type = "application/problem+json"),
        (status = 501, description = "nothing is watched here", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn rule(
    State(site): State<Shared>,
    Extension(caller): Extension<Caller>,
    Path(id): Path<String>,
    body: Bytes,
) -> Result<Response, Problem> {
    caller.writes()?;
    site.desk()?;
    let asked: RulingAsked = parsed(&body)?;
    let saying = pages::saying(asked.ruling.as_deref(), asked.note.as_deref(), &caller)?;
    work::apart(&site, move |site| site.desk()?.say(&id, &saying)).await?;
    Ok(axum::http::StatusCode::NO_CONTENT.into_response())
}

#[utoipa::path(
    get, path = "/api/v1/findings/events", tag = "watch", operation_id = "findingEvents", summary = "Findings as they come",
    description = "Server-sent events: `finding`, each with a `FindingTold` as its data and its number as the event's id. Begins behind `after`, or behind the \
        `Last-Event-ID` that a browser sends when it comes back, else with what comes next.",
    params(("after" = Option<i64>, Query, description = "number of the last finding that is known")),
    responses(
        (status = 200, description = "the events", body = String, content_type = "text/event-stream"),
        (status = 429, description = "too many listen", body = Problem, content_type = "application/problem+json"),
        (status = 501, description = "nothing is watched here", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn events(
    State(site): State<Shared>,
    head: HeaderMap,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    site.desk()?;
    let fields = Fields::parse(query.unwrap_or_default().as_bytes());
    let last = head.get("last-event-id").and_then(|id| id.to_str().ok()?.parse().ok()).or(fields.parsed("after"));
    let permit = site.gate.listener()?;
    let after = match last {
        Some(after) => after,
        None => newest(&site).await?,
    };
    let listening = Listening { site, after, silent: 0, begun: false, _permit: permit };
    let body = Body::from_stream(stream::unfold(listening, heard));
    Ok(([(header::CONTENT_TYPE, "text/event-stream"), (header::CACHE_CONTROL, "no-store")], body).into_response())
}

async fn newest(site: &Shared) -> Result<i64, Problem> {
    let found = work::apart(site, |site| site.desk()?.ask(|store| store.findings(&Search::default(), 1))).await?;
    Ok(found.first().map_or(0, |finding| finding.number))
}

/// Somebody who listens.
struct Listening {
    site: Shared,
    after: i64,
    silent: u32,
    begun: bool,
    _permit: OwnedSemaphorePermit,
}

/// What is next to be sent. Ends when the service does.
async fn heard(mut listening: Listening) -> Option<(Result<Bytes, std::convert::Infallible>, Listening)> {
    loop {
        let search = Search { after: Some(listening.after), ..Search::default() };
        let found =
            work::apart(&listening.site, move |site| site.desk()?.ask(|store| store.findings(&search, MOST))).await;
        let found = found.ok()?;
        if let Some(newest) = found.first() {
            (listening.after, listening.silent) = (newest.number, 0);
            return Some((Ok(found.iter().rev().map(event).collect::<String>().into()), listening));
        }
        if !std::mem::replace(&mut listening.begun, true) || listening.silent >= SILENCE {
            listening.silent = 0;
            return Some((Ok(Bytes::from_static(b": listening\n\n")), listening));
        }
        listening.silent += 1;
        tokio::time::sleep(LOOK).await;
        if listening.site.is_ending() {
            return None;
        }
    }
}

fn event(finding: &Finding) -> String {
    let told = serde_json::to_string(&FindingTold::of(finding)).unwrap_or_default();
    format!("event: finding\nid: {}\ndata: {told}\n\n", finding.number)
}
