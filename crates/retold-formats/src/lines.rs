//! Cuts a stream into lines, holding one line at a time and never more than a bound.

use std::io::{self, BufRead};

/// What stands next in a stream of lines.
pub(crate) enum Line<'l> {
    /// A line without its end.
    Whole(&'l [u8]),
    /// A line that is longer than the bound; the rest of it is skipped.
    TooLong,
}

/// Lines of a stream, counted from 1.
pub(crate) struct Lines<R> {
    input: R,
    limit: usize,
    number: usize,
    line: Vec<u8>,
    /// The line before was too long and its rest is still to be skipped.
    skipping: bool,
}

impl<R: BufRead> Lines<R> {
    /// Lines of at most `limit` bytes.
    pub(crate) fn new(input: R, limit: usize) -> Self {
        Self { input, limit, number: 0, line: Vec::new(), skipping: false }
    }

    /// The number of the line that was read last.
    pub(crate) fn number(&self) -> usize {
        self.number
    }

    /// The next line, or None at the end of the stream.
    pub(crate) fn next(&mut self) -> io::Result<Option<Line<'_>>> {
        if std::mem::take(&mut self.skipping) {
            self.take_line(false)?;
        }
        self.line.clear();
        self.number += 1;
        if !self.take_line(true)? {
            return Ok(None);
        }
        if self.skipping {
            self.line = Vec::new();
            return Ok(Some(Line::TooLong));
        }
        let line = self.line.strip_suffix(b"\n").unwrap_or(&self.line);
        Ok(Some(Line::Whole(line.strip_suffix(b"\r").unwrap_or(line))))
    }

    /// Takes the bytes to the end of the line, keeping them or not; stops at the bound when it keeps them. False at the
    /// end of the stream.
    fn take_line(&mut self, keep: bool) -> io::Result<bool> {
        let mut any = false;
        loop {
            let buffer = match self.input.fill_buf() {
                Err(e) if e.kind() == io::ErrorKind::Interrupted => continue,
                other => other?,
            };
            if buffer.is_empty() {
                return Ok(any);
            }
            any = true;
            let end = memchr::memchr(b'\n', buffer).map(|at| at + 1);
            let taken = end.unwrap_or(buffer.len());
            if keep {
                if self.line.len() + taken > self.limit + 2 {
                    self.skipping = true;
                    return Ok(true);
                }
                self.line.extend_from_slice(&buffer[..taken]);
            }
            self.input.consume(taken);
            if end.is_some() {
                return Ok(true);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Line, Lines};
    use std::io::BufReader;

    #[test]
    fn a_long_line_is_named_and_skipped() {
        let text = format!("one\r\n{}\n\ntwo", "x".repeat(50));
        for capacity in [1, 7, 1000] {
            let mut lines = Lines::new(BufReader::with_capacity(capacity, text.as_bytes()), 10);
            let mut seen = Vec::new();
            while let Some(line) = lines.next().expect("memory can be read") {
                let line = match line {
                    Line::Whole(line) => String::from_utf8_lossy(line).into_owned(),
                    Line::TooLong => "too long".to_owned(),
                };
                seen.push((lines.number(), line));
            }
            let expected = [(1, "one"), (2, "too long"), (3, ""), (4, "two")];
            assert_eq!(seen, expected.map(|(number, line)| (number, line.to_owned())));
        }
    }
}
