//! How firmly a thing is put, and where one article puts it more firmly than the other: what the detectors of raised and
//! of lowered certainty share.
//!
//! A hedge is looked at with the words of content that follow it. Where these are rendered in a clause that has no hedge
//! of any kind and asserts them, the hedge is lost. Seen from the source that raises certainty, seen from the retelling it
//! lowers it.

use super::passage::{Anchor, Cue, Passage, cues, sentence_of};
use crate::text::{Token, TokenKind};

/// A hedge and the firm words that stand for it in the other article.
pub struct Lost {
    /// The hedge.
    pub hedge: Cue,
    /// The last token that belongs to it: the word it hedges.
    pub hedged: usize,
    /// First and last token of the firm words in the other article.
    pub firm: (usize, usize),
    /// How sure.
    pub confidence: f32,
}

/// So many words of content after a hedge may be what it hedges.
const HEDGED: usize = 4;
/// Confidence where the other article says "will" or "has", and where it says "certain".
const EXPLICIT: f32 = 0.85;
const SURE: f32 = 0.9;
/// Confidence of a hedge of which nothing but its absence tells that it is lost.
pub const PLAIN: f32 = 0.6;
/// So much of what stands around a hedge must be told alike; more where nothing but its absence tells that it is lost.
const ALIKE: f32 = 0.5;
const ALIKE_IF_PLAIN: f32 = 0.7;

/// How a clause puts a thing.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Firmness {
    /// Hedged, or no statement at all.
    Hedged,
    /// As a fact, told by these tokens.
    Fact(usize, usize),
    /// As what will be.
    Coming(usize, usize),
    /// As sure.
    Sure(usize, usize),
}

/// The hedges of one article that the other puts firmly, in order of the article looked at.
pub fn lost(passage: &Passage<'_>) -> Vec<Lost> {
    let mut found: Vec<Lost> = Vec::new();
    for sentence in &passage.from.reading.sentences {
        for hedge in cues(passage.from.reading, sentence.first_token..sentence.end_token, passage.rules.certainty()) {
            if !matches!(hedge.class, "open" | "likely" | "plan" | "mild" | "proviso") {
                continue;
            }
            let lost = lost_hedge(passage, hedge);
            found.extend(lost.filter(|lost| found.iter().all(|f| !overlap(f.firm, lost.firm))));
        }
    }
    found
}

fn overlap(a: (usize, usize), b: (usize, usize)) -> bool {
    a.0 <= b.1 && b.0 <= a.1
}

fn lost_hedge(passage: &Passage<'_>, hedge: Cue) -> Option<Lost> {
    if let Some(lost) = turned_sure(passage, hedge) {
        return Some(lost);
    }
    if hedge.class == "proviso" {
        return lost_proviso(passage, hedge);
    }
    let anchors = passage.anchors_after(&hedge, HEDGED);
    let anchor = anchors.first()?;
    let likeness = passage.likeness(&hedge, anchor);
    if likeness < ALIKE || passage.is_quoted(anchor) || is_hedged_elsewhere(passage, &hedge, anchor) {
        return None;
    }
    let (firm, confidence) = match firmness(passage, &hedge, *anchor) {
        Firmness::Hedged => return None,
        Firmness::Coming(..) if hedge.class == "plan" => return None,
        Firmness::Fact(a, b) if a < b => ((a, b), EXPLICIT),
        Firmness::Fact(..) if matches!(hedge.class, "plan" | "mild") || likeness < ALIKE_IF_PLAIN => return None,
        Firmness::Fact(a, b) => ((a, b), PLAIN),
        Firmness::Coming(a, b) => ((a, b), EXPLICIT),
        Firmness::Sure(a, b) => ((a, b), SURE),
    };
    Some(Lost { hedge, hedged: anchor.here, firm, confidence })
}

/// "If necessary": lost where what stands before it is told without any condition.
fn lost_proviso(passage: &Passage<'_>, hedge: Cue) -> Option<Lost> {
    let anchor = *passage.anchors_before(&hedge, HEDGED).first()?;
    let reading = passage.to.reading;
    let sentence = &reading.sentences[sentence_of(reading, anchor.there)?];
    let found = cues(reading, sentence.first_token..sentence.end_token, passage.rules.certainty());
    let kept = |c: &Cue| matches!(c.class, "proviso" | "condition" | "open") && !passage.renders_another(c, &hedge);
    if found.iter().any(kept) || passage.likeness(&hedge, &anchor) < ALIKE {
        return None;
    }
    let firm = unconditional(passage, anchor.there);
    Some(Lost { hedge, hedged: hedge.end - 1, firm, confidence: EXPLICIT })
}

