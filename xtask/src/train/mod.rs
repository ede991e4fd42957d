//! Trains the tables of weights that the library carries. One file a model.

mod align;
mod attribution;
mod boost;
mod descent;
mod direction;
mod edits;
mod logistic;
mod model;
mod relation;
mod verdict;

use std::path::Path;

use anyhow::{Result, bail};

/// A model: its name, and what trains it from the folder of measuring data.
type Model = (&'static str, fn(&Path) -> Result<()>);

/// All models, in the order they depend on one another.
const MODELS: &[Model] = &[
    ("align", align::train),
    ("verdict", verdict::train),
    ("direction", direction::train),
    ("edits", edits::train),
    ("descent", descent::train),
    ("attribution", attribution::train),
];

/// Trains the models named, or all.
pub fn run(folder: &Path, names: &[&str]) -> Result<()> {
    if let Some(unknown) = names.iter().find(|n| MODELS.iter().all(|(m, _)| m != *n)) {
        bail!("no model named {unknown:?}; there are {:?}", MODELS.iter().map(|(m, _)| m).collect::<Vec<_>>());
    }
    for (name, train) in MODELS {
        if names.is_empty() || names.contains(name) {
            train(folder)?;
        }
    }
    Ok(())
}
