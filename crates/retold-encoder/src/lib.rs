//! Word vectors and word rarity for English news, embedded in the binary.
//!
//! [`StaticVectors::embedded`] fulfils [`retold::WordVectors`] from two tables that `tools/distill` makes: 8-bit word
//! vectors distilled from the sentence encoder all-MiniLM-L6-v2, and the rarity of news words. Both are read where they
//! lie in the program's file: nothing is decoded, copied or built at start, and only the pages that a text's words touch
//! are loaded. A heavier encoder is another type that implements the same trait.
//!
//! ```
//! use retold::WordVectors;
//! use retold_encoder::StaticVectors;
//!
//! let vectors = StaticVectors::embedded();
//! let mut bought = vec![0.0; vectors.dimensions()];
//! let rarity = vectors.look_up("purchased", &mut bought);
//! assert!(rarity > vectors.look_up("the", &mut vec![0.0; vectors.dimensions()]));
//! ```

mod bytes;
mod pieces;
mod rarity;
mod static_vectors;
mod table;

pub use static_vectors::StaticVectors;
