//! The articles that are paired, in an order that says nothing of how they were stored.

use retold::Article;
use retold::key::Key;
use retold::lineage::pairs::{Found, Reject, SCHEME, refusal};
use tantivy::store::StoreReader;
use tantivy::{Searcher, TantivyDocument};

use super::reject;
use super::sweep::{Segment, sweep};
use crate::schema::{Fields, day};
use crate::{Archive, ArchiveError};

/// The articles of one or two archives, numbered by **places**: first those of which pairs are wanted, then the others,
/// each in byte order of their ids.
pub(super) struct Roll<'s> {
    archives: &'s [&'s Archive],
    segments: Vec<Segment<'s>>,
    fields: Fields,
    /// For each place the number of its document.
    documents: Vec<u32>,
    /// For each document its place; [`GONE`] for one that is removed or stands in another archive too.
    places: Vec<u32>,
    fresh: usize,
    stores: Vec<StoreReader>,
    /// What tells this state of the archives from others.
    state: String,
}

const GONE: u32 = u32::MAX;
/// Keys are swept in so many ranges, for the sake of threads.
const RANGES: u64 = 32;
/// A text of fewer different words is hardly longer than [`retold::lineage::pairs::LONGEST`]; if it is, that shows when it
/// is compared.
const MANY_KEYS: u32 = 2_000;
/// Blocks of each segment's texts that are kept unpacked, of 32 kB each.
const KEPT_BLOCKS: usize = 256;

impl<'s> Roll<'s> {
    pub(super) fn new(
        archives: &'s [&'s Archive],
        searchers: &'s [Searcher],
        since: Option<&str>,
    ) -> Result<Self, ArchiveError> {
        let mut segments = Vec::new();
        let (mut first, mut state) = (0, String::new());
        for (archive, searcher) in searchers.iter().enumerate() {
            for reader in searcher.segment_readers() {
                state.push_str(&format!("{archive}:{}:{} ", reader.segment_id().uuid_string(), reader.num_docs()));
                segments.push(Segment { reader, archive, first });
                first += reader.max_doc();
            }
        }
        let fields = archives[0].fields();
        let failed = |e| ArchiveError::from_tantivy(archives[0].folder(), e);
        let store = |s: &Segment<'_>| s.reader.get_store_reader(KEPT_BLOCKS);
        let stores = segments.iter().map(store).collect::<Result<_, _>>();
        let stores = stores.map_err(|cause| ArchiveError::system(archives[0].folder(), cause))?;
        let mut roll =
            Self { archives, segments, fields, documents: Vec::new(), places: Vec::new(), fresh: 0, stores, state };
        roll.number(since, first).map_err(failed)?;
        Ok(roll)
    }

    /// Numbers the articles.
    fn number(&mut self, since: Option<&str>, all: u32) -> Result<(), tantivy::TantivyError> {
        let from = since.map_or(0, |since| day(Some(since)));
        let mut days = Vec::new();
        for segment in &self.segments {
            days.push(segment.reader.fast_fields().u64("day")?);
        }
        let (mut fresh, mut old) = (Vec::new(), Vec::new());
        let segments = &self.segments;
        sweep(segments, self.fields.id, None, |_, documents| {
            // Segments come in the order of their archives: the first living one counts.
            let living = documents.iter().find(|d| {
                let segment = &segments[segment_of(segments, **d)];
                !segment.reader.is_deleted(**d - segment.first)
            });
            let Some(document) = living else { return };
            let n = segment_of(segments, *document);
            let published = || days[n].first(*document - segments[n].first).unwrap_or(0);
            let wanted = segments[n].archive == 0 && (from == 0 || published() >= from);
            if wanted { fresh.push(*document) } else { old.push(*document) }
        })?;
        self.fresh = fresh.len();
        self.documents = fresh;
        self.documents.append(&mut old);
        self.places = vec![GONE; all as usize];
        for (place, document) in self.documents.iter().enumerate() {
            self.places[*document as usize] = place as u32;
        }
        Ok(())
    }

    /// How many articles there are.
    pub(super) fn articles(&self) -> usize {
        self.documents.len()
    }

    /// How many of them, from the first on, are those of which pairs are wanted.
    pub(super) fn fresh(&self) -> usize {
        self.fresh
    }

    /// What tells this state of the archives from others.
    pub(super) fn state(&self) -> &str {
        &self.state
    }

    /// The folder of the first archive, to name in errors.
    pub(super) fn folder(&self) -> &std::path::Path {
        self.archives[0].folder()
    }

    /// Number of ranges of [`Roll::keys`].
    pub(super) fn ranges() -> u64 {
        RANGES
    }

    /// Calls `each` with every key of a range and the places of the articles that have it, in no order.
    pub(super) fn keys(&self, range: u64, mut each: impl FnMut(Key, &mut Vec<u32>)) -> Result<(), ArchiveError> {
        let scheme = (SCHEME as u64 + 1) << 56;
        // Keys of a scheme fill its lowest 40 bits.
        let bound = |n: u64| scheme + n * ((1 << 40) / RANGES);
        let (from, to) = (bound(range).to_be_bytes(), bound(range + 1).to_be_bytes());
        let mut places = Vec::new();
        sweep(&self.segments, self.fields.keys, Some((&from, &to)), |term, documents| {
            places.clear();
            places.extend(documents.iter().map(|d| self.places[*d as usize]).filter(|p| *p != GONE));
            let key = term.try_into().map_or(0, u64::from_be_bytes);
            each(Key(key), &mut places);
        })
        .map_err(|e| ArchiveError::from_tantivy(self.folder(), e))
    }

    /// The article of a place.
    pub(super) fn article(&self, place: u32) -> Result<Article, ArchiveError> {
        let document = self.documents[place as usize];
        let n = segment_of(&self.segments, document);
        let archive = self.archives[self.segments[n].archive];
        let stored: TantivyDocument = self.stores[n]
            .get(document - self.segments[n].first)
            .map_err(|e| ArchiveError::from_tantivy(archive.folder(), e))?;
        archive.decode(&stored)
    }

    /// Sets articles aside that are too long to be compared, as if they had no keys.
    pub(super) fn set_aside(&self, lengths: &mut [u32], found: &mut Found) -> Result<(), ArchiveError> {
        for (place, length) in lengths.iter_mut().enumerate().filter(|(_, length)| **length >= MANY_KEYS) {
            let article = self.article(place as u32)?;
            if let Some(why) = refusal(&article) {
                *length = 0;
                found.rejects.push(reject(article.id, why));
            }
        }
        Ok(())
    }

    /// Adds the articles without any key to the rejects.
    pub(super) fn wordless(&self, sketched: &[u32], found: &mut Found) -> Result<(), ArchiveError> {
        for place in (0..self.fresh as u32).filter(|p| sketched[*p as usize] == 0) {
            found.rejects.push(reject(self.article(place)?.id, Reject::NoText));
        }
        Ok(())
    }
}

fn segment_of(segments: &[Segment<'_>], document: u32) -> usize {
    segments.partition_point(|s| s.first <= document).saturating_sub(1)
}
