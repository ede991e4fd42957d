//! The one way reading an article fails.

use std::{fmt, io};

/// Why a file or stream gave no article. Every message names the place first and fits one line.
#[derive(Debug)]
#[non_exhaustive]
pub enum ReadError {
    /// The bytes could not be fetched: no such file, a folder, no permission, a broken stream.
    Unreadable {
        /// The file, or `standard input`.
        place: String,
        /// What the system said.
        cause: io::Error,
    },
    /// More bytes than a reader accepts.
    TooLarge {
        /// The file, or `standard input`.
        place: String,
        /// The bound, in bytes.
        limit: usize,
    },
    /// The bytes are no text in any encoding.
    NotText {
        /// The file, or `standard input`.
        place: String,
        /// What they are or where that shows.
        cause: String,
    },
    /// HTML nested deeper than any page a person wrote.
    TooDeep {
        /// The file, or `standard input`.
        place: String,
        /// The line, counted from 1, on which the bound was passed.
        line: usize,
        /// The bound, in open elements.
        limit: usize,
    },
    /// Text, but no article in it.
    NoArticle {
        /// The file, or `standard input`.
        place: String,
        /// What was found in its stead.
        cause: String,
    },
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable { place, cause } => write!(f, "{place}: cannot be read: {}", plainly(cause)),
            Self::TooLarge { place, limit } => {
                write!(f, "{place}: larger than {} MiB, the most that is read as one article", limit >> 20)
            }
            Self::NotText { place, cause } => write!(f, "{place}: not text: {cause}"),
            Self::TooDeep { place, line, limit } => {
                write!(f, "{place}:{line}: elements nested more than {limit} deep")
            }
            Self::NoArticle { place, cause } => write!(f, "{place}: no article: {cause}"),
        }
    }
}

impl std::error::Error for ReadError {}

/// What the system said, without its error number and in lower case.
fn plainly(cause: &io::Error) -> String {
    match cause.kind() {
        io::ErrorKind::NotFound => "no such file".to_owned(),
        io::ErrorKind::IsADirectory => "it is a folder".to_owned(),
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        _ => cause.to_string(),
    }
}
