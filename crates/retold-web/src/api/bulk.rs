//! Many texts in one stream: JSON Lines in, JSON Lines or server-sent events out, in the order they came.

use std::sync::Arc;

use axum::body::{Body, BodyDataStream, Bytes};
use axum::extract::{RawQuery, Request, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use futures_util::{StreamExt, stream};
use retold_formats::Format;
use retold_report::TraceOutput;
use serde::Serialize;
use tokio::sync::OwnedSemaphorePermit;

use super::asked::Looking;
use crate::fields::Fields;
use crate::problem::Problem;
use crate::site::Shared;
use crate::work;

/// Longest line of a stream.
const LONGEST_LINE: usize = 4 << 20;
/// After so many texts a stream of events says how far it has come.
const OFTEN: usize = 10;

/// One line of a stream that gave no trace.
#[derive(Serialize)]
struct Failed<'a> {
    schema: &'static str,
    line: usize,
    error: &'a Problem,
}

#[utoipa::path(
    post, path = "/api/v1/trace/bulk", tag = "archive", operation_id = "traceBulk",
    summary = "Find what many texts were retold from",
    description = "JSON Lines in: one article a line, with at least `id` and `text`. JSON Lines out, one trace a line in the same order, \
        while the texts still come in; a line that holds no article is answered by `{\"schema\": \"retold/failed/1\", \"line\", \"error\"}`. \
        With `Accept: text/event-stream` the answer comes as events: `trace`, `failed`, `progress` (`{\"done\": n}`) and, last, `end`. \
        The query takes `threshold`, `candidates`, `since`, `until`, `publisher`, `without` and `evidence`.",
    request_body(content = String, content_type = "application/x-ndjson", example = "{\"id\": \"q1\", \"text\": \"The quay is closed.\"}\n"),
    responses(
        (status = 200, description = "the traces", content(
            (ref("#/components/schemas/Trace") = "application/x-ndjson"),
            (String = "text/event-stream"),
        )),
        (status = 400, description = "the request makes no sense", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "too many streams at once", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn bulk(
    State(site): State<Shared>,
    RawQuery(query): RawQuery,
    request: Request,
) -> Result<Response, Problem> {
    let looking = Looking::of(&Fields::parse(query.unwrap_or_default().as_bytes()))?;
    let (settings, evidence) = looking.settings()?;
    let accept = request.headers().get(header::ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let events = accept.contains("text/event-stream");
    let permit = site.gate.stream()?;
    let at_once = site.settings.at_once.max(1);
    let settings = Arc::new(settings);
    let lines = Lines {
        site: site.clone(),
        body: request.into_body().into_data_stream(),
        rest: Vec::new(),
        next: 1,
        over: false,
    };
    let traced = stream::unfold((lines, permit), next_line)
        .map(move |(number, line)| {
            let (site, settings) = (site.clone(), settings.clone());
            async move { (number, answer(&site, line, (settings, evidence)).await) }
        })
        .buffered(at_once)
        .map(move |(number, answer)| if events { event(number, answer) } else { line(number, answer) });
    let ended = stream::iter(events.then(|| Bytes::from_static(b"event: end\ndata: {}\n\n")));
    let body = Body::from_stream(traced.chain(ended).map(Ok::<_, std::convert::Infallible>));
    let kind = if events { "text/event-stream" } else { "application/x-ndjson" };
    Ok(([(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, "no-store")], body).into_response())
}

/// Lines as they come in.
struct Lines {
    site: Shared,
    body: BodyDataStream,
    rest: Vec<u8>,
    next: usize,
    over: bool,
}

type Line = (usize, Result<Vec<u8>, Problem>);

/// The next line that is not blank, with its number.
async fn next_line(
    (mut lines, permit): (Lines, OwnedSemaphorePermit),
) -> Option<(Line, (Lines, OwnedSemaphorePermit))> {
    loop {
        if let Some(end) = lines.rest.iter().position(|byte| *byte == b'\n') {
            let line: Vec<u8> = lines.rest.drain(..=end).collect();
            let number = lines.next;
            lines.next += 1;
            if !line.trim_ascii().is_empty() {
                return Some(((number, Ok(line)), (lines, permit)));
            }
            continue;
        }
        if lines.over {
            let line = std::mem::take(&mut lines.rest);
            let any = !line.trim_ascii().is_empty();
            return any.then_some(((lines.next, Ok(line)), (lines, permit)));
        }
        let chunk = tokio::time::timeout(lines.site.settings.body_wait, lines.body.next()).await;
        let problem = match chunk {
            Ok(Some(Ok(bytes))) if lines.rest.len() + bytes.len() <= LONGEST_LINE => {
                lines.rest.extend_from_slice(&bytes);
                continue;
            }
            Ok(None) => {
                lines.over = true;
                continue;
            }
            Ok(Some(Ok(_))) => Problem::large(LONGEST_LINE),
            Ok(Some(Err(_))) => Problem::wrong("the stream is torn"),
            Err(_) => Problem::slow(),
        };
        lines.over = true;
        lines.rest.clear();
        return Some(((lines.next, Err(problem)), (lines, permit)));
    }
}

/// The trace of one line as JSON, when its turn comes.
async fn answer(
    site: &Shared,
    line: Result<Vec<u8>, Problem>,
    (settings, evidence): (Arc<retold::trace::TraceSettings>, bool),
) -> Result<Vec<u8>, Problem> {
    let line = line?;
    let turn = site.gate.patient_turn().await?;
    let bytes = work::apart(site, move |site| {
        let _turn = turn;
        let read = Format::JsonLines.read(line.as_slice(), "line").next();
        let text = read.ok_or_else(|| Problem::unreadable("the line is empty"))?;
        let report = work::trace(site, &text?, settings.as_ref().clone(), evidence)?;
        let mut bytes = Vec::new();
        TraceOutput::Json.write(&report, &mut bytes)?;
        Ok(bytes)
    });
    let bytes = bytes.await?;
    site.figures.traced();
    Ok(bytes)
}

fn failed(line: usize, error: &Problem) -> Vec<u8> {
    // Its fields are numbers and strings, which JSON has.
    let mut bytes = serde_json::to_vec(&Failed { schema: "retold/failed/1", line, error }).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}

fn line(number: usize, answer: Result<Vec<u8>, Problem>) -> Bytes {
    answer.unwrap_or_else(|problem| failed(number, &problem)).into()
}

/// An answer as a server-sent event. JSON on one line holds no line end, so one `data:` does.
fn event(number: usize, answer: Result<Vec<u8>, Problem>) -> Bytes {
    let (name, json) = match answer {
        Ok(json) => ("trace", json),
        Err(problem) => ("failed", failed(number, &problem)),
    };
    let mut event = format!("event: {name}\nid: {number}\ndata: ").into_bytes();
    event.extend_from_slice(json.trim_ascii_end());
    event.extend_from_slice(b"\n\n");
    if number.is_multiple_of(OFTEN) {
        event.extend_from_slice(format!("event: progress\ndata: {{\"done\": {number}}}\n\n").as_bytes());
    }
    event.into()
}
