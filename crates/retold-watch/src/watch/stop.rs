//! The word that ends a watch.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// Ends a watch from another thread: it stops between two pages or two findings, and never within one.
#[derive(Debug, Default)]
pub struct Stop {
    said: Mutex<bool>,
    changed: Condvar,
}

impl Stop {
    fn said(&self) -> MutexGuard<'_, bool> {
        // One bit is no worse for a thread that died.
        self.said.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Says that it is time to end; whoever waits wakes up.
    pub fn say(&self) {
        *self.said() = true;
        self.changed.notify_all();
    }

    /// Whether it was said.
    pub fn is_said(&self) -> bool {
        *self.said()
    }

    /// Waits for so long, or until it is said.
    pub fn wait(&self, time: Duration) {
        let until = Instant::now() + time;
        let mut said = self.said();
        while !*said {
            let left = until.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return;
            }
            said = self.changed.wait_timeout(said, left).unwrap_or_else(PoisonError::into_inner).0;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_waits_wakes_when_it_is_said() {
        let stop = Stop::default();
        stop.wait(Duration::from_millis(1));
        assert!(!stop.is_said());
        std::thread::scope(|scope| {
            let waiting = scope.spawn(|| {
                let begun = Instant::now();
                stop.wait(Duration::from_secs(600));
                begun.elapsed()
            });
            stop.say();
            assert!(waiting.join().expect("no panic") < Duration::from_secs(60));
        });
        assert!(stop.is_said());
    }
}
