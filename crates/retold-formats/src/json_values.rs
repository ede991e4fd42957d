//! Cuts a stream of JSON into its objects: one object, objects one after another, or the members of a list, however
//! they are broken into lines. Holds one object at a time and never more than a bound.

use std::io::{self, BufRead, Error, ErrorKind};

/// What stands next in a stream of objects, with the line on which it begins.
pub(crate) enum Value<'v> {
    /// From the opening brace to the closing one; what is between them is not looked at.
    Whole(usize, &'v [u8]),
    /// An object that is larger than the bound; it is skipped.
    TooLarge(usize),
}

/// Objects of a stream.
pub(crate) struct JsonValues<R> {
    input: R,
    limit: usize,
    line: usize,
    value: Vec<u8>,
    broken: bool,
}

/// Where the reading of an object stands.
#[derive(Default)]
struct Progress {
    depth: usize,
    quoted: bool,
    escaped: bool,
}

impl Progress {
    /// Takes the next byte; true when it closes the object.
    fn take(&mut self, byte: u8) -> bool {
        match byte {
            _ if self.escaped => self.escaped = false,
            b'\\' if self.quoted => self.escaped = true,
            b'"' => self.quoted = !self.quoted,
            b'{' | b'[' if !self.quoted => self.depth += 1,
            b'}' | b']' if !self.quoted => {
                self.depth = self.depth.saturating_sub(1);
                return self.depth == 0;
            }
            _ => {}
        }
        false
    }
}

impl<R: BufRead> JsonValues<R> {
    pub(crate) fn new(input: R, limit: usize) -> Self {
        Self { input, limit, line: 1, value: Vec::new(), broken: false }
    }

    /// The next object, or None at the end. After an error there is none.
    pub(crate) fn next(&mut self) -> io::Result<Option<Value<'_>>> {
        if self.broken || !self.skip_to_object()? {
            return Ok(None);
        }
        let begun_at = self.line;
        let mut progress = Progress::default();
        self.value.clear();
        let mut is_too_large = false;
        loop {
            let buffer = self.input.fill_buf()?;
            if buffer.is_empty() {
                return Err(self.give_up(format!("the object that begins on line {begun_at} is not closed")));
            }
            let end = buffer.iter().position(|byte| progress.take(*byte)).map(|at| at + 1);
            let taken = end.unwrap_or(buffer.len());
            is_too_large |= self.value.len() + taken > self.limit;
            if is_too_large {
                self.value = Vec::new();
            } else {
                self.value.extend_from_slice(&buffer[..taken]);
            }
            self.line += memchr::memchr_iter(b'\n', &buffer[..taken]).count();
            self.input.consume(taken);
            if end.is_some() {
                return Ok(Some(if is_too_large {
                    Value::TooLarge(begun_at)
                } else {
                    Value::Whole(begun_at, &self.value)
                }));
            }
        }
    }

    /// Skips what stands between objects. False at the end of the stream.
    fn skip_to_object(&mut self) -> io::Result<bool> {
        loop {
            let buffer = self.input.fill_buf()?;
            if buffer.is_empty() {
                return Ok(false);
            }
            let between = |b: &u8| matches!(b, b' ' | b'\t' | b'\r' | b'\n' | b',' | b'[' | b']' | 0xef | 0xbb | 0xbf);
            let skipped = buffer.iter().take_while(|b| between(b)).count();
            let next = buffer.get(skipped).copied();
            self.line += memchr::memchr_iter(b'\n', &buffer[..skipped]).count();
            self.input.consume(skipped);
            match next {
                Some(b'{') => return Ok(true),
                Some(_) => {
                    return Err(self.give_up(format!("neither an object nor a list of objects on line {}", self.line)));
                }
                None => {}
            }
        }
    }

    fn give_up(&mut self, cause: String) -> Error {
        self.broken = true;
        Error::new(ErrorKind::InvalidData, format!("not JSON: {cause}"))
    }
}

#[cfg(test)]
mod tests {
    use super::{JsonValues, Value};
    use std::io::BufReader;

    #[test]
    fn objects_are_cut_out_of_any_layout() {
        let text =
            "[ {\"a\": \"}\\\"{\"},\n{\n\"b\": [1, {}]\n}\n] {\"long\": \"0123456789012345678901234567890\"}\n{}";
        for capacity in [1, 5, 4096] {
            let mut values = JsonValues::new(BufReader::with_capacity(capacity, text.as_bytes()), 30);
            let mut seen = Vec::new();
            while let Some(value) = values.next().expect("all of it is JSON") {
                seen.push(match value {
                    Value::Whole(line, text) => (line, String::from_utf8_lossy(text).into_owned()),
                    Value::TooLarge(line) => (line, "too large".to_owned()),
                });
            }
            let expected = [(1, "{\"a\": \"}\\\"{\"}"), (2, "{\n\"b\": [1, {}]\n}"), (5, "too large"), (6, "{}")];
            assert_eq!(seen, expected.map(|(line, text)| (line, text.to_owned())));
        }
    }

    #[test]
    fn what_is_no_object_ends_it() {
        for text in ["12", "{\"a\": 1", "[{}, true]"] {
            let mut values = JsonValues::new(text.as_bytes(), 30);
            let mut errors = 0;
            for _ in 0..4 {
                errors += usize::from(values.next().is_err());
            }
            assert_eq!(errors, 1, "{text}");
        }
    }
}
