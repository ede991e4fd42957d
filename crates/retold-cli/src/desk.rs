//! Where articles come in and comparisons are made: the one place that wires readers, vectors and comparer together.

use std::path::Path;

use anyhow::{Result, bail};
use retold::attribution::{Claim, claims};
use retold::mention::Mentions;
use retold::text::{Language, Reading};
use retold::{Article, Comparer, JointComparison};
use retold_encoder::StaticVectors;
use retold_formats::Articles;

use crate::page;

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

/// Reads all articles, or names the first that cannot be read.
pub(crate) fn one_of_each<'p>(inputs: impl Iterator<Item = &'p Path> + Clone) -> Result<Vec<Article>> {
    if inputs.clone().filter(|input| *input == Path::new("-")).count() > 1 {
        bail!("-: standard input can be one of the articles, and no more than one");
    }
    inputs.map(article).collect()
}

/// Takes an article apart.
pub(crate) fn read(article: Article) -> Reading {
    Reading::new(article, LANGUAGE)
}

/// What an article that is taken apart mentions.
pub(crate) fn mentions(reading: &Reading) -> Mentions {
    Mentions::of(reading, LANGUAGE.rules())
}

/// Compares a retelling with its sources, as things stand now.
pub(crate) fn compare(sources: &[Article], retelling: &Article) -> JointComparison {
    Comparer::new(LANGUAGE, StaticVectors::embedded()).at(&page::now()).compare_all(sources, retelling)
}

/// Who said what in each of the sources and, last, in the retelling.
pub(crate) fn all_claims(joint: &JointComparison) -> Vec<Vec<Claim>> {
    let sources = joint.comparisons.iter().map(|comparison| &comparison.source);
    let retelling = joint.comparisons.first().map(|comparison| &comparison.retelling);
    sources.chain(retelling).map(|reading| claims(reading, &mentions(reading).names)).collect()
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
        std::io::ErrorKind::AlreadyExists => "is there already".to_owned(),
        _ => cause.to_string(),
    }
}
