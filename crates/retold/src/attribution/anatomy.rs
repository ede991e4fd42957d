//! The parts of the tagger, open to the program that trains it.

pub use super::chain::{ARCS, CLASSES, Graph, Lattice, NEVER, Posteriors, STATES};
pub use super::facts::{Fact, Facts, Line, hash};
pub use super::features::Features;
pub use super::judge::chosen;
pub use super::tagger::{Found, Tagger};
pub use super::weights::{ARC_ROW, NODE_ROW, ROWS, Weights, fingerprint, row_of};

/// The chain over the tokens of a line that finds cues.
pub mod cue {
    pub use super::super::cue::{BEGIN, GRAPH, INSIDE, LineFacts, OUTSIDE, arc_features, node_features};
}

/// The chain over the surroundings of a cue that finds its speaker and content.
pub mod scene {
    pub use super::super::scene::{CONTENT, GRAPH, Known, OUTSIDE, Place, SPEAKER, Scene};
}
