//! How far apart requests to one host are, and what is known of its robots.txt.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use super::robots::Robots;

/// robots.txt is asked for again after this time; the RFC asks for no more than a day.
const ROBOTS_KEPT: Duration = Duration::from_secs(12 * 3600);

/// So many hosts are remembered; a pace of seconds makes the oldest worthless long before.
const MOST_HOSTS: usize = 10_000;

/// What is known of each host.
#[derive(Debug, Default)]
pub(super) struct Hosts {
    known: Mutex<BTreeMap<String, Host>>,
}

#[derive(Debug, Default)]
struct Host {
    /// Before this, no request.
    next: Option<Instant>,
    robots: Option<(Instant, Robots)>,
}

impl Hosts {
    fn known(&self) -> MutexGuard<'_, BTreeMap<String, Host>> {
        // What is kept here is no worse for a thread that died.
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes the next place in the row of requests to a host and says how long to wait for it.
    pub(super) fn take_turn(&self, host: &str, pace: Duration) -> Duration {
        let mut known = self.known();
        if known.len() > MOST_HOSTS {
            let now = Instant::now();
            known.retain(|_, host| host.next.is_some_and(|next| next > now));
        }
        let host = known.entry(host.to_owned()).or_default();
        let delay = host.robots.as_ref().and_then(|(_, robots)| robots.delay).unwrap_or_default();
        let now = Instant::now();
        let turn = host.next.map_or(now, |next| next.max(now));
        host.next = Some(turn + pace.max(delay));
        turn - now
    }

    /// Leaves a host in peace for a time.
    pub(super) fn rest(&self, host: &str, time: Duration) {
        let until = Instant::now() + time;
        let mut known = self.known();
        let host = known.entry(host.to_owned()).or_default();
        host.next = Some(host.next.map_or(until, |next| next.max(until)));
    }

    /// How long a host is still to be left in peace.
    pub(super) fn resting(&self, host: &str) -> Duration {
        let next = self.known().get(host).and_then(|host| host.next);
        next.map_or(Duration::ZERO, |next| next.saturating_duration_since(Instant::now()))
    }

    /// The rules of a site, if they were asked for lately.
    pub(super) fn robots(&self, site: &str) -> Option<Robots> {
        let known = self.known();
        let (until, robots) = known.get(site)?.robots.as_ref()?;
        (*until > Instant::now()).then(|| robots.clone())
    }

    /// Remembers the rules of a site, for a shorter time when they could not be had.
    pub(super) fn learn(&self, site: &str, robots: Robots, kept: Option<Duration>) {
        let until = Instant::now() + kept.unwrap_or(ROBOTS_KEPT);
        self.known().entry(site.to_owned()).or_default().robots = Some((until, robots));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requests_to_one_host_stand_in_a_row() {
        let hosts = Hosts::default();
        let pace = Duration::from_secs(10);
        assert_eq!(hosts.take_turn("a", pace), Duration::ZERO);
        assert!(hosts.take_turn("a", pace) > Duration::from_secs(9));
        assert!(hosts.take_turn("a", pace) > Duration::from_secs(19));
        assert_eq!(hosts.take_turn("b", pace), Duration::ZERO);
        hosts.rest("b", Duration::from_secs(100));
        assert!(hosts.resting("b") > Duration::from_secs(99));
    }
}
