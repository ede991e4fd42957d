//! Stands between a Parquet file and the Parquet crate, and looks at lengths before the crate believes them: what a page
//! says it unpacks to, how many values it says it holds, how deep the tree of columns is.

use super::thrift::{Compact, STRUCT};
use flate2::bufread::MultiGzDecoder;
use parquet::errors::{ParquetError, Result};
use parquet::file::reader::{ChunkReader, Length};
use std::fs::File;
use std::io::{self, Cursor, Read, Seek, SeekFrom};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// What the pages of one column may unpack to that are taken for some rows. Writers make pages of a megabyte.
const MOST_BYTES: u64 = 256 << 20;

/// The values they may hold, counting the places where none stands. Writers put some 20,000 to 1,000,000 in a page.
const MOST_VALUES: u64 = 32 << 20;

/// The directory at the end of the file.
const LARGEST_FOOTER: u64 = 64 << 20;

/// The most columns, and how deep they stand inside one another.
const MOST_COLUMNS: usize = 10_000;
const DEEPEST_COLUMN: usize = 32;

/// How much of a page's header is looked at. Its numbers come before its texts.
const HEADER: usize = 128;

/// What may still be unpacked before it is renewed.
#[derive(Clone, Debug, Default)]
pub(super) struct Budget(Arc<(AtomicU64, AtomicU64)>);

impl Budget {
    /// Begins anew: for some rows of one column.
    pub(super) fn renew(&self) {
        self.0.0.store(0, Ordering::Relaxed);
        self.0.1.store(0, Ordering::Relaxed);
    }

    fn spend(&self, bytes: u64, values: u64) -> Result<()> {
        let spent = |sum: &AtomicU64, more: u64| sum.fetch_add(more, Ordering::Relaxed).saturating_add(more);
        if spent(&self.0.0, bytes) > MOST_BYTES {
            return Err(ParquetError::General(format!("pages that unpack to more than {} MiB", MOST_BYTES >> 20)));
        }
        if spent(&self.0.1, values) > MOST_VALUES {
            return Err(ParquetError::General(format!("pages of more than {MOST_VALUES} values")));
        }
        Ok(())
    }
}

/// The bytes of a Parquet file.
pub(super) struct Guarded {
    bytes: Held,
    taken: Arc<AtomicU64>,
    budget: Budget,
}

enum Held {
    File(File),
    Memory(bytes::Bytes),
}

impl Guarded {
    pub(super) fn of_file(file: File, taken: Arc<AtomicU64>) -> Self {
        Self { bytes: Held::File(file), taken, budget: Budget::default() }
    }

    pub(super) fn of_bytes(bytes: Vec<u8>) -> Self {
        Self { bytes: Held::Memory(bytes.into()), taken: Arc::default(), budget: Budget::default() }
    }

    pub(super) fn budget(&self) -> Budget {
        self.budget.clone()
    }

    fn from(&self, start: u64) -> Result<Box<dyn Read>> {
        Ok(match &self.bytes {
            Held::File(file) => {
                let mut file = file.try_clone()?;
                file.seek(SeekFrom::Start(start))?;
                Box::new(file)
            }
            Held::Memory(bytes) => {
                let start = usize::try_from(start)?.min(bytes.len());
                Box::new(Cursor::new(bytes.slice(start..)))
            }
        })
    }
}

impl Length for Guarded {
    fn len(&self) -> u64 {
        match &self.bytes {
            Held::File(file) => file.metadata().map_or(0, |m| m.len()),
            Held::Memory(bytes) => bytes.len() as u64,
        }
    }
}

impl ChunkReader for Guarded {
    type T = Box<dyn Read>;

    /// The crate calls it for the last eight bytes of the file and for the headers of pages.
    fn get_read(&self, start: u64) -> Result<Self::T> {
        let mut input = self.from(start)?;
        let mut head = Vec::with_capacity(HEADER);
        input.by_ref().take(HEADER as u64).read_to_end(&mut head)?;
        if start.saturating_add(8) < self.len()
            && let Some(page) = Page::of(&head)
        {
            self.budget.spend(page.unpacked, page.values)?;
        }
        Ok(Box::new(Cursor::new(head).chain(io::BufReader::new(input))))
    }

