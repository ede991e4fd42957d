//! Archives.

use std::path::PathBuf;

use pyo3::prelude::*;
use pyo3::types::PyDict;
use retold::Article;
use retold_archive::{Archive as Opened, ArchiveError, ArchiveWriter, JoinProgress, JoinSettings};
use retold_formats::{ReadError, read_all};

use crate::articles::{Given, Reject, articles, reject, shown};
use crate::compare::comparer;
use crate::error::CallError;
use crate::families::{Found, found};
use crate::lots::Lots;
use crate::threads::spread;
use crate::trace::{Asked, traces};

/// An archive of articles in one folder.
#[pyclass(frozen)]
pub(crate) struct Archive {
    opened: Opened,
}

/// So many bad records are handed back; of the others, how many they are.
const KEPT_REJECTS: usize = 1_000;
/// Articles of a file are added in lots of so many, or of so many bytes.
const LOT: usize = 2_000;
const LOT_BYTES: usize = 32 << 20;

/// What became of records: how many were added, replaced and set aside, and the first of those.
type Added = (usize, usize, usize, Vec<Reject>);

#[pymethods]
impl Archive {
    /// Opens the archive of a folder, or makes it where that is asked for.
    #[new]
    fn new(py: Python<'_>, folder: PathBuf, create: bool) -> PyResult<Self> {
        let open = || if create { Opened::open_or_create(&folder) } else { Opened::open(&folder) };
        Ok(Self { opened: py.detach(open).map_err(CallError::from)? })
    }

    /// Adds the records of an iterator over lists of records.
    fn add(&self, py: Python<'_>, records: Py<PyAny>, place: String) -> PyResult<Added> {
        let mut lots = Lots::new(records, place);
        self.written(py, |adding| {
            while let Some(lot) = lots.next()? {
                let articles = lot.into_iter().filter_map(|read| adding.good(read)).collect();
                adding.lot(articles)?;
            }
            Ok(())
        })
    }

    /// Adds the articles of a file or folder.
    fn add_path(&self, py: Python<'_>, path: PathBuf) -> PyResult<Added> {
        self.written(py, |adding| {
            let (mut lot, mut bytes, mut first_bad, mut seen) = (Vec::with_capacity(LOT), 0, None, 0);
            for read in read_all(&path) {
                if first_bad.is_none() {
                    first_bad = read.as_ref().err().map(reject);
                }
                let Some(article) = adding.good(read) else { continue };
                (seen, bytes) = (seen + 1, bytes + article.body.len());
                lot.push(article);
                if lot.len() >= LOT || bytes >= LOT_BYTES {
                    adding.lot(std::mem::take(&mut lot))?;
                    bytes = 0;
                    Python::attach(|py| py.check_signals())?;
                }
            }
            adding.lot(lot)?;
            match (seen, first_bad) {
                (0, Some((place, cause, _))) => Err(ReadError::NoArticle { place, cause }.into()),
                (0, None) => {
                    let place = path.display().to_string();
                    Err(ReadError::NoArticle { place, cause: "the input holds none".to_owned() }.into())
                }
                _ => Ok(()),
            }
        })
    }

    /// Takes articles out; says how many were there.
    fn remove(&self, py: Python<'_>, ids: Vec<String>) -> PyResult<usize> {
        self.working(py, || {
            let mut writer = self.opened.writer()?;
            let removed = writer.remove(&ids)?;
            writer.commit()?;
            writer.close()?;
            self.opened.reload()?;
            Ok(removed)
        })
    }

    /// An article as Retold sees it, if it is in the archive.
    fn get(&self, py: Python<'_>, id: &str) -> PyResult<Option<String>> {
        self.working(py, || Ok(self.opened.get(id)?.map(shown)))
    }

    /// Whether an article is in the archive.
    fn contains(&self, py: Python<'_>, id: &str) -> PyResult<bool> {
        self.working(py, || Ok(self.opened.contains(id)?))
    }

    /// The ids of all articles, in byte order.
    fn ids(&self, py: Python<'_>) -> PyResult<Vec<String>> {
        self.working(py, || {
            let mut ids = Vec::new();
            self.opened.each(|article| -> Result<(), ArchiveError> {
                ids.push(article.id);
                Ok(())
            })?;
            ids.sort_unstable();
            Ok(ids)
        })
    }