/// The clause that now stands without a condition: from the verb before the word to the clause's end.
fn unconditional(passage: &Passage<'_>, there: usize) -> (usize, usize) {
    let tokens = &passage.to.reading.tokens;
    let clause = passage.clause_there(there);
    let opens = |n: &usize| {
        matches!(tokens[*n].lower.as_str(), "to" | "will" | "would" | "shall" | "can" | "could" | "must" | "that")
    };
    let first = (clause.start..there).rev().find(opens).unwrap_or(clause.start);
    let last = (there..clause.end).rev().find(|n| tokens[*n].kind == TokenKind::Word).unwrap_or(there);
    (first, last)
}

/// "Hopeful" for "confident": the hedge itself is rendered by a word that is sure.
fn turned_sure(passage: &Passage<'_>, hedge: Cue) -> Option<Lost> {
    let linked = (hedge.first..hedge.end).flat_map(|t| passage.renderings(t)).next();
    let there = linked.or_else(|| passage.framed(hedge.first))?;
    let cue = *cues(passage.to.reading, there..there + 1, passage.rules.certainty()).first()?;
    let quoted = passage.is_quoted(&Anchor { here: hedge.first, there });
    (!quoted && cue.class == "certain" && hedge.class == "open").then_some(Lost {
        hedge,
        hedged: hedge.end - 1,
        firm: (cue.first, cue.end - 1),
        confidence: SURE,
    })
}

/// Whether the sentence in the other article hedges as often as the sentences that it renders or is rendered by: then the
/// hedge stands elsewhere in it.
fn is_hedged_elsewhere(passage: &Passage<'_>, hedge: &Cue, anchor: &Anchor) -> bool {
    let hedges = |side: &super::Side<'_>, sentence: usize| {
        let sentence = &side.reading.sentences[sentence];
        let found = cues(side.reading, sentence.first_token..sentence.end_token, passage.rules.certainty());
        found.iter().filter(|c| matches!(c.class, "open" | "likely" | "plan" | "mild")).count()
    };
    let here = sentence_of(passage.from.reading, hedge.first);
    let there = sentence_of(passage.to.reading, anchor.there);
    let (Some(here), Some(there)) = (here, there) else { return true };
    hedges(passage.to, there) >= hedges(passage.from, here)
}

fn firmness(passage: &Passage<'_>, hedge: &Cue, anchor: Anchor) -> Firmness {
    /// A hedge that stands farther behind the word hedges another.
    const BEHIND: usize = 4;
    let reading = passage.to.reading;
    let clause = passage.clause_there(anchor.there);
    let mut found = cues(reading, clause.clone(), passage.rules.certainty());
    found.retain(|c| matches!(c.class, "will" | "done") || !passage.renders_another(c, hedge));
    let hedges = |c: &Cue| matches!(c.class, "open" | "likely" | "plan" | "mild" | "condition" | "proviso");
    if found.iter().any(|c| hedges(c) && c.first <= anchor.there + BEHIND) {
        return Firmness::Hedged;
    }
    if cues(reading, clause.start..anchor.there, passage.rules.negation()).iter().any(|c| c.class == "flip") {
        return Firmness::Hedged;
    }
    if let Some(cue) = found.iter().find(|c| c.class == "certain") {
        return Firmness::Sure(cue.first, anchor.there.max(cue.end - 1));
    }
    if found.iter().any(|c| c.class == "soft" && c.first <= anchor.there + BEHIND) {
        return Firmness::Hedged;
    }
    if let Some(cue) = found.iter().rev().find(|c| c.class == "will" && c.first <= anchor.there + BEHIND) {
        return Firmness::Coming(cue.first, anchor.there);
    }
    if let Some(cue) = found.iter().rev().find(|c| c.class == "done" && c.first <= anchor.there) {
        return Firmness::Fact(cue.first, anchor.there);
    }
    asserted(&reading.tokens, clause.start, anchor.there)
}

/// Whether the word is put as a fact: it stands behind an auxiliary, or is no infinitive or participle.
fn asserted(tokens: &[Token], start: usize, at: usize) -> Firmness {
    const NEAR: usize = 4;
    let before = || (start.max(at.saturating_sub(NEAR))..at).rev();
    let lower = |n: usize| tokens[n].lower.as_str();
    let article = |n: &usize| matches!(lower(*n), "a" | "an" | "the" | "its" | "his" | "her" | "their");
    let infinite = |n: usize| {
        matches!(lower(n), "to" | "for" | "of" | "in" | "by" | "with" | "from" | "at" | "on" | "as" | "over")
    };
    if before().find(|n| !article(n)).is_some_and(infinite) || before().take(2).any(|n| lower(n) == "to") {
        return Firmness::Hedged;
    }
    let auxiliary = |n: &usize| {
        matches!(lower(*n), "has" | "have" | "had" | "is" | "are" | "was" | "were" | "did" | "been" | "being" | "be")
    };
    if let Some(first) = before().rfind(auxiliary) {
        let is_infinitive = (first..at).any(|n| lower(n) == "to");
        return if is_infinitive { Firmness::Hedged } else { Firmness::Fact(first, at) };
    }
    if lower(at).ends_with("ing") { Firmness::Hedged } else { Firmness::Fact(at, at) }
}