    fn get_bytes(&self, start: u64, length: usize) -> Result<bytes::Bytes> {
        if start.saturating_add(length as u64) > self.len() {
            return Err(ParquetError::EOF(format!("{length} bytes from byte {start}, behind the end of the file")));
        }
        self.taken.fetch_add(length as u64, Ordering::Relaxed);
        if length as u64 > MOST_BYTES {
            return Err(ParquetError::General(format!("a page of {} MiB", length >> 20)));
        }
        let bytes = match &self.bytes {
            Held::Memory(bytes) => bytes.slice(start as usize..start as usize + length),
            Held::File(_) => {
                let mut bytes = Vec::new();
                self.from(start)?.take(length as u64).read_to_end(&mut bytes)?;
                bytes.into()
            }
        };
        check_gzip(&bytes)?;
        Ok(bytes)
    }
}

/// The crate unpacks gzip to its end, whatever the header says. What looks like gzip and is not ends at once.
fn check_gzip(page: &[u8]) -> Result<()> {
    let Some(at) = memchr::memmem::find(page, b"\x1f\x8b\x08") else { return Ok(()) };
    let mut unpacked = MultiGzDecoder::new(&page[at..]).take(MOST_BYTES + 1);
    match io::copy(&mut unpacked, &mut io::sink()) {
        Ok(bytes) if bytes > MOST_BYTES => {
            Err(ParquetError::General(format!("a page that unpacks to more than {} MiB", MOST_BYTES >> 20)))
        }
        _ => Ok(()),
    }
}

/// What the header of a page says of its size.
struct Page {
    unpacked: u64,
    values: u64,
}

impl Page {
    /// None when the bytes are no header; then the crate will say so.
    fn of(head: &[u8]) -> Option<Self> {
        let (mut compact, mut before) = (Compact(head), 0);
        let mut page = Self { unpacked: 0, values: 0 };
        while let Some(Some((field, kind))) = compact.field(&mut before) {
            match (field, kind) {
                (2, 5) => page.unpacked = u64::try_from(compact.number()?).ok()?,
                // Of data, of a dictionary, of data in the second version: each begins with the number of values.
                (5 | 7 | 8, STRUCT) => {
                    let mut inside = 0;
                    if let Some((1, 5)) = compact.field(&mut inside)? {
                        page.values = u64::try_from(compact.number()?).ok()?;
                    }
                    // Nothing that matters comes after it.
                    return Some(page);
                }
                (_, kind) => compact.skip(kind)?,
            }
        }
        Some(page)
    }
}

/// Says what is wrong with the directory of a file before the crate builds its tree of columns.
pub(super) fn check_footer(input: &Guarded) -> Result<()> {
    let wrong = |cause: &str| ParquetError::General(cause.to_owned());
    let end = input.len();
    let mut tail = [0; 8];
    let start = end.checked_sub(8).ok_or_else(|| wrong("it is shorter than any Parquet file"))?;
    input.from(start)?.read_exact(&mut tail)?;
    if &tail[4..] != b"PAR1" {
        return Err(wrong("its end is missing or broken"));
    }
    let length = u64::from(u32::from_le_bytes([tail[0], tail[1], tail[2], tail[3]]));
    if length > LARGEST_FOOTER {
        return Err(ParquetError::General(format!("a directory of {} MiB", length >> 20)));
    }
    let start = start.checked_sub(length).ok_or_else(|| wrong("its directory is longer than the file"))?;
    let mut footer = Vec::new();
    input.from(start)?.take(length).read_to_end(&mut footer)?;
    check_columns(&footer).ok_or_else(|| wrong("its tree of columns makes no sense, or is too large or too deep"))
}

