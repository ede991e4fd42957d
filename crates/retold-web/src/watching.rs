//! The watch that runs beside the service: the same store, the same archive, a thread of its own.

use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use retold_store::{Store, StoreError};
use retold_watch::{Fetcher, Round, Stop, WatchError, WatchSettings, Watcher};

use crate::error::WebError;
use crate::site::Shared;
use crate::work;

/// A watch whose store or archive failed is taken up again after this time.
const AGAIN: Duration = Duration::from_secs(60);
/// What is written down of a panic; where it was, the program says.
const FAULT: &str = "this is a fault of Retold, please report it";
/// How often a watch that was told to end is looked at.
const LOOK: Duration = Duration::from_millis(20);

/// A watch to be kept by a service, with a connection of its own to the store.
pub struct Watching {
    store: Store,
    fetcher: Fetcher,
    settings: WatchSettings,
}

impl Watching {
    /// A watch of what the store knows to be watched. Nobody else may watch by the same store as long as this is there.
    ///
    /// # Errors
    ///
    /// [`StoreError::Busy`] while another watch has the store.
    pub fn new(mut store: Store, fetcher: Fetcher, settings: WatchSettings) -> Result<Self, StoreError> {
        store.claim_watch()?;
        Ok(Self { store, fetcher, settings })
    }

    /// The store, to say what is to be watched.
    pub fn store(&mut self) -> &mut Store {
        &mut self.store
    }

    /// Watches until it is told to stop. What failed is tried again: a server that was started anew answers some day.
    fn keep(&mut self, site: &Shared, stop: &Stop) {
        let failed = |cause: &str| {
            tracing::error!(cause, "watch");
            site.figures.watch_failed();
        };
        loop {
            // A panic is a fault of the watch, and the pages go on.
            let went = catch_unwind(AssertUnwindSafe(|| self.rounds(site, stop).map_err(|cause| cause.to_string())));
            let Err(cause) = went.unwrap_or_else(|_| Err(FAULT.to_owned())) else { return };
            failed(&cause);
            while !stop.is_said() {
                stop.wait(AGAIN);
                // Whoever connects anew has to claim the watch anew.
                match self.store.reopen().and_then(|()| self.store.claim_watch()) {
                    Ok(()) => break,
                    Err(cause) => failed(&cause.to_string()),
                }
            }
        }
    }

    fn rounds(&mut self, site: &Shared, stop: &Stop) -> Result<(), WatchError> {
        let comparer = work::comparer_of_any_time();
        let mut watcher = Watcher {
            store: &mut self.store,
            archive: &site.archive,
            fetcher: &self.fetcher,
            comparer: &comparer,
            settings: &self.settings,
            stop,
        };
        watcher.watch(|round| told(site, round))
    }
}

/// Writes down what a round did.
fn told(site: &Shared, round: &Round) {
    site.figures.watched(round);
    for fault in &round.faults {
        tracing::warn!(fault, "watch");
    }
    let Round { feeds, pages, captures, delivered, .. } = *round;
    let findings = round.findings.len();
    if feeds + pages + findings + delivered > 0 {
        tracing::info!(feeds, pages, captures, findings, delivered, "watched");
    }
}

/// The watch of a site: not yet begun, or none.
#[derive(Default)]
pub(crate) struct Watch {
    waiting: Mutex<Option<Watching>>,
    /// Whether there is one.
    pub(crate) is_kept: bool,
    pub(crate) stop: Stop,
}

impl Watch {
    /// A watch that begins when the service listens.
    pub(crate) fn of(watching: Watching) -> Self {
        Self { waiting: Mutex::new(Some(watching)), is_kept: true, stop: Stop::default() }
    }
}

/// Begins the watch, where there is one.
pub(crate) fn begin(site: &Shared) -> Result<Option<JoinHandle<()>>, WebError> {
    let waiting = site.watch.waiting.lock().unwrap_or_else(PoisonError::into_inner).take();
    let Some(mut watching) = waiting else { return Ok(None) };
    let shared = site.clone();
    let thread = std::thread::Builder::new().name("watch".to_owned());
    let begun = thread.spawn(move || watching.keep(&shared, &shared.watch.stop));
    begun.map(Some).map_err(|cause: io::Error| WebError::System { what: "a thread for the watch", cause })
}

/// Waits for a watch that was told to stop, but not for ever: whatever it is at, nothing is lost.
pub(crate) fn ended(thread: Option<JoinHandle<()>>, longest: Duration) {
    let until = Instant::now() + longest;
    while thread.as_ref().is_some_and(|thread| !thread.is_finished()) && Instant::now() < until {
        std::thread::sleep(LOOK);
    }
}