    /// Articles, room to be given back, bytes on disk, parts and format.
    fn facts<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let facts = self.working(py, || Ok(self.opened.facts()?))?;
        let told = PyDict::new(py);
        told.set_item("articles", facts.articles)?;
        told.set_item("removed", facts.removed)?;
        told.set_item("bytes", facts.bytes)?;
        told.set_item("segments", facts.segments)?;
        told.set_item("format", facts.format)?;
        Ok(told)
    }

    /// Reads everything and checks it; says how many articles are sound.
    fn verify(&self, py: Python<'_>) -> PyResult<usize> {
        self.working(py, || Ok(self.opened.verify()?))
    }

    /// Merges the files into one and gives the room of removed articles back.
    fn compact(&self, py: Python<'_>) -> PyResult<()> {
        self.working(py, || {
            self.opened.writer()?.compact()?;
            Ok(self.opened.reload()?)
        })
    }

    /// Sees what other programs committed since.
    fn reload(&self, py: Python<'_>) -> PyResult<()> {
        self.working(py, || Ok(self.opened.reload()?))
    }

    /// Traces texts to their sources: one JSON object a text, in the order they were given.
    fn trace(&self, py: Python<'_>, given: Vec<(String, Given)>, asked: Asked) -> PyResult<Vec<String>> {
        let settings = asked.settings()?;
        self.working(py, || traces(&self.opened, &articles(&given)?, &settings, asked.evidence))
    }

    /// The findings among all articles; `told` is called with a stage and how many of its steps are done.
    fn findings(
        &self,
        py: Python<'_>,
        against: Option<Py<Archive>>,
        asked: AskedFindings,
        told: Option<Py<PyAny>>,
    ) -> PyResult<Found> {
        let usual = JoinSettings::default();
        let settings =
            JoinSettings { memory: asked.memory.unwrap_or(usual.memory), since: asked.since, work: asked.work };
        let tell = |at: JoinProgress| {
            if let Some(told) = &told {
                // An error of the one who looks on does not end the run.
                let _ = Python::attach(|py| told.call1(py, (at.stage, at.done, at.all)));
            }
        };
        let against = against.as_ref().map(|archive| &archive.get().opened);
        self.working(py, || Ok(found(self.opened.findings(against, &comparer(), &settings, &tell)?)))
    }
}

/// How Python asks for findings: a mapping with these names.
#[derive(FromPyObject)]
#[pyo3(from_item_all)]
pub(crate) struct AskedFindings {
    memory: Option<usize>,
    since: Option<String>,
    work: Option<PathBuf>,
}

impl Archive {
    /// Does work without the interpreter's lock.
    fn working<R: Send>(&self, py: Python<'_>, work: impl FnOnce() -> Result<R, CallError> + Send) -> PyResult<R> {
        py.detach(|| spread(work)).map_err(PyErr::from)
    }

    /// Lets articles be added, commits them whatever ends it, and sees them.
    fn written(
        &self,
        py: Python<'_>,
        add: impl FnOnce(&mut Adding<'_>) -> Result<(), CallError> + Send,
    ) -> PyResult<Added> {
        py.detach(|| {
            let mut adding = Adding { writer: self.opened.writer()?, added: Added::default() };
            let ended = add(&mut adding);
            adding.writer.commit()?;
            adding.writer.close()?;
            self.opened.reload()?;
            ended.map(|()| adding.added)
        })
        .map_err(|error: CallError| error.into())
    }
}

/// A run of additions.
struct Adding<'a> {
    writer: ArchiveWriter<'a>,
    added: Added,
}

impl Adding<'_> {
    /// An article that can be added; a bad record is counted and set aside.
    fn good(&mut self, read: Result<Article, ReadError>) -> Option<Article> {
        let (_, _, rejected, rejects) = &mut self.added;
        read.map_err(|error| {
            *rejected += 1;
            if rejects.len() < KEPT_REJECTS {
                rejects.push(reject(&error));
            }
        })
        .ok()
    }

    fn lot(&mut self, articles: Vec<Article>) -> Result<(), CallError> {
        let writer = &mut self.writer;
        let count = spread(|| writer.add(&articles))?;
        self.added.0 += count.added;
        self.added.1 += count.replaced;
        Ok(())
    }
}
