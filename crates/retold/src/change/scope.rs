//! Some that became all, a part that became the whole, or the other way round.

use super::passage::{Cue, Passage, clause, cues, place, sentence_of};
use super::{Change, ChangeDetector, ChangeKind, Gravity, Linked, Place};
use crate::text::TokenKind;

/// Finds changed scope.
pub struct ScopeDetector;

/// So many words of content after a word of scope may be what it counts.
const COUNTED: usize = 3;
/// Confidence where both articles say of how many, where the retelling alone says all, and where the source alone says
/// some.
const BOTH: f32 = 0.9;
const ALL_ALONE: f32 = 0.75;
const PART_ALONE: f32 = 0.6;
/// What is said of how many counts within so many tokens of what it counts.
const NEAR: usize = 5;
/// So much of what stands around must be told alike.
const ALIKE: f32 = 0.5;

impl ChangeDetector for ScopeDetector {
    fn kind(&self) -> ChangeKind {
        ChangeKind::Scope
    }

    fn detect(&self, linked: &Linked<'_>) -> Vec<Change> {
        let (forth, back) = (Passage::forth(linked), Passage::back(linked));
        let mut found: Vec<(Place, Place, f32)> = Vec::new();
        let widened = widened(&back).into_iter().map(|(is, was, c)| (was, is, c));
        for change in widened.chain(narrowed(&forth)).chain(lost_parts(&forth)).chain(ranks(&forth)).chain(sole(linked))
        {
            if found.iter().all(|f| f.1.span.end <= change.1.span.start || change.1.span.end <= f.1.span.start) {
                found.push(change);
            }
        }
        found.sort_by_key(|(was, is, _)| (*is, *was));
        found.into_iter().map(|(was, is, confidence)| change(linked, was, is, confidence)).collect()
    }
}

fn change(linked: &Linked<'_>, source: Place, retelling: Place, confidence: f32) -> Change {
    let (was, is) = (linked.source.text(source.span), linked.retelling.text(retelling.span));
    Change {
        kind: ChangeKind::Scope,
        source: Some(source),
        retelling,
        gravity: Gravity::Substance,
        confidence,
        explanation: format!("\"{was}\" became \"{is}\""),
    }
}

/// The cues of some classes in the article looked at.
fn of_class(passage: &Passage<'_>, classes: &[&str]) -> Vec<Cue> {
    let reading = passage.from.reading;
    let sentences = reading.sentences.iter();
    let found = sentences.flat_map(|s| cues(reading, s.first_token..s.end_token, passage.rules.scope()));
    found.filter(|c| classes.contains(&c.class)).collect()
}

/// What the other article says of how many, near a token in its clause, but for what it says of something else.
fn said_there(passage: &Passage<'_>, own: &Cue, token: usize) -> Vec<Cue> {
    let reading = passage.to.reading;
    let mut found = cues(reading, clause(reading, token), passage.rules.scope());
    found.retain(|c| c.first.abs_diff(token) <= NEAR && !passage.renders_another(c, own));
    found
}

/// "All" in the article looked at (the retelling) where the other one says less.
fn widened(passage: &Passage<'_>) -> Vec<(Place, Place, f32)> {
    let mut found = Vec::new();
    for cue in of_class(passage, &["all"]) {
        let Some(anchor) = passage.anchors_after(&cue, COUNTED).first().copied() else { continue };
        let counted = passage.from.reading.tokens.get(cue.end).is_some_and(|t| t.kind == TokenKind::Number);
        if counted || passage.is_quoted(&anchor) || passage.likeness(&cue, &anchor) < ALIKE {
            continue;
        }
        let said = said_there(passage, &cue, anchor.there);
        if said.iter().any(|c| c.class == "all") || has_in_sentence(passage, anchor.there, &["all"]) {
            continue;
        }
        let part = said.iter().find(|c| matches!(c.class, "part" | "half" | "most" | "times" | "only"));
        if part.is_none() && (said.iter().any(|c| c.class == "any") || counts(passage, anchor.there)) {
            continue;
        }
        let there = part.map_or(anchor.there, |c| c.first);
        let places =
            place(passage.from.reading, cue.first, anchor.here).zip(place(passage.to.reading, there, anchor.there));
        found.extend(places.map(|(a, b)| (a, b, if part.is_some() { BOTH } else { ALL_ALONE })));
    }
    found
}

