//! The body of a request: whole, in time, and not too large.

use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::{Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::problem::Problem;
use crate::site::Shared;

/// Collects the body of a request before anything is done with it. Streams have a way of their own.
pub(crate) async fn collected(State(site): State<Shared>, request: Request, next: Next) -> Response {
    if matches!(*request.method(), Method::GET | Method::HEAD) {
        return next.run(request).await;
    }
    let limit = site.settings.largest_upload;
    let length = request.headers().get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse().ok());
    if length.is_some_and(|length: usize| length > limit) {
        return Problem::large(limit).into_response();
    }
    let room = match site.gate.room(length).await {
        Ok(room) => room,
        Err(problem) => return problem.into_response(),
    };
    let (head, body) = request.into_parts();
    match tokio::time::timeout(site.settings.body_wait, to_bytes(body, limit)).await {
        Err(_) => Problem::slow().into_response(),
        Ok(Err(_)) => Problem::large(limit).into_response(),
        Ok(Ok(bytes)) => {
            let response = next.run(Request::from_parts(head, Body::from(bytes))).await;
            drop(room);
            response
        }
    }
}
