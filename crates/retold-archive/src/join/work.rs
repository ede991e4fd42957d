//! The work folder of a join: what is done so far, in files that are there whole or not at all.

use std::fs;
use std::path::{Path, PathBuf};

use retold::lineage::Finding;
use retold::lineage::pairs::{Reject, Scored};
use serde::{Deserialize, Serialize};

use super::roll::Roll;
use super::system;
use crate::{ArchiveError, folder};

/// Goes up when the files of a work folder made before mean something else.
const FORMAT: u32 = 2;
const MARK: &str = "retold-work.json";
/// Bytes of a pair on record: two places, and the weight of what they share.
const ROW: usize = 12;

/// A work folder, or none.
pub(super) struct Work {
    folder: Option<PathBuf>,
    blocks: usize,
}

/// What a run was begun with.
#[derive(Deserialize, Serialize)]
struct Mark {
    format: u32,
    program: String,
    keys: u32,
    archive: String,
    since: Option<String>,
    blocks: usize,
}

/// What became of some pairs.
#[derive(Default)]
pub(super) struct Compared {
    pub(super) findings: Vec<([u32; 2], Finding)>,
    pub(super) rejects: Vec<(String, Reject)>,
}

#[derive(Default, Deserialize, Serialize)]
struct StoredCompared {
    findings: Vec<StoredFinding>,
    too_long: Vec<String>,
}

/// Numbers as their bits: a run that goes on ends as one that was never broken off.
#[derive(Deserialize, Serialize)]
struct StoredFinding {
    places: [u32; 2],
    ids: [String; 2],
    bits: [u64; 5],
}

impl Work {
    /// Opens a folder, or makes it, for a run over the articles of `roll`.
    pub(super) fn open(
        place: Option<&Path>,
        roll: &Roll<'_>,
        (since, blocks): (&Option<String>, usize),
    ) -> Result<Self, ArchiveError> {
        let Some(place) = place else { return Ok(Self { folder: None, blocks }) };
        fs::create_dir_all(place).map_err(system(place))?;
        let path = place.join(MARK);
        let mark = Mark {
            format: FORMAT,
            program: env!("CARGO_PKG_VERSION").to_owned(),
            keys: retold::key::VERSION,
            archive: roll.state().to_owned(),
            since: since.clone(),
            blocks,
        };
        if !path.exists() {
            if fs::read_dir(place).map_err(system(place))?.next().is_some() {
                return Err(work(place, "it holds other files; name a new folder"));
            }
            write(&path, &mark)?;
            return Ok(Self { folder: Some(place.to_owned()), blocks });
        }
        let found: Mark = read(&path)?;
        if (found.format, found.keys, &found.program) != (mark.format, mark.keys, &mark.program) {
            let cause =
                format!("it was begun by release {}, this is {}; name a new folder", found.program, mark.program);
            return Err(work(place, &cause));
        }
        if (&found.archive, &found.since) != (&mark.archive, &mark.since) {
            return Err(work(
                place,
                "it was begun for another archive, another state of it or another date; name a new folder",
            ));
        }
        Ok(Self { folder: Some(place.to_owned()), blocks: found.blocks.max(1) })
    }

    /// In how many blocks the articles are taken.
    pub(super) fn blocks(&self) -> usize {
        self.blocks
    }

    /// The pairs of two blocks, when they are found already.
    pub(super) fn scored(&self, name: &str) -> Result<Option<Vec<Scored>>, ArchiveError> {
        let Some(path) = self.part(name) else { return Ok(None) };
        let bytes = fs::read(&path).map_err(system(&path))?;
        if bytes.len() % ROW != 0 {
            return Err(work(&path, "it was cut short; name a new folder"));
        }
        let number = |bytes: &[u8]| bytes.try_into().map_or(0, u32::from_le_bytes);
        let pair =
            |row: &[u8]| Scored { first: number(&row[..4]), second: number(&row[4..8]), shared: number(&row[8..]) };
        Ok(Some(bytes.chunks_exact(ROW).map(pair).collect()))
    }

    /// Keeps the pairs of two blocks.
    pub(super) fn keep_scored(&self, name: &str, pairs: &[Scored]) -> Result<(), ArchiveError> {
        let Some(folder) = &self.folder else { return Ok(()) };
        let bytes: Vec<u8> =
            pairs.iter().flat_map(|p| [p.first, p.second, p.shared]).flat_map(u32::to_le_bytes).collect();
        folder::write_whole(&folder.join(name), &bytes)
    }

    /// What became of some pairs, when they are compared already.
    pub(super) fn compared(&self, name: &str) -> Result<Option<Compared>, ArchiveError> {
        let Some(path) = self.part(name) else { return Ok(None) };
        let stored: StoredCompared = read(&path)?;
        let findings = stored.findings.into_iter().map(|f| {
            let [probability, forward, first, second, resemblance] = f.bits.map(f64::from_bits);
            (f.places, Finding { ids: f.ids, probability, forward, coverage: [first, second], resemblance })
        });
        let rejects = stored.too_long.into_iter().map(|id| (id, Reject::TooLong)).collect();
        Ok(Some(Compared { findings: findings.collect(), rejects }))
    }

    /// Keeps what became of some pairs.
    pub(super) fn keep_compared(&self, name: &str, compared: &Compared) -> Result<(), ArchiveError> {
        let Some(folder) = &self.folder else { return Ok(()) };
        let findings = compared.findings.iter().map(|(places, f)| StoredFinding {
            places: *places,
            ids: f.ids.clone(),
            bits: [f.probability, f.forward, f.coverage[0], f.coverage[1], f.resemblance].map(f64::to_bits),
        });
        let too_long = compared.rejects.iter().map(|(id, _)| id.clone()).collect();
        write(&folder.join(name), &StoredCompared { findings: findings.collect(), too_long })
    }

    fn part(&self, name: &str) -> Option<PathBuf> {
        self.folder.as_ref().map(|folder| folder.join(name)).filter(|path| path.exists())
    }
}

fn read<T: for<'d> Deserialize<'d>>(path: &Path) -> Result<T, ArchiveError> {
    let bytes = fs::read(path).map_err(system(path))?;
    serde_json::from_slice(&bytes).map_err(|e| work(path, &format!("not what was written: {e}; name a new folder")))
}

fn write<T: Serialize>(path: &Path, value: &T) -> Result<(), ArchiveError> {
    let bytes = serde_json::to_vec(value).map_err(|e| work(path, &e.to_string()))?;
    folder::write_whole(path, &bytes)
}

fn work(place: &Path, cause: &str) -> ArchiveError {
    ArchiveError::Work { place: place.to_owned(), cause: cause.to_owned() }
}
