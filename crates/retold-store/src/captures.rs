//! Captures: a page's article as it stood when it was fetched. Each version of a page is kept.

use retold::Article;
use sha2::{Digest, Sha256};

use crate::backend::Row;
use crate::pages::as_number;
use crate::stored;
use crate::{Store, StoreError};

/// How far the work on a capture has come. After a kill it goes on from there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stage {
    /// It was captured and nothing more.
    Captured,
    /// Its sources were looked for, and what was found is on record.
    Judged,
    /// It stands in the archive; nothing is left to be done.
    Archived,
}

/// An article that was fetched, to be kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewCapture {
    /// The address it was fetched from, or the id it has in the archive.
    pub url: String,
    /// When.
    pub captured_at: i64,
    /// What the server sent along.
    pub headers: Vec<(String, String)>,
    /// The article.
    pub article: Article,
    /// The bytes it was read from, when they are to be kept.
    pub page: Option<Vec<u8>>,
}

/// A version of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Capture {
    /// Its name: a hash of address and version.
    pub id: String,
    /// The address it was fetched from, or the id it has in the archive.
    pub url: String,
    /// Versions of one address count from 1.
    pub version: i64,
    /// When it was fetched.
    pub captured_at: i64,
    /// How far the work on it has come.
    pub stage: Stage,
    /// SHA-256 of the article's text, in hexadecimal.
    pub text_sha256: String,
    /// SHA-256 of the bytes that were fetched, in hexadecimal; none where the article came from an archive.
    pub page_sha256: Option<String>,
    /// What the server sent along.
    pub headers: Vec<(String, String)>,
    /// The article.
    pub article: Article,
    /// The bytes it was read from. They are kept until it is judged, and on where there is a finding.
    pub page: Option<Vec<u8>>,
}

const COLUMNS: &str = "id, url, version, captured_at, stage, text_sha256, page_sha256, headers, article, page";

impl Stage {
    fn number(self) -> i64 {
        match self {
            Self::Captured => 0,
            Self::Judged => 1,
            Self::Archived => 2,
        }
    }

    fn of(number: i64) -> Self {
        match number {
            0 => Self::Captured,
            1 => Self::Judged,
            _ => Self::Archived,
        }
    }
}

