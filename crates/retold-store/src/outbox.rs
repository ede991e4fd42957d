//! The outbox: what is to be told, and to whom. It is filled in the transaction that records a finding, so nothing is
//! told that is not on record, and nothing on record is forgotten.
//!
//! A delivery's id is the same in every attempt. It goes along with the delivery, so that a receiver that has seen it
//! takes it once, also when the program died between its answer and the note of it here.

use crate::backend::Row;
use crate::captures::name_of;
use crate::pages::as_number;
use crate::{Store, StoreError};

/// Something to be told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewDelivery {
    /// Who is told, in what way: `webhook https://desk.example/hook`, `mail desk@example`.
    pub channel: String,
    /// What is said.
    pub body: String,
}

/// A delivery that is to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delivery {
    /// Its name, the same in every attempt.
    pub id: String,
    /// The finding it tells of.
    pub finding: String,
    /// Who is told, in what way.
    pub channel: String,
    /// What is said.
    pub body: String,
    /// When it came to the outbox.
    pub created_at: i64,
    /// When it is to be made.
    pub due_at: i64,
    /// How often it was tried.
    pub attempts: i64,
    /// Why it failed last.
    pub fault: Option<String>,
}

impl Store {
    pub(crate) fn enqueue(&mut self, finding: &str, new: &NewDelivery, now: i64) -> Result<(), StoreError> {
        let sql = "INSERT INTO deliveries (id, finding, channel, body, created_at, due_at, attempts)
                   VALUES (?1, ?2, ?3, ?4, ?5, ?5, 0) ON CONFLICT DO NOTHING";
        let id = name_of(&["delivery", finding, &new.channel]);
        let values =
            [id.as_str().into(), finding.into(), new.channel.as_str().into(), new.body.as_str().into(), now.into()];
        self.ask(sql, &values).map(drop)
    }

    /// Deliveries to a channel that are to be made by now, in the order their findings came.
    ///
    /// # Errors
    ///
    /// As of [`Store::facts`].
    pub fn due_deliveries(&mut self, channel: &str, now: i64, limit: usize) -> Result<Vec<Delivery>, StoreError> {
        let sql = "SELECT d.id, d.finding, d.channel, d.body, d.created_at, d.due_at, d.attempts, d.fault
                   FROM deliveries d JOIN findings f ON f.id = d.finding
                   WHERE d.delivered_at IS NULL AND d.due_at <= ?1 AND d.channel = ?2 ORDER BY f.number, d.id LIMIT ?3";
        self.all(sql, &[now.into(), channel.into(), as_number(limit)], delivery)
    }

    /// When the next delivery is to be made; none when all are made.
    ///
    /// # Errors
    ///
    /// As of [`Store::facts`].
    pub fn next_delivery_due(&mut self) -> Result<Option<i64>, StoreError> {
        self.first("SELECT MIN(due_at) FROM deliveries WHERE delivered_at IS NULL", &[])
    }

    /// Writes down that a delivery was made.
    ///
    /// # Errors
    ///
    /// As of [`Store::facts`].
    pub fn delivered(&mut self, id: &str, now: i64) -> Result<(), StoreError> {
        let sql = "UPDATE deliveries SET delivered_at = ?2, attempts = attempts + 1, fault = NULL WHERE id = ?1";
        self.ask(sql, &[id.into(), now.into()]).map(drop)
    }

    /// Writes down that a delivery failed, and when to try again.
    ///
    /// # Errors
    ///
    /// As of [`Store::facts`].
    pub fn undelivered(&mut self, id: &str, fault: &str, due_at: i64) -> Result<(), StoreError> {
        let sql = "UPDATE deliveries SET attempts = attempts + 1, fault = ?2, due_at = ?3 WHERE id = ?1";
        self.ask(sql, &[id.into(), fault.into(), due_at.into()]).map(drop)
    }
}

fn delivery(row: &mut Row) -> Result<Delivery, String> {
    Ok(Delivery {
        id: row.next()?,
        finding: row.next()?,
        channel: row.next()?,
        body: row.next()?,
        created_at: row.next()?,
        due_at: row.next()?,
        attempts: row.next()?,
        fault: row.next()?,
    })
}
