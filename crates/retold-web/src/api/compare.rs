//! How one text was retold from another, or from several.

use axum::body::Bytes;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use retold_report::{Output, Report};
use serde::Deserialize;
use utoipa::ToSchema;

use super::asked::{Given, json, parsed};
use crate::problem::Problem;
use crate::site::Shared;
use crate::work;

/// A retelling with the source or the sources it is held against.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CompareAsked {
    /// The article that was retold.
    source: Option<Given>,
    /// Several articles that may have been; in place of `source`.
    #[serde(default)]
    sources: Vec<Given>,
    /// The article that may retell them.
    retelling: Given,
    /// How to answer.
    #[serde(default)]
    format: Shape,
    /// Replace the words of the texts outside the evidence by blocks.
    #[serde(default)]
    redact: bool,
}

/// How a comparison is answered.
#[derive(Clone, Copy, Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Shape {
    /// By the schema `retold/comparison/1`.
    #[default]
    Json,
    /// The report as one self-contained file.
    Html,
    /// One change a row.
    Csv,
}

#[utoipa::path(
    post, path = "/api/v1/compare", tag = "articles", operation_id = "compare",
    summary = "Compare a retelling with its source",
    description = "Links, changes and verdict of two texts. With `sources` each sentence of the retelling follows one of them.",
    request_body(content = CompareAsked, example = json!({
        "source": {"id": "wire-7", "text": "The harbour board of Westerby voted on Monday to close the Long Quay for six weeks. \"We could not wait another winter,\" said Ida Marsh, who chairs it."},
        "retelling": {"id": "site-18", "text": "Westerby's Long Quay will be closed for 16 weeks, the harbour board decided on Monday. Ida Marsh said they could not wait another winter."}
    })),
    responses(
        (status = 200, description = "the comparison", body = ref("#/components/schemas/Comparison")),
        (status = 400, description = "the request makes no sense", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "no such article in the archive", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "too much text", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "no article in what was sent", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "too many requests at once; come again after `Retry-After` seconds", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn compare(State(site): State<Shared>, body: Bytes) -> Result<Response, Problem> {
    let asked: CompareAsked = parsed(&body)?;
    let (shape, redact) = (asked.format, asked.redact);
    let report = work::in_turn(&site, move |site| {
        let given = asked.source.into_iter().chain(asked.sources);
        let sources = given.map(|given| given.article(site)).collect::<Result<Vec<_>, _>>()?;
        let joint = work::compare(&sources, &asked.retelling.article(site)?)?;
        Ok(match shape {
            Shape::Html => work::report(joint, redact),
            // Only the page shows claims.
            Shape::Json | Shape::Csv => Report::new(joint, work::report_settings(redact)),
        })
    });
    let (output, kind) = match shape {
        Shape::Json => (Output::Json, "application/json"),
        Shape::Html => (Output::Html, "text/html; charset=utf-8"),
        Shape::Csv => (Output::Csv, "text/csv; charset=utf-8"),
    };
    let report = report.await?;
    let mut bytes = Vec::new();
    output.writer().write(&report, &mut bytes)?;
    if matches!(shape, Shape::Json) {
        return Ok(json(bytes));
    }
    let headers = [(header::CONTENT_TYPE, kind), (header::CONTENT_DISPOSITION, "attachment")];
    Ok((headers, bytes).into_response())
}
