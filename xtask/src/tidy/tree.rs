//! The files of the workspace, read once.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use super::code::Code;

/// Folders that are made and not written, or written by other programs.
const SKIPPED: [&str; 5] = ["target", ".git", "corpus", "artifacts", "node_modules"];

/// All files, by path from the root, in order.
pub(crate) struct Tree {
    pub(crate) files: Vec<(String, String)>,
    /// Rust sources that are no tests, examples or fuzz targets.
    pub(crate) sources: Vec<Code>,
    paths: Vec<String>,
}

impl Tree {
    /// Reads everything under the root that is text.
    pub(crate) fn read(root: &Path) -> Result<Self> {
        let mut paths = Vec::new();
        walk(root, root, &mut paths)?;
        paths.sort();
        let mut files = Vec::new();
        for path in &paths {
            let bytes = fs::read(root.join(path)).with_context(|| path.clone())?;
            if let Ok(text) = String::from_utf8(bytes) {
                files.push((path.clone(), text));
            }
        }
        let is_source = |path: &str| path.ends_with(".rs") && path.contains("src/");
        let sources = files.iter().filter(|(p, _)| is_source(p)).map(|(p, text)| Code::new(p, text)).collect();
        Ok(Self { files, sources, paths })
    }

    /// Whether there is such a file or folder.
    pub(crate) fn has(&self, path: &str) -> bool {
        let folder = format!("{}/", path.trim_end_matches('/'));
        self.paths.iter().any(|p| p == path || p.starts_with(&folder))
    }

    /// Text of a file, when it is there.
    pub(crate) fn text(&self, path: &str) -> Option<&str> {
        self.files.iter().find(|(p, _)| p == path).map(|(_, text)| text.as_str())
    }
}

fn walk(root: &Path, folder: &Path, paths: &mut Vec<String>) -> Result<()> {
    for entry in fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if path.is_dir() && !path.is_symlink() {
            // A worktree has a file named .git, a clone a folder.
            if !SKIPPED.contains(&name.as_str()) {
                walk(root, &path, paths)?;
            }
        } else if name != ".git"
            && let Ok(inside) = path.strip_prefix(root)
        {
            paths.push(inside.to_string_lossy().replace('\\', "/"));
        }
    }
    Ok(())
}
