//! Files that are not what was written.
//!
//! Tantivy ends every file with a checksum but does not look at it when it opens one, and a file that is cut short or
//! has a bit turned may make it panic, or answer wrongly. So a file is checked the first time it is seen, and again
//! when its size or time of change differ; and what Tantivy does with files is fenced in.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use tantivy::Index;
use tantivy::directory::Directory;

use crate::{ArchiveError, folder};

/// Runs what touches files of others; a panic in it is damage.
pub(crate) fn fenced<T>(folder: &Path, work: impl FnOnce() -> Result<T, ArchiveError>) -> Result<T, ArchiveError> {
    catch_unwind(AssertUnwindSafe(work))
        .unwrap_or_else(|_| Err(ArchiveError::damaged(folder, "a file of the archive cannot be made sense of")))
}

/// Checks the files of the archive that were not seen before, or all of them. The first damaged one is the error.
pub(crate) fn check(index: &Index, place: &Path, all: bool) -> Result<usize, ArchiveError> {
    let known = if all { BTreeMap::new() } else { folder::sound(place) };
    let look = |file: PathBuf| {
        let path = place.join(&file);
        let seen = folder::seen(&path).map_err(|cause| match cause.kind() {
            std::io::ErrorKind::NotFound => ArchiveError::damaged(&path, "the file is gone"),
            _ => ArchiveError::system(&path, cause),
        })?;
        if known.get(&file) != Some(&seen) && !is_sound(index, &file) {
            return Err(ArchiveError::damaged(&path, "its checksum is wrong"));
        }
        Ok((file, seen))
    };
    // One after another: the pool of threads that others use is not there in a program that was forked.
    let sound = files(index, place)?.into_iter().map(look).collect::<Result<BTreeMap<_, _>, _>>()?;
    if sound != known {
        folder::record_sound(place, &sound);
    }
    Ok(sound.len())
}

fn is_sound(index: &Index, file: &Path) -> bool {
    catch_unwind(AssertUnwindSafe(|| index.directory().validate_checksum(file).unwrap_or(false))).unwrap_or(false)
}

/// Files of the last commit.
fn files(index: &Index, place: &Path) -> Result<Vec<PathBuf>, ArchiveError> {
    let metas = index.load_metas().map_err(|e| ArchiveError::from_tantivy(place, e))?;
    let mut files: Vec<PathBuf> = metas.list_segment_files().into_iter().collect();
    files.retain(|file| index.directory().exists(file).unwrap_or(true) || !is_optional(file));
    files.sort();
    Ok(files)
}

/// Parts that a segment has only when it needs them.
fn is_optional(file: &Path) -> bool {
    let ending = file.extension().and_then(|e| e.to_str()).unwrap_or_default();
    matches!(ending, "del" | "pos" | "temp" | "fieldnorm")
}
