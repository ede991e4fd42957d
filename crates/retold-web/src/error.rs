//! The ways a service fails to start or to go on. What goes wrong with one request is a problem of that request.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::{fmt, io};

/// Why the service cannot run. Every message names the thing first and fits one line.
#[derive(Debug)]
#[non_exhaustive]
pub enum WebError {
    /// The address cannot be listened on.
    Address {
        /// The address.
        listen: SocketAddr,
        /// What the system said.
        cause: io::Error,
    },
    /// Beyond this machine every request needs a token, and there is none.
    Unguarded {
        /// Where the service is to be reached.
        place: String,
    },
    /// A file of tokens that cannot be read, or written, or that holds something else.
    Tokens {
        /// The file.
        file: PathBuf,
        /// What is wrong with it.
        cause: String,
    },
    /// The system gave no threads, no randomness, no sockets.
    System {
        /// What was asked of it.
        what: &'static str,
        /// What it said.
        cause: io::Error,
    },
}

impl fmt::Display for WebError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Address { listen, cause } => write!(f, "{listen}: cannot be listened on: {}", plainly(cause)),
            Self::Unguarded { place } => write!(
                f,
                "{place}: can be reached from other machines, and there is no token to guard it; make one with: \
                 retold serve token add NAME --archive DIR --role read"
            ),
            Self::Tokens { file, cause } => write!(f, "{}: {cause}", file.display()),
            Self::System { what, cause } => write!(f, "{what}: {}", plainly(cause)),
        }
    }
}

impl std::error::Error for WebError {}

/// What the system said, without its error number and in lower case.
pub(crate) fn plainly(cause: &io::Error) -> String {
    match cause.kind() {
        io::ErrorKind::AddrInUse => "another program listens there".to_owned(),
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        io::ErrorKind::AddrNotAvailable => "this machine has no such address".to_owned(),
        io::ErrorKind::NotFound => "no such file".to_owned(),
        _ => cause.to_string(),
    }
}
