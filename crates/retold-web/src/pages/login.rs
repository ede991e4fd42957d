//! Where a token is shown, once a browser and half a day.

use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Redirect, Response};

use super::frame::Leaf;
use crate::fields::Fields;
use crate::guard::COOKIE;
use crate::intake::Intake;
use crate::problem::Problem;
use crate::site::Shared;

/// How long a browser keeps a token, in seconds.
const HALF_A_DAY: u32 = 12 * 60 * 60;

/// The form.
pub(crate) async fn login(State(site): State<Shared>, RawQuery(query): RawQuery) -> Response {
    let fields = Fields::parse(query.unwrap_or_default().as_bytes());
    let mut leaf =
        Leaf { title: "Sign in".to_owned(), part: None, compares: false, draws: false, content: Default::default() };
    let page = &mut leaf.content;
    page.raw("<div class=\"ask\">\n<h1>Sign in</h1>\n<p class=\"lead\">This service asks for a token. Whoever runs it gives you one.</p>\n");
    page.raw("<form class=\"login\" method=\"post\" action=\"/login\">\n<p class=\"field\"><label for=\"token\">Token</label><input id=\"token\" name=\"token\" ");
    page.raw("type=\"password\" autocomplete=\"current-password\" required></p>\n<input type=\"hidden\" name=\"then\"");
    page.attribute("value", fields.get("then").unwrap_or("/"));
    page.raw(">\n<p class=\"do\"><button class=\"main\">Sign in</button></p>\n</form>\n</div>\n");
    leaf.answer(&site)
}

/// Takes a token in.
pub(crate) async fn login_taken(
    State(site): State<Shared>,
    head: HeaderMap,
    intake: Intake,
) -> Result<Response, Problem> {
    let secret = intake.fields.get("token").unwrap_or_default();
    if site.tokens.holder(secret).is_none() {
        return Err(Problem::forbidden("the token is not known here"));
    }
    let then = intake.fields.get("then").filter(|then| is_own(then)).unwrap_or("/");
    let mut response = Redirect::to(then).into_response();
    // A known secret is letters and digits, so it makes a header.
    let cookie = HeaderValue::from_str(&cookie(secret, HALF_A_DAY, &head));
    response.headers_mut().insert(header::SET_COOKIE, cookie.map_err(|e| Problem::fault(e.to_string()))?);
    Ok(response)
}

/// Takes the token out of the browser.
pub(crate) async fn logout(head: HeaderMap) -> Result<Response, Problem> {
    let mut response = Redirect::to("/login").into_response();
    let cookie = HeaderValue::from_str(&cookie("", 0, &head));
    response.headers_mut().insert(header::SET_COOKIE, cookie.map_err(|e| Problem::fault(e.to_string()))?);
    Ok(response)
}

/// Not for scripts, not for other sites; behind a proxy that speaks TLS, only over TLS.
fn cookie(secret: &str, seconds: u32, head: &HeaderMap) -> String {
    let secure = head.get("x-forwarded-proto").is_some_and(|by| by == "https");
    let secure = if secure { "; Secure" } else { "" };
    format!("{COOKIE}={secret}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Strict{secure}")
}

/// Whether an address leads to a page of this site and nowhere else.
fn is_own(address: &str) -> bool {
    address.starts_with('/') && !address.starts_with("//") && !address.contains(['\\', '\r', '\n'])
}
