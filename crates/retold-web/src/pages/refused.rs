//! Problems, for people.

use axum::extract::{Request, State};
use axum::http::{StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};

use super::frame::Leaf;
use crate::fields::address;
use crate::problem::Problem;
use crate::site::Shared;

/// Turns problems into pages, but for programs.
pub(crate) async fn as_pages(State(site): State<Shared>, request: Request, next: Next) -> Response {
    let path = request.uri().path().to_owned();
    let wanted = request.uri().path_and_query().map_or(path.clone(), |wanted| wanted.as_str().to_owned());
    let looks = request.method() == axum::http::Method::GET;
    let response = next.run(request).await;
    let for_programs = path.starts_with("/api/") || matches!(path.as_str(), "/health" | "/ready" | "/metrics");
    let Some(problem) = response.extensions().get::<Problem>().cloned().filter(|_| !for_programs) else {
        return response;
    };
    if problem.status() == StatusCode::UNAUTHORIZED && looks {
        return Redirect::to(&address("/login", [("then", wanted.as_str())])).into_response();
    }
    refused(&site, problem)
}

fn refused(site: &Shared, problem: Problem) -> Response {
    let mut leaf = Leaf {
        title: problem.title().to_owned(),
        part: None,
        compares: false,
        draws: false,
        content: Default::default(),
    };
    let page = &mut leaf.content;
    page.raw("<div class=\"refused\">\n<p class=\"kicker\">").value(problem.status().as_u16()).raw("</p>\n<h1>");
    page.text(&capital(problem.title())).raw("</h1>\n<p class=\"lead\" dir=\"auto\">").text(problem.detail());
    page.raw("</p>\n");
    if problem.status() == StatusCode::TOO_MANY_REQUESTS {
        page.raw("<p>The machine is busy with other texts. Load the page again in a moment.</p>\n");
    }
    page.raw("<p><a href=\"/\">Trace a text</a> · <a href=\"/archive\">Search the archive</a></p>\n</div>\n");
    let mut response = leaf.answer(site);
    let status = problem.status();
    problem.mark(&mut response);
    if status != StatusCode::UNAUTHORIZED {
        response.headers_mut().remove(header::WWW_AUTHENTICATE);
    }
    response
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
