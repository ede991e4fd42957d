//! Adds articles to an archive.

use std::collections::BTreeSet;
use std::path::Path;

use rayon::prelude::*;
use retold::Article;
use retold::key::Keys;
use retold::text::Language;
use tantivy::indexer::IndexWriterOptions;
use tantivy::{IndexWriter, TantivyDocument, Term};

use crate::schema::{Fields, day};
use crate::{Archive, ArchiveError, damage, stored};

/// What became of articles that were handed in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Added {
    /// Articles that were not there before.
    pub added: usize,
    /// Articles whose id was there already: the new one stands in the old one's place.
    pub replaced: usize,
}

/// Writes to an archive. There is one at a time; what it was given is in the archive after [`ArchiveWriter::commit`].
pub struct ArchiveWriter<'a> {
    archive: &'a Archive,
    writer: IndexWriter,
    /// Ids given since the last commit: they are not yet found in the archive.
    fresh: BTreeSet<String>,
}

/// Memory of one indexing thread, in bytes: a segment of it is flushed when that is full.
const MEMORY: usize = 150 << 20;
/// More threads than this only make smaller segments.
const MOST_THREADS: usize = 4;

impl<'a> ArchiveWriter<'a> {
    pub(crate) fn new(archive: &'a Archive) -> Result<Self, ArchiveError> {
        let threads = std::thread::available_parallelism().map_or(1, usize::from).min(MOST_THREADS);
        let options = IndexWriterOptions::builder()
            .num_worker_threads(threads)
            .num_merge_threads(threads)
            .memory_budget_per_thread(MEMORY)
            .build();
        let writer = archive
            .index()
            .writer_with_options(options)
            .map_err(|e| ArchiveError::from_tantivy(archive.folder(), e))?;
        Ok(Self { archive, writer, fresh: BTreeSet::new() })
    }

    /// Adds articles; of two with the same id the later one stays.
    ///
    /// # Errors
    ///
    /// [`ArchiveError::System`] where the disk is full, [`ArchiveError::Damaged`].
    pub fn add(&mut self, articles: &[Article]) -> Result<Added, ArchiveError> {
        let fields = self.archive.fields();
        let documents: Vec<TantivyDocument> = articles.par_iter().map(|a| document(a, fields)).collect();
        let mut count = Added::default();
        for (article, document) in articles.iter().zip(documents) {
            let again = !self.fresh.insert(article.id.clone());
            if again || self.archive.contains(&article.id)? {
                self.writer.delete_term(Term::from_field_text(fields.id, &article.id));
                count.replaced += 1;
            } else {
                count.added += 1;
            }
            self.writer.add_document(document).map_err(|e| self.failed(e))?;
        }
        Ok(count)
    }

    /// Takes articles out by their ids; says how many were there.
    ///
    /// # Errors
    ///
    /// As [`ArchiveWriter::add`].
    pub fn remove(&mut self, ids: &[String]) -> Result<usize, ArchiveError> {
        let mut removed = 0;
        for id in ids {
            if self.fresh.remove(id) || self.archive.contains(id)? {
                removed += 1;
                self.writer.delete_term(Term::from_field_text(self.archive.fields().id, id));
            }
        }
        Ok(removed)
    }

    /// Makes everything given so far part of the archive: it stays there whatever happens next.
    ///
    /// # Errors
    ///
    /// As [`ArchiveWriter::add`]; what was not committed before is then lost.
    pub fn commit(&mut self) -> Result<(), ArchiveError> {
        let folder = self.archive.folder();
        damage::fenced(folder, || self.writer.commit().map(drop).map_err(|e| ArchiveError::from_tantivy(folder, e)))?;
        self.fresh.clear();
        self.archive.reload()
    }

    /// Merges everything into as few files as possible and gives the room of removed articles back. What was not committed
    /// before is lost.
    ///
    /// # Errors
    ///
    /// As [`ArchiveWriter::add`], and [`ArchiveError::Busy`] where another writer came in between.
    pub fn compact(self) -> Result<(), ArchiveError> {
        let archive = self.archive;
        // A merge that goes on in the background would take files from under this one.
        self.close()?;
        let mut made = Self::new(archive)?;
        let failed = |e| ArchiveError::from_tantivy(archive.folder(), e);
        let segments = archive.index().searchable_segment_ids().map_err(failed)?;
        if segments.len() > 1 || archive.has_removed() {
            made.writer.merge(&segments).wait().map_err(failed)?;
        }
        made.writer.garbage_collect_files().wait().map_err(failed)?;
        made.close()
    }

    /// Waits for what goes on in the background and lets the next writer in.
    ///
    /// # Errors
    ///
    /// As [`ArchiveWriter::add`].
    pub fn close(self) -> Result<(), ArchiveError> {
        let (archive, folder) = (self.archive, self.archive.folder());
        let writer = self.writer;
        damage::fenced(folder, || writer.wait_merging_threads().map_err(|e| ArchiveError::from_tantivy(folder, e)))?;
        archive.reload()?;
        damage::check(archive.index(), folder, false).map(drop)
    }

    /// The cause of a failure: the thread that failed tells it only to whoever commits.
    fn failed(&self, error: tantivy::TantivyError) -> ArchiveError {
        let folder: &Path = self.archive.folder();
        ArchiveError::from_tantivy(folder, error)
    }
}

fn document(article: &Article, fields: Fields) -> TantivyDocument {
    let keys = Keys::new(article, LANGUAGE).all();
    let mut document = TantivyDocument::new();
    document.add_text(fields.id, &article.id);
    document.add_u64(fields.length, keys.len() as u64);
    keys.iter().for_each(|key| document.add_u64(fields.keys, key.0));
    let texts = [
        (fields.publisher, article.publisher.as_ref().map(|p| p.to_lowercase())),
        (fields.language, article.language.clone()),
        (fields.series, article.series.clone()),
    ];
    for (field, text) in texts {
        text.iter().for_each(|text| document.add_text(field, text));
    }
    document.add_u64(fields.day, day(article.published.as_deref()));
    document.add_bytes(fields.article, &stored::to_bytes(article));
    document
}

/// Keys are made by the rules of one language; words of another have keys all the same.
pub(crate) const LANGUAGE: Language = Language::English;
