//! Articles in: records and files.

use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

use pyo3::prelude::*;
use pyo3::pybacked::PyBackedBytes;
use rayon::prelude::*;
use retold::Article;
use retold::text::{Language, Reading};
use retold_formats::{Articles, Format, ReadError, read_all, read_path};
use retold_report::write_article_json;

use crate::error::CallError;
use crate::threads::spread;

/// The language whose rules articles are read by.
pub(crate) const LANGUAGE: Language = Language::English;

/// An article as Python hands it over.
#[derive(FromPyObject)]
pub(crate) enum Given {
    /// One record of JSON Lines.
    #[pyo3(transparent)]
    Record(PyBackedBytes),
    /// A file in any format.
    #[pyo3(transparent)]
    Path(PathBuf),
}

impl Given {
    /// The article, which errors name by its place.
    pub(crate) fn article(&self, place: &str) -> Result<Article, ReadError> {
        match self {
            Self::Path(path) => read_path(path),
            Self::Record(record) => of_record(record, place),
        }
    }
}

/// The articles of what was given, or the first that is none. Places are those Python told.
pub(crate) fn articles(given: &[(String, Given)]) -> Result<Vec<Article>, ReadError> {
    given.iter().map(|(place, given)| given.article(place)).collect()
}

/// The article of one record.
pub(crate) fn of_record(record: &[u8], place: &str) -> Result<Article, ReadError> {
    let nothing = || ReadError::NoArticle { place: place.to_owned(), cause: "the record is empty".to_owned() };
    let read = Format::JsonLines.read(record, place).next().unwrap_or_else(|| Err(nothing()));
    read.map_err(|error| match error {
        // A record is one line, and its number says nothing.
        ReadError::BadRecord { cause, record, .. } => ReadError::BadRecord { place: place.to_owned(), cause, record },
        ReadError::TooLarge { limit, .. } => ReadError::TooLarge { place: place.to_owned(), limit },
        other => other,
    })
}

/// An article as Retold sees it, by the published schema.
pub(crate) fn shown(article: Article) -> String {
    let mut bytes = Vec::new();
    // Writing to memory does not fail.
    let _ = write_article_json(&Reading::new(article, LANGUAGE), &mut bytes);
    text(bytes)
}

/// What a writer of text wrote, as text.
pub(crate) fn text(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
}

/// An article as Retold sees it.
#[pyfunction]
pub(crate) fn read(py: Python<'_>, given: (String, Given)) -> PyResult<String> {
    let article = py.detach(|| given.1.article(&given.0).map(shown));
    article.map_err(|error| CallError::from(error).into())
}

/// Place, cause and record of something that was set aside.
pub(crate) type Reject = (String, String, Option<String>);

/// What became of a bad record.
pub(crate) fn reject(error: &ReadError) -> Reject {
    (error.place().into_owned(), error.cause(), error.record().map(str::to_owned))
}

/// The articles of a file or folder, a lot at a time.
#[pyclass(frozen)]
pub(crate) struct Reader {
    articles: Mutex<Articles>,
}

#[pymethods]
impl Reader {
    #[new]
    fn new(path: PathBuf) -> Self {
        Self { articles: Mutex::new(read_all(path)) }
    }

    /// The next so many articles, as JSON, and what could not be read among them; both are empty at the end.
    fn lot(&self, py: Python<'_>, size: usize) -> (Vec<String>, Vec<Reject>) {
        py.detach(|| {
            let mut articles = self.articles.lock().unwrap_or_else(PoisonError::into_inner);
            let (mut good, mut bad) = (Vec::with_capacity(size), Vec::new());
            for read in articles.by_ref().take(size) {
                match read {
                    Ok(article) => good.push(article),
                    Err(error) => bad.push(reject(&error)),
                }
            }
            (spread(|| good.into_par_iter().map(shown).collect()), bad)
        })
    }
}
