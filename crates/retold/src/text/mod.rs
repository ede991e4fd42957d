//! From characters to sentences and tokens.

mod reading;

pub use reading::{Furniture, FurnitureKind, Reading, Sentence, Tampering, TamperingKind, Token, TokenKind};
