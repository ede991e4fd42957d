//! Yes that became no: a denial that came or went, or a word for its opposite.

use super::passage::{Anchor, Cue, Passage, cues, place, sentence_of};
use super::rendering::content;
use super::{Change, ChangeDetector, ChangeKind, Gravity, Linked, Place};
use crate::text::lexicon::{are_antonyms, are_synonyms};
use crate::text::{Token, stem};

/// Finds denials that came or went.
pub struct NegationDetector;

/// So many words of content after a denial may be what it denies.
const DENIED: usize = 3;
/// Confidence of a denial that came or went, and of a word for its opposite.
const DENIAL: f32 = 0.8;
const OPPOSITE: f32 = 0.75;
/// So much of what stands around a denial must be told alike.
const ALIKE: f32 = 0.5;

impl ChangeDetector for NegationDetector {
    fn kind(&self) -> ChangeKind {
        ChangeKind::Negation
    }

    fn detect(&self, linked: &Linked<'_>) -> Vec<Change> {
        let (forth, back) = (Passage::forth(linked), Passage::back(linked));
        let mut found: Vec<(Place, Place, f32)> = Vec::new();
        let brought_in = denials(&back).into_iter().map(|(is, was)| (was, is, DENIAL));
        let lost = denials(&forth).into_iter().map(|(was, is)| (was, is, DENIAL));
        for change in brought_in.chain(lost).chain(opposites(linked, &forth)) {
            if found.iter().all(|f| !touch(f.1, change.1) && !touch(f.0, change.0)) {
                found.push(change);
            }
        }
        found.sort_by_key(|(was, is, _)| (*is, *was));
        found.into_iter().map(|(was, is, confidence)| change(linked, was, is, confidence)).collect()
    }
}

fn touch(a: Place, b: Place) -> bool {
    a.sentence == b.sentence && a.span.start < b.span.end && b.span.start < a.span.end
}

fn change(linked: &Linked<'_>, source: Place, retelling: Place, confidence: f32) -> Change {
    let (was, is) = (linked.source.text(source.span), linked.retelling.text(retelling.span));
    Change {
        kind: ChangeKind::Negation,
        source: Some(source),
        retelling,
        gravity: Gravity::Substance,
        confidence,
        explanation: if denies(was) && denies(is) {
            format!("\"{was}\" became \"{is}\", which denies something else")
        } else {
            format!("\"{was}\" became its opposite \"{is}\"")
        },
    }
}

fn denies(words: &str) -> bool {
    words.starts_with("not ") || words.contains("n't ")
}

/// Denials of the article looked at that the other one does not have: where they stand and what stands for them.
fn denials(passage: &Passage<'_>) -> Vec<(Place, Place)> {
    let reading = passage.from.reading;
    let mut found = Vec::new();
    for sentence in &reading.sentences {
        for cue in cues(reading, sentence.first_token..sentence.end_token, passage.rules.negation()) {
            if !matches!(cue.class, "not" | "flip") {
                continue;
            }
            let plain = reading.tokens[cue.first].lower.ends_with("n't") || reading.tokens[cue.first].lower == "not";
            let next = passage.renderings(cue.end).next().filter(|_| plain && cue.end < sentence.end_token);
            let next = next.map(|there| Anchor { here: cue.end, there });
            // A verb with "out" may stand before the word that is rendered; a plain denial denies what follows.
            let most = if cue.end - cue.first > 1 || cue.class == "flip" { DENIED } else { 1 };
            let anchor = next.or_else(|| passage.anchors_after(&cue, most).first().copied());
            // "Dismiss the possibility" holds what it denies.
            let held = || passage.renderings(cue.end - 1).next().map(|there| Anchor { here: cue.end - 1, there });
            let anchor = anchor.or_else(|| held().filter(|_| cue.end - cue.first > 1 && cue.class == "flip"));
            if let Some(anchor) = anchor.filter(|a| is_turned(passage, &cue, a)) {
                let here = place(reading, from_denial(passage, cue.first), anchor.here.max(cue.end - 1));
                let turned = passage.turned();
                let there = place(passage.to.reading, from_denial(&turned, anchor.there), anchor.there);
                found.extend(here.zip(there));
            }
        }
    }
    found
}

