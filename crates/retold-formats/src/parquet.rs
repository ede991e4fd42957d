//! Parquet: one article a row, its columns named as the fields of JSON Lines are; see `record.rs`.
//!
//! Rows are read column by column, some at a time. A list of texts is a list; what lies inside other columns bears their
//! names before its own (`meta.section`). Bytes that are no UTF-8 are left out. A group of rows that is broken is named,
//! and the next group is read. The directory of such a file is at its end, so a stream is held in memory first.

mod column;
mod guarded;
mod thrift;

use self::column::Column;
use self::guarded::{Budget, Guarded, check_footer};
use crate::bounded::{opened_late, read_bounded};
use crate::error::{ReadError, one_line};
use crate::json_lines::LARGEST_RECORD;
use crate::record::{self, Record, Stated};
use parquet::errors::ParquetError;
use parquet::file::reader::{FileReader, SerializedFileReader};
use retold::Article;
use std::cell::Cell;
use std::collections::VecDeque;
use std::fs::File;
use std::io::{BufRead, Error, ErrorKind, Read, Seek};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

/// The most bytes of a Parquet file that comes as a stream. A file that is opened by its name has no such bound.
pub const LARGEST_STREAM: usize = 256 << 20;

/// So many rows are read at once.
const BATCH: usize = 64;

/// The articles of a stream, which is read to its end first.
pub(crate) fn read<'i>(
    input: impl BufRead + Send + 'i,
    place: &str,
) -> impl Iterator<Item = Result<Article, ReadError>> + Send + 'i {
    let place = place.to_owned();
    opened_late(move || Rows::of_articles(Guarded::of_bytes(read_bounded(input, &place, LARGEST_STREAM)?), &place))
}

/// The articles of a file; the bytes taken of it are counted.
pub(crate) fn read_file(
    file: File,
    place: &str,
    taken: Arc<AtomicU64>,
) -> impl Iterator<Item = Result<Article, ReadError>> + Send + use<> {
    let place = place.to_owned();
    opened_late(move || Rows::of_articles(Guarded::of_file(file, taken), &place))
}

/// The rows of an open file.
struct Rows {
    reader: SerializedFileReader<Guarded>,
    budget: Budget,
    place: String,
    /// The group that is read, and the number of its first row.
    group: usize,
    columns: Vec<Column>,
    /// Rows of the open group that are still to be read.
    left: usize,
    number: u64,
    ready: VecDeque<Vec<(String, Stated<'static>)>>,
    done: bool,
}

impl Rows {
    /// The rows of a file of articles.
    fn of_articles(input: Guarded, place: &str) -> Result<Self, ReadError> {
        let rows = Self::open(input, place)?;
        names_articles(&rows.reader).map_err(|cause| unreadable(place, &cause))?;
        Ok(rows)
    }

    fn open(input: Guarded, place: &str) -> Result<Self, ReadError> {
        let budget = input.budget();
        let opened = check_footer(&input).and_then(|()| guarded_call(|| SerializedFileReader::new(input)));
        let reader = opened.map_err(|cause| unreadable(place, &cause))?;
        let place = place.to_owned();
        let (columns, ready) = (Vec::new(), VecDeque::new());
        Ok(Self { reader, budget, place, group: 0, columns, left: 0, number: 0, ready, done: false })
    }

