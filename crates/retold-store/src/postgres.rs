//! PostgreSQL: a server that a team shares.

use std::collections::BTreeMap;
use std::error::Error as _;
use std::str::FromStr;
use std::time::Duration;

use bytes::BytesMut;
use postgres::types::{ToSql, Type};
use postgres::{Client, Config, NoTls, Statement};

use crate::StoreError;
use crate::backend::{Backend, Row, Value};
use crate::error::{one_line, shown};

/// How long a server may take to answer the call.
const PATIENCE: Duration = Duration::from_secs(10);

/// So often, and so far apart, a lock is tried for that somebody has.
const TRIES: usize = 10;
const PAUSE: Duration = Duration::from_millis(100);

/// A connection to a server.
pub(crate) struct Postgres {
    place: String,
    client: Client,
    /// Statements that the server knows already: there are some sixty, and each is used over and over.
    known: BTreeMap<String, Statement>,
}

impl Postgres {
    /// Connects by an address such as `postgres://ada:secret@db.example/retold`. The connection is not encrypted.
    pub(crate) fn open(place: &str) -> Result<Self, StoreError> {
        let unreachable = |e: postgres::Error| StoreError::Unreachable { place: shown(place), cause: plainly(&e) };
        let mut config = Config::from_str(place).map_err(unreachable)?;
        config.connect_timeout(PATIENCE).application_name("retold");
        let client = config.connect(NoTls).map_err(unreachable)?;
        let mut postgres = Self { place: place.to_owned(), client, known: BTreeMap::new() };
        postgres.ask("SET client_min_messages TO WARNING", &[])?;
        Ok(postgres)
    }

    fn rows(&mut self, sql: &str, values: &[Value]) -> Result<Vec<Row>, postgres::Error> {
        let statement = match self.known.get(sql) {
            Some(statement) => statement.clone(),
            None => {
                let statement = self.client.prepare(&sql.replace('?', "$"))?;
                self.known.insert(sql.to_owned(), statement.clone());
                statement
            }
        };
        let values: Vec<&(dyn ToSql + Sync)> = values.iter().map(|value| value as &(dyn ToSql + Sync)).collect();
        let rows = self.client.query(&statement, &values)?;
        rows.iter().map(|row| (0..row.len()).map(|at| owned(row, at)).collect::<Result<_, _>>().map(Row::new)).collect()
    }
}

impl Backend for Postgres {
    fn ask(&mut self, sql: &str, values: &[Value]) -> Result<Vec<Row>, StoreError> {
        self.rows(sql, values).map_err(|e| {
            let (place, cause) = (shown(&self.place), plainly(&e));
            if e.is_closed() { StoreError::Unreachable { place, cause } } else { StoreError::Refused { place, cause } }
        })
    }

    fn claim(&mut self, name: &str) -> Result<bool, StoreError> {
        // The lock is the session's, so it dies with the connection; of a program that was killed, a moment later.
        let sql = "SELECT pg_try_advisory_lock(hashtext(?1))::int::bigint";
        for _ in 0..TRIES {
            let rows = self.ask(sql, &[format!("retold {name}").as_str().into()])?;
            let held: Option<i64> = rows.into_iter().next().and_then(|mut row| row.next().ok());
            if held == Some(1) {
                return Ok(true);
            }
            std::thread::sleep(PAUSE);
        }
        Ok(false)
    }
}

impl ToSql for Value {
    fn to_sql(
        &self,
        kind: &Type,
        out: &mut BytesMut,
    ) -> Result<postgres::types::IsNull, Box<dyn std::error::Error + Sync + Send>> {
        match self {
            Self::Nothing => Ok(postgres::types::IsNull::Yes),
            Self::Integer(number) => number.to_sql(kind, out),
            Self::Real(number) => number.to_sql(kind, out),
            Self::Text(text) => text.to_sql(kind, out),
            Self::Bytes(bytes) => bytes.to_sql(kind, out),
        }
    }

    fn accepts(kind: &Type) -> bool {
        matches!(*kind, Type::INT8 | Type::FLOAT8 | Type::TEXT | Type::BYTEA)
    }

    postgres::types::to_sql_checked!();
}

fn owned(row: &postgres::Row, at: usize) -> Result<Value, postgres::Error> {
    let value = match *row.columns()[at].type_() {
        Type::INT8 => row.try_get::<_, Option<i64>>(at)?.map(Value::Integer),
        Type::INT4 => row.try_get::<_, Option<i32>>(at)?.map(|number| Value::Integer(number.into())),
        Type::FLOAT8 => row.try_get::<_, Option<f64>>(at)?.map(Value::Real),
        Type::BYTEA => row.try_get::<_, Option<Vec<u8>>>(at)?.map(Value::Bytes),
        _ => row.try_get::<_, Option<String>>(at)?.map(Value::Text),
    };
    Ok(value.unwrap_or(Value::Nothing))
}

/// What the server said, or why there is none.
fn plainly(error: &postgres::Error) -> String {
    match (error.as_db_error(), error.source()) {
        (Some(said), _) => one_line(said.message()),
        (None, Some(cause)) => one_line(&cause.to_string()),
        (None, None) => one_line(&error.to_string()),
    }
}
