//! What is said when a request cannot be answered: `application/problem+json` (RFC 9457) for programs, a page for people.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use retold_archive::ArchiveError;
use retold_formats::ReadError;
use serde::Serialize;
use utoipa::ToSchema;

/// Why a request is not answered.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Problem {
    /// What kind of problem it is: stays the same, for programs.
    #[serde(rename = "type")]
    #[schema(example = "urn:retold:problem:not-found")]
    kind: String,
    /// The kind in words.
    #[schema(example = "not found")]
    title: &'static str,
    /// The HTTP status.
    #[schema(example = 404)]
    status: u16,
    /// What is wrong with this very request.
    #[schema(example = "q17: no article of this id in the archive")]
    detail: String,
}

/// Seconds after which a client that was turned away may come again.
const COME_AGAIN: &str = "1";

impl Problem {
    fn new(status: StatusCode, name: &str, title: &'static str) -> Self {
        let kind = format!("urn:retold:problem:{name}");
        Self { kind, title, status: status.as_u16(), detail: String::new() }
    }

    fn saying(mut self, detail: impl Into<String>) -> Self {
        let detail: String = detail.into();
        // Words of others may hold anything; a problem is one line.
        self.detail = detail.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        self
    }

    /// The request itself makes no sense.
    pub(crate) fn wrong(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "bad-request", "the request makes no sense").saying(detail)
    }

    /// What was sent holds no article that could be read.
    pub(crate) fn unreadable(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, "no-article", "no article in what was sent").saying(detail)
    }

    /// There is no such thing.
    pub(crate) fn missing(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::NOT_FOUND, "not-found", "not found").saying(detail)
    }

    /// There is such a thing, and it is asked for in another way.
    pub(crate) fn method() -> Self {
        Self::new(StatusCode::METHOD_NOT_ALLOWED, "method", "not in this way")
            .saying("this address is asked for by another method")
    }

    /// More was sent than is taken.
    pub(crate) fn large(limit: usize) -> Self {
        let detail = format!("at most {} MB are taken in one request", limit >> 20);
        Self::new(StatusCode::PAYLOAD_TOO_LARGE, "too-large", "too large").saying(detail)
    }

    /// The client took too long.
    pub(crate) fn slow() -> Self {
        Self::new(StatusCode::REQUEST_TIMEOUT, "too-slow", "too slow").saying("the request did not arrive in time")
    }

    /// More is asked at once than the machine bears.
    pub(crate) fn busy() -> Self {
        Self::new(StatusCode::TOO_MANY_REQUESTS, "too-busy", "too many requests at once")
            .saying("try again in a moment")
    }

    /// A token is needed.
    pub(crate) fn stranger() -> Self {
        Self::new(StatusCode::UNAUTHORIZED, "no-token", "a token is needed")
            .saying("send one as: Authorization: Bearer TOKEN")
    }

    /// What the token allows does not suffice, or the request comes from a page of another site.
    pub(crate) fn forbidden(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::FORBIDDEN, "forbidden", "not allowed").saying(detail)
    }

    /// The request is for another host.
    pub(crate) fn other_host(host: &str) -> Self {
        let detail = format!("{host}: this service goes by other names; start it with --host to add one");
        Self::new(StatusCode::MISDIRECTED_REQUEST, "other-host", "for another host").saying(detail)
    }

    /// A page of the web could not be fetched.
    pub(crate) fn far(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_GATEWAY, "not-fetched", "the page could not be fetched").saying(detail)
    }

    /// A part of the service that this installation has not.
    pub(crate) fn absent(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::NOT_IMPLEMENTED, "switched-off", "switched off").saying(detail)
    }

    /// Something is wrong here and not with the request.
    pub(crate) fn fault(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "fault", "a fault of the service").saying(detail)
    }

    /// The HTTP status.
    pub(crate) fn status(&self) -> StatusCode {
        StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }

    /// The kind in words.
    pub(crate) fn title(&self) -> &'static str {
        self.title
    }

    /// What is wrong with this very request.
    pub(crate) fn detail(&self) -> &str {
        &self.detail
    }

    /// The headers that go with it, on a page as well.
    pub(crate) fn mark(self, response: &mut Response) {
        *response.status_mut() = self.status();
        let headers = response.headers_mut();
        if self.status() == StatusCode::TOO_MANY_REQUESTS {
            headers.insert(header::RETRY_AFTER, HeaderValue::from_static(COME_AGAIN));
        }
        if self.status() == StatusCode::UNAUTHORIZED {
            headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        response.extensions_mut().insert(self);
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let body = serde_json::to_vec(&self).unwrap_or_default();
        let mut response = ([(header::CONTENT_TYPE, "application/problem+json")], body).into_response();
        self.mark(&mut response);
        response
    }
}

impl From<ArchiveError> for Problem {
    /// The folder's name is for the journal, not for whoever asks.
    fn from(error: ArchiveError) -> Self {
        tracing::error!(cause = %error, "archive");
        Self::fault("the archive cannot be read")
    }
}

impl From<ReadError> for Problem {
    fn from(error: ReadError) -> Self {
        Self::unreadable(error.to_string())
    }
}

impl From<std::io::Error> for Problem {
    /// Writers fail only with what they write to, and that is memory.
    fn from(error: std::io::Error) -> Self {
        Self::fault(error.to_string())
    }
}
