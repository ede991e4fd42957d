//! Who said what: attributions in an article, each with its speaker, its cue and its content; events; and the claims of
//! several accounts side by side.
//!
//! A chain over the tokens of a sentence finds cues, a chain over the surroundings of each cue finds speaker and
//! content, and a forest decides which to believe. All three are trained. Knows the reading of articles and the names
//! in them, nothing of alignment.

pub mod anatomy;

mod chain;
mod claim;
mod classes;
mod cue;
mod event;
mod facts;
mod features;
mod find;
mod judge;
mod ledger;
mod scene;
mod speaker;
mod stance;
mod tagger;
mod weights;

pub use claim::{Certainty, Claim, Form, Polarity};
pub use event::{Event, Participant, Time, events};
pub use find::claims;
pub use ledger::{Account, ClaimAt, Conflict, Ledger};
