//! Every article of an archive with every other: which were made from one another?
//!
//! The inverted lists of an archive group articles by key already, so nothing is shuffled or sorted: lists of rare keys are
//! read once, weights are added up article by article, and what shares enough is compared. Articles are taken in blocks
//! that fit in memory, two at a time; what is done is kept in a work folder, so that a run that was killed goes on.

mod block;
mod copies;
mod roll;
mod sweep;
mod verify;
mod work;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use retold::Comparer;
use retold::lineage::pairs::{Crowd, Found, Reject, Scored, best};
use tantivy::Searcher;

use crate::{Archive, ArchiveError, damage};
use block::Block;
use roll::Roll;
use verify::Verifying;
use work::Work;

/// How findings are looked for in an archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JoinSettings {
    /// So many bytes of memory may be used, about.
    pub memory: usize,
    /// Of the first archive only pairs with an article published on this day or later.
    pub since: Option<String>,
    /// A folder for what is done so far, made if it is not there. A run that finds its own there goes on with it.
    pub work: Option<PathBuf>,
}

impl Default for JoinSettings {
    fn default() -> Self {
        Self { memory: 2 << 30, since: None, work: None }
    }
}

/// How far a run has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct JoinProgress {
    /// What is being done, in words for a person.
    pub stage: &'static str,
    /// Steps of it that are done.
    pub done: usize,
    /// All steps of it.
    pub all: usize,
}

/// Bytes that each article takes while pairs are looked for, whatever the block: its place, its sketch, its length.
const PER_ARTICLE: usize = 120;
/// Share of the memory for the keys of two blocks of articles; the rest is for texts and for what the system maps.
const FOR_BLOCKS: f64 = 0.5;

impl Archive {
    /// Finds the pairs of articles of which one was made from the other, each pair once. With `against`, pairs of this
    /// archive's articles among themselves and with those of the other one; an id that both have is that of this one.
    ///
    /// # Errors
    ///
    /// [`ArchiveError::Work`] for a folder of another run or release, [`ArchiveError::Damaged`], [`ArchiveError::System`].
    pub fn findings(
        &self,
        against: Option<&Archive>,
        comparer: &Comparer<'_>,
        settings: &JoinSettings,
        told: &(dyn Fn(JoinProgress) + Sync),
    ) -> Result<Found, ArchiveError> {
        let archives: Vec<&Archive> = std::iter::once(self).chain(against).collect();
        damage::fenced(self.folder(), || {
            let searchers: Vec<Searcher> = archives.iter().map(|a| a.searcher()).collect();
            let join = Join { archives: &archives, comparer, settings, told };
            join.run(&searchers)
        })
    }
}

struct Join<'a, 'v> {
    archives: &'a [&'a Archive],
    comparer: &'a Comparer<'v>,
    settings: &'a JoinSettings,
    told: &'a (dyn Fn(JoinProgress) + Sync),
}

impl Join<'_, '_> {
    fn run(&self, searchers: &[Searcher]) -> Result<Found, ArchiveError> {
        let folder = self.archives[0].folder();
        (self.told)(JoinProgress { stage: "reading ids", done: 0, all: 1 });
        let roll = Roll::new(self.archives, searchers, self.settings.since.as_deref())?;
        let least = roll.articles() * PER_ARTICLE;
        if self.settings.memory < least {
            let cause = format!("{} articles want {} MB of memory at least", roll.articles(), least / 1_000_000 + 1);
            return Err(ArchiveError::system(folder, std::io::Error::other(cause)));
        }
        (self.told)(JoinProgress { stage: "reading keys", done: 0, all: 1 });
        let sketches = copies::sketches(&roll, self.settings.memory)?;
        let mut lengths: Vec<u32> = sketches.iter().map(retold::lineage::pairs::Sketch::keys).collect();
        let blocks = self.blocks(&lengths);
        let work = Work::open(self.settings.work.as_deref(), &roll, (&self.settings.since, blocks))?;
        let blocks = work.blocks();
        let verifying = Verifying { roll: &roll, comparer: self.comparer, work: &work, told: self.told };
        let mut found = Found::default();
        roll.wordless(&lengths, &mut found)?;
        roll.set_aside(&mut lengths, &mut found)?;
        let copies = copies::Copies::new(&roll, &sketches);
        drop(sketches);
        let crowd = Crowd { articles: lengths.iter().filter(|l| **l > 0).count() };
        let compared = verifying.run("copies", copies.pairs.clone(), crowd)?;
        let known: BTreeSet<[u32; 2]> = compared.findings.iter().map(|(places, _)| *places).collect();
        let standing = copies.standing(&lengths, compared, &mut found);
        let crowd = Crowd { articles: standing.iter().filter(|s| **s).count() };
        let mut pairs = self.candidates(&roll, (&standing, &lengths), crowd, (&work, blocks))?;
        pairs.retain(|pair| !known.contains(&[pair.first, pair.second]));
        let compared = verifying.run("pairs", pairs, crowd)?;
        found.findings.extend(compared.findings.into_iter().map(|(_, finding)| finding));
        found.rejects.extend(compared.rejects);
        found.findings.sort_by(|a, b| a.ids.cmp(&b.ids));
        found.rejects.sort();
        found.rejects.dedup();
        Ok(found)
    }

    /// In how many blocks the articles are taken so that two fit in memory.
    fn blocks(&self, lengths: &[u32]) -> usize {
        /// Bytes of a key of an article: in its list, and in the list of the article's keys.
        const PER_KEY: usize = 9;
        let all: usize = lengths.iter().map(|l| *l as usize * PER_KEY).sum();
        let room = (self.settings.memory as f64 * FOR_BLOCKS) as usize;
        if all <= room { 1 } else { (2 * all).div_ceil(room.max(1)).clamp(2, lengths.len().max(2)) }
    }

    /// Pairs of standing articles that share enough to be compared.
    fn candidates(
        &self,
        roll: &Roll<'_>,
        (standing, lengths): (&[bool], &[u32]),
        crowd: Crowd,
        (work, blocks): (&Work, usize),
    ) -> Result<Vec<Scored>, ArchiveError> {
        let size = roll.articles().div_ceil(blocks.max(1)).max(1);
        let range = |n: usize| (n * size) as u32..((n + 1) * size).min(roll.articles()) as u32;
        let fresh = (0..blocks).filter(|n| (n * size) < roll.fresh());
        let units: Vec<(usize, usize)> = fresh.flat_map(|a| (a..blocks).map(move |b| (a, b))).collect();
        let mut pairs = Vec::new();
        for (n, (a, b)) in units.iter().enumerate() {
            (self.told)(JoinProgress { stage: "pairing", done: n, all: units.len() });
            let name = format!("pairs-{a:05}-{b:05}.part");
            let found = match work.scored(&name)? {
                Some(found) => found,
                None => {
                    let block = Block::new(roll, standing, crowd, (range(*a), range(*b)))?;
                    let found = best(block.pairs(lengths, crowd), roll.articles());
                    work.keep_scored(&name, &found)?;
                    found
                }
            };
            pairs.extend(found);
        }
        Ok(best(pairs, roll.articles()))
    }
}

/// An article that is paired with none.
fn reject(id: String, why: Reject) -> (String, Reject) {
    (id, why)
}

fn system(folder: &Path) -> impl Fn(std::io::Error) -> ArchiveError {
    move |cause| ArchiveError::system(folder, cause)
}
