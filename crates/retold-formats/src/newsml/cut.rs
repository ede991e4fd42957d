//! Cuts a stream of XML into its news items, holding one at a time and never more than a bound.

use encoding_rs::Encoding;
use memchr::memmem;
use std::io::{self, BufRead, Error, ErrorKind, Read};

const TAG: &[u8] = b"newsItem";

/// So many bytes are taken at once in search of the end of a tag, and kept of what is too large: no tag is longer.
const STEP: usize = 64 << 10;

/// A news item as it stands in the stream.
pub(super) enum Piece<'p> {
    /// From its first tag to its last, with the encoding that the document declares.
    Whole(&'p [u8], Option<String>),
    /// Larger than the bound; it is skipped.
    TooLarge,
}

/// A tag of a news item, with the place of its `<`.
enum Tag {
    Opens(usize),
    Closes,
    /// `<newsItem guid="..."/>`
    Empty(usize),
}

/// News items of a stream.
pub(super) struct NewsItems<R> {
    input: R,
    limit: usize,
    piece: Vec<u8>,
    encoding: Option<String>,
    begun: bool,
    found_any: bool,
    ended: bool,
}

impl<R: BufRead> NewsItems<R> {
    pub(super) fn new(input: R, limit: usize) -> Self {
        Self { input, limit, piece: Vec::new(), encoding: None, begun: false, found_any: false, ended: false }
    }

    /// The next news item, or None at the end. After an error there is none.
    pub(super) fn next(&mut self) -> io::Result<Option<Piece<'_>>> {
        if !std::mem::replace(&mut self.begun, true) {
            self.encoding = declared(self.input.fill_buf()?);
        }
        self.piece.clear();
        let (mut inside, mut too_large) = (false, false);
        while !self.ended {
            let from = self.take_to_bracket(&mut too_large)?;
            match tag(&self.piece[from..]) {
                Some(Tag::Opens(at)) if !inside => {
                    self.piece.drain(..from + at);
                    (inside, too_large, self.found_any) = (true, false, true);
                }
                Some(Tag::Empty(at)) if !inside => {
                    self.piece.drain(..from + at);
                    return Ok(Some(self.found(false)));
                }
                Some(Tag::Closes) if inside => return Ok(Some(self.found(too_large))),
                _ if !inside => self.piece.clear(),
                _ => {}
            }
        }
        match (inside, self.found_any) {
            (true, _) => Err(Error::new(ErrorKind::InvalidData, "the last news item is not closed")),
            (false, false) => {
                self.found_any = true;
                Err(Error::new(ErrorKind::InvalidData, "no news item in it"))
            }
            (false, true) => Ok(None),
        }
    }

    fn found(&mut self, too_large: bool) -> Piece<'_> {
        self.found_any = true;
        match too_large {
            true => Piece::TooLarge,
            false => Piece::Whole(&self.piece, self.encoding.clone()),
        }
    }

    /// Takes the stream to the next `>`, where every tag ends, and says where in the piece that part begins.
    fn take_to_bracket(&mut self, too_large: &mut bool) -> io::Result<usize> {
        let mut from = self.piece.len();
        loop {
            let taken = (&mut self.input).take(STEP as u64).read_until(b'>', &mut self.piece)?;
            if self.piece.len() > self.limit {
                *too_large = true;
                self.piece.drain(..self.piece.len() - STEP.min(self.piece.len() - from));
                from = 0;
            }
            self.ended = taken == 0;
            if self.ended || self.piece.ends_with(b">") {
                return Ok(from);
            }
        }
    }
}

/// The tag of a news item at the end of a part of the stream.
fn tag(part: &[u8]) -> Option<Tag> {
    let at = memchr::memrchr(b'<', part)?;
    let inside = part[at + 1..].strip_suffix(b">")?;
    let (inside, closes) = match inside.strip_prefix(b"/") {
        Some(rest) => (rest, true),
        None => (inside, false),
    };
    let name = inside.split(|b| b.is_ascii_whitespace() || *b == b'/').next()?;
    let name = name.rsplit(|b| *b == b':').next()?;
    match (name == TAG, closes, inside.ends_with(b"/")) {
        (false, ..) => None,
        (true, true, _) => Some(Tag::Closes),
        (true, false, true) => Some(Tag::Empty(at)),
        (true, false, false) => Some(Tag::Opens(at)),
    }
}

/// The encoding that the first line of a document declares.
fn declared(head: &[u8]) -> Option<String> {
    let head = &head[..head.len().min(200)];
    let head = &head[..memmem::find(head, b"?>")?];
    let value = &head[memmem::find(head, b"encoding")?..];
    let value = value.split(|b| matches!(b, b'"' | b'\'')).nth(1)?;
    Encoding::for_label(value).map(|encoding| encoding.name().to_owned())
}

#[cfg(test)]
mod tests {
    use super::{NewsItems, Piece};
    use std::io::BufReader;

    #[test]
    fn items_are_cut_out_of_a_message() {
        let long = "x".repeat(100);
        let text = format!(
            "<?xml version='1.0' encoding='latin1'?><n:newsMessage><n:newsItem a='1'><b>1 > 0</b></n:newsItem>\
             <newsItems><newsItem>{long}</newsItem><newsItem/></newsItems></n:newsMessage>"
        );
        for capacity in [1, 5, 4096] {
            let mut items = NewsItems::new(BufReader::with_capacity(capacity, text.as_bytes()), 60);
            let mut seen = Vec::new();
            while let Some(piece) = items.next().expect("all of it is closed") {
                seen.push(match piece {
                    Piece::Whole(text, _) => String::from_utf8_lossy(text).into_owned(),
                    Piece::TooLarge => "too large".to_owned(),
                });
            }
            assert_eq!(seen, ["<n:newsItem a='1'><b>1 > 0</b></n:newsItem>", "too large", "<newsItem/>"]);
        }
    }

    #[test]
    fn an_open_item_and_none_at_all_are_errors_once() {
        for text in ["<newsMessage><newsItem><a>", "<html></html>", ""] {
            let mut items = NewsItems::new(text.as_bytes(), 60);
            let errors = (0..3).filter(|_| items.next().is_err()).count();
            assert_eq!(errors, 1, "{text}");
        }
    }
}
