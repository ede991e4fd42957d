//! Where linked sentences say different things: one detector a kind.

mod kind;

pub use kind::{Change, ChangeKind, Gravity, Place};
