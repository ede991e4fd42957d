//! The native part of the Python package `retold`: what the program does, called from Python.
//!
//! Articles come in as JSON Lines records or as paths, and results go out by the schemas of `retold-report`; the package
//! in `python/` makes them plain objects. So one set of words and shapes serves the program, its files and Python. The
//! interpreter's lock is let go while Retold works.

mod archive;
mod articles;
mod compare;
mod error;
mod families;
mod lots;
mod pairs;
mod threads;
mod trace;

use pyo3::prelude::*;

/// Says nothing of a library's panic that a reader catches and tells as an error of the file.
fn quieten_guarded_readers() {
    let told = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |fault| {
        if !retold_formats::is_guarding() {
            told(fault);
        }
    }));
}

/// The native part of the package.
#[pymodule]
mod _native {
    use pyo3::prelude::*;

    #[pymodule_export]
    use crate::archive::Archive;
    #[pymodule_export]
    use crate::articles::{Reader, read};
    #[pymodule_export]
    use crate::compare::{claims, compare};
    #[pymodule_export]
    use crate::families::{families, findings};
    #[pymodule_export]
    use crate::pairs::{most_frequent, near, sketches, verify};
    #[pymodule_export]
    use crate::trace::check_trace;

    #[pymodule_init]
    fn begin(module: &Bound<'_, PyModule>) -> PyResult<()> {
        crate::quieten_guarded_readers();
        module.add("JOINS_FROM", retold::lineage::FamilySettings::default().threshold)?;
        module.add("NEARLY", retold::lineage::NEARLY)?;
        module.add("MOST_PARTNERS", retold::lineage::pairs::MOST_PARTNERS)?;
        module.add("__version__", env!("CARGO_PKG_VERSION"))
    }
}
