//! The one way reading an article fails.

use std::borrow::Cow;
use std::{fmt, io};

/// Why a file, stream or record gave no article. Every message names the place first and fits one line.
///
/// A reader goes on after every error but [`ReadError::Unreadable`]; see [`ReadError::breaks_off`].
#[derive(Debug)]
#[non_exhaustive]
pub enum ReadError {
    /// The bytes could not be fetched or unpacked: no such file, a folder, no permission, a broken stream.
    Unreadable {
        /// The file, or `standard input`.
        place: String,
        /// What the system, or the one who unpacks, said.
        cause: io::Error,
    },
    /// More bytes than a reader accepts.
    TooLarge {
        /// The file, or `standard input`; with the line or record in a file of many.
        place: String,
        /// The bound, in bytes.
        limit: usize,
    },
    /// The bytes are no text in any encoding.
    NotText {
        /// The file, or `standard input`; with the line or record in a file of many.
        place: String,
        /// What they are or where that shows.
        cause: String,
    },
    /// HTML nested deeper than any page a person wrote.
    TooDeep {
        /// The file, or `standard input`; with the line or record in a file of many.
        place: String,
        /// The line, counted from 1, on which the bound was passed.
        line: usize,
        /// The bound, in open elements.
        limit: usize,
    },
    /// Text, but no article in it.
    NoArticle {
        /// The file, or `standard input`; with the line or record in a file of many.
        place: String,
        /// What was found in its stead.
        cause: String,
    },
    /// A record that breaks the rules of its format: no id, a date that is none, a length that lies.
    BadRecord {
        /// The file with the line or the number of the record: `archive.jsonl:1204`, `news.warc: record 12`.
        place: String,
        /// What is wrong with it.
        cause: String,
        /// The record as it was read, as far as it was kept: at most [`LARGEST_REJECT`] bytes.
        record: String,
    },
}

/// The most bytes of a bad record that are kept for a rejects file.
pub const LARGEST_REJECT: usize = 64 << 10;

impl ReadError {
    /// Where it happened: the file, with the line or record in a file of many.
    pub fn place(&self) -> Cow<'_, str> {
        match self {
            Self::TooDeep { place, line, .. } => Cow::Owned(format!("{place}:{line}")),
            Self::Unreadable { place, .. }
            | Self::TooLarge { place, .. }
            | Self::NotText { place, .. }
            | Self::NoArticle { place, .. }
            | Self::BadRecord { place, .. } => Cow::Borrowed(place),
        }
    }

    /// What happened there, without the place.
    pub fn cause(&self) -> String {
        match self {
            Self::Unreadable { cause, .. } => format!("cannot be read: {}", plainly(cause)),
            Self::TooLarge { limit, .. } => {
                format!("larger than {} MiB, the most that is read as one article", limit >> 20)
            }
            Self::NotText { cause, .. } => format!("not text: {cause}"),
            Self::TooDeep { limit, .. } => format!("elements nested more than {limit} deep"),
            Self::NoArticle { cause, .. } => format!("no article: {cause}"),
            Self::BadRecord { cause, .. } => cause.clone(),
        }
    }

    /// The bad record as it was read, for a rejects file; None where nothing of it was kept.
    pub fn record(&self) -> Option<&str> {
        match self {
            Self::BadRecord { record, .. } if !record.is_empty() => Some(record),
            _ => None,
        }
    }

    /// Whether the rest of the same file could not be read either: a missing file, a truncated archive. Otherwise one
    /// article was lost and the reader goes on with the next. A folder goes on with its next file in any case.
    pub fn breaks_off(&self) -> bool {
        matches!(self, Self::Unreadable { .. })
    }

    /// A bad record with as much of it as a rejects file gets.
    pub(crate) fn bad_record(place: String, cause: impl Into<String>, record: &[u8]) -> Self {
        let kept = &record[..record.len().min(LARGEST_REJECT)];
        Self::BadRecord { place, cause: one_line(&cause.into()), record: String::from_utf8_lossy(kept).into_owned() }
    }
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place(), self.cause())
    }
}

impl std::error::Error for ReadError {}

/// What the system said, without its error number and in lower case.
fn plainly(cause: &io::Error) -> String {
    match cause.kind() {
        io::ErrorKind::NotFound => "no such file".to_owned(),
        io::ErrorKind::IsADirectory => "it is a folder".to_owned(),
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        _ => one_line(&cause.to_string()),
    }
}

/// The same text without line ends and other controls, so that a hostile name cannot write lines of its own.
pub(crate) fn one_line(text: &str) -> String {
    if text.contains(char::is_control) { text.escape_debug().to_string() } else { text.to_owned() }
}
