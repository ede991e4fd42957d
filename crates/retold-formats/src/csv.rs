//! CSV with a header: its columns are named as the fields of JSON Lines are; see `record.rs`.
//!
//! Cells are parted by the comma, semicolon, tab or bar that the header has most of. A row with more or fewer cells than
//! the header is no article. A quotation mark that is never closed swallows no more than one record may hold.

use crate::decode::{Declared, decode};
use crate::error::ReadError;
use crate::json_lines::LARGEST_RECORD;
use crate::record::{self, MOST_FIELDS, Record, Stated};
use csv_core::{ReadRecordResult, Reader, ReaderBuilder};
use retold::Article;
use std::io::{self, BufRead};

const SEPARATORS: &[u8] = b",;\t|";

/// The articles of `input`, row by row.
pub(crate) fn read<R: BufRead>(input: R, place: &str) -> impl Iterator<Item = Result<Article, ReadError>> + use<R> {
    let mut table = Table { rows: Rows::new(input), place: place.to_owned(), header: None, broken: false };
    std::iter::from_fn(move || {
        if table.broken {
            return None;
        }
        table.next_article().unwrap_or_else(|cause| {
            table.broken = true;
            Some(Err(ReadError::Unreadable { place: table.place.clone(), cause }))
        })
    })
}

/// Whether the first line of an input names columns that an article needs.
pub(crate) fn looks_like_csv(head: &[u8]) -> bool {
    let line = head.split(|b| matches!(b, b'\n' | b'\r')).next().unwrap_or_default();
    let line = String::from_utf8_lossy(line);
    let cells = line.split([',', ';', '\t', '|']).map(|cell| cell.trim().trim_matches('"'));
    record::names_articles(cells)
}

struct Table<R> {
    rows: Rows<R>,
    place: String,
    /// The names of the columns, once they were read.
    header: Option<Vec<String>>,
    broken: bool,
}

impl<R: BufRead> Table<R> {
    fn next_article(&mut self) -> io::Result<Option<Result<Article, ReadError>>> {
        let header = match self.header.take() {
            Some(header) => header,
            None => match self.read_header()? {
                Some(header) => header,
                None => return Ok(None),
            },
        };
        let header = self.header.insert(header);
        let row = self.rows.next()?;
        let place = || format!("{}:{}", self.place, self.rows.begun_at);
        Ok(match row {
            Row::End => None,
            Row::TooLarge => Some(Err(ReadError::TooLarge { place: place(), limit: LARGEST_RECORD })),
            Row::Cells => {
                let article = from_cells(header, &self.rows);
                Some(article.map_err(|cause| ReadError::bad_record(place(), cause, &self.rows.raw())))
            }
        })
    }

    /// Names of the columns; None when there is not even a header.
    fn read_header(&mut self) -> io::Result<Option<Vec<String>>> {
        self.rows.find_separator()?;
        let wrong = |cause: &str| io::Error::new(io::ErrorKind::InvalidData, cause.to_owned());
        match self.rows.next()? {
            Row::End => return Ok(None),
            Row::TooLarge => return Err(wrong("the first line names no columns")),
            Row::Cells => {}
        }
        let name = |cell: &[u8]| String::from_utf8_lossy(cell).trim().to_owned();
        let header: Vec<String> = self.rows.cells().map(name).collect();
        if header.len() > MOST_FIELDS || !record::names_articles(header.iter().map(String::as_str)) {
            return Err(wrong("the first line does not name a column \"id\" and a column \"text\""));
        }
        Ok(Some(header))
    }
}

fn from_cells<R: BufRead>(header: &[String], rows: &Rows<R>) -> Result<Article, String> {
    if rows.cells().count() != header.len() {
        return Err(format!("{} cells, but the header names {} columns", rows.cells().count(), header.len()));
    }
    let mut note = None;
    let mut fields = Vec::with_capacity(header.len());
    for (name, cell) in header.iter().zip(rows.cells()) {
        let text = match String::from_utf8(cell.to_vec()) {
            Ok(text) => text,
            Err(other) => {
                let decoded = decode(other.into_bytes(), "", Declared::Nowhere).map_err(|error| error.cause())?;
                note = decoded.note;
                decoded.text
            }
        };
        fields.push((name.clone(), Stated::Text(text)));
    }
    let mut article = record::article(Record(fields))?;
    article.notes.extend(note);
    Ok(article)
}

