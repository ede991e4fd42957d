//! A place that is another.

use super::swapped::swaps;
use super::{Change, ChangeDetector, ChangeKind, Gravity, Linked, Place};
use crate::mention::{Name, PlaceKind, PlaceName, place_named};

/// Finds changed places.
pub struct PlaceDetector;

impl ChangeDetector for PlaceDetector {
    fn kind(&self) -> ChangeKind {
        ChangeKind::Place
    }

    fn detect(&self, linked: &Linked<'_>) -> Vec<Change> {
        let swapped = swaps(linked).filter(|s| are_places(s.was, s.is) && !hold_each_other(s.was, s.is));
        swapped
            .map(|s| {
                let (was, is) = (s.was.spot.span, s.is.spot.span);
                Change {
                    kind: ChangeKind::Place,
                    source: s.was.spot.sentence.map(|sentence| Place { sentence, span: was }),
                    retelling: Place { sentence: s.is.spot.sentence.unwrap_or_default(), span: is },
                    gravity: Gravity::Substance,
                    confidence: (0.6 + 0.15 * s.likeness).min(0.95),
                    explanation: format!("{} became {}", linked.source.text(was), linked.retelling.text(is)),
                }
            })
            .collect()
    }
}

/// Whether two names differ in places alone: "Leeds" and "York", "Leeds University" and "York University".
pub fn are_places(was: &Name, is: &Name) -> bool {
    own_place(was, is).is_some() && own_place(is, was).is_some()
}

/// The place that the words of `name` name which `other` has not.
fn own_place(name: &Name, other: &Name) -> Option<PlaceName> {
    let own: Vec<&str> = name.words.iter().filter(|w| !other.words.contains(w)).map(String::as_str).collect();
    place_named(&own.join(" "), name.spot)
}

/// Whether one of two places lies in the other, as far as is known: then naming it is telling less or more, not another.
fn hold_each_other(was: &Name, is: &Name) -> bool {
    match (own_place(was, is), own_place(is, was)) {
        (Some(was), Some(is)) => was.may_hold(&is) && (was.kind == PlaceKind::Region) == (is.kind == PlaceKind::Region),
        _ => false,
    }
}
