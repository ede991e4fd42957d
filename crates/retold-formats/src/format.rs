//! The formats that articles are read from: one variant here and one file beside this one for each.

use crate::{ReadError, html, plain};
use retold::Article;
use std::io::{self, BufRead};
use std::path::Path;

/// A format that articles are read from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Format {
    /// Plain text in any encoding: one article.
    Plain,
    /// A web page: one article.
    Html,
}

/// How many bytes of an input suffice to tell its format.
const SNIFFED: usize = 1024;

impl Format {
    /// Every format, in the order of their variants.
    pub const ALL: &'static [Self] = &[Self::Plain, Self::Html];

    /// The name by which the format is chosen on a command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Html => "html",
        }
    }

    /// Endings of file names that tell the format, in lower case and without the dot.
    pub fn extensions(self) -> &'static [&'static str] {
        match self {
            Self::Plain => &["txt", "text", "md"],
            Self::Html => &["html", "htm", "xhtml", "xht"],
        }
    }

    /// The format that a file's name tells, if it does.
    pub fn from_path(path: impl AsRef<Path>) -> Option<Self> {
        let extension = path.as_ref().extension()?.to_str()?.to_ascii_lowercase();
        Self::ALL.iter().copied().find(|format| format.extensions().contains(&extension.as_str()))
    }

    /// The format that the first bytes of an input look like. What looks like nothing else is plain text.
    pub fn from_content(head: &[u8]) -> Self {
        // UTF-16 shows as ASCII once its zeros and marks are gone; the names sought are ASCII all through.
        let ascii: Vec<u8> = head.iter().take(SNIFFED).filter(|b| matches!(b, 1..=127)).copied().collect();
        if html::looks_like_html(&ascii) { Self::Html } else { Self::Plain }
    }

    /// Reads the articles of `input`; `place` names it in errors and becomes the article's id.
    pub fn read<'i>(
        self,
        input: impl BufRead + 'i,
        place: &'i str,
    ) -> impl Iterator<Item = Result<Article, ReadError>> + 'i {
        std::iter::once_with(move || match self {
            Self::Plain => plain::read(input, place),
            Self::Html => html::read(input, place),
        })
    }
}

/// Reads the first article of the file at `path`, or of standard input when `path` is `-`.
///
/// The name tells the format, and where it does not, the content does.
///
/// # Errors
///
/// See [`ReadError`]: a missing file, a folder, binary junk, an empty file, a page with no article, too much of it.
pub fn read_path(path: impl AsRef<Path>) -> Result<Article, ReadError> {
    let path = path.as_ref();
    if path == Path::new("-") {
        return read_stream(io::stdin().lock(), "standard input", None);
    }
    let place = path.display().to_string();
    let unreadable = |cause| ReadError::Unreadable { place: place.clone(), cause };
    let file = std::fs::File::open(path).map_err(unreadable)?;
    if file.metadata().map_err(unreadable)?.is_dir() {
        return Err(unreadable(io::ErrorKind::IsADirectory.into()));
    }
    read_stream(io::BufReader::new(file), &place, Format::from_path(path))
}

/// Reads the first article of `input`, whose format is looked for in its content when it is not given.
///
/// # Errors
///
/// See [`ReadError`].
pub fn read_stream(mut input: impl BufRead, place: &str, format: Option<Format>) -> Result<Article, ReadError> {
    let format = match format {
        Some(format) => format,
        None => {
            let head = input.fill_buf().map_err(|cause| ReadError::Unreadable { place: place.to_owned(), cause })?;
            Format::from_content(head)
        }
    };
    let none = || ReadError::NoArticle { place: place.to_owned(), cause: "the input is empty".to_owned() };
    format.read(input, place).next().unwrap_or_else(|| Err(none()))
}
