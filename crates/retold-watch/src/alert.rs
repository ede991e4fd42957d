//! What is told of a finding: one JSON object on one line, by `schema/alert-1.json`.

use retold_store::{Finding, Side};
use serde_json::{Value, json};

/// A finding as it is told, on one line.
pub fn to_json(finding: &Finding, first: bool) -> String {
    let time = jiff::Timestamp::from_second(finding.found_at).map(|time| time.to_string());
    json!({
        "schema": "retold/alert/1",
        "id": finding.id,
        "story": finding.story,
        "first_of_story": first,
        "kind": finding.kind.name(),
        "found_at": time.unwrap_or_default(),
        "probability": rounded(finding.probability),
        "coverage": rounded(finding.coverage),
        "silent": finding.silent,
        "source": side(&finding.source),
        "retelling": side(&finding.retelling),
        "evidence": finding.summary,
    })
    .to_string()
}

fn side(side: &Side) -> Value {
    json!({
        "id": side.article,
        "capture": side.capture,
        "url": side.url,
        "headline": side.headline,
        "publisher": side.publisher,
        "published": side.published,
    })
}

/// Three digits are all that a probability is good for.
fn rounded(share: f64) -> f64 {
    (share * 1000.0).round() / 1000.0
}
