//! The keys of an archive as inverted lists: what the ranking of the pure crate walks.

use std::sync::Arc;

use retold::key::Key;
use retold::retrieve::Postings;
use tantivy::columnar::Column;
use tantivy::index::{InvertedIndexReader, SegmentReader};
use tantivy::postings::TermInfo;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocSet, Searcher, TERMINATED, TantivyError, Term};

use crate::schema::Fields;

/// The inverted lists of one state of an archive. Documents are numbered through its segments.
pub(crate) struct ArchivePostings<'s> {
    fields: Fields,
    segments: Vec<Segment<'s>>,
    documents: u32,
}

struct Segment<'s> {
    reader: &'s SegmentReader,
    lists: Arc<InvertedIndexReader>,
    lengths: Column<u64>,
    first: u32,
}

impl<'s> ArchivePostings<'s> {
    /// Opens the lists.
    pub(crate) fn new(searcher: &'s Searcher, fields: Fields) -> Result<Self, TantivyError> {
        let mut segments = Vec::new();
        let mut documents = 0;
        for reader in searcher.segment_readers() {
            let lists = reader.inverted_index(fields.keys)?;
            let lengths = reader.fast_fields().u64("length")?;
            segments.push(Segment { reader, lists, lengths, first: documents });
            documents += reader.max_doc();
        }
        Ok(Self { fields, segments, documents })
    }

    /// Where a document stands: number of its segment, and its number there.
    pub(crate) fn place(&self, document: u32) -> (u32, u32) {
        let segment = self.segments.partition_point(|s| s.first <= document).saturating_sub(1);
        (segment as u32, document - self.segments.get(segment).map_or(0, |s| s.first))
    }
}

impl Postings for ArchivePostings<'_> {
    type Error = TantivyError;
    type List = Vec<(usize, TermInfo)>;

    fn documents(&self) -> u32 {
        self.documents
    }

    fn look_up(&self, key: Key) -> Result<(u32, Self::List), TantivyError> {
        let term = Term::from_field_u64(self.fields.keys, key.0);
        let (mut frequency, mut list) = (0, Vec::new());
        for (n, segment) in self.segments.iter().enumerate() {
            if let Some(place) = segment.lists.get_term_info(&term)? {
                frequency += place.doc_freq;
                list.push((n, place));
            }
        }
        Ok((frequency, list))
    }

    fn walk(&self, list: &Self::List, each: &mut dyn FnMut(u32)) -> Result<(), TantivyError> {
        for (n, place) in list {
            let segment = &self.segments[*n];
            let mut postings = segment.lists.read_postings_from_terminfo(place, IndexRecordOption::Basic)?;
            let mut document = postings.doc();
            while document != TERMINATED {
                if !segment.reader.is_deleted(document) {
                    each(segment.first + document);
                }
                document = postings.advance();
            }
        }
        Ok(())
    }

    fn length(&self, document: u32) -> u32 {
        let (segment, document) = self.place(document);
        let segment = self.segments.get(segment as usize);
        segment.and_then(|s| s.lengths.first(document)).map_or(0, |l| u32::try_from(l).unwrap_or(u32::MAX))
    }
}
