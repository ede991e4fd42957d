//! From characters to sentences and tokens.

pub mod language;
pub mod lexicon;

mod fold;
mod furniture;
mod inflection;
mod paragraphs;
mod read;
mod reading;
mod resemblance;
mod sentences;
mod tokens;

pub use fold::Folded;
pub use furniture::MONTHS;
pub use inflection::stem;
pub use language::{Language, Rules};
pub use reading::{Furniture, FurnitureKind, Reading, Sentence, Tampering, TamperingKind, Token, TokenKind};
pub(crate) use resemblance::Likeness;
