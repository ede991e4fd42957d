//! Cuts a stream into the headers and blocks of WARC records, with a bound on what is held of either.

use memchr::memmem;
use std::io::{self, BufRead, Read};

/// The beginning of a record behind the blank line that ends the one before.
const NEXT_RECORD: &[u8] = b"\r\n\r\nWARC/1.";

/// Where a block ended.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum End {
    /// After as many bytes as its length says.
    Length,
    /// Where the next record begins, after so many bytes.
    NextRecord(usize),
    /// With the stream, after so many bytes.
    Stream(usize),
}

/// A stream of records.
pub(super) struct Blocks<R> {
    input: R,
    /// Bytes that were taken from the input and are to be read again; fewer than [`NEXT_RECORD`] has.
    again: Vec<u8>,
    offset: u64,
}

impl<R: BufRead> Blocks<R> {
    pub(super) fn new(input: R) -> Self {
        Self { input, again: Vec::new(), offset: 0 }
    }

    /// How many bytes were read.
    pub(super) fn offset(&self) -> u64 {
        self.offset
    }

    /// Skips blank lines. False at the end of the stream.
    pub(super) fn skip_blank_lines(&mut self) -> io::Result<bool> {
        loop {
            let buffer = self.fill_buf()?;
            let blank = buffer.iter().take_while(|b| matches!(b, b'\r' | b'\n')).count();
            if blank == 0 {
                return Ok(!buffer.is_empty());
            }
            self.consume(blank);
        }
    }

    /// Whether a record begins here.
    pub(super) fn at_record(&mut self) -> io::Result<bool> {
        const MAGIC: &[u8] = b"WARC/";
        let mut head = Vec::new();
        (&mut *self).take(MAGIC.len() as u64).read_to_end(&mut head)?;
        let begins = head == MAGIC;
        self.read_again(head);
        Ok(begins)
    }

    /// Skips to the next line that a record begins with, or to the end.
    pub(super) fn skip_to_record(&mut self) -> io::Result<()> {
        if !self.at_record()? {
            self.block(usize::MAX, 0)?;
        }
        Ok(())
    }

    /// The lines to the next blank one, but no more than `limit` bytes.
    pub(super) fn header(&mut self, limit: usize) -> io::Result<Vec<u8>> {
        let mut lines = Vec::new();
        while lines.len() < limit {
            let from = lines.len();
            let rest = (limit - from) as u64;
            (&mut *self).take(rest).read_until(b'\n', &mut lines)?;
            if lines[from..].trim_ascii().is_empty() {
                break;
            }
        }
        Ok(lines)
    }

    /// The next `length` bytes, of which the first `keep` are returned; fewer when a record begins before.
    pub(super) fn block(&mut self, length: usize, keep: usize) -> io::Result<(Vec<u8>, End)> {
        let (mut kept, mut held, mut tail) = (Vec::new(), 0_usize, Vec::new());
        while held < length {
            let buffer = self.fill_buf()?;
            if buffer.is_empty() {
                return Ok((kept, End::Stream(held)));
            }
            let chunk = &buffer[..buffer.len().min(length - held)];
            if let Some(before) = straddling(&tail, chunk) {
                let again = tail.split_off(before);
                held -= again.len();
                kept.truncate(held);
                self.read_again(again);
                return Ok((kept, End::NextRecord(held)));
            }
            let found = memmem::find(chunk, NEXT_RECORD);
            let chunk = &chunk[..found.unwrap_or(chunk.len())];
            kept.extend_from_slice(&chunk[..chunk.len().min(keep.saturating_sub(held))]);
            tail.extend_from_slice(&chunk[chunk.len().saturating_sub(NEXT_RECORD.len() - 1)..]);
            tail.drain(..tail.len().saturating_sub(NEXT_RECORD.len() - 1));
            let taken = chunk.len();
            held += taken;
            self.consume(taken);
            if found.is_some() {
                return Ok((kept, End::NextRecord(held)));
            }
        }
        Ok((kept, End::Length))
    }

    fn read_again(&mut self, bytes: Vec<u8>) {
        self.offset -= bytes.len() as u64;
        self.again.splice(..0, bytes);
    }
}

/// Where in `tail` the beginning of a record starts that goes on in `chunk`.
fn straddling(tail: &[u8], chunk: &[u8]) -> Option<usize> {
    (0..tail.len()).find(|at| {
        let here = &tail[*at..];
        let rest = NEXT_RECORD.strip_prefix(here);
        rest.is_some_and(|rest| chunk.starts_with(rest))
    })
}

impl<R: BufRead> Read for Blocks<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.fill_buf()?.read(buffer)?;
        self.consume(read);
        Ok(read)
    }
}

impl<R: BufRead> BufRead for Blocks<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.again.is_empty() { self.input.fill_buf() } else { Ok(&self.again) }
    }

    fn consume(&mut self, amount: usize) {
        self.offset += amount as u64;
        if self.again.is_empty() {
            self.input.consume(amount);
        } else {
            self.again.drain(..amount);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Blocks, End};
    use std::io::BufReader;

    #[test]
    fn a_block_ends_where_the_next_record_begins_wherever_the_buffer_does() {
        let text = b"one two\r\n\r\nWARC/1.0\r\nWARC-Type: x\r\n\r\n";
        for capacity in 1..40 {
            let mut blocks = Blocks::new(BufReader::with_capacity(capacity, &text[..]));
            let (kept, end) = blocks.block(1_000, 100).expect("memory can be read");
            assert_eq!((kept.as_slice(), end), (&b"one two"[..], End::NextRecord(7)), "capacity {capacity}");
            assert!(blocks.skip_blank_lines().expect("memory can be read"));
            assert!(blocks.at_record().expect("memory can be read"));
            assert_eq!(blocks.offset(), 11);
            assert_eq!(blocks.header(100).expect("memory can be read"), &text[11..]);
        }
    }

    #[test]
    fn a_header_is_bounded() {
        let endless = b"a: b\r\n".repeat(1_000);
        let mut blocks = Blocks::new(endless.as_slice());
        assert_eq!(blocks.header(100).expect("memory can be read").len(), 100);
    }
}
