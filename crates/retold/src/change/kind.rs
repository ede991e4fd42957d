//! The kinds of change, their names and their legend.

use crate::span::Span;

/// A place where linked sentences say different things.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// What kind of change.
    pub kind: ChangeKind,
    /// The words of the source; `None` where the source has nothing.
    pub source: Option<Place>,
    /// The words of the retelling: the smallest span that shows the change.
    pub retelling: Place,
    /// Whether an editor would want to know.
    pub gravity: Gravity,
    /// How sure the detector is, 0 to 1.
    pub confidence: f32,
    /// One clause for a person: "6% became 16%".
    pub explanation: String,
}

/// A span and the sentence it stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Number of the sentence in its article, from 0.
    pub sentence: usize,
    /// Where it stands.
    pub span: Span,
}

/// How much a change matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Gravity {
    /// The meaning is another; an editor would want to know.
    Substance,
    /// The words are others.
    Wording,
}

impl Gravity {
    /// All degrees, gravest first.
    pub const ALL: [Gravity; 2] = [Self::Substance, Self::Wording];

    /// The word that stands for it in output.
    pub fn name(self) -> &'static str {
        match self {
            Self::Substance => "substance",
            Self::Wording => "wording",
        }
    }
}

macro_rules! kinds {
    ($($kind:ident $name:literal $meaning:literal)*) => {
        /// Kinds of change.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum ChangeKind { $(#[doc = $meaning] $kind,)* }

        impl ChangeKind {
            /// All kinds, in the order they are listed.
            pub const ALL: &'static [ChangeKind] = &[$(Self::$kind,)*];

            /// The word that stands for the kind in output.
            pub fn name(self) -> &'static str {
                match self { $(Self::$kind => $name,)* }
            }

            /// One line for a legend.
            pub fn meaning(self) -> &'static str {
                match self { $(Self::$kind => $meaning,)* }
            }
        }
    };
}

kinds! {
    Number "number" "a figure, a percentage or a count is another"
    Date "date" "a day, a time or a period is another"
    Name "name" "a person or an organisation is another"
    Place "place" "a place is another"
    QuoteAltered "quote-altered" "words inside quotation marks are not those that were quoted"
    QuoteUnquoted "quote-unquoted" "quoted words lost their quotation marks"
    QuoteInvented "quote-invented" "words were put between quotation marks that the source does not quote"
    AttributionDropped "attribution-dropped" "what somebody said now stands as fact"
    AttributionChanged "attribution-changed" "somebody else is made to say it"
    CertaintyRaised "certainty-raised" "a maybe, a condition or a limit was lost"
    CertaintyLowered "certainty-lowered" "a maybe, a condition or a limit was brought in"
    Negation "negation" "yes became no, or the outcome was reversed"
    Cause "cause" "one thing is made the reason of another"
    Scope "scope" "some became all, a part the whole, or the other way round"
    ClaimAdded "claim-added" "a claim that the source does not make"
    Slant "slant" "a loaded word for a plain one"
}
