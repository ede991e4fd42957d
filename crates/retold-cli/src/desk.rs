//! Where articles come in and comparisons are made: the one place that wires readers, vectors and comparer together.

use std::path::Path;

use anyhow::Result;
use retold::text::{Language, Reading};
use retold::{Article, Comparer, Comparison};
use retold_encoder::StaticVectors;

/// The language whose rules articles are read by. Text in another language is named and compared more weakly.
const LANGUAGE: Language = Language::English;

/// Reads one article from a file, or from standard input when the path is `-`.
pub(crate) fn article(path: &Path) -> Result<Article> {
    Ok(retold_formats::read_path(path)?)
}

/// Takes an article apart.
pub(crate) fn read(article: Article) -> Reading {
    Reading::new(article, LANGUAGE)
}

/// Compares two articles.
pub(crate) fn compare(source: &Article, retelling: &Article) -> Comparison {
    Comparer::new(LANGUAGE, StaticVectors::embedded()).compare(source, retelling)
}