/// The first token of the denial just before a token: "does not dismiss" is shown from "not" on.
fn from_denial(passage: &Passage<'_>, token: usize) -> usize {
    const BEFORE: usize = 3;
    let tokens = &passage.from.reading.tokens;
    let start = super::passage::clause(passage.from.reading, token).start.max(token.saturating_sub(BEFORE));
    (start..token).find(|n| tokens[*n].lower == "not" || tokens[*n].lower.ends_with("n't")).unwrap_or(token)
}

/// Whether what a cue denies stands undenied in the other article.
fn is_turned(passage: &Passage<'_>, cue: &Cue, anchor: &Anchor) -> bool {
    let is_name = passage.from.is_fact(anchor.here);
    if passage.is_quoted(anchor)
        || is_name && (cue.end != anchor.here || passage.from.reading.tokens[cue.first].lower != "not")
    {
        return false;
    }
    let own = denied(passage, cue.first, anchor.here);
    let turned = passage.turned();
    let other = denied(&turned, anchor.there, anchor.there);
    let guarded = if cue.class == "flip" { other.guarded } else { is_guarded(passage, cue, anchor) };
    if own.count % 2 == other.count % 2 || other.count == 0 && guarded || own.count > 2 {
        return false;
    }
    let antonyms =
        are_antonyms(&passage.from.reading.tokens[anchor.here].stem, &passage.to.reading.tokens[anchor.there].stem);
    !antonyms
        && passage.likeness(cue, anchor) >= ALIKE
        && passage.is_same_word(anchor)
        && !is_denied_elsewhere(passage, cue, anchor)
}

/// The denials of a clause.
struct Denied {
    count: usize,
    /// Whether there are words that may stand for a denial.
    guarded: bool,
}

/// The denials in the clause of a token of the article looked at, up to another token, but for that token itself.
fn denied(passage: &Passage<'_>, token: usize, last: usize) -> Denied {
    const AFTER: usize = 3;
    let reading = passage.from.reading;
    let clause = super::passage::clause(reading, token);
    let found = cues(reading, clause.clone(), passage.rules.negation());
    let counts = |c: &&Cue| matches!(c.class, "not" | "flip") && c.first <= last + AFTER && c.first != last;
    let prefixed = clause.filter(|n| *n != last).any(|n| has_negative_prefix(&reading.tokens[n], passage));
    Denied {
        count: found.iter().filter(counts).count(),
        // A word that is looked at guards against nothing.
        guarded: prefixed || found.iter().any(|c| c.class == "negative" && !(c.first..c.end).contains(&last)),
    }
}

/// Whether the sentence in the other article has words of its own that may stand for the denial.
fn is_guarded(passage: &Passage<'_>, cue: &Cue, anchor: &Anchor) -> bool {
    let reading = passage.to.reading;
    let Some(sentence) = sentence_of(reading, anchor.there) else { return true };
    let range = reading.sentences[sentence].first_token..reading.sentences[sentence].end_token;
    let prefixed = reading.tokens[range.clone()].iter().any(|t| has_negative_prefix(t, passage));
    let mut guards = cues(reading, range, passage.rules.negation()).into_iter().filter(|c| c.class == "negative");
    prefixed || guards.any(|c| !passage.renders_another(&c, cue))
}

/// "Unhappy", "disagree", "homeless".
fn has_negative_prefix(token: &Token, passage: &Passage<'_>) -> bool {
    let opposite = |word: &str| word.len() > 3 && are_antonyms(&token.stem, &stem(word, passage.rules));
    let prefixes = ["un", "dis", "in", "im", "ir", "il", "non", "mis"];
    prefixes.iter().any(|p| token.lower.strip_prefix(p).is_some_and(opposite))
        || token.lower.ends_with("less") && token.lower.len() > 6
}

