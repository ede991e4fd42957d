//! The ways a store fails.

use std::fmt;

/// Why a store cannot do what was asked. Every message names the store first and fits one line; a password in an
/// address is not shown.
#[derive(Debug)]
#[non_exhaustive]
pub enum StoreError {
    /// The store cannot be reached: no such folder, no server there, a wrong password.
    Unreachable {
        /// The store.
        place: String,
        /// What the database said.
        cause: String,
    },
    /// The store was made by an older release and has to be upgraded first, or by a newer one.
    Format {
        /// The store.
        place: String,
        /// Its format.
        found: i64,
        /// The format of this release.
        known: i64,
    },
    /// What is there is no store of Retold, or something in it is not what was written.
    Damaged {
        /// The store.
        place: String,
        /// What is wrong.
        cause: String,
    },
    /// Another watch is at work on this store.
    Busy {
        /// The store.
        place: String,
    },
    /// The database refused: the disk is full, the server went away.
    Refused {
        /// The store.
        place: String,
        /// What the database said.
        cause: String,
    },
    /// What a backup is to be written to is there already.
    Exists {
        /// The file.
        place: String,
    },
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreachable { place, cause } => write!(f, "{place}: the store cannot be reached: {cause}"),
            Self::Format { place, found, known } if found < known => {
                write!(f, "{place}: the store has format {found}, this release needs {known}; upgrade it with: ")?;
                write!(f, "retold store upgrade STORE")
            }
            Self::Format { place, found, known } => {
                write!(f, "{place}: the store has format {found}, made by a newer release; this one knows {known}")
            }
            Self::Damaged { place, cause } => write!(f, "{place}: {cause}"),
            Self::Busy { place } => write!(f, "{place}: another watch is at work on this store"),
            Self::Refused { place, cause } => write!(f, "{place}: the store refused: {cause}"),
            Self::Exists { place } => write!(f, "{place}: is there already; name a new file"),
        }
    }
}

impl std::error::Error for StoreError {}

/// A store's address without the password that may stand in it, on one line.
pub(crate) fn shown(place: &str) -> String {
    let hidden = match (place.find("://"), place.find('@')) {
        (Some(scheme), Some(at)) if scheme + 3 < at => match place[scheme + 3..at].find(':') {
            Some(colon) => format!("{}:***{}", &place[..scheme + 3 + colon], &place[at..]),
            None => place.to_owned(),
        },
        _ => place.to_owned(),
    };
    one_line(&hidden)
}

/// A message on one line.
pub(crate) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::shown;

    #[test]
    fn passwords_are_not_shown() {
        assert_eq!(shown("postgres://ada:secret@host/db"), "postgres://ada:***@host/db");
        assert_eq!(shown("postgres://ada@host:5432/db"), "postgres://ada@host:5432/db");
        assert_eq!(shown("state/watch.db"), "state/watch.db");
    }
}
