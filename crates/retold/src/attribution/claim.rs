//! What an attribution is: owned results, free of how they were found.

use crate::span::Span;

/// One attribution: somebody is said to have said, thought or wanted something.
#[derive(Clone, Debug, PartialEq)]
pub struct Claim {
    /// Where the speaker is named, as near to the cue as it is.
    pub speaker: Option<Span>,
    /// The words that attribute: "said", "according to", "is accused of".
    pub cue: Option<Span>,
    /// What is attributed, in order of the text: one span or several, never none.
    pub content: Vec<Span>,
    /// Whether the content is quoted.
    pub form: Form,
    /// The speaker as the article names it in full, or as said when it is named no further; `None` without a speaker.
    pub who: Option<String>,
    /// How firmly the content is put.
    pub certainty: Certainty,
    /// Whether the content is put or denied.
    pub polarity: Polarity,
    /// Whether the speaker is kept unnamed: "a source", "people familiar with the matter".
    pub unnamed: bool,
    /// The claim, by its place in the list, whose content this one stands in.
    pub within: Option<usize>,
}

/// Whether the content of a claim is quoted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Form {
    /// All of it stands between marks of quotation.
    Direct,
    /// None of it does.
    Indirect,
    /// A part of it does.
    Mixed,
}

impl Form {
    /// All forms.
    pub const ALL: [Form; 3] = [Self::Direct, Self::Indirect, Self::Mixed];

    /// The word that stands for the form in output.
    pub fn name(self) -> &'static str {
        match self {
            Self::Direct => "direct",
            Self::Indirect => "indirect",
            Self::Mixed => "mixed",
        }
    }
}

/// How firmly the content of a claim is put.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Certainty {
    /// Flatly.
    Asserted,
    /// With a hedge: "may", "is expected to", "allegedly", or from a speaker kept unnamed.
    Hedged,
    /// On a condition: "if", "unless", "would ... were".
    Conditional,
}

impl Certainty {
    /// All degrees, firmest first.
    pub const ALL: [Certainty; 3] = [Self::Asserted, Self::Hedged, Self::Conditional];

    /// The word that stands for the degree in output.
    pub fn name(self) -> &'static str {
        match self {
            Self::Asserted => "asserted",
            Self::Hedged => "hedged",
            Self::Conditional => "conditional",
        }
    }
}

/// Whether the content of a claim is put or denied.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Polarity {
    /// The content is put: "said that it rained", "did not say" aside.
    Affirmed,
    /// The content is denied: "denied that it rained", "said it had not rained".
    Negated,
}

impl Polarity {
    /// Both.
    pub const ALL: [Polarity; 2] = [Self::Affirmed, Self::Negated];

    /// The word that stands for the polarity in output.
    pub fn name(self) -> &'static str {
        match self {
            Self::Affirmed => "affirmed",
            Self::Negated => "negated",
        }
    }
}
