//! Who asks, and what they may do.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::problem::Problem;
use crate::site::Shared;
use crate::tokens::Role;

/// The cookie in which a browser keeps its token.
pub(crate) const COOKIE: &str = "retold-token";

/// Who asks.
#[derive(Clone, Debug)]
pub(crate) struct Caller {
    /// The name of the token, where one is needed.
    pub(crate) name: Option<String>,
    /// What they may do.
    pub(crate) role: Role,
}

impl Caller {
    /// Refuses whoever may only look.
    pub(crate) fn writes(&self) -> Result<(), Problem> {
        match self.role {
            Role::Write => Ok(()),
            Role::Read => Err(Problem::forbidden("the token allows reading only")),
        }
    }
}

/// Lets in whoever may ask, and notes who it is.
pub(crate) async fn admitted(State(site): State<Shared>, mut request: Request, next: Next) -> Response {
    if site.needs_token() && !is_for_all(request.uri().path()) {
        let secret = secret(request.headers());
        let Some(token) = secret.and_then(|secret| site.tokens.holder(secret)) else {
            return Problem::stranger().into_response();
        };
        request.extensions_mut().insert(Caller { name: Some(token.name), role: token.role });
    } else {
        request.extensions_mut().insert(Caller { name: None, role: Role::Write });
    }
    next.run(request).await
}

/// What a stranger may see: where to show a token, what that page is made of, and whether the service is up.
fn is_for_all(path: &str) -> bool {
    matches!(path, "/login" | "/health" | "/ready") || path.starts_with("/assets/")
}

fn secret(headers: &HeaderMap) -> Option<&str> {
    let bearer = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    if let Some((scheme, secret)) = bearer.and_then(|value| value.split_once(' ')) {
        return scheme.eq_ignore_ascii_case("bearer").then(|| secret.trim());
    }
    let cookies = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs = cookies.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(name, _)| *name == COOKIE).map(|(_, value)| value)
}
