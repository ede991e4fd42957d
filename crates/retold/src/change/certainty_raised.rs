//! A maybe, a plan or a condition that now stands as certain or as done.

use super::firmness::lost;
use super::passage::{Passage, place};
use super::{Change, ChangeDetector, ChangeKind, Gravity, Linked};

/// Finds certainty that was raised.
pub struct CertaintyRaisedDetector;

impl ChangeDetector for CertaintyRaisedDetector {
    fn kind(&self) -> ChangeKind {
        ChangeKind::CertaintyRaised
    }

    fn detect(&self, linked: &Linked<'_>) -> Vec<Change> {
        let passage = Passage::forth(linked);
        let found = lost(&passage).into_iter().filter_map(|lost| {
            let hedged = place(passage.from.reading, lost.hedge.first, lost.hedged)?;
            let firm = place(passage.to.reading, lost.firm.0, lost.firm.1)?;
            let (source, retelling) = (hedged, firm);
            let (was, is) = (linked.source.text(source.span), linked.retelling.text(retelling.span));
            Some(Change {
                kind: ChangeKind::CertaintyRaised,
                source: Some(source),
                retelling,
                gravity: Gravity::Substance,
                confidence: lost.confidence,
                explanation: format!("\"{was}\" became the firmer \"{is}\""),
            })
        });
        found.collect()
    }
}
