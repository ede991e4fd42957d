//! WARC, the archives of crawlers (ISO 28500), CC-NEWS among them: the web pages in their response records.
//!
//! A page's id is the address it was fetched from, its facts are those that it states itself, and the time of the fetch
//! is carried along as `WARC-Date`. Redirects, pictures, requests and what else a crawler notes are passed over. Records
//! of plain text, as WET files hold them, are articles too.
//!
//! A length that lies is found out, because no page holds the beginning of a WARC record after a blank line: there the
//! next record is taken up.

mod block;
mod http;

pub(crate) use http::charset;

use self::block::{Blocks, End};
use crate::html::{self, LARGEST_PAGE};
use crate::record::check_id;
use crate::{ReadError, error::one_line, plain};
use retold::Article;
use std::io::{self, BufRead};

/// The named fields of one record together. CC-NEWS has some 500 bytes of them.
const LARGEST_HEADER: usize = 64 << 10;

/// How much of an address is shown in an error, in characters.
const SHOWN: usize = 120;

/// The articles of `input`, record by record.
pub(crate) fn read<R: BufRead>(input: R, place: &str) -> impl Iterator<Item = Result<Article, ReadError>> + use<R> {
    let mut records = WarcRecords { blocks: Blocks::new(input), place: place.to_owned(), number: 0, broken: false };
    std::iter::from_fn(move || {
        while !records.broken {
            match records.next_record() {
                Ok(Some(Taken::Article(article))) => return Some(article),
                Ok(Some(Taken::PassedOver)) => {}
                Ok(None) => return None,
                Err(cause) => {
                    records.broken = true;
                    return Some(Err(ReadError::Unreadable { place: records.place.clone(), cause }));
                }
            }
        }
        None
    })
}

struct WarcRecords<R> {
    blocks: Blocks<R>,
    place: String,
    number: usize,
    broken: bool,
}

/// What came of one record.
#[expect(clippy::large_enum_variant, reason = "there is one at a time, and it lives for one call")]
enum Taken {
    Article(Result<Article, ReadError>),
    PassedOver,
}

/// The named fields that matter.
#[derive(Default)]
struct Header {
    kind: String,
    uri: String,
    date: String,
    content_type: String,
    length: Option<usize>,
    truncated: bool,
}

impl<R: BufRead> WarcRecords<R> {
    /// The next record, or None at the end of the file.
    fn next_record(&mut self) -> io::Result<Option<Taken>> {
        if !self.blocks.skip_blank_lines()? {
            return Ok(None);
        }
        self.number += 1;
        let at = self.blocks.offset();
        if !self.blocks.at_record()? {
            self.blocks.skip_to_record()?;
            return Ok(Some(self.bad(&format!("no WARC record begins at byte {at}"), b"", "")));
        }
        let raw = self.blocks.header(LARGEST_HEADER)?;
        let header = Header::parse(&raw);
        let Some(length) = header.length.filter(|_| raw.len() < LARGEST_HEADER) else {
            self.blocks.skip_to_record()?;
            return Ok(Some(self.bad("a header without a Content-Length", &raw, &header.uri)));
        };
        let wanted = header.is_wanted();
        let keep = if wanted && length <= LARGEST_PAGE { length } else { 0 };
        let (block, end) = self.blocks.block(length, keep)?;
        if let Some(wrong) = self.wrong_end(end, length)? {
            return Ok(Some(self.bad(&wrong, &raw, &header.uri)));
        }
        if !wanted {
            return Ok(Some(Taken::PassedOver));
        }
        if length > LARGEST_PAGE {
            let error = ReadError::TooLarge { place: self.place_of(&header.uri), limit: LARGEST_PAGE };
            return Ok(Some(Taken::Article(Err(error))));
        }
        Ok(Some(self.article(&header, block)))
    }

    /// What shows that a length lies, if it does; leaves the stream before the next record.
    fn wrong_end(&mut self, end: End, length: usize) -> io::Result<Option<String>> {
        match end {
            End::Stream(held) => {
                let cause = format!("record {} breaks off after {held} of its {length} bytes", self.number);
                Err(io::Error::new(io::ErrorKind::InvalidData, cause))
            }
            End::NextRecord(held) => {
                Ok(Some(format!("a Content-Length of {length}, but the next record begins after {held} bytes")))
            }
            End::Length if self.blocks.skip_blank_lines()? && !self.blocks.at_record()? => {
                self.blocks.skip_to_record()?;
                Ok(Some(format!("a Content-Length of {length}, but the record goes on")))
            }
            End::Length => Ok(None),
        }
    }

    fn bad(&self, cause: &str, raw: &[u8], uri: &str) -> Taken {
        Taken::Article(Err(ReadError::bad_record(self.place_of(uri), cause, raw)))
    }

    fn place_of(&self, uri: &str) -> String {
        let uri = one_line(&uri.chars().take(SHOWN).collect::<String>());
        match uri.is_empty() {
            true => format!("{}: record {}", self.place, self.number),
            false => format!("{}: record {} ({uri})", self.place, self.number),
        }
    }

    fn article(&self, header: &Header, block: Vec<u8>) -> Taken {
        let place = self.place_of(&header.uri);
        let read = if header.kind == "response" {
            match http::page(&block) {
                Ok(Some(page)) => html::from_bytes(page.body, &place, page.charset.as_deref()),
                Ok(None) => return Taken::PassedOver,
                Err(cause) => return self.bad(&cause, header.uri.as_bytes(), &header.uri),
            }
        } else if header.content_type.starts_with("text/plain") {
            plain::from_bytes(block, &place)
        } else {
            html::from_bytes(block, &place, http::charset(&header.content_type).as_deref())
        };
        if let Err(cause) = check_id(&header.uri) {
            return self.bad(&cause.replace("\"id\"", "WARC-Target-URI"), header.uri.as_bytes(), &header.uri);
        }
        Taken::Article(read.map(|article| header.stamp(article)))
    }
}

impl Header {
    fn parse(raw: &[u8]) -> Self {
        let mut header = Self::default();
        for line in raw.split(|b| *b == b'\n') {
            let Some(colon) = memchr::memchr(b':', line) else { continue };
            let value = String::from_utf8_lossy(line[colon + 1..].trim_ascii()).into_owned();
            match line[..colon].to_ascii_lowercase().as_slice() {
                b"warc-type" => header.kind = value.to_ascii_lowercase(),
                b"warc-target-uri" => header.uri = value.trim_matches(['<', '>']).to_owned(),
                b"warc-date" => header.date = value,
                b"warc-truncated" => header.truncated = true,
                b"content-type" => header.content_type = value.to_ascii_lowercase(),
                b"content-length" => header.length = value.parse().ok(),
                _ => {}
            }
        }
        header
    }

    fn is_wanted(&self) -> bool {
        let holds = |kinds: &[&str]| kinds.iter().any(|kind| self.content_type.starts_with(kind));
        match self.kind.as_str() {
            "response" => self.content_type.is_empty() || holds(&["application/http"]),
            "resource" | "conversion" => holds(&["text/html", "application/xhtml+xml", "text/plain"]),
            _ => false,
        }
    }

    /// The article with what the archive knows of it.
    fn stamp(&self, mut article: Article) -> Article {
        self.uri.clone_into(&mut article.id);
        article.url.get_or_insert_with(|| self.uri.clone());
        if !self.date.is_empty() {
            article.other.push(("WARC-Date".to_owned(), serde_json::Value::from(self.date.as_str()).to_string()));
        }
        if self.truncated {
            article.notes.push("cut short by the crawler".to_owned());
        }
        article
    }
}
