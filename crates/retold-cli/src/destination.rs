//! Where output goes: whole or not at all.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

/// Writes `bytes` to standard output.
pub(crate) fn print(bytes: &[u8]) -> Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(bytes).and_then(|()| out.flush()).context("standard output")
}

/// Writes `bytes` to `path`. A regular file appears complete or not at all: it is written beside its place and moved
/// there. What is no regular file (a pipe, a device) is written to directly.
pub(crate) fn save(path: &Path, bytes: &[u8]) -> Result<()> {
    let shown = || path.display().to_string();
    match fs::metadata(path) {
        Ok(found) if found.is_dir() => bail!("{}: is a folder, not a file to write to", path.display()),
        Ok(found) if !found.is_file() => return fs::write(path, bytes).with_context(shown),
        _ => {}
    }
    let beside = beside(path)?;
    let written = fs::write(&beside, bytes).and_then(|()| fs::rename(&beside, path));
    if written.is_err() {
        // The error to tell is the first one; a leftover that cannot be removed was most likely never made.
        let _ = fs::remove_file(&beside);
    }
    written.with_context(shown)
}

/// A name in the same folder that no other run uses.
fn beside(path: &Path) -> Result<PathBuf> {
    let Some(name) = path.file_name() else { bail!("{}: names no file to write to", path.display()) };
    let mut hidden = std::ffi::OsString::from(".");
    hidden.push(name);
    hidden.push(format!(".{}", std::process::id()));
    Ok(path.with_file_name(hidden))
}

/// The output whose name is the ending of the file, if any is.
pub(crate) fn by_ending<O: Copy>(
    path: Option<&Path>,
    all: impl IntoIterator<Item = O>,
    name: fn(O) -> &'static str,
) -> Option<O> {
    let ending = path?.extension()?.to_str()?.to_ascii_lowercase();
    let ending = if ending == "htm" { "html" } else { &ending };
    all.into_iter().find(|output| name(*output) == ending)
}

/// Refuses to write over one of the inputs.
pub(crate) fn guard<'i>(output: &Path, mut inputs: impl Iterator<Item = &'i Path>) -> Result<()> {
    let Ok(place) = output.canonicalize() else { return Ok(()) };
    let over = inputs.any(|input| input.canonicalize().is_ok_and(|input| input == place));
    if over && place.is_file() {
        bail!("{}: is an input and would be written over", output.display());
    }
    Ok(())
}
