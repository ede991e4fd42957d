//! A comparison that shows the evidence and not the texts: every other word is replaced by blocks.
//!
//! What stays is what the report argues with: words that a change marks, runs of words that stand in both texts, the
//! words that give credit, tampering, furniture (its loss is evidence), and names and figures that the evidence or an
//! explanation cites. A block stands for each letter, so lengths stay; the texts cannot be read but are no secret.

use std::collections::BTreeSet;

use retold::change::Change;
use retold::text::{Reading, TokenKind};
use retold::{Comparison, JointComparison, Span};

use crate::layout::{Side, copied_runs};

/// What stands for a letter or digit.
pub(crate) const BLOCK: char = '█';

/// The comparisons with all words outside the evidence replaced; every span is moved to where its words now stand.
pub(crate) fn redacted(mut joint: JointComparison) -> JointComparison {
    let Some(first) = joint.comparisons.first() else { return joint };
    // What is evidence against one source stays readable against all: the retelling is one text.
    let kept = joint.comparisons.iter().flat_map(|comparison| evidence(comparison, Side::Retelling)).collect();
    let retelling = Mask::new(&first.retelling, kept);
    let sources: Vec<Mask> =
        joint.comparisons.iter().map(|c| Mask::new(&c.source, evidence(c, Side::Source))).collect();
    for (comparison, source) in joint.comparisons.iter_mut().zip(&sources) {
        redact(comparison, source, &retelling);
    }
    for changed in &mut joint.changes {
        if let Some(source) = sources.get(changed.article) {
            shift_change(&mut changed.change, source, &retelling);
        }
    }
    joint
}

fn redact(comparison: &mut Comparison, source: &Mask, retelling: &Mask) {
    source.apply(&mut comparison.source);
    retelling.apply(&mut comparison.retelling);
    let headline = comparison.alignment.headline.iter_mut().map(|headline| &mut headline.words);
    let links = comparison.alignment.links.iter_mut().map(|link| &mut link.words);
    for word in links.chain(headline).flatten() {
        source.shift(&mut word.source);
        retelling.shift(&mut word.retelling);
    }
    comparison.changes.iter_mut().for_each(|change| shift_change(change, source, retelling));
    comparison.verdict.tampering.iter_mut().for_each(|place| retelling.shift(&mut place.span));
    comparison.verdict.credit.span.iter_mut().for_each(|span| retelling.shift(span));
}

fn shift_change(change: &mut Change, source: &Mask, retelling: &Mask) {
    retelling.shift(&mut change.retelling.span);
    change.source.iter_mut().for_each(|place| source.shift(&mut place.span));
}

/// Places of one side that stay readable.
fn evidence(comparison: &Comparison, side: Side) -> Vec<Span> {
    let changes = comparison.changes.iter();
    let runs = copied_runs(comparison);
    let (reading, mut kept): (&Reading, Vec<Span>) = match side {
        Side::Source => {
            let changed = changes.filter_map(|change| change.source).map(|place| place.span);
            (&comparison.source, changed.chain(runs.iter().map(|run| run.source)).collect())
        }
        Side::Retelling => {
            let changed = changes.map(|change| change.retelling.span).chain(comparison.verdict.credit.span);
            let tampering = comparison.verdict.tampering.iter().map(|place| place.span);
            let runs = runs.iter().map(|run| run.retelling);
            (&comparison.retelling, changed.chain(tampering).chain(runs).collect())
        }
    };
    kept.extend(reading.furniture.iter().map(|part| part.span));
    kept.extend(reading.tampering.iter().map(|place| place.span));
    let cited = cited(comparison);
    let telling = reading.tokens.iter().filter(|token| {
        token.kind == TokenKind::Number
            || (token.kind == TokenKind::Word && token.shape.starts_with(char::is_uppercase))
    });
    kept.extend(telling.filter(|token| cited.contains(&token.shape)).map(|token| token.span));
    kept
}

