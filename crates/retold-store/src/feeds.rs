//! Watched feeds, sitemaps and folders.

use crate::backend::Row;
use crate::{Store, StoreError};

/// A feed, news sitemap or folder that is watched.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Feed {
    /// Its address, or the path of a folder.
    pub address: String,
    /// Since when it is watched.
    pub added_at: i64,
    /// When it was last looked at.
    pub checked_at: Option<i64>,
    /// When it is to be looked at next.
    pub due_at: i64,
    /// How often in a row looking at it failed.
    pub failures: i64,
    /// The version that its server named last.
    pub etag: Option<String>,
    /// When its server last changed it, in the server's words.
    pub modified: Option<String>,
    /// What went wrong last, if the last look failed.
    pub fault: Option<String>,
}

const COLUMNS: &str = "address, added_at, checked_at, due_at, failures, etag, modified, fault";

impl Store {
    /// Begins to watch an address; one that is watched already stays as it is.
    ///
    /// # Errors
    ///
    /// As of [`Store::facts`].
    pub fn watch(&mut self, address: &str, now: i64) -> Result<(), StoreError> {
        let sql =
            "INSERT INTO feeds (address, added_at, due_at, failures) VALUES (?1, ?2, ?2, 0) ON CONFLICT DO NOTHING";
        self.ask(sql, &[address.into(), now.into()]).map(drop)
    }

    /// Stops watching an address; its pages and findings stay. False when it was not watched.
    ///
    /// # Errors
    ///
    /// As of [`Store::facts`].
    pub fn unwatch(&mut self, address: &str) -> Result<bool, StoreError> {
        Ok(!self.ask("DELETE FROM feeds WHERE address = ?1 RETURNING address", &[address.into()])?.is_empty())
    }

    /// Everything that is watched, by address.
    ///
    /// # Errors
    ///
    /// As of [`Store::facts`].
    pub fn feeds(&mut self) -> Result<Vec<Feed>, StoreError> {
        let mut feeds = self.all(&format!("SELECT {COLUMNS} FROM feeds"), &[], feed)?;
        feeds.sort_by(|a, b| a.address.cmp(&b.address));
        Ok(feeds)
    }

    /// Writes down what came of looking at a feed: all fields but the address and since when it is watched.
    ///
    /// # Errors
    ///
    /// As of [`Store::facts`].
    pub fn feed_checked(&mut self, feed: &Feed) -> Result<(), StoreError> {
        let sql = "UPDATE feeds SET checked_at = ?2, due_at = ?3, failures = ?4, etag = ?5, modified = ?6, fault = ?7
                   WHERE address = ?1";
        let values = [
            feed.address.as_str().into(),
            feed.checked_at.into(),
            feed.due_at.into(),
            feed.failures.into(),
            feed.etag.as_deref().into(),
            feed.modified.as_deref().into(),
            feed.fault.as_deref().into(),
        ];
        self.ask(sql, &values).map(drop)
    }
}

fn feed(row: &mut Row) -> Result<Feed, String> {
    Ok(Feed {
        address: row.next()?,
        added_at: row.next()?,
        checked_at: row.next()?,
        due_at: row.next()?,
        failures: row.next()?,
        etag: row.next()?,
        modified: row.next()?,
        fault: row.next()?,
    })
}
