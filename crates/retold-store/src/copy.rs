//! Backups, and moves between databases and formats.

use std::path::Path;

use crate::error::shown;
use crate::schema::{FORMAT, TABLES};
use crate::{Search, Store, StoreError, fingerprint};

/// Rows that are copied at a time.
const LOT: i64 = 500;

/// Copies everything in the store `from` into the empty store `to`, as it stands at one moment, and says how many rows
/// that were. Either may be a file or a server: so a backup is made, put back, or moved from one to the other.
///
/// # Errors
///
/// [`StoreError::Exists`] when there is anything at `to`, and those of [`crate::open`]. After an error `to` holds nothing.
pub fn backup(from: &str, to: &str) -> Result<usize, StoreError> {
    let mut source = Store::connect(from)?;
    let format = source.format()?;
    let format = format.ok_or_else(|| source.damaged("there is no store of Retold".to_owned()))?;
    if format > FORMAT {
        return Err(StoreError::Format { place: shown(from), found: format, known: FORMAT });
    }
    let is_file = !to.contains("://");
    if is_file && Path::new(to).exists() {
        return Err(StoreError::Exists { place: shown(to) });
    }
    let mut target = Store::connect(to)?;
    if target.format()?.is_some() {
        return Err(StoreError::Exists { place: shown(to) });
    }
    target.advance_to(format)?;
    let copied = source.steadily(|source| target.together(|target| copy(source, target)));
    if copied.is_err() && is_file {
        drop(target);
        for end in ["", "-wal", "-shm"] {
            // Half a backup must not pass for one.
            let _ = std::fs::remove_file(format!("{to}{end}"));
        }
    }
    copied
}

/// Leads a store of an older release to the format of this one, after copying it to `backup_to`. Says which format it
/// had; the copy is not made when there was nothing to do.
///
/// # Errors
///
/// Those of [`backup`] and [`crate::open`].
pub fn upgrade(place: &str, backup_to: &str) -> Result<i64, StoreError> {
    let mut store = Store::connect(place)?;
    let found = store.format()?;
    let found = found.ok_or_else(|| store.damaged("there is no store of Retold".to_owned()))?;
    if found < FORMAT {
        backup(place, backup_to)?;
        store.advance()?;
    } else if found > FORMAT {
        return Err(StoreError::Format { place: shown(place), found, known: FORMAT });
    }
    Ok(found)
}

fn copy(source: &mut Store, target: &mut Store) -> Result<usize, StoreError> {
    let mut copied = 0;
    for table in TABLES {
        if !source.has(table)? {
            continue;
        }
        let mut from = 0;
        loop {
            let sql = format!("SELECT * FROM {table} ORDER BY 1 LIMIT ?1 OFFSET ?2");
            let rows = source.ask(&sql, &[LOT.into(), from.into()])?;
            let count = rows.len();
            for row in rows {
                let values = row.rest();
                let places: Vec<String> = (1..=values.len()).map(|n| format!("?{n}")).collect();
                target.ask(&format!("INSERT INTO {table} VALUES ({})", places.join(", ")), &values)?;
            }
            copied += count;
            from += LOT;
            if count < LOT as usize {
                break;
            }
        }
    }
    Ok(copied)
}

impl Store {
    /// Reads everything and checks that it is whole; says how many captures and findings that were.
    ///
    /// # Errors
    ///
    /// [`StoreError::Damaged`] with the first thing that is wrong.
    pub fn check(&mut self) -> Result<(usize, usize), StoreError> {
        if !self.is_server() {
            let said: Option<String> = self.first("PRAGMA integrity_check", &[])?;
            if let Some(fault) = said.filter(|said| said != "ok") {
                return Err(self.damaged(fault));
            }
        }
        self.steadily(|store| {
            let ids = store.all("SELECT id FROM captures ORDER BY 1", &[], |row| row.next::<String>())?;
            for id in &ids {
                let capture = store.capture_of(id)?.ok_or_else(|| store.damaged(format!("capture {id} is gone")))?;
                if fingerprint(capture.article.body.as_bytes()) != capture.text_sha256 {
                    return Err(store.damaged(format!("capture {id}: its text is not the one that was captured")));
                }
            }
            let findings = store.findings(&Search::default(), usize::MAX)?;
            let all: Option<i64> = store.first("SELECT COUNT(*) FROM findings", &[])?;
            match usize::try_from(all.unwrap_or(0)) == Ok(findings.len()) {
                true => Ok((ids.len(), findings.len())),
                false => Err(store.damaged("a finding lacks one of its captures".to_owned())),
            }
        })
    }

    /// Reads as things stand at one moment, whatever others write meanwhile.
    fn steadily<T>(&mut self, read: impl FnOnce(&mut Self) -> Result<T, StoreError>) -> Result<T, StoreError> {
        let begin = if self.is_server() { "BEGIN ISOLATION LEVEL REPEATABLE READ" } else { "BEGIN" };
        self.ask(begin, &[])?;
        let done = read(self);
        let ended = self.ask("COMMIT", &[]);
        done.and_then(|value| ended.map(|_| value))
    }

    /// Whether there is a table of this name; older formats lack some.
    fn has(&mut self, table: &str) -> Result<bool, StoreError> {
        let sql = if self.is_server() {
            "SELECT tablename::text FROM pg_tables WHERE tablename::text = CAST(?1 AS text) AND schemaname = current_schema()"
        } else {
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name = ?1"
        };
        Ok(self.first::<String>(sql, &[(*table).into()])?.is_some())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Ruling, open};

    #[test]
    fn a_store_of_the_first_format_is_upgraded_after_a_backup() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = |name: &str| folder.path().join(name).to_str().expect("UTF-8").to_owned();
        let mut old = Store::connect(&path("store.db")).expect("a store");
        assert_eq!(old.format().expect("a format"), None);
        old.advance_to(1).expect("the first format");
        old.watch("https://a.example/feed", 5).expect("watched");
        drop(old);
        assert!(matches!(open(&path("store.db")), Err(StoreError::Format { found: 1, .. })));
        assert_eq!(upgrade(&path("store.db"), &path("before.db")).expect("upgraded"), 1);
        let mut new = open(&path("store.db")).expect("the format of this release");
        assert_eq!(new.feeds().expect("feeds").len(), 1);
        assert!(!new.rule("nothing", Ruling::Accepted, "Ada", 5).expect("there are rulings now"));
        assert_eq!(new.findings(&Search::default(), 5).expect("findings"), []);
        assert!(matches!(open(&path("before.db")), Err(StoreError::Format { found: 1, .. })));
    }

    #[test]
    fn a_store_of_a_newer_release_is_left_alone() {
        let folder = tempfile::tempdir().expect("a folder");
        let place = folder.path().join("store.db").to_str().expect("UTF-8").to_owned();
        open(&place).expect("a store").ask("UPDATE retold_store SET format = 99", &[]).expect("changed");
        let error = open(&place).err().expect("refused").to_string();
        assert!(error.contains("newer release"), "{error}");
        assert!(upgrade(&place, &format!("{place}.old")).is_err() && backup(&place, &format!("{place}.old")).is_err());
    }
}
