//! Opening a store, transactions, and what is known of it as a whole.

use crate::StoreError;
use crate::backend::{Backend, FromValue, Row, Value};
use crate::error::shown;
use crate::postgres::Postgres;
use crate::schema::{FORMAT, MARK, STEPS};
use crate::sqlite::Sqlite;

/// What a watch and its desk remember. Made by [`open`].
///
/// A store belongs to one thread at a time; several programs may have the same one open.
pub struct Store {
    place: String,
    backend: Box<dyn Backend>,
}

/// What is known of a store as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facts {
    /// Format of its tables.
    pub format: i64,
    /// Watched feeds and folders.
    pub feeds: usize,
    /// Pages that were found in them.
    pub pages: usize,
    /// Versions of pages that are kept.
    pub captures: usize,
    /// Findings.
    pub findings: usize,
    /// Deliveries that are still to be made.
    pub pending: usize,
}

/// Opens the store at a place and makes it where it is not there: the path of an SQLite file, `:memory:`, or the address
/// of a PostgreSQL database, `postgres://USER:PASSWORD@HOST/DATABASE`.
///
/// # Errors
///
/// [`StoreError::Unreachable`], [`StoreError::Format`] when it has to be upgraded first, [`StoreError::Damaged`].
pub fn open(place: &str) -> Result<Store, StoreError> {
    let mut store = Store::connect(place)?;
    match store.format()? {
        Some(FORMAT) => Ok(store),
        Some(found) => Err(StoreError::Format { place: shown(place), found, known: FORMAT }),
        None => {
            store.advance()?;
            Ok(store)
        }
    }
}

impl Store {
    /// A store whose format is not looked at.
    pub(crate) fn connect(place: &str) -> Result<Self, StoreError> {
        let is_address = place.starts_with("postgres://") || place.starts_with("postgresql://");
        let backend: Box<dyn Backend> =
            if is_address { Box::new(Postgres::open(place)?) } else { Box::new(Sqlite::open(place)?) };
        Ok(Self { place: place.to_owned(), backend })
    }

    /// Connects anew to the same place, after the server went away: what was claimed is no longer.
    ///
    /// # Errors
    ///
    /// As [`open`].
    pub fn reopen(&mut self) -> Result<(), StoreError> {
        *self = open(&self.place)?;
        Ok(())
    }

    /// Which format the store has; none in an empty database.
    pub(crate) fn format(&mut self) -> Result<Option<i64>, StoreError> {
        self.ask(MARK, &[])?;
        self.first("SELECT format FROM retold_store", &[])
    }

    /// Leads the tables to the format of this release, all in one transaction.
    pub(crate) fn advance(&mut self) -> Result<(), StoreError> {
        self.advance_to(FORMAT)
    }

    /// Leads the tables to a format.
    pub(crate) fn advance_to(&mut self, format: i64) -> Result<(), StoreError> {
        self.together(|store| {
            // Another program may have made the tables meanwhile.
            let found = store.first("SELECT format FROM retold_store", &[])?.unwrap_or(0_i64);
            let (from, to) = (usize::try_from(found).unwrap_or(0), usize::try_from(format).unwrap_or(0));
            for statement in STEPS.iter().take(to).skip(from).copied().flatten() {
                store.ask(statement, &[])?;
            }
            store.ask("DELETE FROM retold_store", &[])?;
            store.ask("INSERT INTO retold_store (format) VALUES (?1)", &[found.max(format).into()]).map(drop)
        })
    }

    /// The place it was opened at, without a password.
    pub fn place(&self) -> String {
        shown(&self.place)
    }

    /// What is known of the store as a whole.
    ///
    /// # Errors
    ///
    /// [`StoreError::Refused`], [`StoreError::Unreachable`], as everywhere below.
    pub fn facts(&mut self) -> Result<Facts, StoreError> {
        let format = self.format()?.unwrap_or(0);
        let mut count = |rows: &str| {
            let number: Option<i64> = self.first(&format!("SELECT COUNT(*) FROM {rows}"), &[])?;
            Ok(usize::try_from(number.unwrap_or(0)).unwrap_or(0))
        };
        Ok(Facts {
            format,
            feeds: count("feeds")?,
            pages: count("pages")?,
            captures: count("captures")?,
            findings: count("findings")?,
            pending: count("deliveries WHERE delivered_at IS NULL")?,
        })
    }

    /// Takes the store for one watch, until this value is dropped or the program dies, in whatever way.
    ///
    /// # Errors
    ///
    /// [`StoreError::Busy`] while another watch has it.
    pub fn claim_watch(&mut self) -> Result<(), StoreError> {
        match self.backend.claim("watch")? {
            true => Ok(()),
            false => Err(StoreError::Busy { place: self.place() }),
        }
    }

    /// Runs one statement.
    pub(crate) fn ask(&mut self, sql: &str, values: &[Value]) -> Result<Vec<Row>, StoreError> {
        self.backend.ask(sql, values)
    }

    /// The first column of the first row, if there is one and it is not null.
    pub(crate) fn first<T: FromValue>(&mut self, sql: &str, values: &[Value]) -> Result<Option<T>, StoreError> {
        let row = self.ask(sql, values)?.into_iter().next();
        let value = row.map(|mut row| row.next::<Option<T>>()).transpose();
        value.map(Option::flatten).map_err(|cause| self.damaged(cause))
    }

    /// Reads each row of an answer by `read`.
    pub(crate) fn all<T>(
        &mut self,
        sql: &str,
        values: &[Value],
        read: impl Fn(&mut Row) -> Result<T, String>,
    ) -> Result<Vec<T>, StoreError> {
        let rows = self.ask(sql, values)?;
        rows.into_iter().map(|mut row| read(&mut row)).collect::<Result<_, _>>().map_err(|cause| self.damaged(cause))
    }

    /// Does several things together or none of them: after a kill at any moment all are there or none is.
    pub(crate) fn together<T>(
        &mut self,
        work: impl FnOnce(&mut Self) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        // SQLite takes the right to write at once, so that two programs never wait for each other.
        let begin = if self.is_server() { "BEGIN" } else { "BEGIN IMMEDIATE" };
        self.ask(begin, &[])?;
        let done = work(self).and_then(|value| self.ask("COMMIT", &[]).map(|_| value));
        if done.is_err() {
            // The first error is the one to tell.
            let _ = self.ask("ROLLBACK", &[]);
        }
        done
    }

    /// Whether it is a server's and not a file.
    pub(crate) fn is_server(&self) -> bool {
        self.place.starts_with("postgres")
            && (self.place.starts_with("postgres://") || self.place.starts_with("postgresql://"))
    }

    pub(crate) fn damaged(&self, cause: String) -> StoreError {
        StoreError::Damaged { place: self.place(), cause }
    }
}
