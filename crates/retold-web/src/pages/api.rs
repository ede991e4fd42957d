//! The API for people: what its description says, with examples to try.

use axum::extract::State;
use axum::response::Response;
use retold_report::Page;
use serde_json::Value;

use super::frame::{Leaf, Part};
use crate::api::description;
use crate::site::Shared;

/// The documented API.
pub(crate) async fn api(State(site): State<Shared>) -> Response {
    let described = description();
    let mut leaf = Leaf::new(Part::Api, "API");
    let page = &mut leaf.content;
    page.raw("<div class=\"docs\">\n<h1>API</h1>\n<p class=\"lead\">");
    prose(page, text(described, "/info/description"));
    page.raw("</p>\n<p><a href=\"/api/v1/openapi.json\">OpenAPI 3.1 description</a> · <a href=\"/metrics\">Figures for Prometheus</a></p>\n");
    for (path, operations) in described["paths"].as_object().into_iter().flatten() {
        for (method, operation) in operations.as_object().into_iter().flatten() {
            one(page, (method, path), operation);
        }
    }
    page.raw("</div>\n");
    leaf.answer(&site)
}

fn one(page: &mut Page, (method, path): (&str, &str), operation: &Value) {
    let id = text(operation, "/operationId");
    page.raw("<section")
        .attribute("aria-labelledby", id)
        .raw(">\n<h2")
        .attribute("id", id)
        .raw(">")
        .text(text(operation, "/summary"));
    page.raw("</h2>\n<p class=\"call\"><b>")
        .text(&method.to_uppercase())
        .raw("</b> <code>")
        .text(path)
        .raw("</code></p>\n<p>");
    prose(page, text(operation, "/description"));
    page.raw("</p>\n");
    parameters(page, operation);
    if let Some(example) =
        operation.pointer("/requestBody/content").and_then(Value::as_object).and_then(|c| c.iter().next())
    {
        curl(page, path, example);
    }
    page.raw("<details><summary>Answers</summary>\n<dl class=\"answers\">\n");
    for (status, answer) in operation["responses"].as_object().into_iter().flatten() {
        page.raw("<dt>").text(status).raw("</dt><dd>").text(text(answer, "/description")).raw("</dd>\n");
    }
    page.raw("</dl>\n</details>\n</section>\n");
}

fn parameters(page: &mut Page, operation: &Value) {
    let Some(parameters) = operation["parameters"].as_array() else { return };
    page.raw("<dl class=\"parameters\">\n");
    for parameter in parameters {
        page.raw("<dt><code>").text(text(parameter, "/name")).raw("</code></dt><dd>");
        prose(page, text(parameter, "/description"));
        page.raw("</dd>\n");
    }
    page.raw("</dl>\n");
}

/// A call to try in a shell.
fn curl(page: &mut Page, path: &str, (kind, content): (&String, &Value)) {
    let body = match &content["example"] {
        Value::String(text) => text.trim_end().to_owned(),
        other => serde_json::to_string_pretty(other).unwrap_or_default(),
    };
    // In single quotes a shell reads everything as it is, but for a single quote.
    let body = body.replace('\'', "'\\''");
    page.raw("<pre tabindex=\"0\"><code>curl -H 'Content-Type: ").text(kind).raw("' http://localhost:8080").text(path);
    page.raw(" --data-binary '");
    for (n, line) in body.lines().enumerate() {
        if n > 0 {
            page.raw("\n");
        }
        page.text(line);
    }
    page.raw("'</code></pre>\n");
}

/// Words with code between backticks.
fn prose(page: &mut Page, text: &str) {
    for (n, part) in text.split('`').enumerate() {
        match n % 2 {
            0 => page.text(part),
            _ => page.raw("<code>").text(part).raw("</code>"),
        };
    }
}

fn text<'v>(value: &'v Value, pointer: &str) -> &'v str {
    value.pointer(pointer).and_then(Value::as_str).unwrap_or_default()
}
