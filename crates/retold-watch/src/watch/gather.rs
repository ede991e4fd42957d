//! Fetches from many hosts at once, from each host one after another.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Mutex, PoisonError, mpsc};
use std::thread;

use super::Stop;
use crate::WatchError;
use crate::fetch::{Fetched, Fetcher, Known, Sought};

/// Something to be fetched, and what for.
pub(super) struct Request<T> {
    pub(super) address: String,
    pub(super) sought: Sought,
    pub(super) known: Known,
    pub(super) of: T,
}

/// Who fetches.
#[derive(Clone, Copy)]
pub(super) struct Gatherer<'g> {
    pub(super) fetcher: &'g Fetcher,
    /// From so many hosts at a time.
    pub(super) at_once: usize,
    pub(super) stop: &'g Stop,
}

/// Fetches everything and calls `take` with what came, as it comes. Stops early when `take` fails, or when it is said.
pub(super) fn gather<T: Send>(
    by: Gatherer<'_>,
    requests: Vec<Request<T>>,
    mut take: impl FnMut(T, Result<Fetched, WatchError>) -> Result<(), WatchError>,
) -> Result<(), WatchError> {
    let mut hosts: BTreeMap<String, Vec<Request<T>>> = BTreeMap::new();
    for request in requests {
        let host = url::Url::parse(&request.address).map(|url| url.authority().to_owned()).unwrap_or_default();
        hosts.entry(host).or_default().push(request);
    }
    let workers = by.at_once.clamp(1, 64).min(hosts.len());
    let hosts: Mutex<VecDeque<Vec<Request<T>>>> = Mutex::new(hosts.into_values().collect());
    let next = || hosts.lock().unwrap_or_else(PoisonError::into_inner).pop_front();
    thread::scope(|scope| {
        // A page at a time waits to be taken: memory holds no more than one a worker.
        let (send, receive) = mpsc::sync_channel(0);
        for _ in 0..workers {
            let send = send.clone();
            scope.spawn(move || {
                while let Some(requests) = next() {
                    for request in requests {
                        if by.stop.is_said() {
                            return;
                        }
                        let fetched = by.fetcher.fetch(&request.address, request.sought, &request.known);
                        if send.send((request.of, fetched)).is_err() {
                            return;
                        }
                    }
                }
            });
        }
        drop(send);
        receive.into_iter().try_for_each(|(of, fetched)| take(of, fetched))
    })
}
