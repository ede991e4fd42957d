//! What was measured before: bench/history.jsonl, one run a line.

use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};
use serde_json::{Map, Value, json};

use crate::Figure;

const FILE: &str = "history.jsonl";

/// Figures of the last run on record, by scenario.
pub(crate) fn last(folder: &Path) -> Result<Map<String, Value>> {
    let path = folder.join(FILE);
    let text = if path.exists() { fs::read_to_string(&path)? } else { String::new() };
    let Some(line) = text.lines().last() else { return Ok(Map::new()) };
    let row: Value = serde_json::from_str(line).with_context(|| path.display().to_string())?;
    Ok(row["figures"].as_object().cloned().unwrap_or_default())
}

/// Adds a run.
pub(crate) fn record(folder: &Path, figures: &[Figure], costs: &[(usize, f64)]) -> Result<()> {
    let rounded = |value: f64| (value * 10.0).round() / 10.0;
    let figures: Map<String, Value> = figures.iter().map(|f| (f.name.to_owned(), json!(rounded(f.value)))).collect();
    let costs: Map<String, Value> = costs.iter().map(|(n, ms)| (n.to_string(), json!(rounded(*ms)))).collect();
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    let row = json!({"commit": commit(folder), "cores": cores, "figures": figures, "milliseconds_by_sentences": costs});
    let mut file = OpenOptions::new().create(true).append(true).open(folder.join(FILE))?;
    writeln!(file, "{row}")?;
    Ok(())
}

fn commit(folder: &Path) -> Option<String> {
    let output = Command::new("git").args(["log", "-1", "--format=%h %cs"]).current_dir(folder).output().ok()?;
    Some(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}
