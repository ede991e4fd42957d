//! Everything Retold knows about retelling: how one news article was made from another.
//!
//! The crate is pure: it knows no files, network, clock, threads or search engine.

pub mod align;
pub mod attribution;
pub mod change;
pub mod key;
pub mod lineage;
pub mod mention;
pub mod retrieve;
pub mod text;
pub mod trace;
pub mod verdict;

mod article;
mod compare;
mod comparison;
mod model;
mod prepared;
mod span;
mod vectors;

pub use article::Article;
pub use compare::Comparer;
pub use comparison::{Comparison, JointComparison, SourcedChange};
pub use model::{Forest, Linear, Model};
pub use prepared::PreparedArticle;
pub use span::Span;
pub use vectors::{WordVectors, normalise, pooling_weight};
