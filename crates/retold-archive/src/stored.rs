//! How an article is stored: JSON with short names, left out when empty. Compressed by the document store.

use retold::Article;
use serde::{Deserialize, Serialize};

#[derive(Default, Deserialize, Serialize)]
#[serde(default)]
struct Stored {
    id: String,
    body: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    headline: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    byline: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    publisher: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    published: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    credits: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    outbound: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    series: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    other: Vec<(String, String)>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    notes: Vec<String>,
}

/// The bytes that stand for an article.
pub(crate) fn to_bytes(article: &Article) -> Vec<u8> {
    let a = article.clone();
    let stored = Stored {
        id: a.id,
        body: a.body,
        headline: a.headline,
        byline: a.byline,
        publisher: a.publisher,
        published: a.published,
        language: a.language,
        credits: a.credits,
        url: a.url,
        outbound: a.outbound,
        series: a.series,
        other: a.other,
        notes: a.notes,
    };
    // Strings, lists and options have no value that JSON lacks.
    serde_json::to_vec(&stored).unwrap_or_default()
}

/// The article that bytes stand for; the error says what is wrong with them.
pub(crate) fn from_bytes(bytes: &[u8]) -> Result<Article, String> {
    let s: Stored = serde_json::from_slice(bytes).map_err(|e| e.to_string())?;
    Ok(Article {
        id: s.id,
        body: s.body,
        headline: s.headline,
        byline: s.byline,
        publisher: s.publisher,
        published: s.published,
        language: s.language,
        credits: s.credits,
        url: s.url,
        outbound: s.outbound,
        series: s.series,
        other: s.other,
        notes: s.notes,
    })
}
