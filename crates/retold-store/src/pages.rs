//! Pages that feeds name: when they were seen and when to look again.

use crate::backend::Row;
use crate::{Store, StoreError};

/// A page that a feed names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// Its address.
    pub url: String,
    /// The feed that named it first.
    pub feed: String,
    /// When it was first named.
    pub first_at: i64,
    /// When it was last fetched.
    pub checked_at: Option<i64>,
    /// When it is to be fetched next; none when it is let be.
    pub due_at: Option<i64>,
    /// How often in a row fetching it failed.
    pub failures: i64,
    /// The version that its server named last.
    pub etag: Option<String>,
    /// When its server last changed it, in the server's words.
    pub modified: Option<String>,
    /// What went wrong last, if the last fetch failed.
    pub fault: Option<String>,
}

const COLUMNS: &str = "url, feed, first_at, checked_at, due_at, failures, etag, modified, fault";

impl Store {
    /// Writes down that feeds name these pages; says how many were not known before. New ones are due at once.
    ///
    /// # Errors
    ///
    /// As of [`Store::facts`].
    pub fn pages_named(&mut self, feed: &str, urls: &[String], now: i64) -> Result<usize, StoreError> {
        let sql = "INSERT INTO pages (url, feed, first_at, due_at, failures) VALUES (?1, ?2, ?3, ?3, 0)
                   ON CONFLICT DO NOTHING RETURNING url";
        self.together(|store| {
            let mut fresh = 0;
            for url in urls {
                fresh += store.ask(sql, &[url.into(), feed.into(), now.into()])?.len();
            }
            Ok(fresh)
        })
    }

    /// Pages that are to be fetched by now, those that wait longest first.
    ///
    /// # Errors
    ///
    /// As of [`Store::facts`].
    pub fn due_pages(&mut self, now: i64, limit: usize) -> Result<Vec<Page>, StoreError> {
        let sql = format!("SELECT {COLUMNS} FROM pages WHERE due_at <= ?1 ORDER BY due_at, first_at, url LIMIT ?2");
        self.all(&sql, &[now.into(), as_number(limit)], page)
    }

    /// What is known of a page.
    ///
    /// # Errors
    ///
    /// As of [`Store::facts`].
    pub fn page(&mut self, url: &str) -> Result<Option<Page>, StoreError> {
        let sql = format!("SELECT {COLUMNS} FROM pages WHERE url = ?1");
        Ok(self.all(&sql, &[url.into()], page)?.into_iter().next())
    }

    /// When the next page is to be fetched; none when there is none.
    ///
    /// # Errors
    ///
    /// As of [`Store::facts`].
    pub fn next_page_due(&mut self) -> Result<Option<i64>, StoreError> {
        self.first("SELECT MIN(due_at) FROM pages", &[])
    }

    /// Writes down what came of fetching a page: all fields but its address, its feed and when it was first named.
    ///
    /// # Errors
    ///
    /// As of [`Store::facts`].
    pub fn page_checked(&mut self, page: &Page) -> Result<(), StoreError> {
        let sql = "UPDATE pages SET checked_at = ?2, due_at = ?3, failures = ?4, etag = ?5, modified = ?6, fault = ?7
                   WHERE url = ?1";
        let values = [
            page.url.as_str().into(),
            page.checked_at.into(),
            page.due_at.into(),
            page.failures.into(),
            page.etag.as_deref().into(),
            page.modified.as_deref().into(),
            page.fault.as_deref().into(),
        ];
        self.ask(sql, &values).map(drop)
    }
}

/// A bound on rows as a value.
pub(crate) fn as_number(limit: usize) -> crate::backend::Value {
    i64::try_from(limit).unwrap_or(i64::MAX).into()
}

fn page(row: &mut Row) -> Result<Page, String> {
    Ok(Page {
        url: row.next()?,
        feed: row.next()?,
        first_at: row.next()?,
        checked_at: row.next()?,
        due_at: row.next()?,
        failures: row.next()?,
        etag: row.next()?,
        modified: row.next()?,
        fault: row.next()?,
    })
}
