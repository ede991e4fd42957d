//! What somebody is said to have said in the source, and stands as a fact in the retelling.

use super::rendering::{content, sentence_of, tokens_in};
use super::{Change, ChangeDetector, ChangeKind, Gravity, Linked, Place};
use crate::Span;
use crate::attribution::{Certainty, Claim, Form, Polarity};
use crate::text::Sentence;

/// Finds lost attributions.
pub struct AttributionDroppedDetector;

/// Fewer words of content than this are too few to tell that the claim was taken up.
const FEWEST: usize = 3;
/// A retelling sentence takes a claim up when it renders this share of its words of content.
const TAKEN_UP: f32 = 0.3;

impl ChangeDetector for AttributionDroppedDetector {
    fn kind(&self) -> ChangeKind {
        ChangeKind::AttributionDropped
    }

    fn detect(&self, linked: &Linked<'_>) -> Vec<Change> {
        let mut changes: Vec<Change> = linked.source.claims.iter().filter_map(|c| detect(linked, c)).collect();
        changes.extend(trailing(linked).iter().filter_map(|c| detect(linked, c)));
        changes.sort_by(|a, b| a.retelling.cmp(&b.retelling).then(b.confidence.total_cmp(&a.confidence)));
        changes.dedup_by_key(|c| c.retelling.sentence);
        changes
    }
}

/// A claim as a retelling sentence takes it up.
struct Taken {
    sentence: usize,
    /// The retelling tokens that render its content, ascending.
    tokens: Vec<usize>,
    share: f32,
}

fn detect(linked: &Linked<'_>, claim: &Claim) -> Option<Change> {
    // A quotation that stands as fact is told as one that was unquoted.
    let cue = claim.cue.filter(|cue| claim.form != Form::Direct && reports(linked, *cue))?;
    if is_the_writer(linked, claim) {
        return None;
    }
    let taken = taken_up(linked, claim)?;
    if is_attributed(linked, claim, &taken) {
        return None;
    }
    let (first, last) = (*taken.tokens.first()?, *taken.tokens.last()?);
    let span = widened(linked, taken.sentence, first, last);
    let sentence = sentence_of(linked.source.reading, tokens_in(linked.source.reading, cue).start)?;
    let named = claim.speaker.filter(|s| linked.source.reading.sentences[sentence].span.contains(*s));
    let was = named.map_or(cue, |speaker| speaker.cover(cue));
    let attribution = if was.len() > LONGEST_ATTRIBUTION { cue } else { was };
    Some(Change {
        kind: ChangeKind::AttributionDropped,
        source: Some(Place { sentence, span: attribution }),
        retelling: Place { sentence: taken.sentence, span },
        gravity: Gravity::Substance,
        confidence: (0.55 + 0.4 * taken.share).min(0.95),
        explanation: format!("the source has it from \"{}\"; here it stands as fact", linked.source.text(attribution)),
    })
}

/// "We expect" outside quotation marks: the article itself speaks, and who retells it need not say that it does.
fn is_the_writer(linked: &Linked<'_>, claim: &Claim) -> bool {
    let Some(speaker) = claim.speaker else { return false };
    let reading = linked.source.reading;
    let first = reading.tokens[tokens_in(reading, speaker)].first();
    let quoted = linked.source.mentions.quotations.iter().any(|q| q.marked.contains(speaker));
    !quoted && first.is_some_and(|t| matches!(t.lower.as_str(), "we" | "i" | "our" | "my"))
}

/// Speaker and cue further apart than this many bytes are not shown as one span.
const LONGEST_ATTRIBUTION: usize = 90;

fn reports(linked: &Linked<'_>, cue: Span) -> bool {
    let reading = linked.source.reading;
    let words = &reading.tokens[tokens_in(reading, cue)];
    // "Is expected", "were said to be": nobody in particular has said it.
    let nobody = words.len() > 1 && matches!(words[0].lower.as_str(), "is" | "are" | "was" | "were");
    !nobody && words.iter().any(|t| linked.rules.is_reporting(&t.stem))
}

/// Attributions at the end of a sentence that holds no other: "..., say members of the council."
fn trailing(linked: &Linked<'_>) -> Vec<Claim> {
    const LONGEST: usize = 9;
    let reading = linked.source.reading;
    let claimed = |s: &Sentence| linked.source.claims.iter().any(|c| c.cue.is_some_and(|cue| s.span.contains(cue)));
    let free = reading.sentences.iter().filter(|s| !claimed(s) && s.end_token - s.first_token > LONGEST);
    let found = free.filter_map(|s| {
        let from = s.end_token - LONGEST;
        let says = (from..s.end_token).find(|t| linked.rules.is_say_verb(&reading.tokens[*t].lower))?;
        let comma = (from.saturating_sub(1)..says).rev().find(|t| reading.tokens[*t].lower == ",")?;
        let content = vec![reading.tokens[s.first_token].span.cover(reading.tokens[comma - 1].span)];
        Some(Claim {
            speaker: None,
            cue: Some(reading.tokens[comma + 1].span.cover(reading.tokens[s.end_token - 2].span)),
            content,
            form: Form::Indirect,
            who: None,
            certainty: Certainty::Asserted,
            polarity: Polarity::Affirmed,
            unnamed: false,
            within: None,
        })
    });
    found.collect()
}

