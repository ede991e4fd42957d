//! A person, an organisation or a thing that is another, and an office that is another.

use super::swapped::swaps;
use super::{Change, ChangeDetector, ChangeKind, Gravity, Linked, Place, place::are_places};
use crate::mention::{Name, NameKind, same_name};

/// Finds changed names.
pub struct NameDetector;

impl ChangeDetector for NameDetector {
    fn kind(&self) -> ChangeKind {
        ChangeKind::Name
    }

    fn detect(&self, linked: &Linked<'_>) -> Vec<Change> {
        let swapped = swaps(linked).into_iter().filter(|s| !are_places(s.was, s.is));
        let mut changes: Vec<Change> = swapped
            .map(|s| {
                let confidence = (0.6 + 0.15 * s.likeness).min(0.95);
                change(linked, (s.was, s.was.spot.span), (s.is, s.is.spot.span), confidence)
            })
            .collect();
        changes.extend(linked.retelling.mentions.names.mentions.iter().filter_map(|n| other_office(linked, n)));
        changes.sort_by_key(|c| c.retelling);
        changes
    }
}

/// "Home Secretary Ann Low" for "Culture Secretary Ann Low".
fn other_office(linked: &Linked<'_>, name: &Name) -> Option<Change> {
    let sentence = name.spot.sentence.filter(|_| name.kind == NameKind::Person && name.title.len() > 1)?;
    let rendered = linked.rendered_by(sentence);
    let titled = linked.source.mentions.names.mentions.iter().filter(|n| !n.title.is_empty());
    let known: Vec<&Name> = titled.filter(|n| same_name(&n.words, &name.words)).collect();
    let told = |n: &&&Name| contradicts(&n.title, &name.title);
    // An office that the source gives anywhere, or whose words it has beside the name's sentence, is no change.
    if known.iter().any(|n| n.title == name.title) || has_words(linked, rendered, &name.title) {
        return None;
    }
    let was = known.iter().find(told)?;
    Some(change(linked, (was, was.titled), (name, name.titled), 0.85))
}

/// Whether two offices share their last word and differ in what is before it: "home secretary", "culture secretary".
fn contradicts(was: &[String], is: &[String]) -> bool {
    let rank = |w: &String| {
        matches!(w.as_str(), "former" | "ex" | "then" | "the" | "acting" | "late" | "uk" | "british" | "us")
    };
    let bare = |t: &[String]| t.iter().filter(|w| !rank(w)).cloned().collect::<Vec<_>>();
    let (was, is) = (bare(was), bare(is));
    was.len() > 1 && is.len() > 1 && was.last() == is.last() && was[..was.len() - 1].iter().all(|w| !is.contains(w))
}

fn has_words(linked: &Linked<'_>, sentences: &[usize], words: &[String]) -> bool {
    words.iter().all(|w| sentences.iter().any(|s| linked.source.tokens_of(*s).iter().any(|t| t.lower == *w)))
}

fn change(linked: &Linked<'_>, was: (&Name, crate::Span), is: (&Name, crate::Span), confidence: f32) -> Change {
    let (before, after) = (linked.source.text(was.1), linked.retelling.text(is.1));
    Change {
        kind: ChangeKind::Name,
        source: was.0.spot.sentence.map(|sentence| Place { sentence, span: was.1 }),
        retelling: Place { sentence: is.0.spot.sentence.unwrap_or_default(), span: is.1 },
        gravity: Gravity::Substance,
        confidence,
        explanation: format!("{before} became {after}"),
    }
}
