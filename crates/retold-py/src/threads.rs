//! The threads that calls work on.

use std::sync::{Arc, Mutex, PoisonError};

use rayon::ThreadPool;

/// The pool of the program that last asked, and its number.
static POOL: Mutex<Option<(u32, Arc<ThreadPool>)>> = Mutex::new(None);

/// Does work on as many threads as there are cores, or as `RAYON_NUM_THREADS` says.
///
/// A program that was forked, as Python's multiprocessing does, has none of its parent's threads: it gets a pool of its
/// own, where waiting for the parent's would never end.
pub(crate) fn spread<R: Send>(work: impl FnOnce() -> R + Send) -> R {
    match pool() {
        Some(pool) => pool.install(work),
        None => work(),
    }
}

fn pool() -> Option<Arc<ThreadPool>> {
    let own = std::process::id();
    let mut held = POOL.lock().unwrap_or_else(PoisonError::into_inner);
    match held.as_ref() {
        Some((program, pool)) if *program == own => Some(pool.clone()),
        stranger => {
            // Dropping a parent's pool would wait for threads that are not there.
            std::mem::forget(stranger.map(|(_, pool)| pool.clone()));
            let pool = Arc::new(rayon::ThreadPoolBuilder::new().build().ok()?);
            *held = Some((own, pool.clone()));
            Some(pool)
        }
    }
}
