//! The ways an archive fails.

use std::path::{Path, PathBuf};
use std::{fmt, io};

use tantivy::TantivyError;
use tantivy::directory::error::LockError;

/// Why an archive cannot do what was asked. Every message names the folder first and fits one line.
#[derive(Debug)]
#[non_exhaustive]
pub enum ArchiveError {
    /// There is no archive in the folder.
    Missing {
        /// The folder.
        folder: PathBuf,
    },
    /// The archive was made by another release in a format that this one does not read.
    Format {
        /// The folder.
        folder: PathBuf,
        /// Its format.
        found: u32,
        /// The format of this release.
        known: u32,
    },
    /// Somebody else is writing to the archive.
    Busy {
        /// The folder.
        folder: PathBuf,
    },
    /// A file of the archive is not what was written.
    Damaged {
        /// The file, or the folder when no file is known.
        place: PathBuf,
        /// What is wrong with it.
        cause: String,
    },
    /// The system refused a file: no space left, no permission.
    System {
        /// The file or folder.
        place: PathBuf,
        /// What the system said.
        cause: io::Error,
    },
    /// A folder of work in progress is none of this run's.
    Work {
        /// The folder or a file in it.
        place: PathBuf,
        /// What is wrong with it.
        cause: String,
    },
}

impl fmt::Display for ArchiveError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing { folder } => {
                write!(f, "{}: no archive there; make one with: retold index --archive DIR INPUT...", folder.display())
            }
            Self::Format { folder, found, known } => write!(
                f,
                "{}: the archive has format {found}, this release reads {known}; index its articles anew",
                folder.display()
            ),
            Self::Busy { folder } => {
                write!(f, "{}: another program is writing to the archive; try again when it is done", folder.display())
            }
            Self::Damaged { place, cause } => {
                write!(f, "{}: damaged: {cause}; see what is left with: retold archive verify DIR", place.display())
            }
            Self::System { place, cause } => write!(f, "{}: {}", place.display(), plainly(cause)),
            Self::Work { place, cause } => write!(f, "{}: no work folder of this run: {cause}", place.display()),
        }
    }
}

impl std::error::Error for ArchiveError {}

impl ArchiveError {
    /// What Tantivy reported of the archive in `folder`.
    pub(crate) fn from_tantivy(folder: &Path, error: TantivyError) -> Self {
        let text = error.to_string();
        match &error {
            TantivyError::LockFailure(LockError::LockBusy, _) => Self::Busy { folder: folder.to_owned() },
            _ => match system_error(&text) {
                Some(cause) => Self::System { place: folder.to_owned(), cause },
                None => Self::damaged(folder, text),
            },
        }
    }

    /// What the system said of a file.
    pub(crate) fn system(place: &Path, cause: io::Error) -> Self {
        let cause = system_error(&cause.to_string()).unwrap_or(cause);
        Self::System { place: place.to_owned(), cause }
    }

    /// A file that is not what was written.
    pub(crate) fn damaged(place: &Path, cause: impl Into<String>) -> Self {
        Self::Damaged { place: place.to_owned(), cause: one_line(&cause.into()) }
    }
}

/// The system's error in a message: an error of one of Tantivy's threads comes as words, and a full disk must not pass
/// for damage.
fn system_error(text: &str) -> Option<io::Error> {
    let number = text.split("(os error ").nth(1).or_else(|| text.split("code: ").nth(1))?;
    let digits: String = number.chars().take_while(char::is_ascii_digit).collect();
    digits.parse().ok().map(io::Error::from_raw_os_error)
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What the system said, without its error number and in lower case.
fn plainly(cause: &io::Error) -> String {
    match cause.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => "no space left".to_owned(),
        io::ErrorKind::FileTooLarge => "no space left for so large a file".to_owned(),
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => "may not be written".to_owned(),
        io::ErrorKind::NotADirectory => "it is a file, not a folder".to_owned(),
        _ => cause.to_string(),
    }
}
