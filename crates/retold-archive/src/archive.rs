//! An archive: one folder of articles that can be looked through while it grows.

use std::path::{Path, PathBuf};

use retold::Article;
use retold::key::Keys;
use retold::retrieve::{Candidate, Ranked, Retriever, Wanted, rank};
use tantivy::directory::MmapDirectory;
use tantivy::schema::{IndexRecordOption, Value};
use tantivy::store::{Compressor, StoreReader, ZstdCompressor};
use tantivy::{DocAddress, Index, IndexReader, IndexSettings, ReloadPolicy, Searcher, TantivyDocument, Term};

use crate::postings::ArchivePostings;
use crate::schema::{Fields, schema};
use crate::writer::LANGUAGE;
use crate::{ArchiveError, ArchiveWriter, damage, folder, stored};

/// An archive of articles in one folder.
pub struct Archive {
    folder: PathBuf,
    index: Index,
    reader: IndexReader,
    fields: Fields,
}

/// Bytes of articles that are compressed together: more make the archive smaller and fetching one article slower.
const STORE_BLOCK: usize = 32 << 10;

/// What is known of an archive as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArchiveFacts {
    /// Articles in it.
    pub articles: usize,
    /// Articles taken out or replaced whose room is not yet given back.
    pub removed: usize,
    /// Bytes on disk.
    pub bytes: u64,
    /// Parts it is made of; compacting makes them one.
    pub segments: usize,
    /// Format of the folder.
    pub format: u32,
}

impl Archive {
    /// Opens the archive in a folder. Files that changed since they were last seen are checked first.
    ///
    /// # Errors
    ///
    /// [`ArchiveError::Missing`], [`ArchiveError::Format`], [`ArchiveError::Damaged`], [`ArchiveError::System`].
    pub fn open(folder: impl AsRef<Path>) -> Result<Self, ArchiveError> {
        let folder = folder.as_ref();
        folder::check(folder)?;
        folder::fetch_ends(folder);
        damage::fenced(folder, || {
            let index = Index::open_in_dir(folder).map_err(|e| ArchiveError::from_tantivy(folder, e))?;
            damage::check(&index, folder, false)?;
            Self::of(folder, index)
        })
    }

    /// Opens the archive in a folder, and makes folder and archive where they are not there.
    ///
    /// # Errors
    ///
    /// As [`Archive::open`], but for a missing one. A folder that holds other things is left alone.
    pub fn open_or_create(folder: impl AsRef<Path>) -> Result<Self, ArchiveError> {
        let folder = folder.as_ref();
        match Self::open(folder) {
            Err(ArchiveError::Missing { .. }) => {}
            other => return other,
        }
        let system = |cause| ArchiveError::system(folder, cause);
        std::fs::create_dir_all(folder).map_err(system)?;
        // A kill between the index and its mark leaves files that are named as Tantivy names them.
        let strange = |name: &str| !name.starts_with('.') && name != "meta.json" && !name.starts_with("retold-");
        for entry in std::fs::read_dir(folder).map_err(system)? {
            let name = entry.map_err(system)?.file_name();
            if strange(&name.to_string_lossy()) {
                return Err(ArchiveError::system(
                    folder,
                    std::io::Error::other("the folder holds other files and no archive; name a new one"),
                ));
            }
        }
        damage::fenced(folder, || {
            let failed = |e| ArchiveError::from_tantivy(folder, e);
            let directory = MmapDirectory::open(folder).map_err(|e| failed(e.into()))?;
            let settings = IndexSettings {
                docstore_compression: Compressor::Zstd(ZstdCompressor::default()),
                docstore_blocksize: STORE_BLOCK,
                ..IndexSettings::default()
            };
            let builder = Index::builder().schema(schema().0).settings(settings);
            let index = builder.open_or_create(directory).map_err(failed)?;
            folder::mark(folder)?;
            Self::of(folder, index)
        })
    }

    fn of(folder: &Path, index: Index) -> Result<Self, ArchiveError> {
        let builder = index.reader_builder().reload_policy(ReloadPolicy::Manual);
        let reader = builder.try_into().map_err(|e| ArchiveError::from_tantivy(folder, e))?;
        // Fields are numbered in the order of the schema.
        Ok(Self { folder: folder.to_owned(), index, reader, fields: schema().1 })
    }

