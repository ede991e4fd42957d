//! What stood as certain or as done and is now a maybe.

use super::firmness::{PLAIN, lost};
use super::passage::{Passage, place};
use super::{Change, ChangeDetector, ChangeKind, Gravity, Linked};

/// Finds certainty that was lowered.
pub struct CertaintyLoweredDetector;

impl ChangeDetector for CertaintyLoweredDetector {
    fn kind(&self) -> ChangeKind {
        ChangeKind::CertaintyLowered
    }

    fn detect(&self, linked: &Linked<'_>) -> Vec<Change> {
        let passage = Passage::back(linked);
        let found = lost(&passage).into_iter().filter(|lost| lost.confidence > PLAIN).filter_map(|lost| {
            let hedged = place(passage.from.reading, lost.hedge.first, lost.hedged)?;
            let firm = place(passage.to.reading, lost.firm.0, lost.firm.1)?;
            let (source, retelling) = (firm, hedged);
            let (was, is) = (linked.source.text(source.span), linked.retelling.text(retelling.span));
            Some(Change {
                kind: ChangeKind::CertaintyLowered,
                source: Some(source),
                retelling,
                gravity: Gravity::Substance,
                confidence: lost.confidence,
                explanation: format!("\"{was}\" became the less firm \"{is}\""),
            })
        });
        found.collect()
    }
}
