//! The ways watching fails.

use std::fmt;
use std::time::Duration;

use retold_archive::ArchiveError;
use retold_store::StoreError;

/// Why a page was not fetched, or a watch or a pack cannot go on. Every message names the place first and fits one line.
#[derive(Debug)]
#[non_exhaustive]
pub enum WatchError {
    /// The address may not be fetched: a private network, a strange port, the site's robots.txt. Trying again is of no
    /// use.
    Forbidden {
        /// The address.
        place: String,
        /// Which rule forbids it.
        cause: String,
    },
    /// No answer, or one that says to come back.
    Failed {
        /// The address.
        place: String,
        /// What happened.
        cause: String,
        /// How long the server asks to wait.
        wait: Option<Duration>,
    },
    /// An answer, a file or a pack that cannot be used: too large, of another kind, broken.
    Unusable {
        /// The address or file.
        place: String,
        /// What is wrong with it.
        cause: String,
    },
    /// The store failed.
    Store(StoreError),
    /// The archive failed.
    Archive(ArchiveError),
    /// The system refused a file.
    File {
        /// The file.
        place: String,
        /// What the system said.
        cause: std::io::Error,
    },
}

impl WatchError {
    pub(crate) fn forbidden(place: &str, cause: impl Into<String>) -> Self {
        Self::Forbidden { place: shown(place), cause: cause.into() }
    }

    pub(crate) fn failed(place: &str, cause: impl Into<String>) -> Self {
        Self::Failed { place: shown(place), cause: one_line(&cause.into()), wait: None }
    }

    pub(crate) fn unusable(place: &str, cause: impl Into<String>) -> Self {
        Self::Unusable { place: shown(place), cause: one_line(&cause.into()) }
    }

    pub(crate) fn file(place: &std::path::Path, cause: std::io::Error) -> Self {
        Self::File { place: shown(&place.display().to_string()), cause }
    }

    /// What happened, without the place.
    pub fn cause(&self) -> String {
        match self {
            Self::Forbidden { cause, .. } | Self::Failed { cause, .. } | Self::Unusable { cause, .. } => cause.clone(),
            Self::Store(error) => error.to_string(),
            Self::Archive(error) => error.to_string(),
            Self::File { cause, .. } => plainly(cause),
        }
    }
}

impl fmt::Display for WatchError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Forbidden { place, .. } | Self::Failed { place, .. } | Self::Unusable { place, .. } => {
                write!(f, "{place}: {}", self.cause())
            }
            Self::File { place, .. } => write!(f, "{place}: {}", self.cause()),
            Self::Store(_) | Self::Archive(_) => f.write_str(&self.cause()),
        }
    }
}

impl std::error::Error for WatchError {}

impl From<StoreError> for WatchError {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl From<ArchiveError> for WatchError {
    fn from(error: ArchiveError) -> Self {
        Self::Archive(error)
    }
}

/// What the system said, without its error number and in lower case.
fn plainly(cause: &std::io::Error) -> String {
    match cause.kind() {
        std::io::ErrorKind::NotFound => "no such file".to_owned(),
        std::io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        std::io::ErrorKind::IsADirectory => "it is a folder".to_owned(),
        std::io::ErrorKind::AlreadyExists => "is there already".to_owned(),
        _ => one_line(&cause.to_string()),
    }
}

/// The most of an address that a message shows, in characters.
const SHOWN: usize = 200;

fn shown(place: &str) -> String {
    one_line(&place.chars().take(SHOWN).collect::<String>())
}

/// A message on one line, without what would move a cursor.
pub(crate) fn one_line(text: &str) -> String {
    let plain: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}
