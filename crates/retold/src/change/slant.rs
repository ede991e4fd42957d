//! A loaded verb of saying for a plain one: "admitted" for "said".

use super::rendering::{sentence_of, tokens_in};
use super::{Change, ChangeDetector, ChangeKind, Gravity, Linked, Place};

/// Finds loaded verbs of saying.
pub struct SlantDetector;

/// A verb linked to the plain one, and one that merely stands where the source has a plain one.
const CONFIDENCE: (f32, f32) = (0.85, 0.65);

impl ChangeDetector for SlantDetector {
    fn kind(&self) -> ChangeKind {
        ChangeKind::Slant
    }

    fn detect(&self, linked: &Linked<'_>) -> Vec<Change> {
        let mut changes: Vec<Change> = Vec::new();
        for cue in linked.retelling.claims.iter().filter_map(|c| c.cue) {
            changes.extend(tokens_in(linked.retelling.reading, cue).filter_map(|t| detect(linked, t)));
        }
        changes.sort_by_key(|c| c.retelling);
        changes.dedup_by_key(|c| c.retelling);
        changes
    }
}

fn detect(linked: &Linked<'_>, token: usize) -> Option<Change> {
    let (source, retelling) = (linked.source.reading, linked.retelling.reading);
    let loaded = &retelling.tokens[token];
    let sentence = sentence_of(retelling, token).filter(|_| linked.rules.is_loaded(&loaded.stem))?;
    let rendered = linked.rendered_by(sentence);
    let mut told = rendered.iter().flat_map(|s| linked.source.tokens_of(*s));
    if told.any(|t| linked.rules.is_loaded(&t.stem)) {
        return None;
    }
    let is_plain = |t: &usize| linked.rules.is_plain(&source.tokens[*t].stem);
    let partner = linked.words.rendered_by(token).find(is_plain);
    let cues = linked.source.claims.iter().filter_map(|c| c.cue).flat_map(|cue| tokens_in(source, cue));
    let plain = partner
        .or_else(|| cues.filter(is_plain).find(|t| sentence_of(source, *t).is_some_and(|s| rendered.contains(&s))))?;
    let was = &source.tokens[plain];
    Some(Change {
        kind: ChangeKind::Slant,
        source: sentence_of(source, plain).map(|sentence| Place { sentence, span: was.span }),
        retelling: Place { sentence, span: loaded.span },
        gravity: Gravity::Wording,
        confidence: if partner.is_some() { CONFIDENCE.0 } else { CONFIDENCE.1 },
        explanation: format!("\"{}\" is a loaded word for \"{}\"", loaded.shape, was.shape),
    })
}
