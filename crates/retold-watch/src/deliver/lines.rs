//! Findings as JSON Lines, on standard output or at the end of a file.

use std::collections::BTreeSet;
use std::fs::{File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::Path;

use retold_store::Delivery;

/// How far back a file is looked at for lines that were written before a kill: far more than one lot.
const TAIL: u64 = 16 << 20;

/// Prints deliveries. After a kill a line may come again; its `id` tells.
pub(super) fn print(due: &[Delivery]) -> io::Result<()> {
    let mut out = io::stdout().lock();
    for delivery in due {
        writeln!(out, "{}", delivery.body)?;
    }
    out.flush()
}

/// Appends deliveries to a file, each once: half a line that a kill left behind is cut off, and lines that stand there
/// already are not written again.
pub(super) fn append(path: &Path, due: &[Delivery]) -> io::Result<()> {
    let mut file = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path)?;
    let there = whole_lines(&mut file)?;
    let mut text = String::new();
    for delivery in due.iter().filter(|delivery| !there.contains(&delivery.body)) {
        text.push_str(&delivery.body);
        text.push('\n');
    }
    file.seek(SeekFrom::End(0))?;
    file.write_all(text.as_bytes())?;
    file.sync_data()
}

/// The last lines of a file, after cutting off what is no whole line.
fn whole_lines(file: &mut File) -> io::Result<BTreeSet<String>> {
    let length = file.seek(SeekFrom::End(0))?;
    let from = length.saturating_sub(TAIL);
    file.seek(SeekFrom::Start(from))?;
    let mut tail = Vec::new();
    Read::by_ref(file).take(TAIL).read_to_end(&mut tail)?;
    let end = tail.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
    // Only what stands behind the last line end is cut, and only where there is one in sight.
    if end < tail.len() && (end > 0 || from == 0) {
        file.set_len(from + end as u64)?;
    }
    let lines = tail[..end].split(|byte| *byte == b'\n');
    Ok(lines.map(|line| String::from_utf8_lossy(line).into_owned()).collect())
}
