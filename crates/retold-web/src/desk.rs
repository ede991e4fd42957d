//! The desk: findings of the watch, what people say of them, and evidence packs.

use std::sync::{Mutex, PoisonError};

use retold::Article;
use retold_store::{Finding, Note, Ruling, Store, StoreError};
use retold_watch::pack::{DeskKey, PackSettings, of_finding};

use crate::problem::Problem;
use crate::work;

/// What a reference to a capture of the watch begins with.
pub(crate) const CAPTURE: &str = "capture:";

/// The store of a watch, one request at a time: its statements are short.
pub(crate) struct Desk {
    store: Mutex<Store>,
    key: Option<DeskKey>,
}

/// What was said of a finding so far.
pub(crate) struct Said {
    /// Rulings with who ruled and when, the oldest first.
    pub(crate) rulings: Vec<(Ruling, String, i64)>,
    /// Notes, the oldest first.
    pub(crate) notes: Vec<Note>,
}

/// What somebody says of a finding.
#[derive(Clone, Debug, Default)]
pub(crate) struct Saying {
    /// The ruling, if it is one.
    pub(crate) ruling: Option<Ruling>,
    /// The note, if there is one.
    pub(crate) note: Option<String>,
    /// Who says it.
    pub(crate) by: String,
}

impl Desk {
    /// A desk over a store; packs are signed with the key, if there is one.
    pub(crate) fn new(store: Store, key: Option<DeskKey>) -> Self {
        Self { store: Mutex::new(store), key }
    }

    /// Asks the store. It may block: not for the threads that listen. A server that went away and is there again is asked
    /// again.
    pub(crate) fn ask<T>(&self, ask: impl Fn(&mut Store) -> Result<T, StoreError>) -> Result<T, Problem> {
        let mut store = self.store.lock().unwrap_or_else(PoisonError::into_inner);
        let answer = match ask(&mut store) {
            Err(StoreError::Unreachable { .. }) => store.reopen().and_then(|()| ask(&mut store)),
            answer => answer,
        };
        answer.map_err(|error| {
            tracing::error!(cause = %error, "store");
            Problem::fault("the store of the watch does not answer")
        })
    }

    /// A finding.
    pub(crate) fn finding(&self, id: &str) -> Result<Finding, Problem> {
        self.ask(|store| store.finding(id))?.ok_or_else(|| Problem::missing(format!("{id}: there is no such finding")))
    }

    /// What was said of a finding.
    pub(crate) fn said(&self, id: &str) -> Result<Said, Problem> {
        self.ask(|store| Ok(Said { rulings: store.rulings(id)?, notes: store.notes(id)? }))
    }

    /// Says something of a finding.
    pub(crate) fn say(&self, id: &str, saying: &Saying) -> Result<(), Problem> {
        let now = jiff::Timestamp::now().as_second();
        let known = self.ask(|store| {
            let ruled = saying.ruling.map_or(Ok(true), |ruling| store.rule(id, ruling, &saying.by, now))?;
            let noted = saying.note.as_deref().map_or(Ok(true), |note| store.note(id, note, &saying.by, now))?;
            Ok(ruled && noted)
        })?;
        if known { Ok(()) } else { Err(Problem::missing(format!("{id}: there is no such finding"))) }
    }

    /// An article as the watch captured it.
    pub(crate) fn capture(&self, id: &str) -> Result<Article, Problem> {
        let capture = self.ask(|store| store.capture_of(id))?;
        capture.map(|c| c.article).ok_or_else(|| Problem::missing(format!("{id}: there is no such capture")))
    }

    /// The evidence pack of a finding.
    pub(crate) fn pack(&self, id: &str, redact: bool) -> Result<Vec<u8>, Problem> {
        self.finding(id)?;
        let settings = PackSettings { made_at: Some(work::now()), redact, key: self.key.clone() };
        let mut store = self.store.lock().unwrap_or_else(PoisonError::into_inner);
        of_finding(&mut store, id, &work::comparer(), &settings).map_err(|error| {
            tracing::error!(cause = %error, "pack");
            Problem::fault("the evidence could not be packed")
        })
    }
}
