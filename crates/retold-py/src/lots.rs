//! Records that come from Python a lot at a time.

use pyo3::prelude::*;
use pyo3::pybacked::PyBackedBytes;
use rayon::prelude::*;
use retold::Article;
use retold_formats::ReadError;

use crate::articles::of_record;
use crate::threads::spread;

/// What Python has for a record.
#[derive(FromPyObject)]
enum Record {
    /// One record of JSON Lines.
    #[pyo3(transparent)]
    Json(PyBackedBytes),
    /// What is wrong with it.
    #[pyo3(transparent)]
    Wrong(String),
}

impl Record {
    fn article(&self, place: String) -> Result<Article, ReadError> {
        match self {
            Self::Json(record) => of_record(record, &place),
            Self::Wrong(cause) => Err(ReadError::BadRecord { place, cause: cause.clone(), record: String::new() }),
        }
    }
}

/// Articles of a Python iterator over lists of records. The interpreter is asked for one list at a time, with its lock.
pub(crate) struct Lots {
    records: Py<PyAny>,
    place: String,
    seen: usize,
}

impl Lots {
    /// Lots of an iterator; a bad record is named by `place` and its number.
    pub(crate) fn new(records: Py<PyAny>, place: String) -> Self {
        Self { records, place, seen: 0 }
    }

    /// The next lot; None at the end. Called without the interpreter's lock.
    pub(crate) fn next(&mut self) -> PyResult<Option<Vec<Result<Article, ReadError>>>> {
        let taken = Python::attach(|py| -> PyResult<Option<Vec<Record>>> {
            py.check_signals()?;
            let next = self.records.bind(py).try_iter()?.next();
            next.transpose()?.map(|lot| lot.extract()).transpose()
        })?;
        let Some(records) = taken else { return Ok(None) };
        let first = self.seen + 1;
        self.seen += records.len();
        let place = |n: usize| format!("{}: record {}", self.place, first + n);
        let read = || records.par_iter().enumerate().map(|(n, record)| record.article(place(n))).collect();
        Ok(Some(spread(read)))
    }
}
