//! Findings of the watch.

use axum::body::{Body, Bytes};
use axum::extract::{Extension, Path, RawQuery, State};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use futures_util::stream;
use retold_store::{Finding, Kind, Ruling, Search};
use retold_watch::alert_json;
use serde::Deserialize;
use serde_json::{Value, json};
use std::time::Duration;
use tokio::sync::OwnedSemaphorePermit;
use utoipa::{IntoParams, ToSchema};

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

/// A finding as it is told, with its number and what the desk says of it.
fn told(finding: &Finding) -> Value {
    let alert = alert_json(finding, finding.story == finding.id);
    let mut told: Value = serde_json::from_str(&alert).unwrap_or_default();
    told["number"] = json!(finding.number);
    told["ruling"] = json!(finding.ruling.map(Ruling::name));
    told
}

#[utoipa::path(
    get, path = "/api/v1/findings", tag = "watch", operation_id = "findings",
    summary = "Findings of the watch", description = "The newest first. Each has a `number` that only grows.",
    params(FindingsAsked),
    responses(
        (status = 200, description = "the findings", body = Object),
        (status = 400, description = "the request makes no sense", body = Problem, content_type = "application/problem+json"),
        (status = 501, description = "nothing is watched here", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn findings(State(site): State<Shared>, RawQuery(query): RawQuery) -> Result<Response, Problem> {
    let fields = Fields::parse(query.unwrap_or_default().as_bytes());
    let (search, limit) = (search(&fields)?, fields.parsed("limit").unwrap_or(USUAL).clamp(1, MOST));
    let found = work::apart(&site, move |site| site.desk()?.ask(|store| store.findings(&search, limit))).await?;
    let told: Vec<Value> = found.iter().map(told).collect();
    Ok(answered(json!({"schema": "retold/findings/1", "findings": told}).to_string().into_bytes()))
}

#[utoipa::path(
    get, path = "/api/v1/findings/{id}", tag = "watch", operation_id = "finding", summary = "One finding, with what was said of it",
    params(("id" = String, Path, description = "its id")),
    responses(
        (status = 200, description = "the finding", body = Object),
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
    let mut told = told(&finding);
    let time = |at: i64| jiff::Timestamp::from_second(at).map(|time| time.to_string()).unwrap_or_default();
    let ruling = |(ruling, by, at): &(Ruling, String, i64)| json!({"ruling": ruling.name(), "by": by, "at": time(*at)});
    told["rulings"] = said.rulings.iter().map(ruling).collect();
    told["notes"] =
        said.notes.iter().map(|n| json!({"words": n.words, "by": n.written_by, "at": time(n.written_at)})).collect();
    Ok(answered(told.to_string().into_bytes()))
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
    description = "Server-sent events: `finding`, each with its number as the event's id. Begins behind `after`, or behind the \
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
            let events = found.iter().rev().map(|f| format!("event: finding\nid: {}\ndata: {}\n\n", f.number, told(f)));
            return Some((Ok(events.collect::<String>().into()), listening));
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
