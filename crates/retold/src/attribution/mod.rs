//! Who said what: attributions in an article, each with its speaker, its cue and its content.

pub mod anatomy;

mod chain;
mod claim;
mod classes;
mod cue;
mod facts;
mod features;
mod judge;
mod scene;
mod tagger;
mod weights;

pub use claim::{Certainty, Claim, Form, Polarity};
