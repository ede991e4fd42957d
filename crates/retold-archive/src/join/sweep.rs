//! Walks the inverted lists of several segments at once, in order of their terms.

use std::sync::Arc;

use tantivy::TantivyError;
use tantivy::index::{InvertedIndexReader, SegmentReader};
use tantivy::postings::TermInfo;
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::termdict::TermStreamer;

/// One segment of one archive.
pub(super) struct Segment<'s> {
    /// Tantivy's reader of it.
    pub(super) reader: &'s SegmentReader,
    /// Which archive it belongs to.
    pub(super) archive: usize,
    /// Number of its first document among the documents of all segments.
    pub(super) first: u32,
}

/// Calls `each` with every term of a field in a range, in order, and with the numbers of the documents that have it:
/// segment after segment, removed ones included.
pub(super) fn sweep(
    segments: &[Segment<'_>],
    field: Field,
    range: Option<(&[u8], &[u8])>,
    mut each: impl FnMut(&[u8], &[u32]),
) -> Result<(), TantivyError> {
    let lists: Vec<Arc<InvertedIndexReader>> =
        segments.iter().map(|s| s.reader.inverted_index(field)).collect::<Result<_, _>>()?;
    let mut heads: Vec<Head<'_>> = Vec::new();
    for (segment, lists) in segments.iter().zip(&lists) {
        let terms = lists.terms();
        let stream = match range {
            Some((from, to)) => terms.range().ge(from).lt(to).into_stream()?,
            None => terms.stream()?,
        };
        let mut head = Head { stream, lists, first: segment.first, live: true };
        head.live = head.stream.advance();
        heads.push(head);
    }
    heads.retain(|head| head.live);
    let (mut term, mut documents) = (Vec::new(), Vec::new());
    while let Some(least) = heads.iter().map(|head| head.stream.key()).min() {
        term.clear();
        term.extend_from_slice(least);
        documents.clear();
        for head in &mut heads {
            if head.stream.key() == term {
                head.read(&mut documents)?;
                head.live = head.stream.advance();
            }
        }
        heads.retain(|head| head.live);
        each(&term, &documents);
    }
    Ok(())
}

struct Head<'s> {
    stream: TermStreamer<'s>,
    lists: &'s InvertedIndexReader,
    first: u32,
    live: bool,
}

impl Head<'_> {
    fn read(&self, documents: &mut Vec<u32>) -> Result<(), TantivyError> {
        let place: &TermInfo = self.stream.value();
        let mut postings = self.lists.read_block_postings_from_terminfo(place, IndexRecordOption::Basic)?;
        loop {
            let docs = postings.docs();
            if docs.is_empty() {
                return Ok(());
            }
            documents.extend(docs.iter().map(|d| self.first + d));
            postings.advance();
        }
    }
}
