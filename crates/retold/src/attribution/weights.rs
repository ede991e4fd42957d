//! Weights of features: looked up in a committed table, added up into scores.

use super::chain::{ARCS, CLASSES};

/// What scores features. The committed table is one; a trainer brings its own.
pub trait Weights {
    /// Scores of the classes of a place with these features.
    fn node(&self, features: &[u32]) -> [f32; CLASSES];
    /// Scores of the kinds of arc at a border with these features.
    fn arc(&self, features: &[u32]) -> [f32; ARCS];
}