/// Whether a number stands before the token in its clause.
fn counts(passage: &Passage<'_>, token: usize) -> bool {
    let clause = passage.clause_there(token);
    let near = clause.start.max(token.saturating_sub(NEAR))..token;
    passage.to.reading.tokens[near].iter().any(|t| t.lower.starts_with(|c: char| c.is_ascii_digit()))
}

fn has_in_sentence(passage: &Passage<'_>, token: usize, classes: &[&str]) -> bool {
    let reading = passage.to.reading;
    let Some(sentence) = sentence_of(reading, token) else { return true };
    let sentence = &reading.sentences[sentence];
    let found = cues(reading, sentence.first_token..sentence.end_token, passage.rules.scope());
    found.iter().any(|c| classes.contains(&c.class))
}

/// "All" in the source where the retelling says some.
fn narrowed(passage: &Passage<'_>) -> Vec<(Place, Place, f32)> {
    widened(passage).into_iter().filter(|(_, _, confidence)| *confidence >= BOTH).collect()
}

/// "Some" or "most" in the source where the retelling says nothing of how many.
fn lost_parts(passage: &Passage<'_>) -> Vec<(Place, Place, f32)> {
    let mut found = Vec::new();
    for cue in of_class(passage, &["half"]) {
        let Some(anchor) = passage.anchors_after(&cue, COUNTED).first().copied() else { continue };
        if passage.likeness(&cue, &anchor) < ALIKE {
            continue;
        }
        let said = said_there(passage, &cue, anchor.there);
        if !said.is_empty() || has_in_sentence(passage, anchor.there, &["all"]) || counts(passage, anchor.there) {
            continue;
        }
        let places = place(passage.from.reading, cue.first, anchor.here);
        let places = places.zip(place(passage.to.reading, anchor.there, anchor.there));
        found.extend(places.map(|(a, b)| (a, b, PART_ALONE)));
    }
    found
}

/// "The only ferry" where the source has a ferry.
fn sole(linked: &Linked<'_>) -> Vec<(Place, Place, f32)> {
    const SOLE: [&str; 12] = [
        "only",
        "sole",
        "solely",
        "alone",
        "just",
        "unique",
        "uniquely",
        "exclusive",
        "exclusively",
        "single",
        "no",
        "one",
    ];
    let (source, retelling) = (linked.source.reading, linked.retelling.reading);
    let mut found = Vec::new();
    for (n, sentence) in retelling.sentences.iter().enumerate() {
        let rendered = linked.rendered_by(n);
        let mut told = rendered.iter().flat_map(|s| linked.source.tokens_of(*s));
        if rendered.is_empty() || told.any(|t| SOLE.contains(&t.lower.as_str())) {
            continue;
        }
        let only = |at: &usize| {
            retelling.tokens[*at].lower == "the" && matches!(retelling.tokens[*at + 1].lower.as_str(), "only" | "sole")
        };
        let Some(at) = (sentence.first_token..sentence.end_token.saturating_sub(2)).find(only) else { continue };
        let quoted = linked.retelling.mentions.quotations.iter().any(|q| (q.first_token..q.end_token).contains(&at));
        let whole = &source.sentences[rendered[0]];
        let anchors = Passage::back(linked).anchors_after(&Cue { class: "only", first: at, end: at + 2 }, COUNTED);
        let there = anchors.first().and_then(|a| place(source, a.there, a.there));
        let there = there.unwrap_or(Place { sentence: rendered[0], span: whole.span });
        found.extend(place(retelling, at, at + 2).filter(|_| !quoted).map(|here| (there, here, PART_ALONE)));
    }
    found
}

/// "City" that became "country".
fn ranks(passage: &Passage<'_>) -> Vec<(Place, Place, f32)> {
    let (from, to) = (passage.from.reading, passage.to.reading);
    let rank = |tokens: &[crate::text::Token], n: usize| {
        passage.rules.scope().at(tokens.get(n..).unwrap_or(&[])).map(|c| c.0).filter(|c| c.starts_with("rank"))
    };
    let mut found = Vec::new();
    for pair in passage.pairs() {
        let (was, is) = (rank(&from.tokens, pair.here), rank(&to.tokens, pair.there));
        if was.is_some() && is.is_some() && was != is {
            let places = place(from, pair.here, pair.here).zip(place(to, pair.there, pair.there));
            found.extend(places.map(|(a, b)| (a, b, ALL_ALONE)));
        }
    }
    found
}
