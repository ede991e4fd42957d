//! How an article stands in the store: JSON.

use retold::Article;
use serde::{Deserialize, Serialize};

/// The fields of an article, by the names they have in `retold`.
#[derive(Deserialize, Serialize)]
#[serde(remote = "Article")]
struct Fields {
    id: String,
    body: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    headline: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    byline: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    publisher: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    published: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    language: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    credits: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    url: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    outbound: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    series: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    other: Vec<(String, String)>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    notes: Vec<String>,
}

#[derive(Deserialize, Serialize)]
struct Whole(#[serde(with = "Fields")] Article);

/// The text that stands for an article.
pub(crate) fn to_text(article: &Article) -> String {
    // Strings, lists and options have no value that JSON lacks.
    serde_json::to_string(&Whole(article.clone())).unwrap_or_default()
}

/// The article that a text stands for; the error says what is wrong with it.
pub(crate) fn from_text(text: &str) -> Result<Article, String> {
    serde_json::from_str::<Whole>(text).map(|whole| whole.0).map_err(|e| format!("an article is broken: {e}"))
}