/// The retelling sentence that renders most of a claim's content.
fn taken_up(linked: &Linked<'_>, claim: &Claim) -> Option<Taken> {
    let reading = linked.source.reading;
    let words: Vec<usize> =
        claim.content.iter().flat_map(|s| content(reading, linked.rules, tokens_in(reading, *s))).collect();
    if words.len() < FEWEST {
        return None;
    }
    let mut rendering: Vec<(usize, usize)> = Vec::new();
    for token in words.iter().flat_map(|w| linked.words.renders(*w)) {
        rendering.extend(sentence_of(linked.retelling.reading, token).map(|s| (s, token)));
    }
    rendering.sort_unstable();
    rendering.dedup();
    let groups = rendering.chunk_by(|a, b| a.0 == b.0);
    let best = groups.max_by_key(|g| (g.len(), std::cmp::Reverse(g[0].0)))?;
    let share = best.len() as f32 / words.len() as f32;
    let tokens: Vec<usize> = best.iter().map(|b| b.1).collect();
    (tokens.len() >= FEWEST && share >= TAKEN_UP).then_some(Taken { sentence: best[0].0, tokens, share })
}

/// Whether the retelling says in any way that it has this from somebody.
fn is_attributed(linked: &Linked<'_>, claim: &Claim, taken: &Taken) -> bool {
    let reading = linked.retelling.reading;
    let sentence = &reading.sentences[taken.sentence];
    let said = |token: usize| claim.content.iter().any(|s| s.contains(linked.source.reading.tokens[token].span));
    let in_content = |token: usize| linked.words.rendered_by(token).any(said);
    let reported = (sentence.first_token..sentence.end_token)
        .any(|t| linked.rules.is_reporting(&reading.tokens[t].stem) && !in_content(t));
    let half = |spans: &mut dyn Iterator<Item = Span>| {
        let spans: Vec<Span> = spans.collect();
        let inside = |t: &&usize| spans.iter().any(|s| s.contains(reading.tokens[**t].span));
        taken.tokens.iter().filter(inside).count() * 2 >= taken.tokens.len()
    };
    let is_cue = |c: &&Claim| {
        let mut cue = c.cue.map_or(0..0, |cue| tokens_in(reading, cue));
        let wants = cue.clone().any(|t| linked.rules.cue_class(&reading.tokens[t].stem) == WANT);
        c.speaker.is_some() && !wants && !cue.any(in_content)
    };
    let claimed = linked.retelling.claims.iter().filter(is_cue).any(|c| half(&mut c.content.iter().copied()));
    let claimed = claimed || names_speaker(linked, claim, taken.sentence);
    let quoted = linked.retelling.mentions.quotations.iter().any(|q| half(&mut std::iter::once(q.marked)));
    reported || claimed || quoted
}

/// Number of the class of words of wanting in the list of cue words: a plan is nobody's word.
const WANT: u8 = 21;

/// Whether the speaker stands in the sentence as one who acts: "the bank has prices falling".
fn names_speaker(linked: &Linked<'_>, claim: &Claim, sentence: usize) -> bool {
    let (source, retelling) = (linked.source.reading, linked.retelling.reading);
    let Some(speaker) = claim.speaker else { return false };
    let words = content(source, linked.rules, tokens_in(source, speaker));
    let acts = |token: usize| {
        let next = retelling.tokens.get(token + 1).map_or(".", |t| t.lower.as_str());
        !matches!(next, "with" | "in" | "of" | "for" | "at" | "from" | "to" | ".")
    };
    let here = |token: &usize| sentence_of(retelling, *token) == Some(sentence);
    words.flat_map(|w| linked.words.renders(w)).filter(here).any(acts)
}

/// The words between two tokens, to the start of the sentence where little stands before them.
fn widened(linked: &Linked<'_>, sentence: usize, first: usize, last: usize) -> Span {
    const LITTLE: usize = 3;
    let reading = linked.retelling.reading;
    let start = reading.sentences[sentence].first_token;
    let first = if first - start <= LITTLE { start } else { first };
    reading.tokens[first].span.cover(reading.tokens[last].span)
}
