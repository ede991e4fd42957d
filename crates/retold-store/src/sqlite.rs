//! SQLite: one file, or memory alone.

use std::fs::{File, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::types::ValueRef;
use rusqlite::{Connection, ToSql};

use crate::StoreError;
use crate::backend::{Backend, Row, Value};
use crate::error::{one_line, shown};

/// How long one program waits while another one writes.
const PATIENCE: Duration = Duration::from_secs(20);

/// A connection to a file.
pub(crate) struct Sqlite {
    place: String,
    connection: Connection,
    /// Locks held on files beside the store; they die with the process.
    claims: Vec<File>,
}

impl Sqlite {
    /// Opens or makes the file. What is written is on disk when a transaction ends: `synchronous=FULL`.
    pub(crate) fn open(place: &str) -> Result<Self, StoreError> {
        let unreachable = |e: rusqlite::Error| StoreError::Unreachable { place: shown(place), cause: plainly(&e) };
        let connection = Connection::open(place).map_err(unreachable)?;
        connection.busy_timeout(PATIENCE).map_err(unreachable)?;
        let mut sqlite = Self { place: place.to_owned(), connection, claims: Vec::new() };
        for setting in ["PRAGMA journal_mode=WAL", "PRAGMA synchronous=FULL", "PRAGMA foreign_keys=ON"] {
            sqlite.ask(setting, &[])?;
        }
        Ok(sqlite)
    }

    fn error(&self, error: &rusqlite::Error) -> StoreError {
        let (place, cause) = (shown(&self.place), plainly(error));
        match error.sqlite_error_code() {
            Some(rusqlite::ErrorCode::NotADatabase | rusqlite::ErrorCode::DatabaseCorrupt) => {
                StoreError::Damaged { place, cause }
            }
            Some(rusqlite::ErrorCode::CannotOpen) => StoreError::Unreachable { place, cause },
            _ => StoreError::Refused { place, cause },
        }
    }

    fn rows(&self, sql: &str, values: &[Value]) -> rusqlite::Result<Vec<Row>> {
        let mut statement = self.connection.prepare_cached(sql)?;
        let columns = statement.column_count();
        let values: Vec<&dyn ToSql> = values.iter().map(|value| value as &dyn ToSql).collect();
        let mut rows = statement.query(values.as_slice())?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            let values = (0..columns).map(|column| row.get_ref(column).map(owned));
            found.push(Row::new(values.collect::<rusqlite::Result<_>>()?));
        }
        Ok(found)
    }
}

impl Backend for Sqlite {
    fn ask(&mut self, sql: &str, values: &[Value]) -> Result<Vec<Row>, StoreError> {
        self.rows(sql, values).map_err(|e| self.error(&e))
    }

    fn claim(&mut self, name: &str) -> Result<bool, StoreError> {
        if self.place == ":memory:" {
            return Ok(true);
        }
        let beside = PathBuf::from(format!("{}.{name}", Path::new(&self.place).display()));
        let refused =
            |cause: std::io::Error| StoreError::Refused { place: shown(&self.place), cause: cause.to_string() };
        let file = OpenOptions::new().write(true).create(true).truncate(false).open(beside).map_err(refused)?;
        match file.try_lock() {
            Ok(()) => self.claims.push(file),
            Err(TryLockError::WouldBlock) => return Ok(false),
            Err(TryLockError::Error(cause)) => return Err(refused(cause)),
        }
        Ok(true)
    }
}

impl ToSql for Value {
    fn to_sql(&self) -> rusqlite::Result<rusqlite::types::ToSqlOutput<'_>> {
        let value = match self {
            Self::Nothing => ValueRef::Null,
            Self::Integer(number) => ValueRef::Integer(*number),
            Self::Real(number) => ValueRef::Real(*number),
            Self::Text(text) => ValueRef::Text(text.as_bytes()),
            Self::Bytes(bytes) => ValueRef::Blob(bytes),
        };
        Ok(rusqlite::types::ToSqlOutput::Borrowed(value))
    }
}

fn owned(value: ValueRef<'_>) -> Value {
    match value {
        ValueRef::Null => Value::Nothing,
        ValueRef::Integer(number) => Value::Integer(number),
        ValueRef::Real(number) => Value::Real(number),
        ValueRef::Text(bytes) => Value::Text(String::from_utf8_lossy(bytes).into_owned()),
        ValueRef::Blob(bytes) => Value::Bytes(bytes.to_vec()),
    }
}

/// What SQLite said, without the statement.
fn plainly(error: &rusqlite::Error) -> String {
    match error {
        rusqlite::Error::SqliteFailure(_, Some(text)) => one_line(text),
        rusqlite::Error::SqlInputError { msg, .. } => one_line(msg),
        other => one_line(&other.to_string()),
    }
}
