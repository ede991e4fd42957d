//! What tracing a text says: plain owned data.

use crate::article::Article;

/// Where a text was retold from, as far as an archive tells.
#[derive(Clone, Debug, PartialEq)]
pub struct Trace {
    /// Id of the text.
    pub id: String,
    /// Its sources, likeliest first.
    pub sources: Vec<TracedSource>,
    /// Articles that were compared and not named, nearest first.
    pub near: Vec<Near>,
    /// What was looked at.
    pub looked: Looked,
}

/// What was looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Looked {
    /// Articles that shared enough keys to be compared.
    pub candidates: usize,
    /// Articles in the archive.
    pub articles: usize,
}

/// An article that the text was retold from.
#[derive(Clone, Debug, PartialEq)]
pub struct TracedSource {
    /// The article.
    pub article: Article,
    /// Probability that the text, or its passage, was made from it or from one of its copies.
    pub probability: f64,
    /// Share of the text's words that it explains.
    pub coverage: f64,
    /// Sentences of the text that it explains, ascending.
    pub sentences: Vec<usize>,
    /// Whether the whole text was judged, or a passage.
    pub basis: Basis,
    /// Ids of its near-identical twins in the archive.
    pub copies: Vec<String>,
    /// Whether it was published after the text, where both dates are known: then the archive's article is rather the
    /// retelling.
    pub younger: bool,
}

/// What a probability was given for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Basis {
    /// The whole text.
    Whole,
    /// The sentences of a passage.
    Passage,
}

/// An article that was compared and not named.
#[derive(Clone, Debug, PartialEq)]
pub struct Near {
    /// The article.
    pub article: Article,
    /// Summed weight of the keys it shares with the text.
    pub score: f64,
    /// Probability that the whole text was made from it, by itself, as if there were no other.
    pub alone: f64,
    /// The probability that counts: below the threshold.
    pub probability: f64,
    /// Sentences of the text that have a counterpart in it.
    pub sentences: Vec<usize>,
    /// Share of the text's words that those are.
    pub coverage: f64,
    /// Why it is not named.
    pub reason: Reason,
}

/// Why an article is not named.
#[derive(Clone, Debug, PartialEq)]
pub enum Reason {
    /// It resembles the text too little.
    Unlike,
    /// A named source explains the same sentences better; the two may have it in common. Holds the source's id.
    Explained(String),
}
