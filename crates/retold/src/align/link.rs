//! What an alignment is made of.

use crate::span::Span;

/// All links between a source and a retelling.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Alignment {
    /// Links, by their first retelling sentence. No pair of sentences stands in two links.
    pub links: Vec<Link>,
    /// Source sentences that no link takes up.
    pub dropped: Vec<usize>,
    /// Retelling sentences that no link explains.
    pub added: Vec<usize>,
    /// How the two headlines render each other, when both articles have one.
    pub headline: Option<HeadlineLink>,
}

/// A group of source sentences with the retelling sentences that render it.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    /// Source sentences, ascending.
    pub source: Vec<usize>,
    /// Retelling sentences, ascending.
    pub retelling: Vec<usize>,
    /// What was done to the source sentences.
    pub relation: Relation,
    /// How sure the link is, 0 to 1.
    pub similarity: f32,
    /// Words that render each other, in order of the retelling.
    pub words: Vec<WordLink>,
}

/// Words, or short runs of words, that render each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct WordLink {
    /// Where they stand in the source.
    pub source: Span,
    /// Where they stand in the retelling.
    pub retelling: Span,
}

/// How two headlines render each other.
#[derive(Clone, Debug, PartialEq)]
pub struct HeadlineLink {
    /// 0 to 1.
    pub similarity: f32,
    /// Words that render each other.
    pub words: Vec<WordLink>,
}

/// What was done to the source sentences of a link, said of the retelling sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Relation {
    /// The same words but for a comma or a title.
    Verbatim,
    /// One source sentence in other words.
    Reworded,
    /// Takes up two or more source sentences.
    Merged,
    /// Takes up one part of a source sentence whose other part stands in another retelling sentence.
    Split,
    /// Strongly compressed, much left out.
    Summary,
}

impl Relation {
    /// All relations, in the order they are listed.
    pub const ALL: [Relation; 5] = [Self::Verbatim, Self::Reworded, Self::Merged, Self::Split, Self::Summary];

    /// The word that stands for the relation in output.
    pub fn name(self) -> &'static str {
        match self {
            Self::Verbatim => "verbatim",
            Self::Reworded => "reworded",
            Self::Merged => "merged",
            Self::Split => "split",
            Self::Summary => "summary",
        }
    }

    /// One line for a legend.
    pub fn meaning(self) -> &'static str {
        match self {
            Self::Verbatim => "the same words but for a comma or a title",
            Self::Reworded => "one source sentence in other words",
            Self::Merged => "takes up two or more source sentences",
            Self::Split => "takes up one part of a source sentence; the other part stands elsewhere",
            Self::Summary => "strongly compressed, much left out",
        }
    }
}
