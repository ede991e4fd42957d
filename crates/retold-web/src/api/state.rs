//! Whether the service is up, and what it measured.

use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use retold::retrieve::Retriever;

use crate::problem::Problem;
use crate::site::Shared;
use crate::work;

#[utoipa::path(
    get, path = "/health", tag = "service", operation_id = "health", summary = "Whether the process answers",
    responses((status = 200, description = "it does", body = String, content_type = "text/plain"))
)]
pub(crate) async fn health() -> &'static str {
    "alive\n"
}

#[utoipa::path(
    get, path = "/ready", tag = "service", operation_id = "ready", summary = "Whether the archive can be read",
    responses(
        (status = 200, description = "it can", body = String, content_type = "text/plain"),
        (status = 500, description = "it cannot", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn ready(State(site): State<Shared>) -> Result<&'static str, Problem> {
    work::apart(&site, |site| Ok(site.archive.contains("")?)).await?;
    Ok("ready\n")
}

#[utoipa::path(
    get, path = "/metrics", tag = "service", operation_id = "metrics", summary = "Figures for Prometheus",
    responses((status = 200, description = "figures in the OpenMetrics text form", body = String, content_type = "application/openmetrics-text"))
)]
pub(crate) async fn metrics(State(site): State<Shared>) -> Response {
    let text = site.figures.text(site.gate.waiting(), site.archive.size());
    ([(header::CONTENT_TYPE, "application/openmetrics-text; version=1.0.0; charset=utf-8")], text).into_response()
}
