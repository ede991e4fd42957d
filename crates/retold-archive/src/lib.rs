//! Archives of news articles on disk: which archived articles might be the source of a text?
//!
//! The only crate that knows Tantivy. An archive is one folder; any number of programs may read it while one writes.

mod archive;
mod damage;
mod error;
mod folder;
mod join;
mod postings;
mod schema;
mod search;
mod stored;
mod writer;

pub use archive::{Archive, ArchiveFacts};
pub use error::ArchiveError;
pub use join::{JoinProgress, JoinSettings};
pub use search::{Found, Query};
pub use writer::{Added, ArchiveWriter};
