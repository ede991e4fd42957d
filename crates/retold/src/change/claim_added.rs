//! What the retelling says and nothing in the source does.

use super::cause::CauseDetector;
use super::clause::clauses;
use super::rendering::content;
use super::{Change, ChangeDetector, ChangeKind, Gravity, Linked, Place};
use crate::Span;

/// Finds added claims.
pub struct ClaimAddedDetector;

/// A sentence without a link says something with this many words of content.
const SAYS_SOMETHING: usize = 4;
/// Of the sentence's words at least this share stands nowhere in the source.
const UNHEARD: f32 = 0.33;
/// A clause of a linked sentence does with this many that the source has not.
const NEW_WORDS: usize = 2;
/// A source sentence that is rendered but for this many words more than the clause has leaves nothing to put otherwise.
const SPARE: usize = 1;

impl ChangeDetector for ClaimAddedDetector {
    fn kind(&self) -> ChangeKind {
        ChangeKind::ClaimAdded
    }

    fn detect(&self, linked: &Linked<'_>) -> Vec<Change> {
        let causes: Vec<Span> = CauseDetector.detect(linked).iter().map(|c| c.retelling.span).collect();
        let sentences = 0..linked.retelling.reading.sentences.len();
        sentences
            .flat_map(
                |s| if linked.rendered_by(s).is_empty() { added(linked, s) } else { inserted(linked, s, &causes) },
            )
            .collect()
    }
}

/// A sentence that renders nothing.
fn added(linked: &Linked<'_>, sentence: usize) -> Option<Change> {
    let reading = linked.retelling.reading;
    let whole = &reading.sentences[sentence];
    let words: Vec<usize> = content(reading, linked.rules, whole.first_token..whole.end_token).collect();
    let unknown = words.iter().filter(|t| !linked.words.is_known(**t)).count();
    let share = unknown as f32 / words.len().max(1) as f32;
    let tokens = whole.first_token..whole.end_token;
    let has_fact = tokens.clone().any(|t| linked.retelling.is_fact(t)) || begins_with_name(linked, whole.first_token);
    let quotations = &linked.retelling.mentions.quotations;
    // What is quoted is told as an invented quotation.
    let quoted = quotations.iter().any(|q| whole.span.contains(q.marked) && q.marked.len() * 2 > whole.span.len());
    let says = words.len() >= SAYS_SOMETHING && has_fact && !quoted && share >= UNHEARD;
    says.then(|| change(linked, sentence, whole.span, 0.6 + 0.3 * share))
}

/// Whether the source writes the word that the sentence begins with as a name.
fn begins_with_name(linked: &Linked<'_>, first: usize) -> bool {
    // A sentence of characters that are no tokens begins with none.
    let Some(word) = linked.retelling.reading.tokens.get(first).map(|t| &t.lower) else { return false };
    let source = linked.source.reading;
    let inside =
        source.sentences.iter().flat_map(|s| &source.tokens[(s.first_token + 1).min(s.end_token)..s.end_token]);
    inside.filter(|t| t.lower == *word).any(|t| t.shape.starts_with(char::is_uppercase))
}

/// A clause of a linked sentence that renders nothing.
fn inserted(linked: &Linked<'_>, sentence: usize, causes: &[Span]) -> Option<Change> {
    let reading = linked.retelling.reading;
    clauses(reading, sentence).into_iter().find_map(|clause| {
        let words: Vec<usize> = content(reading, linked.rules, clause.clone()).collect();
        let joined =
            matches!(reading.tokens[clause.start].lower.as_str(), "which" | "who" | "whose" | "where" | "but" | "and");
        let joined = joined
            && (reading.tokens[clause.start].lower != "and" || clause.clone().any(|t| linked.retelling.is_fact(t)));
        let new = words.iter().all(|t| !linked.words.is_linked(*t));
        let unknown = words.iter().filter(|t| !linked.words.is_known(**t)).count();
        let span = reading.tokens[clause.start].span.cover(reading.tokens[clause.end - 1].span);
        let told = causes.iter().any(|c| c.overlaps(span));
        let is_new = joined && new && words.len() >= NEW_WORDS && unknown > 0 && !told;
        let is_new = is_new && linked.left_over(sentence) <= words.len() + SPARE;
        is_new.then(|| change(linked, sentence, span, 0.55))
    })
}

fn change(linked: &Linked<'_>, sentence: usize, span: Span, confidence: f32) -> Change {
    let source = linked.rendered_by(sentence).first().copied();
    Change {
        kind: ChangeKind::ClaimAdded,
        source: source.map(|s| Place { sentence: s, span: linked.source.reading.sentences[s].span }),
        retelling: Place { sentence, span },
        gravity: Gravity::Substance,
        confidence,
        explanation: "nothing in the source says this".to_owned(),
    }
}