/// What stands next in a table.
enum Row {
    Cells,
    TooLarge,
    End,
}

/// The rows of a table, one in memory at a time.
struct Rows<R> {
    input: R,
    reader: Reader,
    separator: u8,
    /// The cells of the row one after another, and where each ends.
    text: Vec<u8>,
    ends: Vec<usize>,
    written: usize,
    counted: usize,
    /// The line on which the row begins.
    begun_at: u64,
}

impl<R: BufRead> Rows<R> {
    fn new(input: R) -> Self {
        let (text, ends) = (vec![0; 16 << 10], vec![0; 64]);
        Self { input, reader: Reader::new(), separator: b',', text, ends, written: 0, counted: 0, begun_at: 1 }
    }

    /// Takes the separator that the first line has most of; skips a byte order mark.
    fn find_separator(&mut self) -> io::Result<()> {
        let head = self.input.fill_buf()?;
        let mark = if head.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 };
        let line = head[mark..].split(|b| *b == b'\n').next().unwrap_or_default();
        let many = |separator: &&u8| line.iter().filter(|b| b == separator).count();
        // The first of equals: the comma before the others.
        self.separator = SEPARATORS.iter().rev().max_by_key(many).copied().unwrap_or(b',');
        self.reader = ReaderBuilder::new().delimiter(self.separator).build();
        self.input.consume(mark);
        Ok(())
    }

    fn cells(&self) -> impl Iterator<Item = &[u8]> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts.zip(&self.ends[..self.counted]).map(|(start, end)| &self.text[start..*end])
    }

    /// The row again, for a rejects file: cells that hold more than words in quotation marks.
    fn raw(&self) -> Vec<u8> {
        let cells = self.cells().map(|cell| match cell.iter().any(|b| b"\"\r\n".contains(b) || *b == self.separator) {
            true => [b"\"", cell.to_vec().as_slice(), b"\""].concat(),
            false => cell.to_vec(),
        });
        cells.collect::<Vec<_>>().join(&self.separator)
    }

    fn next(&mut self) -> io::Result<Row> {
        (self.written, self.counted) = (0, 0);
        // Of the two bytes that end a line on Windows the second one is still to come.
        let line_end_follows = self.input.fill_buf()?.first() == Some(&b'\n');
        self.begun_at = self.reader.line() + u64::from(line_end_follows);
        loop {
            let buffer = match self.input.fill_buf() {
                Err(e) if e.kind() == io::ErrorKind::Interrupted => continue,
                other => other?,
            };
            let (text, ends) = (&mut self.text[self.written..], &mut self.ends[self.counted..]);
            let (result, taken, written, counted) = self.reader.read_record(buffer, text, ends);
            self.input.consume(taken);
            self.written += written;
            self.counted += counted;
            match result {
                ReadRecordResult::InputEmpty => {}
                ReadRecordResult::OutputFull if self.text.len() >= LARGEST_RECORD => return self.give_up(),
                ReadRecordResult::OutputFull => self.text.resize(self.text.len() * 2, 0),
                ReadRecordResult::OutputEndsFull if self.ends.len() > 2 * MOST_FIELDS => return self.give_up(),
                ReadRecordResult::OutputEndsFull => self.ends.resize(self.ends.len() * 2, 0),
                ReadRecordResult::Record => return Ok(Row::Cells),
                ReadRecordResult::End => return Ok(Row::End),
            }
        }
    }

    /// Leaves a row that has no end in sight and begins again at the next line.
    fn give_up(&mut self) -> io::Result<Row> {
        let line = self.reader.line();
        self.reader.reset();
        self.reader.set_line(line);
        loop {
            let buffer = self.input.fill_buf()?;
            let end = memchr::memchr(b'\n', buffer);
            let (taken, done) = (end.map_or(buffer.len(), |at| at + 1), end.is_some() || buffer.is_empty());
            self.input.consume(taken);
            if done {
                self.reader.set_line(line + 1);
                return Ok(Row::TooLarge);
            }
        }
    }
}
