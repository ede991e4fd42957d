//! What layers.toml says.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result};
use serde::Deserialize;

use super::tree::Tree;

/// The house rules.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Rules {
    /// Floor of every crate; a crate uses only lower ones.
    pub(crate) floors: BTreeMap<String, u32>,
    /// Modules of the pure crate, each importing only from those before it.
    pub(crate) modules: Vec<String>,
    /// Sizes.
    pub(crate) limits: Limits,
    /// Words that no name holds.
    pub(crate) forbidden_names: Vec<String>,
    /// First parts of absolute paths that no file mentions.
    pub(crate) machine_folders: Vec<String>,
    /// What may break a rule, and why.
    #[serde(default)]
    pub(crate) exception: Vec<Exception>,
}

/// Sizes that code keeps to.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Limits {
    pub(crate) file: Spread,
    pub(crate) function: Spread,
    pub(crate) parameters: usize,
    pub(crate) unwraps_in_1000_lines: f64,
}

/// Lines of the middle one, of the longest but 5 %, and of the longest.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Spread {
    pub(crate) median: usize,
    pub(crate) p95: usize,
    pub(crate) cap: usize,
}

/// A place where one rule does not hold.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Exception {
    pub(crate) rule: String,
    pub(crate) path: String,
    /// The function or name; all of the file when it is left out.
    #[serde(default)]
    pub(crate) name: String,
    pub(crate) reason: String,
}

impl Rules {
    /// Reads layers.toml.
    pub(crate) fn read(root: &Path) -> Result<Self> {
        let path = root.join("layers.toml");
        let text = std::fs::read_to_string(&path).with_context(|| path.display().to_string())?;
        toml::from_str(&text).with_context(|| path.display().to_string())
    }

    /// Whether a rule does not hold at a place.
    pub(crate) fn excepts(&self, rule: &str, path: &str, name: &str) -> bool {
        self.exception.iter().any(|e| e.rule == rule && e.path == path && (e.name.is_empty() || e.name == name))
    }

    /// Exceptions of files that are gone, or without a reason.
    pub(crate) fn stale(&self, tree: &Tree) -> Vec<String> {
        let gone = |e: &&Exception| !tree.has(&e.path) || e.reason.trim().is_empty();
        self.exception
            .iter()
            .filter(gone)
            .map(|e| format!("layers.toml: exception for {:?} names no file or no reason", e.path))
            .collect()
    }
}
