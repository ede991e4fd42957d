//! Watches feeds for retellings of archived articles, tells of them once, and packs the evidence.

mod error;
mod fetch;
pub mod pack;

pub use error::WatchError;
pub use fetch::{Allowance, Document, FetchSettings, Fetched, Fetcher, Known, Sought, is_public};
