//! Which sentences and words of two articles render each other.

mod link;

pub use link::{Alignment, HeadlineLink, Link, Relation, WordLink};
