//! What a text was retold from.

use axum::body::Bytes;
use axum::extract::State;
use axum::response::Response;
use retold_report::TraceOutput;
use serde::Deserialize;
use utoipa::ToSchema;

use super::asked::{Given, Looking, json, parsed};
use crate::problem::Problem;
use crate::site::Shared;
use crate::work;

/// A text with how its sources are looked for.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct TraceAsked {
    /// The text, or an article of the archive.
    article: Given,
    /// How to look.
    #[serde(default)]
    looking: Looking,
}

#[utoipa::path(
    post, path = "/api/v1/trace", tag = "archive", operation_id = "trace",
    summary = "Find what a text was retold from",
    description = "Named sources first, best first; after them what came nearest and was not named (`named` is false).",
    request_body(content = TraceAsked, example = json!({
        "article": {"text": "Westerby's Long Quay will be closed for 16 weeks, the harbour board decided on Monday."},
        "looking": {"evidence": true}
    })),
    responses(
        (status = 200, description = "the sources", body = ref("#/components/schemas/Trace")),
        (status = 400, description = "the request makes no sense", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "no such article in the archive", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "too much text", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "no article in what was sent", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "too many requests at once; come again after `Retry-After` seconds", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn trace(State(site): State<Shared>, body: Bytes) -> Result<Response, Problem> {
    let asked: TraceAsked = parsed(&body)?;
    let (settings, evidence) = asked.looking.settings()?;
    let report = work::in_turn(&site, move |site| {
        let text = asked.article.article(site)?;
        work::trace(site, &text, settings, evidence)
    });
    let report = report.await?;
    let mut bytes = Vec::new();
    TraceOutput::Json.write(&report, &mut bytes)?;
    site.figures.traced();
    Ok(json(bytes))
}
