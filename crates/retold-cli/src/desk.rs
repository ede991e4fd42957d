//! Where articles come in and comparisons are made: the one place that wires readers, vectors and comparer together.

use std::path::Path;

use anyhow::Result;
use retold::text::{Language, Reading};
use retold::{Article, Comparer, Comparison};
use retold_encoder::StaticVectors;
use retold_formats::Articles;

/// The language whose rules articles are read by. Text in another language is named and compared more weakly.
const LANGUAGE: Language = Language::English;

/// Reads all articles of a file or a folder, or of standard input when the path is `-`.
pub(crate) fn articles(path: &Path) -> Articles {
    retold_formats::read_all(path)
}

/// Says that an input holds no article.
pub(crate) fn nothing_in(input: &Path) -> anyhow::Error {
    anyhow::anyhow!("{}: no article: the input holds none", input.display())
}

/// Reads the first article of a file, or of standard input when the path is `-`.
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

/// A comparer for the language that articles are read by.
pub(crate) fn comparer() -> Comparer<'static> {
    Comparer::new(LANGUAGE, StaticVectors::embedded())
}

/// What the system said of a file, without its error number and in lower case.
pub(crate) fn plainly(cause: &std::io::Error) -> String {
    match cause.kind() {
        std::io::ErrorKind::NotFound => "no such file".to_owned(),
        std::io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        std::io::ErrorKind::IsADirectory => "it is a folder".to_owned(),
        _ => cause.to_string(),
    }
}
