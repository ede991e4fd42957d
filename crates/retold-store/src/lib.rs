//! What a watch and its desk remember: watched feeds, pages with all their versions, findings grouped by story, rulings,
//! notes, and an outbox of deliveries.
//!
//! The only crate that knows SQLite and PostgreSQL. Everything but two methods is the same for both, and so are the
//! tests. It knows no network beyond the database's own, asks no clock (times are passed in, in seconds since 1970),
//! and does not know how a finding is come by or told.
//!
//! ```
//! # fn main() -> Result<(), retold_store::StoreError> {
//! let mut store = retold_store::open(":memory:")?;
//! store.watch("https://news.example/feed.xml", 1_900_000_000)?;
//! assert_eq!(store.feeds()?.len(), 1);
//! # Ok(())
//! # }
//! ```

mod backend;
mod captures;
mod copy;
mod desk;
mod error;
mod feeds;
mod findings;
mod outbox;
mod pages;
mod postgres;
mod schema;
mod sqlite;
mod store;
mod stored;

pub use captures::{Capture, NewCapture, Stage, fingerprint};
pub use copy::{backup, upgrade};
pub use desk::{Note, Ruling};
pub use error::StoreError;
pub use feeds::Feed;
pub use findings::{ARCHIVED, Finding, Kind, NewFinding, Search, Side};
pub use outbox::{Delivery, NewDelivery};
pub use pages::Page;
pub use store::{Facts, Store, open};
