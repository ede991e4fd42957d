//! Texts of which the order of versions is known.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::Result;
use serde_json::Value;

use crate::labelled::group;
use crate::rows;

/// The versions of one text, oldest first.
pub struct Family {
    /// Number of the family; its texts are not torn apart in cross-validation.
    pub group: usize,
    /// The texts.
    pub texts: Vec<String>,
}

/// Successive versions of documents.
pub fn documents(folder: &Path) -> Result<Vec<Family>> {
    let order = |row: &Value| row["order"].as_u64().unwrap_or(0);
    families(&rows::read(&folder.join("pep-lineage-dev.jsonl.gz"))?, order)
}

/// Stories rewritten at three levels, each from the one before.
pub fn levels(folder: &Path) -> Result<Vec<Family>> {
    let level = |row: &Value| match row["level"].as_str() {
        Some("advanced") => 0,
        Some("intermediate") => 1,
        _ => 2,
    };
    families(&rows::read(&folder.join("onestopenglish-dev.jsonl"))?, level)
}

fn families(rows: &[Value], order: impl Fn(&Value) -> u64) -> Result<Vec<Family>> {
    let mut found: BTreeMap<&str, Vec<(u64, &str)>> = BTreeMap::new();
    for row in rows {
        let name = row["family"].as_str().unwrap_or("");
        found.entry(name).or_default().push((order(row), row["text"].as_str().unwrap_or("")));
    }
    let family = |(name, mut texts): (&str, Vec<(u64, &str)>)| {
        texts.sort_unstable();
        Family { group: group(&Value::from(name)), texts: texts.into_iter().map(|(_, t)| t.to_owned()).collect() }
    };
    Ok(found.into_iter().map(family).collect())
}

/// Consecutive versions of short items of news: number of the group, the older and the younger text.
pub fn revisions(folder: &Path) -> Result<Vec<(usize, String, String)>> {
    let text = |v: &Value| v.as_str().unwrap_or("").to_owned();
    let rows = rows::read(&folder.join("news-revisions-dev.jsonl.gz"))?;
    Ok(rows.iter().map(|row| (group(&row["file"]), text(&row["a"]), text(&row["b"]))).collect())
}
