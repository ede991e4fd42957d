//! Keys of articles, for a plan that a cluster carries out.

use pyo3::prelude::*;
use pyo3::types::PyBytes;
use retold::key::Keys;

use crate::articles::{Given, LANGUAGE, articles};
use crate::error::CallError;

/// The keys of articles, as a column of lists has them in memory: for each article and the end the offset of its first
/// key (32 bits), and all keys (64 bits), in the order of bytes of this machine.
#[pyfunction]
pub(crate) fn keys<'py>(
    py: Python<'py>,
    given: Vec<(String, Given)>,
) -> PyResult<(Bound<'py, PyBytes>, Bound<'py, PyBytes>)> {
    let (offsets, keys) = py
        .detach(|| -> Result<_, CallError> {
            let (mut offsets, mut keys) = (0_i32.to_ne_bytes().to_vec(), Vec::new());
            for article in articles(&given)? {
                Keys::new(&article, LANGUAGE).all().iter().for_each(|key| keys.extend(key.0.to_ne_bytes()));
                offsets.extend(i32::try_from(keys.len() / 8).unwrap_or(i32::MAX).to_ne_bytes());
            }
            Ok((offsets, keys))
        })
        .map_err(PyErr::from)?;
    Ok((PyBytes::new(py, &offsets), PyBytes::new(py, &keys)))
}
