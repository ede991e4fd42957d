//! Where linked sentences say different things: one detector a kind.

mod attribution_changed;
mod attribution_dropped;
mod cause;
mod certainty_lowered;
mod certainty_raised;
mod claim_added;
mod clause;
mod date;
mod effort;
mod firmness;
mod horizon;
mod kind;
mod linked;
mod name;
mod namesakes;
mod negation;
mod number;
mod passage;
mod place;
mod quote_altered;
mod quote_invented;
mod quote_unquoted;
mod quoted;
mod rendering;
mod scope;
mod setting;
mod slant;
mod swapped;
mod wording;

pub use kind::{Change, ChangeKind, Gravity, Place};
pub use linked::{Linked, Side};
use setting::Setting;

/// Finds the changes of one kind.
pub trait ChangeDetector: Sync {
    /// The kind it finds.
    fn kind(&self) -> ChangeKind;

    /// The changes between two linked articles, in order of the retelling.
    fn detect(&self, linked: &Linked<'_>) -> Vec<Change>;
}

/// All detectors, in the order of [`ChangeKind::ALL`].
pub const DETECTORS: &[&dyn ChangeDetector] = &[
    &number::NumberDetector,
    &date::DateDetector,
    &name::NameDetector,
    &place::PlaceDetector,
    &quote_altered::QuoteAlteredDetector,
    &quote_unquoted::QuoteUnquotedDetector,
    &quote_invented::QuoteInventedDetector,
    &attribution_dropped::AttributionDroppedDetector,
    &attribution_changed::AttributionChangedDetector,
    &certainty_raised::CertaintyRaisedDetector,
    &certainty_lowered::CertaintyLoweredDetector,
    &negation::NegationDetector,
    &cause::CauseDetector,
    &scope::ScopeDetector,
    &claim_added::ClaimAddedDetector,
    &slant::SlantDetector,
];

/// All changes between two linked articles, by place in the retelling.
pub fn changes(linked: &Linked<'_>) -> Vec<Change> {
    let mut changes: Vec<Change> = DETECTORS.iter().flat_map(|d| d.detect(linked)).collect();
    changes.sort_by_key(|c| (c.retelling, c.kind, c.source));
    changes
}
