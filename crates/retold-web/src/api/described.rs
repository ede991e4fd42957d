//! The description of the API by OpenAPI 3.1, made from the code that answers. Answers that other crates write have
//! published schemas, which are taken in as they are.

use std::sync::OnceLock;

use axum::response::Response;
use serde_json::{Map, Value};
use utoipa::OpenApi;

use super::asked::{Given, Looking, json};
use crate::problem::Problem;

/// Published schemas with the names they have here.
const PUBLISHED: [(&str, &str); 6] = [
    ("Article", include_str!("../../../../schema/article-1.json")),
    ("Comparison", include_str!("../../../../schema/comparison-1.json")),
    ("Trace", include_str!("../../../../schema/trace-1.json")),
    ("Claims", include_str!("../../../../schema/claims-1.json")),
    ("Family", include_str!("../../../../schema/family-1.json")),
    ("Alert", include_str!("../../../../schema/alert-1.json")),
];

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Retold",
        description = "Says whether one news text was retold from another, and how. Answers are JSON by published schemas whose fields \
            keep their names and meanings within one version of the path. Errors are `application/problem+json` (RFC 9457) with a `type` \
            that stays the same. Beyond its own machine a service asks for a token: `Authorization: Bearer TOKEN`.",
        license(name = "MIT OR Apache-2.0", identifier = "MIT OR Apache-2.0"),
    ),
    paths(
        super::compare::compare, super::claims::claims, super::trace::trace, super::bulk::bulk, super::archive::search,
        super::archive::article, super::families::families, super::families::family, super::findings::findings, super::findings::finding,
        super::findings::rule, super::findings::events, super::state::health, super::state::ready, super::state::metrics, openapi,
    ),
    components(schemas(Problem, Given, Looking)),
    tags(
        (name = "articles", description = "Texts that are sent along"),
        (name = "archive", description = "Articles of the archive"),
        (name = "watch", description = "Findings of the watch; 501 where there is none"),
        (name = "service", description = "The service itself"),
    )
)]
struct Description;

/// The description.
pub(crate) fn description() -> &'static Value {
    static DESCRIPTION: OnceLock<Value> = OnceLock::new();
    DESCRIPTION.get_or_init(|| {
        let mut described = serde_json::to_value(Description::openapi()).unwrap_or_default();
        if let Some(schemas) = described.pointer_mut("/components/schemas").and_then(Value::as_object_mut) {
            for (name, text) in PUBLISHED {
                take_in(schemas, name, text);
            }
        }
        if let Some(components) = described.pointer_mut("/components").and_then(Value::as_object_mut) {
            let bearer = serde_json::json!({"token": {"type": "http", "scheme": "bearer"}});
            components.insert("securitySchemes".to_owned(), bearer);
        }
        described["security"] = serde_json::json!([{}, {"token": []}]);
        described
    })
}

/// Takes a published schema into the components: its parts become components of their own, and references to them lead
/// there.
fn take_in(schemas: &mut Map<String, Value>, name: &str, text: &str) {
    let Ok(Value::Object(mut schema)) = serde_json::from_str(text) else { return };
    schema.remove("$schema");
    schema.remove("$id");
    let parts = schema.remove("$defs");
    let mut whole = Value::Object(schema);
    lead(&mut whole, name);
    schemas.insert(name.to_owned(), whole);
    let Some(Value::Object(parts)) = parts else { return };
    for (part, mut schema) in parts {
        lead(&mut schema, name);
        schemas.insert(format!("{name}.{part}"), schema);
    }
}

fn lead(value: &mut Value, name: &str) {
    match value {
        Value::Object(fields) => {
            if let Some(Value::String(target)) = fields.get_mut("$ref") {
                if let Some(part) = target.strip_prefix("#/$defs/") {
                    *target = format!("#/components/schemas/{name}.{part}");
                } else if target == "#" {
                    *target = format!("#/components/schemas/{name}");
                } else if let Some(other) =
                    PUBLISHED.iter().find(|(_, text)| text.contains(&format!("\"$id\": \"{target}\"")))
                {
                    *target = format!("#/components/schemas/{}", other.0);
                }
            }
            fields.values_mut().for_each(|value| lead(value, name));
        }
        Value::Array(values) => values.iter_mut().for_each(|value| lead(value, name)),
        _ => {}
    }
}

#[utoipa::path(
    get, path = "/api/v1/openapi.json", tag = "service", operation_id = "openapi", summary = "This description",
    responses((status = 200, description = "OpenAPI 3.1", body = Object))
)]
pub(crate) async fn openapi() -> Response {
    json(serde_json::to_vec(description()).unwrap_or_default())
}
