//! What a service needs from outside, where an installation has it. Without it the pages say that it is switched off.

use retold::Article;
use retold_watch::{Fetcher, WatchError};

/// Fetches pages of the web. Whoever implements it guards against addresses of the machine's own network.
pub trait Fetch: Send + Sync {
    /// The article of the page at an address.
    ///
    /// # Errors
    ///
    /// [`FetchError`].
    fn fetch(&self, address: &str) -> Result<Article, FetchError>;
}

/// Why a page was not fetched.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum FetchError {
    /// The address may not be fetched: it is none, or it leads into a network of the machine's own.
    Refused(String),
    /// It was tried, and there was no answer, or no article in it.
    Failed(String),
}

impl std::fmt::Display for FetchError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Refused(cause) | Self::Failed(cause) => f.write_str(cause),
        }
    }
}

impl std::error::Error for FetchError {}

impl Fetch for Fetcher {
    fn fetch(&self, address: &str) -> Result<Article, FetchError> {
        self.article(address).map(|(article, _)| article).map_err(|error| match error {
            WatchError::Forbidden { cause, .. } => FetchError::Refused(cause),
            other => FetchError::Failed(other.cause()),
        })
    }
}
