//! Words put between quotation marks that the source does not quote.

use super::quoted::{Origin, origin, words};
use super::{Change, ChangeDetector, ChangeKind, Gravity, Linked, Place};
use crate::mention::Quotation;

/// Finds invented quotations.
pub struct QuoteInventedDetector;

impl ChangeDetector for QuoteInventedDetector {
    fn kind(&self) -> ChangeKind {
        ChangeKind::QuoteInvented
    }

    fn detect(&self, linked: &Linked<'_>) -> Vec<Change> {
        let quotations = linked.retelling.mentions.quotations.iter().filter(|q| !q.is_nested);
        quotations.filter_map(|q| invented(linked, q)).collect()
    }
}

fn invented(linked: &Linked<'_>, quotation: &Quotation) -> Option<Change> {
    let sentence = quotation.sentence?;
    if !matches!(origin(linked, quotation), Origin::Unknown) {
        return None;
    }
    let words = words(&linked.retelling, quotation).len();
    Some(Change {
        kind: ChangeKind::QuoteInvented,
        source: None,
        retelling: Place { sentence, span: quotation.marked },
        gravity: Gravity::Substance,
        // The longer the quotation, the less likely a title or a word in irony.
        confidence: (0.6 + 0.05 * words as f32).min(0.97),
        explanation: format!("the source does not quote {}", linked.retelling.text(quotation.marked)),
    })
}