/// Whether the sentence in the other article denies as often: then the denial stands elsewhere in it.
fn is_denied_elsewhere(passage: &Passage<'_>, cue: &Cue, anchor: &Anchor) -> bool {
    let denials = |side: &super::Side<'_>, sentence: usize| {
        let sentence = &side.reading.sentences[sentence];
        let found = cues(side.reading, sentence.first_token..sentence.end_token, passage.rules.negation());
        found.iter().filter(|c| matches!(c.class, "not" | "flip")).count()
    };
    let here = sentence_of(passage.from.reading, cue.first);
    let there = sentence_of(passage.to.reading, anchor.there);
    let (Some(here), Some(there)) = (here, there) else { return true };
    denials(passage.to, there) >= denials(passage.from, here)
}

/// Words of linked sentences that nothing renders, and opposites of them that render nothing.
fn strays(linked: &Linked<'_>) -> Vec<Anchor> {
    let (source, retelling) = (linked.source.reading, linked.retelling.reading);
    let mut found = Vec::new();
    for (n, sentence) in retelling.sentences.iter().enumerate().filter(|(n, _)| !linked.rendered_by(*n).is_empty()) {
        let new = content(retelling, linked.rules, sentence.first_token..sentence.end_token);
        let new: Vec<usize> = new.filter(|t| !linked.words.is_linked(*t) && !linked.retelling.is_fact(*t)).collect();
        if new.is_empty() {
            continue;
        }
        for here in linked.unrendered(n) {
            let was = &source.tokens[here];
            let opposite = |t: &&usize| {
                let is = &retelling.tokens[**t];
                are_opposites(was, is) && !is_converse(was) && !is_converse(is)
            };
            let opposite = new.iter().find(opposite);
            found.extend(opposite.map(|there| Anchor { here, there: *there }));
        }
    }
    found
}

/// Words of which an opposite tells the same from the other side ("a win over" and "the defeat of"), or stands for much
/// else; where nothing links the two they show nothing.
fn is_converse(token: &Token) -> bool {
    const CONVERSE: &str = " win won victory triumph beat defeat lose loss buy purchase sell sale come go join leave give \
        take lend borrow spite despite late early attack defend follow lead man woman husband wife free hold up down in out ";
    CONVERSE.split_whitespace().any(|w| w == token.stem || w == token.lower)
}

/// Opposites by the lexicon, or by a prefix that denies: "limited" and "unlimited".
fn are_opposites(a: &Token, b: &Token) -> bool {
    const PREFIXES: [&str; 9] = ["un", "in", "im", "il", "ir", "non", "dis", "de", "sub"];
    const SHORTEST: usize = 4;
    let denies = |long: &str, short: &str| {
        short.len() >= SHORTEST && PREFIXES.iter().any(|p| long.strip_prefix(p).is_some_and(|rest| rest == short))
    };
    are_antonyms(&a.stem, &b.stem) || denies(&a.stem, &b.stem) || denies(&b.stem, &a.stem)
}

/// Words that stand for each other and are opposites, neither of them denied.
fn opposites(linked: &Linked<'_>, passage: &Passage<'_>) -> Vec<(Place, Place, f32)> {
    let (from, to) = (passage.from.reading, passage.to.reading);
    let turned = passage.turned();
    let mut found = Vec::new();
    for Anchor { here, there } in passage.pairs().chain(passage.substitutes()).chain(strays(linked)) {
        let (was, is) = (&from.tokens[here], &to.tokens[there]);
        if !are_opposites(was, is) || are_synonyms(&was.stem, &is.stem) {
            continue;
        }
        let (a, b) = (denied(passage, here, here), denied(&turned, there, there));
        let (Some(own), Some(other)) = (sentence_of(from, here), sentence_of(to, there)) else { continue };
        let stands = |tokens: &[Token], word: &Token| {
            tokens.iter().any(|t| t.stem == word.stem || are_synonyms(&t.stem, &word.stem))
        };
        let both = stands(from.tokens_of(own), is) || stands(to.tokens_of(other), was);
        let alike = passage.likeness(&Cue { class: "", first: here, end: here + 1 }, &Anchor { here, there });
        if a.count % 2 == b.count % 2
            && !both
            // What stands for a denial in both turns neither against the other.
            && a.guarded == b.guarded
            && alike >= ALIKE
            && !passage.is_quoted(&Anchor { here, there })
        {
            found.extend(place(from, here, here).zip(place(to, there, there)).map(|(a, b)| (a, b, OPPOSITE)));
        }
    }
    found
}
