//! A reason that the source does not give: "because", "due to", "led to" where it tells two things side by side.

use std::ops::Range;

use super::clause::parts;
use super::rendering::content;
use super::{Change, ChangeDetector, ChangeKind, Gravity, Linked, Place};
use crate::text::language::{Connective, Joins};
use crate::text::{Reading, TokenKind};

/// Finds reasons that were made up.
pub struct CauseDetector;

/// A clause of which this share has no counterpart in the linked sentences is new.
const NEW: f32 = 0.5;
/// The same, for a clause that may only tell when, and where the source has a reason of its own.
const ALL_NEW: f32 = 0.65;
/// Fewer words of content tell no reason.
const FEWEST: usize = 2;
/// A reason is shown up to this many tokens.
const LONGEST: usize = 18;

impl ChangeDetector for CauseDetector {
    fn kind(&self) -> ChangeKind {
        ChangeKind::Cause
    }

    fn detect(&self, linked: &Linked<'_>) -> Vec<Change> {
        let sentences = 0..linked.retelling.reading.sentences.len();
        sentences.filter_map(|s| in_sentence(linked, s)).collect()
    }
}

/// A connective with what follows it.
struct Joined {
    joins: Joins,
    /// From the connective on.
    shown: Range<usize>,
    /// What it makes a reason or an outcome.
    clause: Range<usize>,
}

fn in_sentence(linked: &Linked<'_>, sentence: usize) -> Option<Change> {
    if linked.rendered_by(sentence).is_empty() {
        return None;
    }
    let reading = linked.retelling.reading;
    let whole = &reading.sentences[sentence];
    (whole.first_token..whole.end_token)
        .filter_map(|at| joined(linked, at, whole.end_token))
        .find_map(|joined| judged(linked, sentence, &joined))
}

fn joined(linked: &Linked<'_>, at: usize, end: usize) -> Option<Joined> {
    let reading = linked.retelling.reading;
    let here = &reading.tokens[at..end];
    let stands = |c: &&Connective| c.words.len() <= here.len() && c.words.iter().zip(here).all(|(w, t)| t.lower == *w);
    let found = linked.rules.connectives().iter().find(stands).filter(|_| !tells_when(reading, at))?;
    let from = at + found.words.len();
    let of = usize::from(found.words == ["because"] && reading.tokens.get(from).is_some_and(|t| t.lower == "of"));
    let from = (from + of).min(end);
    let to = (from..end.min(from + LONGEST)).find(|t| parts(reading, *t)).unwrap_or(end.min(from + LONGEST));
    let last = reading.tokens[from..to].iter().rposition(|t| t.kind != TokenKind::Mark)?;
    let clause = from..from + last + 1;
    Some(Joined { joins: found.joins, shown: at..clause.end, clause })
}

/// "Is due to speak" tells when and gives no reason; "is due to the price" does.
fn tells_when(reading: &Reading, at: usize) -> bool {
    let word = |n: usize| reading.tokens.get(n).map_or("", |t| t.lower.as_str());
    let names_a_thing = matches!(word(at + 2), "the" | "a" | "an" | "its" | "his" | "her" | "their" | "this" | "these");
    word(at) == "due"
        && !names_a_thing
        && at > 0
        && matches!(word(at - 1), "is" | "are" | "was" | "were" | "be" | "been" | "s")
}

fn judged(linked: &Linked<'_>, sentence: usize, joined: &Joined) -> Option<Change> {
    let reading = linked.retelling.reading;
    let words: Vec<usize> = content(reading, linked.rules, joined.clause.clone()).collect();
    if words.len() < FEWEST {
        return None;
    }
    let unlinked = words.iter().filter(|t| !linked.words.is_linked(**t)).count();
    let unknown = words.iter().filter(|t| !linked.words.is_known(**t)).count();
    let share = |n: usize| n as f32 / words.len() as f32;
    let confidence = match (joined.joins, gives_reason(linked, sentence)) {
        (Joins::Sequel, _) if share(unlinked) >= ALL_NEW && unknown >= FEWEST => 0.6,
        (Joins::Sequel, _) => return None,
        (_, false) if share(unlinked) >= NEW && unlinked >= FEWEST => 0.85,
        (_, true)
            if share(unlinked) >= ALL_NEW && unknown >= FEWEST && linked.unrendered(sentence).len() < unlinked =>
        {
            0.65
        }
        _ => return None,
    };
    let shown = &joined.shown;
    let span = reading.tokens[shown.start].span.cover(reading.tokens[shown.end - 1].span);
    let source = linked.rendered_by(sentence).first().copied();
    Some(Change {
        kind: ChangeKind::Cause,
        source: source.map(|s| Place { sentence: s, span: linked.source.reading.sentences[s].span }),
        retelling: Place { sentence, span },
        gravity: Gravity::Substance,
        confidence,
        explanation: format!("the source does not give this reason: \"{}\"", linked.retelling.text(span)),
    })
}

/// Whether the sentences that are rendered, or those beside them, tell of a reason.
fn gives_reason(linked: &Linked<'_>, sentence: usize) -> bool {
    let source: &Reading = linked.source.reading;
    linked.rendered_by(sentence).iter().any(|s| source.tokens_of(*s).iter().any(|t| linked.rules.is_reason(&t.stem)))
}
