//! The formats that articles are read from: one variant here and one file beside this one for each.

use crate::{ReadError, csv, html, json_lines, plain, warc};
use retold::Article;
use std::io::BufRead;
use std::path::Path;

/// A format that articles are read from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Format {
    /// Plain text in any encoding: one article.
    Plain,
    /// A web page: one article.
    Html,
    /// JSON Lines: one article a line.
    JsonLines,
    /// A table with a header: one article a row.
    Csv,
    /// The archives of crawlers: one article for each page.
    Warc,
}

/// Articles that can move to another thread.
pub(crate) type Records<'i> = Box<dyn Iterator<Item = Result<Article, ReadError>> + Send + 'i>;

/// How many bytes of an input suffice to tell its format.
const SNIFFED: usize = 1024;

/// Endings of packed files; what stands before them tells the format.
const PACKED: &[&str] = &["gz", "gzip", "zst", "zstd"];

impl Format {
    /// Every format, in the order of their variants.
    pub const ALL: &'static [Self] = &[Self::Plain, Self::Html, Self::JsonLines, Self::Csv, Self::Warc];

    /// The name by which the format is chosen on a command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Html => "html",
            Self::JsonLines => "jsonl",
            Self::Csv => "csv",
            Self::Warc => "warc",
        }
    }

    /// Endings of file names that tell the format, in lower case and without the dot.
    pub fn extensions(self) -> &'static [&'static str] {
        match self {
            Self::Plain => &["txt", "text", "md"],
            Self::Html => &["html", "htm", "xhtml", "xht"],
            Self::JsonLines => &["jsonl", "ndjson"],
            Self::Csv => &["csv", "tsv"],
            Self::Warc => &["warc", "wet"],
        }
    }

    /// The format that a file's name tells, if it does; `news.jsonl.gz` tells what `news.jsonl` does.
    pub fn from_path(path: impl AsRef<Path>) -> Option<Self> {
        let path = path.as_ref();
        let extension = path.extension()?.to_str()?.to_ascii_lowercase();
        if PACKED.contains(&extension.as_str()) {
            return Self::from_path(path.file_stem()?);
        }
        Self::ALL.iter().copied().find(|format| format.extensions().contains(&extension.as_str()))
    }

    /// The format that the first bytes of an input look like. What looks like nothing else is plain text.
    pub fn from_content(head: &[u8]) -> Self {
        // UTF-16 shows as ASCII once its zeros and marks are gone; the names sought are ASCII all through.
        let ascii: Vec<u8> = head.iter().take(SNIFFED).filter(|b| matches!(b, 1..=127)).copied().collect();
        if ascii.starts_with(b"WARC/") {
            Self::Warc
        } else if ascii.trim_ascii_start().starts_with(b"{") {
            Self::JsonLines
        } else if html::looks_like_html(&ascii) {
            Self::Html
        } else if csv::looks_like_csv(&ascii) {
            Self::Csv
        } else {
            Self::Plain
        }
    }

    /// Reads the articles of `input`, which is not packed; `place` names it in errors and becomes the id of an article
    /// that has none. [`crate::read_all`] finds out format and packing by itself.
    pub fn read<'i>(
        self,
        input: impl BufRead + Send + 'i,
        place: &str,
    ) -> impl Iterator<Item = Result<Article, ReadError>> + Send + 'i {
        self.records(input, place)
    }

    pub(crate) fn records<'i>(self, input: impl BufRead + Send + 'i, place: &str) -> Records<'i> {
        match self {
            Self::Plain => one(plain::read, input, place),
            Self::Html => one(html::read, input, place),
            Self::JsonLines => Box::new(json_lines::read(input, place)),
            Self::Csv => Box::new(csv::read(input, place)),
            Self::Warc => Box::new(warc::read(input, place)),
        }
    }
}

/// The article of an input that holds one.
fn one<'i, I: BufRead + Send + 'i>(
    read: impl Fn(I, &str) -> Result<Article, ReadError> + Send + 'i,
    input: I,
    place: &str,
) -> Records<'i> {
    let place = place.to_owned();
    Box::new(std::iter::once_with(move || read(input, &place)))
}