    /// The one who may write.
    ///
    /// # Errors
    ///
    /// [`ArchiveError::Busy`] while there is another, [`ArchiveError::System`] where the folder may not be written.
    pub fn writer(&self) -> Result<ArchiveWriter<'_>, ArchiveError> {
        ArchiveWriter::new(self)
    }

    /// Sees what was committed since the archive was opened.
    ///
    /// # Errors
    ///
    /// [`ArchiveError::Damaged`], [`ArchiveError::System`].
    pub fn reload(&self) -> Result<(), ArchiveError> {
        self.reader.reload().map_err(|e| ArchiveError::from_tantivy(&self.folder, e))
    }

    /// Whether an article of this id is in the archive.
    ///
    /// # Errors
    ///
    /// [`ArchiveError::Damaged`].
    pub fn contains(&self, id: &str) -> Result<bool, ArchiveError> {
        Ok(self.address(&self.reader.searcher(), id)?.is_some())
    }

    /// The article of this id.
    ///
    /// # Errors
    ///
    /// [`ArchiveError::Damaged`].
    pub fn get(&self, id: &str) -> Result<Option<Article>, ArchiveError> {
        damage::fenced(&self.folder, || {
            let searcher = self.reader.searcher();
            self.address(&searcher, id)?.map(|at| self.article(&searcher, at)).transpose()
        })
    }

    /// What is known of the archive.
    ///
    /// # Errors
    ///
    /// [`ArchiveError::Damaged`], [`ArchiveError::System`].
    pub fn facts(&self) -> Result<ArchiveFacts, ArchiveError> {
        let searcher = self.reader.searcher();
        let readers = searcher.segment_readers();
        let usage = searcher.space_usage().map_err(|e| self.system(e))?;
        Ok(ArchiveFacts {
            articles: readers.iter().map(|r| r.num_docs() as usize).sum(),
            removed: readers.iter().map(|r| r.num_deleted_docs() as usize).sum(),
            bytes: usage.total().get_bytes(),
            segments: readers.len(),
            format: folder::FORMAT,
        })
    }

    /// Calls `each` with every article, in no order that means anything.
    ///
    /// # Errors
    ///
    /// [`ArchiveError::Damaged`], [`ArchiveError::System`], and those of `each`.
    pub fn each<E: From<ArchiveError>>(&self, mut each: impl FnMut(Article) -> Result<(), E>) -> Result<(), E> {
        let searcher = self.reader.searcher();
        for reader in searcher.segment_readers() {
            let store = reader.get_store_reader(1).map_err(|e| self.system(e))?;
            for document in reader.doc_ids_alive() {
                each(self.read(&store, document)?)?;
            }
        }
        Ok(())
    }

    /// Reads everything: each file against its checksum, each article, and the number of articles in each part.
    /// Returns how many articles are sound, which is all of them.
    ///
    /// # Errors
    ///
    /// The first thing that is wrong.
    pub fn verify(&self) -> Result<usize, ArchiveError> {
        damage::fenced(&self.folder, || {
            damage::check(&self.index, &self.folder, true)?;
            let mut read = 0;
            self.each(|article| {
                read += 1;
                match self.contains(&article.id)? {
                    true => Ok(()),
                    false => Err(ArchiveError::damaged(
                        &self.folder,
                        format!("article {:?} is not found by its id", article.id),
                    )),
                }
            })?;
            Ok(read)
        })
    }

    pub(crate) fn index(&self) -> &Index {
        &self.index
    }

    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    pub(crate) fn fields(&self) -> Fields {
        self.fields
    }

    pub(crate) fn searcher(&self) -> Searcher {
        self.reader.searcher()
    }

    pub(crate) fn has_removed(&self) -> bool {
        self.reader.searcher().segment_readers().iter().any(|r| r.has_deletes())
    }

    fn address(&self, searcher: &Searcher, id: &str) -> Result<Option<DocAddress>, ArchiveError> {
        let term = Term::from_field_text(self.fields.id, id);
        for (segment, reader) in searcher.segment_readers().iter().enumerate() {
            let lists = reader.inverted_index(self.fields.id).map_err(|e| self.failed(e))?;
            let found = lists.read_postings(&term, IndexRecordOption::Basic).map_err(|e| self.system(e))?;
            let Some(mut postings) = found else { continue };
            let mut document = tantivy::DocSet::doc(&postings);
            while document != tantivy::TERMINATED {
                if !reader.is_deleted(document) {
                    return Ok(Some(DocAddress::new(segment as u32, document)));
                }
                document = tantivy::DocSet::advance(&mut postings);
            }
        }
        Ok(None)
    }

    pub(crate) fn article(&self, searcher: &Searcher, at: DocAddress) -> Result<Article, ArchiveError> {
        let document: TantivyDocument = searcher.doc(at).map_err(|e| self.failed(e))?;
        self.decode(&document)
    }

    fn read(&self, store: &StoreReader, document: u32) -> Result<Article, ArchiveError> {
        let document: TantivyDocument = store.get(document).map_err(|e| self.failed(e))?;
        self.decode(&document)
    }

    pub(crate) fn decode(&self, document: &TantivyDocument) -> Result<Article, ArchiveError> {
        let bytes = document.get_first(self.fields.article).and_then(|value| value.as_bytes());
        let decoded = bytes.ok_or_else(|| "an article has no text".to_owned()).and_then(stored::from_bytes);
        decoded.map_err(|cause| ArchiveError::damaged(&self.folder, cause))
    }

    pub(crate) fn failed(&self, error: tantivy::TantivyError) -> ArchiveError {
        ArchiveError::from_tantivy(&self.folder, error)
    }

    fn system(&self, cause: std::io::Error) -> ArchiveError {
        ArchiveError::system(&self.folder, cause)
    }

    fn found(&self, wanted: &Wanted<'_>) -> Result<Vec<Candidate>, ArchiveError> {
        let searcher = self.reader.searcher();
        let keys = Keys::new(wanted.article, LANGUAGE);
        let postings = ArchivePostings::new(&searcher, self.fields).map_err(|e| self.failed(e))?;
        let ranked = rank(&postings, &keys, wanted.breadth()).map_err(|e| self.failed(e))?;
        let mut found: Vec<Candidate> = Vec::new();
        for Ranked { document, score } in ranked {
            let (segment, document) = postings.place(document);
            let article = self.article(&searcher, DocAddress::new(segment, document))?;
            if wanted.filter.admits(&article, wanted.article) {
                found.push(Candidate { article, score });
            }
        }
        found.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| a.article.id.cmp(&b.article.id)));
        Ok(found)
    }
}

impl Retriever for Archive {
    type Error = ArchiveError;

    fn candidates(&self, wanted: &Wanted<'_>) -> Result<Vec<Candidate>, ArchiveError> {
        damage::fenced(&self.folder, || self.found(wanted))
    }

    fn size(&self) -> usize {
        self.reader.searcher().num_docs() as usize
    }
}
