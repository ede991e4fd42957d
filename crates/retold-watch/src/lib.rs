//! Watches feeds for retellings of archived articles and for pages that change, tells of each story once, and packs the
//! evidence.
//!
//! [`Fetcher`] fetches pages of the public internet and nothing else; [`Watcher`] does a round of watching over a store
//! and an archive; [`pack`] writes and checks evidence packs. The crate knows the network, the clock and files. It does
//! not know databases (`retold-store` does), how texts are compared (`retold` does) or pages for people.

mod alert;
mod deliver;
mod error;
mod fetch;
pub mod pack;
mod watch;

pub use alert::to_json as alert_json;
pub use deliver::{Channel, MailRoute, WebhookSecret, signature};
pub use error::WatchError;
pub use fetch::{Allowance, Document, FetchSettings, Fetched, Fetcher, Known, Sought, is_public};
pub use watch::{Round, Stop, WatchSettings, Watcher, is_address};
