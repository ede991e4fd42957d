//! The formats that articles are read from: one variant here and one file beside this one for each.

use crate::{ReadError, csv, feed, html, json_lines, newsml, ninjs, parquet, plain, warc, xml};
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
    /// Parquet: one article a row.
    Parquet,
    /// RSS, Atom and JSON Feed: one article an entry.
    Feed,
    /// IPTC ninjs, and other JSON of one article or of a list of them.
    Ninjs,
    /// IPTC NewsML-G2: one article a news item.
    NewsMl,
}

/// Articles that can move to another thread.
pub(crate) type Records<'i> = Box<dyn Iterator<Item = Result<Article, ReadError>> + Send + 'i>;

/// How many bytes of an input suffice to tell its format.
const SNIFFED: usize = 4096;

/// Endings of packed files; what stands before them tells the format.
const PACKED: &[&str] = &["gz", "gzip", "zst", "zstd"];

impl Format {
    /// Every format, in the order of their variants.
    pub const ALL: &'static [Self] = &[
        Self::Plain,
        Self::Html,
        Self::JsonLines,
        Self::Csv,
        Self::Warc,
        Self::Parquet,
        Self::Feed,
        Self::Ninjs,
        Self::NewsMl,
    ];

    /// The name by which the format is chosen on a command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Html => "html",
            Self::JsonLines => "jsonl",
            Self::Csv => "csv",
            Self::Warc => "warc",
            Self::Parquet => "parquet",
            Self::Feed => "feed",
            Self::Ninjs => "ninjs",
            Self::NewsMl => "newsml",
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
            Self::Parquet => &["parquet"],
            Self::Feed => &["rss", "atom"],
            Self::Ninjs => &["ninjs"],
            Self::NewsMl => &["newsml"],
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
        let begun = ascii.trim_ascii_start();
        let root = xml::root_element(begun).unwrap_or_default();
        match begun.first() {
            _ if begun.starts_with(b"WARC/") => Self::Warc,
            _ if begun.starts_with(b"PAR1") => Self::Parquet,
            Some(b'{' | b'[') => of_json(begun),
            _ if [&b"rss"[..], b"feed", b"RDF"].contains(&root) => Self::Feed,
            _ if [&b"newsItem"[..], b"newsMessage", b"packageItem"].contains(&root) => Self::NewsMl,
            _ if html::looks_like_html(begun) => Self::Html,
            _ if csv::looks_like_csv(begun) => Self::Csv,
            _ => Self::Plain,
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
            Self::Parquet => Box::new(parquet::read(input, place)),
            Self::Feed => Box::new(feed::read(input, place)),
            Self::Ninjs => Box::new(ninjs::read(input, place)),
            Self::NewsMl => Box::new(newsml::read(input, place)),
        }
    }
}

/// JSON Lines have a whole object on their first line; other JSON goes on.
fn of_json(head: &[u8]) -> Format {
    if memchr::memmem::find(head, b"jsonfeed.org/version").is_some() {
        return Format::Feed;
    }
    let line = memchr::memchr(b'\n', head).map(|end| head[..end].trim_ascii());
    match line {
        Some(line) if !line.ends_with(b"}") || !line.starts_with(b"{") => Format::Ninjs,
        // A first line that is longer than what was looked at.
        None if head.starts_with(b"[") => Format::Ninjs,
        _ => Format::JsonLines,
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
