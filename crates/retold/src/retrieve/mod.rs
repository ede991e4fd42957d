//! Which of many articles might be the source of a text? A contract, the ranking that every archive shares, and an
//! archive in memory.

mod filter;
mod memory;
mod rank;

use crate::article::Article;

pub use filter::Filter;
pub use memory::MemoryArchive;
pub use rank::{Postings, Ranked, rank};

/// What a text is looked for with.
#[derive(Clone, Debug)]
pub struct Wanted<'a> {
    /// The text whose sources are looked for.
    pub article: &'a Article,
    /// At most so many candidates, twice as many when the text is long: each stretch of it has a few of its own.
    pub limit: usize,
    /// Which stored articles count.
    pub filter: &'a Filter,
}

impl Wanted<'_> {
    /// How many to rank so that enough pass the filter.
    pub fn breadth(&self) -> usize {
        /// A day's news is about so much of a month's.
        const FILTERED: usize = 20;
        if self.filter.is_open() { self.limit + 1 } else { self.limit * FILTERED }
    }
}

/// A stored article worth aligning.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// The article as it was stored.
    pub article: Article,
    /// Summed weight of the keys it shares with the text; comparable within one answer.
    pub score: f64,
}

/// Something that holds articles and answers which of them might be the source of a text.
pub trait Retriever {
    /// Why there is no answer.
    type Error;

    /// Stored articles that share keys with the text, best first, ties by id. The text itself, by its id, is never
    /// among them.
    fn candidates(&self, wanted: &Wanted<'_>) -> Result<Vec<Candidate>, Self::Error>;

    /// How many articles are held: a chance resemblance grows with the haystack.
    fn size(&self) -> usize;
}
