//! Tells of findings: lines, webhooks, mail, and a feed. What is told comes from the outbox, and each delivery is tried
//! until it is made.

mod feed;
mod lines;
mod mail;
mod webhook;

pub use mail::MailRoute;
pub use webhook::{WebhookSecret, signature};

use std::path::PathBuf;

use retold_store::{Delivery, Store};

use crate::WatchError;
use crate::watch::Stop;

/// Deliveries of one channel that are made before the others have their turn.
const LOT: usize = 1_000;

/// A delivery that fails is tried again after so many seconds, twice as long each time.
const FIRST_RETRY: i64 = 10;

/// And never later than this.
const LONGEST_RETRY: i64 = 3_600;

/// Who is told, and how.
#[derive(Clone, Debug)]
pub enum Channel {
    /// Every finding, a line each, to standard output.
    Standard,
    /// Every finding, a line each, at the end of a file.
    Lines(PathBuf),
    /// The first finding of each story, to an address.
    Webhook {
        /// The address.
        address: String,
        /// What it is signed with.
        secret: WebhookSecret,
    },
    /// The first finding of each story, by mail.
    Mail(MailRoute),
    /// The newest stories, as an Atom feed in a file.
    Feed(PathBuf),
}

impl Channel {
    /// The name by which deliveries to it are kept; none of what needs no outbox.
    pub(crate) fn name(&self) -> Option<String> {
        match self {
            Self::Standard => Some("lines -".to_owned()),
            Self::Lines(path) => Some(format!("lines {}", path.display())),
            Self::Webhook { address, .. } => Some(format!("webhook {address}")),
            Self::Mail(route) => Some(format!("mail {}", route.to)),
            Self::Feed(_) => None,
        }
    }

    /// Whether it is told of every finding, and not of the first of a story alone.
    pub(crate) fn takes_all(&self) -> bool {
        matches!(self, Self::Standard | Self::Lines(_))
    }

    /// Makes the deliveries that are due; says how many were made, and why others were not.
    pub(crate) fn deliver(&self, store: &mut Store, now: i64, stop: &Stop) -> Result<(usize, Vec<String>), WatchError> {
        if let Self::Feed(path) = self {
            return feed::write(store, path, now).map(|()| (0, Vec::new()));
        }
        let name = self.name().unwrap_or_default();
        let due = store.due_deliveries(&name, now, LOT)?;
        if due.is_empty() {
            return Ok((0, Vec::new()));
        }
        // Each of these may take its time; what is left is still due.
        let one_by_one = due.iter().take_while(|_| !stop.is_said());
        match self {
            Self::Standard => all(store, &due, now, lines::print(&due)),
            Self::Lines(path) => all(store, &due, now, lines::append(path, &due)),
            Self::Webhook { address, secret } => {
                let sender = webhook::Sender::new(address, secret);
                each(store, one_by_one, now, |delivery| sender.send(delivery, now))
            }
            Self::Mail(route) => match route.open() {
                Ok(sender) => each(store, one_by_one, now, |delivery| sender.send(delivery)),
                Err(fault) => each(store, one_by_one, now, |_| Err(fault.clone())),
            },
            Self::Feed(_) => Ok((0, Vec::new())),
        }
    }
}

/// Notes deliveries that were all made or all failed.
fn all(
    store: &mut Store,
    due: &[Delivery],
    now: i64,
    made: std::io::Result<()>,
) -> Result<(usize, Vec<String>), WatchError> {
    let fault = made.err().map(|cause| cause.to_string());
    each(store, due, now, |_| fault.clone().map_or(Ok(()), Err))
}

/// Makes deliveries one by one. After a failure the others of the channel wait with it: they go the same way.
fn each<'d>(
    store: &mut Store,
    due: impl IntoIterator<Item = &'d Delivery>,
    now: i64,
    make: impl Fn(&Delivery) -> Result<(), String>,
) -> Result<(usize, Vec<String>), WatchError> {
    let mut made = 0;
    for delivery in due {
        match make(delivery) {
            Ok(()) => {
                store.delivered(&delivery.id, now)?;
                made += 1;
            }
            Err(fault) => {
                let doubled = FIRST_RETRY.saturating_mul(1 << delivery.attempts.clamp(0, 20)).min(LONGEST_RETRY);
                store.undelivered(&delivery.id, &fault, now.saturating_add(doubled))?;
                return Ok((made, vec![format!("{}: not delivered: {fault}", delivery.channel)]));
            }
        }
    }
    Ok((made, Vec::new()))
}
