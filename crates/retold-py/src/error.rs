//! Errors as Python exceptions, with the words that the program has for them.

use std::fmt;

use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::PyType;
use retold_archive::ArchiveError;
use retold_formats::ReadError;

/// Why a call from Python failed.
#[derive(Debug)]
#[non_exhaustive]
pub(crate) enum CallError {
    /// An article could not be read.
    Read(ReadError),
    /// An archive failed.
    Archive(ArchiveError),
    /// A setting that cannot be; holds its name and what is wrong.
    Setting(String),
    /// What Python code that was called back raised.
    Python(PyErr),
}

impl fmt::Display for CallError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Read(error) => error.fmt(f),
            Self::Archive(error) => error.fmt(f),
            Self::Setting(what) => f.write_str(what),
            Self::Python(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for CallError {}

impl From<ReadError> for CallError {
    fn from(error: ReadError) -> Self {
        Self::Read(error)
    }
}

impl From<ArchiveError> for CallError {
    fn from(error: ArchiveError) -> Self {
        Self::Archive(error)
    }
}

impl From<PyErr> for CallError {
    fn from(error: PyErr) -> Self {
        Self::Python(error)
    }
}

impl From<CallError> for PyErr {
    fn from(error: CallError) -> Self {
        match error {
            CallError::Python(error) => error,
            CallError::Read(error) => {
                let told = (error.to_string(), error.place().into_owned(), error.cause());
                raised("ReadError", move |class| PyErr::from_type(class, told))
            }
            CallError::Archive(error) => {
                let told = error.to_string();
                raised("ArchiveError", move |class| PyErr::from_type(class, told))
            }
            CallError::Setting(told) => raised("SettingError", move |class| PyErr::from_type(class, told)),
        }
    }
}

/// An exception of the package; the class of this name stands in `retold._errors`.
fn raised(name: &'static str, exception: impl FnOnce(Bound<'_, PyType>) -> PyErr) -> PyErr {
    static READ: PyOnceLock<Py<PyType>> = PyOnceLock::new();
    static ARCHIVE: PyOnceLock<Py<PyType>> = PyOnceLock::new();
    static SETTING: PyOnceLock<Py<PyType>> = PyOnceLock::new();
    let class = match name {
        "ReadError" => &READ,
        "ArchiveError" => &ARCHIVE,
        _ => &SETTING,
    };
    Python::attach(|py| match class.import(py, "retold._errors", name) {
        Ok(class) => exception(class.clone()),
        Err(error) => error,
    })
}
