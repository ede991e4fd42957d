//! A maybe, a plan or a condition that now stands as certain or as done.

use super::effort::{settled, whole};
use super::firmness::lost;
use super::passage::{Passage, place};
use super::{Change, ChangeDetector, ChangeKind, Gravity, Linked, Place};

/// Finds certainty that was raised.
pub struct CertaintyRaisedDetector;

impl ChangeDetector for CertaintyRaisedDetector {
    fn kind(&self) -> ChangeKind {
        ChangeKind::CertaintyRaised
    }

    fn detect(&self, linked: &Linked<'_>) -> Vec<Change> {
        let passage = Passage::forth(linked);
        let lost = lost(&passage).into_iter().filter_map(|lost| {
            let hedged = place(passage.from.reading, lost.hedge.first, lost.hedged)?;
            let firm = place(passage.to.reading, lost.firm.0, lost.firm.1)?;
            Some(change(linked, (hedged, firm), lost.confidence, lost.hedge.class == "proviso"))
        });
        let mut changes: Vec<Change> = lost.collect();
        for effort in whole(&passage).into_iter().chain(settled(&passage)) {
            if changes.iter().all(|c| !c.retelling.span.overlaps(effort.done.span)) {
                changes.push(change(linked, (effort.tried, effort.done), effort.confidence, false));
            }
        }
        changes
    }
}

fn change(linked: &Linked<'_>, (source, retelling): (Place, Place), confidence: f32, dropped: bool) -> Change {
    let (was, is) = (linked.source.text(source.span), linked.retelling.text(retelling.span));
    Change {
        kind: ChangeKind::CertaintyRaised,
        source: Some(source),
        retelling,
        gravity: Gravity::Substance,
        confidence,
        explanation: if dropped {
            format!("\"{is}\" now stands without \"{was}\"")
        } else {
            format!("\"{was}\" became the firmer \"{is}\"")
        },
    }
}
