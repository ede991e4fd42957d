//! What a verdict is made of.

use crate::span::Span;
use crate::text::Tampering;

/// Whether one of two articles was made from the other, with evidence.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Verdict {
    /// Whether the probability reaches one half.
    pub derived: bool,
    /// Probability that one was made from the other, rather than both reported independently.
    pub probability: f64,
    /// Which of the two was made from the other.
    pub direction: Direction,
    /// Probability of that direction; 0.5 when unknown.
    pub direction_probability: f64,
    /// Share of each text's words that the links explain.
    pub coverage: Coverage,
    /// Whether the retelling names where it comes from.
    pub credit: Credit,
    /// Hidden characters and look-alike letters of the retelling.
    pub tampering: Vec<Tampering>,
    /// Sentences for a person, strongest first.
    pub evidence: Vec<String>,
}

/// The figures of a verdict.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Outline {
    /// Probability that one was made from the other.
    pub probability: f64,
    /// Probability that the second was made from the first, given that one was made from the other; 0.5 when neither
    /// texts nor dates tell.
    pub forward: f64,
    /// Share of each text's words that the other explains.
    pub coverage: Coverage,
}

/// Which of two articles was made from the other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Direction {
    /// The second was made from the first.
    SourceToRetelling,
    /// The first was made from the second.
    RetellingToSource,
    /// The texts do not tell.
    #[default]
    Unknown,
}

impl Direction {
    /// The word that stands for it in output.
    pub fn name(self) -> &'static str {
        match self {
            Self::SourceToRetelling => "source-to-retelling",
            Self::RetellingToSource => "retelling-to-source",
            Self::Unknown => "unknown",
        }
    }
}

/// Shares of the words that links explain, 0 to 1.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Coverage {
    /// Share of the source's words.
    pub source: f64,
    /// Share of the retelling's words.
    pub retelling: f64,
}

/// Whether the retelling names the source's publisher, agency or author, or links to it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Credit {
    /// Whether it does.
    pub given: bool,
    /// The words of the retelling that do; `None` when it does so by a link alone.
    pub span: Option<Span>,
}
