//! The page a request comes from. A browser says so; a page of another site may lead here by a link and do nothing else.

use axum::extract::Request;
use axum::http::{HeaderMap, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::problem::Problem;

/// Refuses what a page of another site sends or embeds.
pub(crate) async fn same_site(request: Request, next: Next) -> Response {
    if !is_welcome(request.method(), request.headers()) {
        return Problem::forbidden("the request comes from a page of another site").into_response();
    }
    next.run(request).await
}

fn is_welcome(method: &Method, headers: &HeaderMap) -> bool {
    let of = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let harmless = matches!(*method, Method::GET | Method::HEAD);
    match (of("sec-fetch-site"), of("origin")) {
        (Some("same-origin" | "none"), _) => true,
        // A link from elsewhere; not an image, a frame or a script there.
        (Some(_), _) => {
            harmless && of("sec-fetch-mode") == Some("navigate") && of("sec-fetch-dest") == Some("document")
        }
        // An older browser, or one that came without encryption: it names the origin of what it sends.
        (None, Some(origin)) => harmless || is_own(origin, of(header::HOST.as_str())),
        // No browser: it sends what its user told it to.
        (None, None) => true,
    }
}

fn is_own(origin: &str, host: Option<&str>) -> bool {
    let authority = origin.split_once("://").map(|(_, authority)| authority);
    matches!((authority, host), (Some(authority), Some(host)) if authority.eq_ignore_ascii_case(host))
}
