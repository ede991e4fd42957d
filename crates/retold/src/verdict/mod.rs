//! Derived or not, which way, with evidence.

mod outcome;

pub use outcome::{Coverage, Credit, Direction, Verdict};
