//! The files of a folder and of the folders in it, in the order of their names.
//!
//! Links to files are followed, links to folders are not: they may lead round in a circle. What is neither a file nor a
//! folder (a pipe waits for a writer) and what a dot hides is left out.

use std::collections::VecDeque;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Folders stand at most this deep inside one another.
const DEEPEST_FOLDER: usize = 64;

/// Walks the files of a folder; an error names the folder that could not be listed.
pub(crate) struct Files {
    /// What is still to be visited of each open folder, outermost first.
    open: Vec<VecDeque<PathBuf>>,
    failed: Option<(PathBuf, io::Error)>,
}

impl Files {
    /// The files under `folder`.
    pub(crate) fn under(folder: &Path) -> Self {
        let mut files = Self { open: Vec::new(), failed: None };
        files.enter(folder);
        files
    }

    fn enter(&mut self, folder: &Path) {
        if self.open.len() >= DEEPEST_FOLDER {
            let cause = io::Error::other(format!("folders nested more than {DEEPEST_FOLDER} deep"));
            self.failed = Some((folder.to_owned(), cause));
            return;
        }
        match listed(folder) {
            Ok(paths) => self.open.push(paths),
            Err(cause) => self.failed = Some((folder.to_owned(), cause)),
        }
    }
}

/// The paths in one folder, by name.
fn listed(folder: &Path) -> io::Result<VecDeque<PathBuf>> {
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if !entry.file_name().as_encoded_bytes().starts_with(b".") {
            paths.push(entry.path());
        }
    }
    paths.sort();
    Ok(paths.into())
}

impl Iterator for Files {
    type Item = Result<PathBuf, (PathBuf, io::Error)>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(failed) = self.failed.take() {
                return Some(Err(failed));
            }
            let Some(path) = self.open.last_mut()?.pop_front() else {
                self.open.pop();
                continue;
            };
            let Ok(kind) = fs::symlink_metadata(&path).map(|m| m.file_type()) else { continue };
            if kind.is_dir() {
                self.enter(&path);
            } else if kind.is_file() || (kind.is_symlink() && fs::metadata(&path).is_ok_and(|m| m.is_file())) {
                return Some(Ok(path));
            }
        }
    }
}
