//! What is written down of each request: one JSON object a line on standard error. Never a word of a text, and no address
//! beyond its route: both may be confidential.

use std::time::Instant;

use axum::extract::{MatchedPath, Request, State};
use axum::middleware::Next;
use axum::response::Response;

use crate::problem::Problem;
use crate::site::Shared;

/// Starts the journal of this process; one that is started already goes on.
pub(crate) fn start() {
    let lines = tracing_subscriber::fmt().json().flatten_event(true).with_current_span(false).with_span_list(false);
    // A program that embeds the service may have a journal of its own.
    let _ = lines.with_target(false).with_writer(std::io::stderr).try_init();
}

/// Counts and notes a request.
pub(crate) async fn note(State(site): State<Shared>, request: Request, next: Next) -> Response {
    let begun = Instant::now();
    let method = request.method().clone();
    let route = request.extensions().get::<MatchedPath>().map_or("none".to_owned(), |path| path.as_str().to_owned());
    let response = next.run(request).await;
    let (took, status) = (begun.elapsed(), response.status().as_u16());
    site.figures.answered(&route, status, took);
    let ms = (took.as_secs_f64() * 1e4).round() / 10.0;
    match response.extensions().get::<Problem>() {
        Some(problem) if status >= 500 => {
            tracing::error!(%method, route, status, ms, problem = problem.title(), "answered");
        }
        Some(problem) => tracing::info!(%method, route, status, ms, problem = problem.title(), "answered"),
        None => tracing::info!(%method, route, status, ms, "answered"),
    }
    response
}