/// SHA-256 in hexadecimal.
pub fn fingerprint(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A name made of texts: the first 32 digits of their SHA-256.
pub(crate) fn name_of(parts: &[&str]) -> String {
    let mut name = fingerprint(parts.join("\n").as_bytes());
    name.truncate(32);
    name
}

impl Store {
    /// Keeps an article as the next version of its address. None when the newest version has the same text.
    ///
    /// # Errors
    ///
    /// As of [`Store::facts`].
    pub fn capture(&mut self, new: &NewCapture, stage: Stage) -> Result<Option<Capture>, StoreError> {
        self.together(|store| store.captured(new, stage))
    }

    /// As [`Store::capture`], within a transaction.
    pub(crate) fn captured(&mut self, new: &NewCapture, stage: Stage) -> Result<Option<Capture>, StoreError> {
        let newest = self.newest_capture(&new.url)?;
        let text_sha256 = fingerprint(new.article.body.as_bytes());
        if newest.as_ref().is_some_and(|newest| newest.text_sha256 == text_sha256) {
            return Ok(None);
        }
        let version = newest.map_or(1, |newest| newest.version + 1);
        let capture = Capture {
            id: name_of(&["capture", &new.url, &version.to_string()]),
            url: new.url.clone(),
            version,
            captured_at: new.captured_at,
            stage,
            text_sha256,
            page_sha256: new.page.as_deref().map(fingerprint),
            headers: new.headers.clone(),
            article: new.article.clone(),
            page: new.page.clone(),
        };
        self.insert_capture(&capture)?;
        Ok(Some(capture))
    }

    fn insert_capture(&mut self, capture: &Capture) -> Result<(), StoreError> {
        let sql = format!("INSERT INTO captures ({COLUMNS}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)");
        let headers = serde_json::to_string(&capture.headers).unwrap_or_default();
        let values = [
            capture.id.as_str().into(),
            capture.url.as_str().into(),
            capture.version.into(),
            capture.captured_at.into(),
            capture.stage.number().into(),
            capture.text_sha256.as_str().into(),
            capture.page_sha256.as_deref().into(),
            headers.as_str().into(),
            stored::to_text(&capture.article).as_str().into(),
            capture.page.as_deref().into(),
        ];
        self.ask(&sql, &values).map(drop)
    }

    /// The capture of this id.
    ///
    /// # Errors
    ///
    /// As of [`Store::facts`].
    pub fn capture_of(&mut self, id: &str) -> Result<Option<Capture>, StoreError> {
        let sql = format!("SELECT {COLUMNS} FROM captures WHERE id = ?1");
        Ok(self.all(&sql, &[id.into()], capture)?.into_iter().next())
    }

    /// All versions of an address, the oldest first.
    ///
    /// # Errors
    ///
    /// As of [`Store::facts`].
    pub fn versions(&mut self, url: &str) -> Result<Vec<Capture>, StoreError> {
        let sql = format!("SELECT {COLUMNS} FROM captures WHERE url = ?1 ORDER BY version");
        self.all(&sql, &[url.into()], capture)
    }

    /// The newest version of an address.
    ///
    /// # Errors
    ///
    /// As of [`Store::facts`].
    pub fn newest_capture(&mut self, url: &str) -> Result<Option<Capture>, StoreError> {
        let sql = format!("SELECT {COLUMNS} FROM captures WHERE url = ?1 ORDER BY version DESC LIMIT 1");
        Ok(self.all(&sql, &[url.into()], capture)?.into_iter().next())
    }

    /// The version of an address that has this text.
    pub(crate) fn version_with(&mut self, url: &str, text: &str) -> Result<Option<String>, StoreError> {
        let sql = "SELECT id FROM captures WHERE url = ?1 AND text_sha256 = ?2 ORDER BY version LIMIT 1";
        self.first(sql, &[url.into(), fingerprint(text.as_bytes()).as_str().into()])
    }

    /// Captures at a stage, the oldest first.
    ///
    /// # Errors
    ///
    /// As of [`Store::facts`].
    pub fn captures_at(&mut self, stage: Stage, limit: usize) -> Result<Vec<Capture>, StoreError> {
        let sql = format!("SELECT {COLUMNS} FROM captures WHERE stage = ?1 ORDER BY captured_at, version, id LIMIT ?2");
        self.all(&sql, &[stage.number().into(), as_number(limit)], capture)
    }

    /// Writes down that captures stand in the archive.
    ///
    /// # Errors
    ///
    /// As of [`Store::facts`].
    pub fn archived(&mut self, ids: &[String]) -> Result<(), StoreError> {
        self.together(|store| ids.iter().try_for_each(|id| store.staged(id, Stage::Archived)))
    }

    pub(crate) fn staged(&mut self, id: &str, stage: Stage) -> Result<(), StoreError> {
        self.ask("UPDATE captures SET stage = ?2 WHERE id = ?1", &[id.into(), stage.number().into()]).map(drop)
    }

    /// Gives the room of a page's bytes back: what was judged and led to nothing is kept as text alone.
    pub(crate) fn without_page(&mut self, id: &str) -> Result<(), StoreError> {
        self.ask("UPDATE captures SET page = NULL WHERE id = ?1", &[id.into()]).map(drop)
    }
}

fn capture(row: &mut Row) -> Result<Capture, String> {
    Ok(Capture {
        id: row.next()?,
        url: row.next()?,
        version: row.next()?,
        captured_at: row.next()?,
        stage: Stage::of(row.next()?),
        text_sha256: row.next()?,
        page_sha256: row.next()?,
        headers: serde_json::from_str(&row.next::<String>()?).map_err(|e| format!("headers are broken: {e}"))?,
        article: stored::from_text(&row.next::<String>()?)?,
        page: row.next()?,
    })
}