/// Words, as they are written, that the evidence or an explanation uses.
fn cited(comparison: &Comparison) -> BTreeSet<String> {
    let evidence = comparison.verdict.evidence.iter();
    let sentences = evidence.chain(comparison.changes.iter().map(|change| &change.explanation));
    let edges = |c: char| !c.is_alphanumeric() && !"£$€%".contains(c);
    let words = sentences.flat_map(|sentence| sentence.split_whitespace());
    words.map(|word| word.trim_matches(edges).to_owned()).collect()
}

/// A body with blocks, and where each of the old body's bytes went.
struct Mask {
    body: String,
    places: Vec<usize>,
}

impl Mask {
    fn new(reading: &Reading, mut kept: Vec<Span>) -> Self {
        kept.sort_unstable();
        let old = reading.article.body.as_str();
        let mut body = String::with_capacity(old.len());
        let mut places = Vec::with_capacity(old.len() + 1);
        let mut upcoming = kept.into_iter().peekable();
        let mut kept_until = 0;
        for (at, c) in old.char_indices() {
            while let Some(span) = upcoming.next_if(|span| span.start <= at) {
                kept_until = kept_until.max(span.end);
            }
            places.resize(at + c.len_utf8(), body.len());
            let shown = at < kept_until || !c.is_alphanumeric();
            body.push(if shown { c } else { BLOCK });
        }
        places.push(body.len());
        Self { body, places }
    }

    /// Moves a span of the old body to the new one.
    fn shift(&self, span: &mut Span) {
        let place = |at: usize| self.places.get(at).copied().unwrap_or(self.body.len());
        *span = Span::new(place(span.start), place(span.end).max(place(span.start)));
    }

    fn apply(&self, reading: &mut Reading) {
        reading.headline.iter_mut().for_each(|span| self.shift(span));
        reading.furniture.iter_mut().for_each(|part| self.shift(&mut part.span));
        reading.sentences.iter_mut().for_each(|sentence| self.shift(&mut sentence.span));
        reading.tampering.iter_mut().for_each(|place| self.shift(&mut place.span));
        for token in &mut reading.tokens {
            self.shift(&mut token.span);
            let shown = token.span.of(&self.body);
            if shown.contains(BLOCK) {
                token.shape = shown.to_owned();
                token.lower.clone_from(&token.shape);
                token.stem.clone_from(&token.shape);
            }
        }
        reading.article.body.clone_from(&self.body);
        let within = reading.headline.map(|span| span.of(&self.body).to_owned());
        if let Some(headline) = &mut reading.article.headline {
            *headline = within.unwrap_or_else(|| blocks(headline));
        }
    }
}

/// `text` with a block for each letter and digit.
pub(crate) fn blocks(text: &str) -> String {
    text.chars().map(|c| if c.is_alphanumeric() { BLOCK } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hidden() -> Comparison {
        redacted(crate::test_comparison().into()).comparisons.remove(0)
    }

    #[test]
    fn spans_hold_what_they_held_or_blocks() {
        let plain = crate::test_comparison();
        let hidden = hidden();
        let pairs = plain.source.tokens.iter().zip(&hidden.source.tokens);
        for (old, new) in pairs {
            let (old, new) = (old.span.of(&plain.source.article.body), new.span.of(&hidden.source.article.body));
            assert!(old == new || new == blocks(old), "{old:?} became {new:?}");
        }
        for (old, new) in plain.changes.iter().zip(&hidden.changes) {
            let words = |comparison: &Comparison, change: &retold::change::Change| {
                change.retelling.span.of(&comparison.retelling.article.body).to_owned()
            };
            assert_eq!(words(&plain, old), words(&hidden, new));
        }
    }

    #[test]
    fn words_outside_the_evidence_are_gone() {
        let hidden = hidden();
        let body = &hidden.source.article.body;
        assert!(!body.contains("ferry") && !body.contains("engineers"), "{body}");
        assert!(body.contains("may need") && body.contains("By Ada Quill"), "{body}");
        assert!(hidden.retelling.article.headline.is_some_and(|headline| !headline.contains("harbour")));
    }
}