    /// Reads the next rows. False when there are none.
    fn fill(&mut self) -> Result<bool, ParquetError> {
        while self.left == 0 {
            if self.group >= self.reader.num_row_groups() {
                return Ok(false);
            }
            self.group += 1;
            let group = self.reader.get_row_group(self.group - 1)?;
            self.left = usize::try_from(group.metadata().num_rows())?;
            self.columns = (0..group.num_columns()).map(|at| Column::of(&*group, at)).collect::<Result<_, _>>()?;
        }
        let wanted = BATCH.min(self.left);
        let mut rows: Vec<Vec<(String, Stated<'static>)>> = Vec::new();
        rows.resize_with(wanted, Vec::new);
        for column in &mut self.columns {
            self.budget.renew();
            let cells = column.cells(wanted)?;
            if cells.len() != wanted {
                let cause = format!("column {:?} has {} rows instead of {wanted}", column.name, cells.len());
                return Err(ParquetError::General(cause));
            }
            for (row, cell) in rows.iter_mut().zip(cells) {
                row.extend(cell.map(|cell| (column.name.clone(), cell)));
            }
        }
        self.left -= wanted;
        self.ready.extend(rows);
        Ok(true)
    }
}

/// The cells of a row by the names of their columns, with the place of the row.
pub(crate) type Row = (Vec<(String, Stated<'static>)>, String);

/// The rows of any file, not of articles alone.
pub(crate) fn rows(file: File, place: &str) -> Result<impl Iterator<Item = Result<Row, ReadError>> + use<>, ReadError> {
    let mut rows = Rows::open(Guarded::of_file(file, Arc::default()), place)?;
    Ok(std::iter::from_fn(move || rows.row()))
}

impl Rows {
    fn row(&mut self) -> Option<Result<Row, ReadError>> {
        if let Some(row) = self.ready.pop_front() {
            self.number += 1;
            return Some(Ok((row, format!("{}: row {}", self.place, self.number))));
        }
        if self.done {
            return None;
        }
        let group = self.group;
        match guarded_call(|| self.fill()) {
            Ok(true) => self.row(),
            Ok(false) => {
                self.done = true;
                None
            }
            Err(cause) => {
                self.number += self.left as u64;
                self.left = 0;
                self.group = self.group.max(group);
                let place = format!("{}: row group {}", self.place, self.group);
                Some(Err(ReadError::bad_record(place, format!("cannot be read: {}", plainly(&cause)), b"")))
            }
        }
    }
}

impl Iterator for Rows {
    type Item = Result<Article, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        Some(self.row()?.and_then(|(row, place)| article(row, place)))
    }
}

fn article(row: Vec<(String, Stated<'static>)>, place: String) -> Result<Article, ReadError> {
    if row.iter().map(|(_, cell)| cell.len()).sum::<usize>() > LARGEST_RECORD {
        return Err(ReadError::TooLarge { place, limit: LARGEST_RECORD });
    }
    let shown = row.clone();
    record::article(Record(row)).map_err(|cause| ReadError::bad_record(place, cause, &record::as_json(shown)))
}

/// An article needs some columns: without them every row would be bad.
fn names_articles(reader: &SerializedFileReader<Guarded>) -> Result<(), ParquetError> {
    let schema = reader.metadata().file_metadata().schema_descr();
    let names: Vec<String> = schema.columns().iter().map(|column| column::name_of(column)).collect();
    match record::names_articles(names.iter().map(String::as_str)) {
        true => Ok(()),
        false => Err(ParquetError::General("no column \"id\" or no column \"text\" in it".to_owned())),
    }
}

thread_local! {
    static GUARDING: Cell<bool> = const { Cell::new(false) };
}

/// Whether this thread is inside a library whose panics are caught and become an error of the file. A panic hook asks it,
/// so as not to report them.
pub fn is_guarding() -> bool {
    GUARDING.get()
}

/// Calls into the Parquet crate, which panics in some of its decoders on bytes that were made to mislead it.
fn guarded_call<T>(call: impl FnOnce() -> Result<T, ParquetError>) -> Result<T, ParquetError> {
    let broken = |_| Err(ParquetError::General("its bytes make no sense".to_owned()));
    GUARDING.set(true);
    let result = catch_unwind(AssertUnwindSafe(call)).unwrap_or_else(broken);
    GUARDING.set(false);
    result
}

fn unreadable(place: &str, cause: &ParquetError) -> ReadError {
    let cause = Error::new(ErrorKind::InvalidData, format!("not Parquet: {}", plainly(cause)));
    ReadError::Unreadable { place: place.to_owned(), cause }
}

/// What the crate says, without the kind before it.
fn plainly(cause: &ParquetError) -> String {
    match cause {
        ParquetError::General(said) | ParquetError::EOF(said) | ParquetError::NYI(said) => one_line(said),
        other => one_line(&other.to_string()),
    }
}

/// Whether a file begins as Parquet does. What cannot be read twice, a pipe, is not looked at.
pub(crate) fn is_parquet(file: &mut File) -> bool {
    let mut magic = [0; 4];
    let is_file = file.metadata().is_ok_and(|m| m.is_file());
    let is_magic = is_file && file.read_exact(&mut magic).is_ok() && magic == *b"PAR1";
    is_file && file.rewind().is_ok() && is_magic
}
