//! What stood as certain or as done and is now a maybe.

use super::effort::{made_ready, settled};
use super::firmness::{Lost, PLAIN, lost};
use super::passage::{Passage, place};
use super::{Change, ChangeDetector, ChangeKind, Gravity, Linked, Place};

/// Finds certainty that was lowered.
pub struct CertaintyLoweredDetector;

impl ChangeDetector for CertaintyLoweredDetector {
    fn kind(&self) -> ChangeKind {
        ChangeKind::CertaintyLowered
    }

    fn detect(&self, linked: &Linked<'_>) -> Vec<Change> {
        let passage = Passage::back(linked);
        let hedged = lost(&passage).into_iter().filter(|l| l.confidence > PLAIN && !is_under_way(&passage, l));
        let hedged = hedged.filter_map(|lost| {
            let hedged = place(passage.from.reading, lost.hedge.first, lost.hedged)?;
            let firm = place(passage.to.reading, lost.firm.0, lost.firm.1)?;
            Some(change(linked, firm, hedged, lost.confidence))
        });
        let mut changes: Vec<Change> = hedged.collect();
        for effort in made_ready(&passage).into_iter().chain(settled(&passage)) {
            if changes.iter().all(|c| !c.retelling.span.overlaps(effort.tried.span)) {
                changes.push(change(linked, effort.done, effort.tried, effort.confidence));
            }
        }
        changes
    }
}

/// "Are travelling" beside "are scheduled to travel": what is under way in a plan's words is a plan.
fn is_under_way(passage: &Passage<'_>, lost: &Lost) -> bool {
    let tokens = passage.to.reading.tokens.get(lost.firm.0..=lost.firm.1).unwrap_or(&[]);
    let present = tokens.first().is_some_and(|t| matches!(t.lower.as_str(), "is" | "are"));
    lost.hedge.class == "plan" && present && tokens.last().is_some_and(|t| t.lower.ends_with("ing"))
}

fn change(linked: &Linked<'_>, source: Place, retelling: Place, confidence: f32) -> Change {
    let (was, is) = (linked.source.text(source.span), linked.retelling.text(retelling.span));
    Change {
        kind: ChangeKind::CertaintyLowered,
        source: Some(source),
        retelling,
        gravity: Gravity::Substance,
        confidence,
        explanation: format!("\"{was}\" became the less firm \"{is}\""),
    }
}
