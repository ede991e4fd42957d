//! What is tried, helped on or made ready, and what is done: "push" for "decision", "helping to guarantee" for "ensuring",
//! "would meet" for "would schedule meetings".

use super::Place;
use super::passage::{Anchor, Cue, Passage, cues, place, sentence_of};
use crate::text::lexicon::{Kinship, are};

/// An effort of one article that the other tells as done, decided or brought about.
pub struct Effort {
    /// The effort in the article looked at.
    pub tried: Place,
    /// What stands for it in the other one.
    pub done: Place,
    /// How sure.
    pub confidence: f32,
}

/// Confidence of a noun for another, of a share that became the whole, and of what is only made ready.
const NOUN: f32 = 0.65;
const WHOLE: f32 = 0.65;
const READY: f32 = 0.65;
/// So much of what stands around must be told alike.
const ALIKE: f32 = 0.4;
/// A neighbour this many tokens away still shows where a word stands.
const BESIDE: usize = 2;
/// What is made ready stands within this many tokens of the verb.
const OBJECT: usize = 3;

fn class(passage: &Passage<'_>, token: usize, there: bool) -> &'static str {
    let side = if there { passage.to } else { passage.from };
    side.shifts_in(token..token + 1, passage.rules).first().map_or("", |c| c.class)
}

/// "The push to join" that became "the decision to join".
pub fn settled(passage: &Passage<'_>) -> Vec<Effort> {
    let reading = passage.from.reading;
    let mut found = Vec::new();
    let all = passage.from.shifts_in(0..reading.tokens.len(), passage.rules);
    for here in all.iter().filter(|c| c.class == "effort").map(|c| c.first) {
        let Some(there) = counterpart(passage, here) else { continue };
        let anchor = Anchor { here, there };
        let cue = Cue { class: "effort", first: here, end: here + 1 };
        // An effort that is told beside the outcome is not lost.
        let kept = in_sentence(passage, there, &["effort"]);
        if kept || passage.is_quoted(&anchor) || passage.likeness(&cue, &anchor) < ALIKE {
            continue;
        }
        let places = place(reading, here, here).zip(place(passage.to.reading, there, there));
        found.extend(places.map(|(tried, done)| Effort { tried, done, confidence: NOUN }));
    }
    found
}

/// The word for something settled that stands in a word's place: linked to it, or beside the words that render its
/// neighbours.
fn counterpart(passage: &Passage<'_>, here: usize) -> Option<usize> {
    let settled = |n: &usize| class(passage, *n, true) == "settled";
    let linked: Vec<usize> = passage.renderings(here).collect();
    if !linked.is_empty() {
        return linked.into_iter().find(settled);
    }
    let before = (1..=BESIDE).filter_map(|n| here.checked_sub(n)).flat_map(|n| passage.renderings(n));
    let before: Vec<usize> = before.collect();
    let tokens = passage.to.reading.tokens.len();
    let mut near = before.into_iter().flat_map(|n| n + 1..(n + 1 + BESIDE).min(tokens));
    let beside = near.find(|n| settled(n) && passage.rendered_from(*n).next().is_none());
    beside.or_else(|| passage.framed(here).filter(settled))
}

/// Whether the sentence of a token in the other article has a shift of some classes, but for that token.
fn in_sentence(passage: &Passage<'_>, there: usize, classes: &[&str]) -> bool {
    let reading = passage.to.reading;
    let Some(sentence) = sentence_of(reading, there).map(|n| &reading.sentences[n]) else { return true };
    let found = passage.to.shifts_in(sentence.first_token..sentence.end_token, passage.rules);
    found.iter().any(|c| c.first != there && classes.contains(&c.class))
}

/// "Helping to guarantee" that became "ensuring".
pub fn whole(passage: &Passage<'_>) -> Vec<Effort> {
    let reading = passage.from.reading;
    let mut found = Vec::new();
    for sentence in &reading.sentences {
        for cue in passage.from.shifts_in(sentence.first_token..sentence.end_token, passage.rules).iter().copied() {
            if cue.class != "part" || cue.end >= sentence.end_token {
                continue;
            }
            let Some(there) = passage.renderings(cue.end).next() else { continue };
            let anchor = Anchor { here: cue.end, there };
            let kept = in_sentence(passage, there, &["part", "share", "effort", "arrange"]);
            if kept
                || passage.is_quoted(&anchor)
                || passage.likeness(&cue, &anchor) < ALIKE
                || !is_verb(passage, &anchor)
            {
                continue;
            }
            let places = place(reading, cue.first, cue.end).zip(place(passage.to.reading, there, there));
            found.extend(places.map(|(tried, done)| Effort { tried, done, confidence: WHOLE }));
        }
    }
    found
}

/// Whether the word that is helped on is one that is done: no article or ending makes it a thing.
fn is_verb(passage: &Passage<'_>, anchor: &Anchor) -> bool {
    let reading = passage.to.reading;
    let before = anchor.there.checked_sub(1).map_or("", |n| reading.tokens[n].lower.as_str());
    let is = &reading.tokens[anchor.there].lower;
    !passage.from.is_fact(anchor.here)
        && !matches!(before, "a" | "an" | "the" | "its" | "his" | "her" | "their" | "of")
        && (passage.from.reading.tokens[anchor.here].stem == reading.tokens[anchor.there].stem
            || is.ends_with("ing")
            || is.ends_with("ed")
            || before == "to")
}

/// "Schedule meetings" in the article looked at where the other one says "meet".
pub fn made_ready(passage: &Passage<'_>) -> Vec<Effort> {
    let reading = passage.from.reading;
    let mut found = Vec::new();
    for sentence in &reading.sentences {
        for cue in passage.from.shifts_in(sentence.first_token..sentence.end_token, passage.rules).iter().copied() {
            if cue.class != "arrange" {
                continue;
            }
            let object = (cue.end..(cue.end + OBJECT).min(sentence.end_token))
                .find_map(|here| done(passage, here).map(|there| (here, there)));
            let Some((here, there)) = object else { continue };
            let anchor = Anchor { here, there };
            let planned = in_sentence(passage, there, &["arrange", "effort"]) || hedged(passage, there);
            if planned || passage.is_quoted(&anchor) || passage.likeness(&cue, &anchor) < ALIKE {
                continue;
            }
            let done = place(passage.to.reading, there.saturating_sub(1), there);
            let places = place(reading, cue.first, here).zip(done);
            found.extend(places.map(|(tried, done)| Effort { tried, done, confidence: READY }));
        }
    }
    found
}

/// The verb of the other article that a noun stands for: linked to it, or linked to nothing in the sentence that renders
/// this one's.
fn done(passage: &Passage<'_>, here: usize) -> Option<usize> {
    let linked: Vec<usize> = passage.renderings(here).collect();
    if !linked.is_empty() {
        return linked.into_iter().find(|there| is_done(passage, here, *there));
    }
    passage.facing(here)?.find(|t| passage.rendered_from(*t).next().is_none() && is_done(passage, here, *t))
}

/// Whether a noun in the article looked at stands for a verb that is done in the other one.
fn is_done(passage: &Passage<'_>, here: usize, there: usize) -> bool {
    let (from, to) = (&passage.from.reading.tokens, &passage.to.reading.tokens);
    let (noun, verb) = (&from[here], &to[there]);
    let before = there.checked_sub(1).map_or("", |n| to[n].lower.as_str());
    let does =
        matches!(before, "will" | "would" | "to" | "did" | "shall" | "must" | "he" | "she" | "they" | "we" | "i");
    let stands = matches!(here.checked_sub(1).map_or("", |n| from[n].lower.as_str()), "to" | "will" | "would");
    let derived = noun.stem.starts_with(verb.stem.as_str()) || are(Kinship::Derived, &noun.stem, &verb.stem);
    noun.lower != verb.lower && derived && does && !stands
}

/// Whether the other article itself puts the thing as planned or open.
fn hedged(passage: &Passage<'_>, there: usize) -> bool {
    let clause = passage.clause_there(there);
    let found = cues(passage.to.reading, clause, passage.rules.certainty());
    found.iter().any(|c| matches!(c.class, "open" | "likely" | "plan" | "mild"))
}
