//! Lets in as much work as the machine bears; the rest is told to come again.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::problem::Problem;

/// Longest time that a request waits for its turn. Later, whoever asked has gone.
const LONGEST_WAIT: Duration = Duration::from_secs(10);
/// So many streams of texts at a time: each takes a turn like every request, but never gives up.
const MOST_STREAMS: usize = 4;
/// So many listen for findings at a time.
const MOST_LISTENERS: usize = 64;
/// So many large requests are held in memory at a time, and what counts as large.
const MOST_LARGE: usize = 24;
const LARGE: usize = 64 << 10;

/// The turns of one service.
#[derive(Debug)]
pub(crate) struct Gate {
    turns: Arc<Semaphore>,
    streams: Arc<Semaphore>,
    listeners: Arc<Semaphore>,
    large: Arc<Semaphore>,
    waiting: AtomicUsize,
    most_waiting: usize,
}

/// Counts one who waits, also when the client goes away while it does.
struct Waiting<'a>(&'a AtomicUsize);

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

impl Gate {
    /// A gate with so many turns at a time and so many who may wait for one.
    pub(crate) fn new(at_once: usize, most_waiting: usize) -> Self {
        Self {
            turns: Arc::new(Semaphore::new(at_once.max(1))),
            streams: Arc::new(Semaphore::new(MOST_STREAMS)),
            listeners: Arc::new(Semaphore::new(MOST_LISTENERS)),
            large: Arc::new(Semaphore::new(MOST_LARGE)),
            waiting: AtomicUsize::new(0),
            most_waiting,
        }
    }

    /// A turn, after some waiting; a problem when too many wait already.
    pub(crate) async fn turn(&self) -> Result<OwnedSemaphorePermit, Problem> {
        if let Ok(turn) = self.turns.clone().try_acquire_owned() {
            return Ok(turn);
        }
        let waiting = Waiting(&self.waiting);
        if self.waiting.fetch_add(1, Ordering::Relaxed) >= self.most_waiting {
            return Err(Problem::busy());
        }
        let turn = tokio::time::timeout(LONGEST_WAIT, self.turns.clone().acquire_owned()).await;
        drop(waiting);
        turn.ok().and_then(Result::ok).ok_or_else(Problem::busy)
    }

    /// A turn for one text of a stream, however long it takes.
    pub(crate) async fn patient_turn(&self) -> Result<OwnedSemaphorePermit, Problem> {
        self.turns.clone().acquire_owned().await.map_err(|_| Problem::busy())
    }

    /// The right to send a stream of texts.
    pub(crate) fn stream(&self) -> Result<OwnedSemaphorePermit, Problem> {
        self.streams.clone().try_acquire_owned().map_err(|_| Problem::busy())
    }

    /// The right to listen for findings.
    pub(crate) fn listener(&self) -> Result<OwnedSemaphorePermit, Problem> {
        self.listeners.clone().try_acquire_owned().map_err(|_| Problem::busy())
    }

    /// Room in memory for the body of a request of so many bytes, where that is known; small ones need none.
    pub(crate) async fn room(&self, bytes: Option<usize>) -> Result<Option<OwnedSemaphorePermit>, Problem> {
        if bytes.is_some_and(|bytes| bytes <= LARGE) {
            return Ok(None);
        }
        let room = tokio::time::timeout(LONGEST_WAIT, self.large.clone().acquire_owned()).await;
        room.ok().and_then(Result::ok).map(Some).ok_or_else(Problem::busy)
    }

    /// How many wait for a turn.
    pub(crate) fn waiting(&self) -> usize {
        self.waiting.load(Ordering::Relaxed)
    }
}
