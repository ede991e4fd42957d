//! The contract that each database fulfils, and the values that go in and out.
//!
//! Statements are written once, in the SQL that both databases have in common, with `?1`, `?2` for their values.

use crate::StoreError;

/// A database.
pub(crate) trait Backend: Send {
    /// Runs one statement and gives the rows it returns.
    fn ask(&mut self, sql: &str, values: &[Value]) -> Result<Vec<Row>, StoreError>;

    /// Keeps others from the work of this name until this backend is dropped or its process dies. False when another
    /// has it.
    fn claim(&mut self, name: &str) -> Result<bool, StoreError>;
}

/// One value of a statement or a row.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Value {
    Nothing,
    Integer(i64),
    Real(f64),
    Text(String),
    Bytes(Vec<u8>),
}

/// One row, read from left to right.
pub(crate) struct Row {
    values: std::vec::IntoIter<Value>,
}

impl Row {
    pub(crate) fn new(values: Vec<Value>) -> Self {
        Self { values: values.into_iter() }
    }

    /// All values that are left.
    pub(crate) fn rest(self) -> Vec<Value> {
        self.values.collect()
    }

    /// The next value as what the caller knows it to be. The error says what it is instead.
    pub(crate) fn next<T: FromValue>(&mut self) -> Result<T, String> {
        let value = self.values.next().ok_or("a row has too few columns")?;
        T::from_value(value).map_err(|value| format!("a row holds {value:?} where it should not"))
    }
}

/// What a value can be read as.
pub(crate) trait FromValue: Sized {
    fn from_value(value: Value) -> Result<Self, Value>;
}

impl FromValue for i64 {
    fn from_value(value: Value) -> Result<Self, Value> {
        match value {
            Value::Integer(number) => Ok(number),
            other => Err(other),
        }
    }
}

impl FromValue for f64 {
    fn from_value(value: Value) -> Result<Self, Value> {
        match value {
            Value::Real(number) => Ok(number),
            // SQLite gives a whole number back as an integer when it is stored in a column of any type.
            Value::Integer(number) => Ok(number as f64),
            other => Err(other),
        }
    }
}

impl FromValue for String {
    fn from_value(value: Value) -> Result<Self, Value> {
        match value {
            Value::Text(text) => Ok(text),
            other => Err(other),
        }
    }
}

impl FromValue for Vec<u8> {
    fn from_value(value: Value) -> Result<Self, Value> {
        match value {
            Value::Bytes(bytes) => Ok(bytes),
            other => Err(other),
        }
    }
}

impl<T: FromValue> FromValue for Option<T> {
    fn from_value(value: Value) -> Result<Self, Value> {
        match value {
            Value::Nothing => Ok(None),
            other => T::from_value(other).map(Some),
        }
    }
}

impl From<i64> for Value {
    fn from(number: i64) -> Self {
        Self::Integer(number)
    }
}

impl From<f64> for Value {
    fn from(number: f64) -> Self {
        Self::Real(number)
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        // PostgreSQL has no text with a zero in it.
        Self::Text(text.replace('\0', "\u{fffd}"))
    }
}

impl From<&String> for Value {
    fn from(text: &String) -> Self {
        Self::from(text.as_str())
    }
}

impl From<&[u8]> for Value {
    fn from(bytes: &[u8]) -> Self {
        Self::Bytes(bytes.to_vec())
    }
}

impl<T> From<Option<T>> for Value
where
    Value: From<T>,
{
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Nothing, Self::from)
    }
}
