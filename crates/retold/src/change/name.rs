//! A person, an organisation or a thing that is another, and an office that is another.

use super::swapped::swaps;
use super::{Change, ChangeDetector, ChangeKind, Gravity, Linked, Place, place::are_places};
use crate::Span;
use crate::mention::{Name, NameKind, is_role};
use crate::text::lexicon::{Kinship, are};

/// Finds changed names.
pub struct NameDetector;

impl ChangeDetector for NameDetector {
    fn kind(&self) -> ChangeKind {
        ChangeKind::Name
    }

    fn detect(&self, linked: &Linked<'_>) -> Vec<Change> {
        let swapped = swaps(linked).filter(|s| !are_places(s.was, s.is));
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

/// "Home Secretary Ann Low" for "Culture Secretary Ann Low", "Ann Low, treasurer" for "Ann Low, secretary".
fn other_office(linked: &Linked<'_>, name: &Name) -> Option<Change> {
    let sentence = name.spot.sentence.filter(|_| matches!(name.kind, NameKind::Person | NameKind::Other))?;
    let (office, span) = office(name)?;
    let source = linked.source.mentions.names.mentions.iter();
    let known: Vec<(&Name, &[String], Span)> =
        source.filter_map(|n| office_of(n).filter(|_| linked.namesakes.are_same(&name.words, &n.words))).collect();
    // An office that the source gives anywhere, or whose words it has beside the name's sentence, is no change.
    let given =
        known.iter().any(|(_, o, _)| agree(o, office)) || has_words(linked, linked.rendered_by(sentence), office);
    if known.is_empty() || given {
        return None;
    }
    let (was, of, place) = known.iter().find(|(_, o, _)| contradicts(o, office)).or(known.first())?;
    let confidence = if contradicts(of, office) { 0.85 } else { 0.65 };
    Some(change(linked, (was, *place), (name, span), confidence))
}

/// The office that stands beside a name, before or after it, and where.
fn office(name: &Name) -> Option<(&[String], Span)> {
    office_of(name).map(|(_, office, span)| (office, span))
}

fn office_of(name: &Name) -> Option<(&Name, &[String], Span)> {
    if !name.role.is_empty() {
        return Some((name, &name.role, name.role_span));
    }
    let is_office = name.title.last().is_some_and(|w| is_role(w));
    is_office.then_some((name, name.title.as_slice(), name.titled))
}

/// Whether two offices may be one: a shared last word and no other words against each other, or last words that mean the
/// same.
fn agree(a: &[String], b: &[String]) -> bool {
    let (Some(x), Some(y)) = (a.last(), b.last()) else { return false };
    let loose = |w: &String| LOOSE.contains(&w.as_str());
    (x == y && !contradicts(a, b)) || (x != y && (loose(x) || loose(y) || related(x, y)))
}

/// Heads of roles that stand for many others.
const LOOSE: &[&str] = &[
    "chief",
    "head",
    "boss",
    "leader",
    "star",
    "player",
    "champion",
    "spokesman",
    "spokeswoman",
    "spokesperson",
    "officer",
    "official",
    "executive",
    "expert",
    "politician",
    "actor",
    "actress",
    "singer",
    "artist",
    "writer",
    "author",
    "fellow",
    "partner",
    "manager",
    "coach",
    "founder",
    "owner",
    "driver",
    "runner",
    "sprinter",
    "captain",
    "wife",
    "filmmaker",
    "film-maker",
];

fn related(a: &str, b: &str) -> bool {
    let kinships = [Kinship::Synonym, Kinship::Wider, Kinship::Derived];
    a.starts_with(b) || b.starts_with(a) || kinships.into_iter().any(|k| are(k, a, b))
}

/// Whether two offices share their last word and differ in what is before it: "home secretary", "culture secretary".
fn contradicts(was: &[String], is: &[String]) -> bool {
    const RANKS: [&str; 9] = ["former", "ex", "then", "the", "acting", "late", "uk", "british", "us"];
    let bare = |t: &[String]| t.iter().filter(|w| !RANKS.contains(&w.as_str())).cloned().collect::<Vec<_>>();
    let (was, is) = (bare(was), bare(is));
    was.len() > 1 && is.len() > 1 && was.last() == is.last() && was[..was.len() - 1].iter().all(|w| !is.contains(w))
}

fn has_words(linked: &Linked<'_>, sentences: &[usize], words: &[String]) -> bool {
    words.iter().all(|w| sentences.iter().any(|s| linked.source.tokens_of(*s).iter().any(|t| t.lower == *w)))
}

fn change(linked: &Linked<'_>, was: (&Name, Span), is: (&Name, Span), confidence: f32) -> Change {
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