/// Walks the tree of columns, which is the second field of the directory: a list of nodes, each with the number of its
/// children.
fn check_columns(footer: &[u8]) -> Option<()> {
    let (mut compact, mut before) = (Compact(footer), 0);
    loop {
        match compact.field(&mut before)?? {
            (2, _) => break,
            (_, kind) => compact.skip(kind)?,
        }
    }
    let (count, kind) = compact.list()?;
    if count > MOST_COLUMNS as u64 || kind != STRUCT {
        return None;
    }
    // Children still to come, on each level of the tree.
    let mut open: Vec<i64> = Vec::new();
    for _ in 0..count {
        while open.last() == Some(&0) {
            open.pop();
        }
        if let Some(siblings) = open.last_mut() {
            *siblings -= 1;
        }
        let children = children(&mut compact)?;
        if !(0..=MOST_COLUMNS as i64).contains(&children) || open.len() > DEEPEST_COLUMN {
            return None;
        }
        open.push(children);
    }
    Some(())
}

/// The number of children of a node.
fn children(compact: &mut Compact<'_>) -> Option<i64> {
    let (mut before, mut children) = (0, 0);
    while let Some((field, kind)) = compact.field(&mut before)? {
        match (field, kind) {
            (5, 5) => children = compact.number()?,
            (_, kind) => compact.skip(kind)?,
        }
    }
    Some(children)
}

#[cfg(test)]
mod tests {
    use super::{Budget, Guarded, MOST_BYTES, Page, check_columns};
    use parquet::file::reader::ChunkReader;

    fn varint(mut value: u64) -> Vec<u8> {
        let mut bytes = Vec::new();
        while value > 0x7f {
            bytes.push(value as u8 | 0x80);
            value >>= 7;
        }
        bytes.push(value as u8);
        bytes
    }

    /// A directory whose tree of columns has these numbers of children.
    fn footer(children: &[u64]) -> Vec<u8> {
        let mut bytes = vec![0x15, 0x02, 0x19, 0xfc];
        bytes.extend(varint(children.len() as u64));
        for count in children {
            bytes.extend([0x48, 1, b'a', 0x15]);
            bytes.extend(varint(count * 2));
            bytes.push(0);
        }
        bytes
    }

    /// The header of a data page.
    fn header(unpacked: u64, values: u64) -> Vec<u8> {
        let parts = [&[0x15, 0][..], &[0x15], &varint(unpacked * 2), &[0x15, 20, 0x2c, 0x15], &varint(values * 2)];
        parts.concat()
    }

    #[test]
    fn trees_that_no_newsroom_writes_are_refused() {
        assert!(check_columns(&footer(&[2, 0, 1, 1, 0])).is_some());
        assert!(check_columns(&footer(&[1; 30])).is_some());
        for hostile in [footer(&vec![1; 5_000]), footer(&vec![0; 20_000]), footer(&[1 << 30, 0]), vec![0x15], vec![]] {
            assert!(check_columns(&hostile).is_none(), "{:?}", &hostile[..hostile.len().min(20)]);
        }
    }

    #[test]
    fn what_a_page_says_of_its_size_is_held_to_a_budget() {
        let page = Page::of(&header(70_000, 300)).expect("it is a header");
        assert_eq!((page.unpacked, page.values), (70_000, 300));
        assert!(Budget::default().spend(MOST_BYTES, 1).is_ok());
        assert!(Budget::default().spend(MOST_BYTES + 1, 1).is_err());
        for hostile in [header(1 << 30, 1), header(1, 1 << 30)] {
            let guarded = Guarded::of_bytes([hostile, vec![0; 200]].concat());
            assert!(guarded.get_read(0).is_err());
        }
        let honest = Guarded::of_bytes([header(1 << 20, 20_000), vec![0; 200]].concat());
        assert!(honest.get_read(0).is_ok());
        assert!(honest.get_bytes(100, 1 << 40).is_err());
    }
}
