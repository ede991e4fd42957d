//! What the people at the desk say of findings: rulings and notes.

use crate::captures::name_of;
use crate::{Store, StoreError};

/// What the desk says of a finding. Not Retold's verdict, which is about two texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Ruling {
    /// It is as Retold says.
    Accepted,
    /// It is not, or does not matter.
    Dismissed,
    /// It is as Retold says, and allowed.
    Licensed,
}

impl Ruling {
    /// All rulings.
    pub const ALL: &'static [Self] = &[Self::Accepted, Self::Dismissed, Self::Licensed];

    /// The word that stands for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::Dismissed => "dismissed",
            Self::Licensed => "licensed",
        }
    }

    /// The ruling of this name.
    ///
    /// # Errors
    ///
    /// Says so when there is none.
    pub fn named(name: &str) -> Result<Self, String> {
        let found = Self::ALL.iter().copied().find(|ruling| ruling.name() == name);
        found.ok_or_else(|| format!("there is no ruling {name:?}; there are accepted, dismissed, licensed"))
    }
}

/// What somebody wrote about a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// Its name.
    pub id: String,
    /// The finding.
    pub finding: String,
    /// What was written.
    pub words: String,
    /// Who wrote it.
    pub written_by: String,
    /// When.
    pub written_at: i64,
}

impl Store {
    /// Rules on a finding; the last ruling counts, and all are kept. False when there is no such finding.
    ///
    /// # Errors
    ///
    /// As of [`Store::facts`].
    pub fn rule(&mut self, finding: &str, ruling: Ruling, by: &str, now: i64) -> Result<bool, StoreError> {
        self.together(|store| {
            let Some(count) = store.said_of(finding, "rulings")? else { return Ok(false) };
            // Names of one second sort as the rulings came.
            let id = format!("{count:08}-{}", name_of(&["ruling", finding, &count.to_string()]));
            let sql = "INSERT INTO rulings (id, finding, ruling, ruled_by, ruled_at) VALUES (?1, ?2, ?3, ?4, ?5)";
            let values = [id.as_str().into(), finding.into(), ruling.name().into(), by.into(), now.into()];
            store.ask(sql, &values).map(|_| true)
        })
    }

    /// All rulings on a finding with who ruled and when, the oldest first.
    ///
    /// # Errors
    ///
    /// As of [`Store::facts`].
    pub fn rulings(&mut self, finding: &str) -> Result<Vec<(Ruling, String, i64)>, StoreError> {
        let sql = "SELECT ruling, ruled_by, ruled_at FROM rulings WHERE finding = ?1 ORDER BY ruled_at, id";
        self.all(sql, &[finding.into()], |row| Ok((Ruling::named(&row.next::<String>()?)?, row.next()?, row.next()?)))
    }

    /// Writes a note about a finding. False when there is no such finding.
    ///
    /// # Errors
    ///
    /// As of [`Store::facts`].
    pub fn note(&mut self, finding: &str, words: &str, by: &str, now: i64) -> Result<bool, StoreError> {
        self.together(|store| {
            let Some(count) = store.said_of(finding, "notes")? else { return Ok(false) };
            let id = format!("{count:08}-{}", name_of(&["note", finding, &count.to_string()]));
            let sql = "INSERT INTO notes (id, finding, words, written_by, written_at) VALUES (?1, ?2, ?3, ?4, ?5)";
            let values = [id.as_str().into(), finding.into(), words.into(), by.into(), now.into()];
            store.ask(sql, &values).map(|_| true)
        })
    }

    /// All notes about a finding, the oldest first.
    ///
    /// # Errors
    ///
    /// As of [`Store::facts`].
    pub fn notes(&mut self, finding: &str) -> Result<Vec<Note>, StoreError> {
        let sql = "SELECT id, finding, words, written_by, written_at FROM notes WHERE finding = ?1
                   ORDER BY written_at, id";
        self.all(sql, &[finding.into()], |row| {
            Ok(Note {
                id: row.next()?,
                finding: row.next()?,
                words: row.next()?,
                written_by: row.next()?,
                written_at: row.next()?,
            })
        })
    }

    /// How much was said of a finding so far; none when there is no such finding.
    fn said_of(&mut self, finding: &str, table: &str) -> Result<Option<i64>, StoreError> {
        let is_there: Option<String> = self.first("SELECT id FROM findings WHERE id = ?1", &[finding.into()])?;
        if is_there.is_none() {
            return Ok(None);
        }
        self.first(&format!("SELECT COUNT(*) FROM {table} WHERE finding = ?1"), &[finding.into()])
    }
}
