//! Somebody else is made to say it.

use super::rendering::{content, sentence_of, tokens_in};
use super::{Change, ChangeDetector, ChangeKind, Gravity, Linked, Place};
use crate::Span;
use crate::attribution::Claim;
use crate::mention::{Name, NameKind, same_name};
use crate::text::Reading;

/// Finds other speakers.
pub struct AttributionChangedDetector;

/// Fewer linked words of content do not show that two claims are one.
const FEWEST: usize = 2;
/// Two claims are one when the words that are linked make up this share of the shorter one's.
const SAME_CLAIM: f32 = 0.5;
/// How many source sentences before the claim may name its speaker.
const REACH: usize = 2;

impl ChangeDetector for AttributionChangedDetector {
    fn kind(&self) -> ChangeKind {
        ChangeKind::AttributionChanged
    }

    fn detect(&self, linked: &Linked<'_>) -> Vec<Change> {
        let told = told(linked);
        let mut changes: Vec<Change> =
            linked.retelling.claims.iter().filter_map(|c| detect(linked, &told, c)).collect();
        changes.sort_by_key(|c| c.retelling);
        changes.dedup_by_key(|c| c.retelling.sentence);
        changes
    }
}

/// The claims of the source, each with the words of its content.
type Told<'l> = Vec<(&'l Claim, Vec<usize>)>;

fn told<'l>(linked: &'l Linked<'_>) -> Told<'l> {
    linked.source.claims.iter().map(|c| (c, words_of(linked, linked.source.reading, &c.content))).collect()
}

fn detect(linked: &Linked<'_>, told: &Told<'_>, claim: &Claim) -> Option<Change> {
    let speaker = claim.speaker?;
    let (was, share) = same_claim(linked, told, claim)?;
    let former = was.speaker?;
    let both_say = says(linked, linked.source.reading, was) && says(linked, linked.retelling.reading, claim);
    if !both_say || !is_another(linked, (former, was), (speaker, claim)) {
        return None;
    }
    let source = tokens_in(linked.source.reading, former).start;
    let retelling = tokens_in(linked.retelling.reading, speaker).start;
    Some(Change {
        kind: ChangeKind::AttributionChanged,
        source: sentence_of(linked.source.reading, source).map(|sentence| Place { sentence, span: former }),
        retelling: Place { sentence: sentence_of(linked.retelling.reading, retelling)?, span: speaker },
        gravity: Gravity::Substance,
        confidence: 0.5 + 0.4 * share.min(1.0),
        explanation: format!(
            "{} is made to say what {} said",
            linked.retelling.text(speaker),
            was.who.as_deref().unwrap_or(linked.source.text(former))
        ),
    })
}

/// The source claim whose content a retelling claim renders, and how much of it.
fn same_claim<'l>(linked: &Linked<'_>, told: &Told<'l>, claim: &Claim) -> Option<(&'l Claim, f32)> {
    let words = words_of(linked, linked.retelling.reading, &claim.content);
    let mut rendered: Vec<usize> = words.iter().flat_map(|t| linked.words.rendered_by(*t)).collect();
    rendered.sort_unstable();
    rendered.dedup();
    if rendered.len() < FEWEST {
        return None;
    }
    let scored = told.iter().map(|(c, own)| {
        let both = own.iter().filter(|t| rendered.binary_search(t).is_ok()).count();
        (*c, both, both as f32 / own.len().min(words.len()).max(1) as f32)
    });
    let fitting = scored.filter(|(_, both, share)| *both >= FEWEST && *share >= SAME_CLAIM);
    // Among nested claims the one whose extent fits best.
    fitting.max_by(|a, b| a.1.cmp(&b.1).then(a.2.total_cmp(&b.2))).map(|(c, _, share)| (c, share))
}

fn words_of(linked: &Linked<'_>, reading: &Reading, spans: &[Span]) -> Vec<usize> {
    spans.iter().flat_map(|s| content(reading, linked.rules, tokens_in(reading, *s))).collect()
}

fn is_another(linked: &Linked<'_>, was: (Span, &Claim), is: (Span, &Claim)) -> bool {
    let (source, retelling) = (linked.source.reading, linked.retelling.reading);
    let said = content_stems(linked, retelling, is.0);
    if said.is_empty() || shares_word(linked, was.0, &said) {
        return false;
    }
    // Whoever is named beside the claim in the source may be its speaker.
    let at = sentence_of(source, tokens_in(source, was.0).start).unwrap_or_default();
    let near = at.saturating_sub(REACH)..=at + 1;
    let around: Vec<&str> = near
        .clone()
        .filter(|s| *s < source.sentences.len())
        .flat_map(|s| source.tokens_of(s))
        .map(|t| t.stem.as_str())
        .collect();
    let who = was.1.who.as_deref().unwrap_or("").to_lowercase();
    let shared = |stem: &&str| who.split_whitespace().any(|w| w == *stem) || around.contains(stem);
    let named = names_in(&linked.retelling.mentions.names.mentions, is.0);
    if named.is_empty() {
        let indefinite = retelling.tokens[tokens_in(retelling, is.0)]
            .first()
            .is_some_and(|t| matches!(t.lower.as_str(), "a" | "an" | "one"));
        return indefinite && is_named(linked, was) && !said.iter().any(shared);
    }
    let rendered = sentence_of(retelling, tokens_in(retelling, is.0).start).map_or(&[][..], |s| linked.rendered_by(s));
    let names = &linked.source.mentions.names.mentions;
    let speaks = |n: &Name| linked.source.claims.iter().any(|c| c.speaker.is_some_and(|s| s.contains(n.spot.span)));
    let told = |n: &Name| was.1.content.iter().any(|s| s.contains(n.spot.span));
    // A name beside the claim, but for those that the claim itself is about.
    let candidate = |n: &&Name| {
        n.spot.sentence.is_some_and(|s| near.contains(&s) && speaks(n) || rendered.contains(&s) && !told(n))
    };
    let ends =
        |n: &&&Name| is.0.end.saturating_sub(n.spot.span.end) <= POSSESSIVE || is_comma(retelling, n.spot.end_token);
    let stated = |n: &&&Name| matches!(n.kind, NameKind::Person | NameKind::Organisation) || n.words.len() > 1;
    let Some(named) = named.iter().filter(ends).rfind(stated) else { return false };
    !names.iter().filter(candidate).any(|n| same_name(&n.words, &named.words)) && !same_words(&named.words, &who)
}

/// Bytes that may close a name: "'s".
const POSSESSIVE: usize = 2;

fn is_comma(reading: &Reading, token: usize) -> bool {
    reading.tokens.get(token).is_some_and(|t| t.lower == ",")
}

/// Whether a claim's cue says that its speaker says something: "said", and not "is tipped".
fn says(linked: &Linked<'_>, reading: &Reading, claim: &Claim) -> bool {
    let Some(cue) = claim.cue else { return false };
    let words = &reading.tokens[tokens_in(reading, cue)];
    let passive =
        words.first().is_some_and(|t| matches!(t.lower.as_str(), "is" | "are" | "was" | "were" | "be" | "being"));
    !passive && words.iter().any(|t| linked.rules.is_say_verb(&t.lower) || linked.rules.is_reporting(&t.stem))
}

fn is_named(linked: &Linked<'_>, was: (Span, &Claim)) -> bool {
    !names_in(&linked.source.mentions.names.mentions, was.0).is_empty()
        || was.1.who.as_deref().is_some_and(|w| w.starts_with(char::is_uppercase))
}

/// Whether the two speakers share a word of content.
fn shares_word(linked: &Linked<'_>, was: Span, said: &[&str]) -> bool {
    content_stems(linked, linked.source.reading, was).iter().any(|w| said.contains(w))
}

fn same_words(name: &[String], who: &str) -> bool {
    // A name misspelt is the same name: "Cowen" and "Cowan".
    let near = |w: &str, v: &str| w == v || w.len() > 3 && w.len().abs_diff(v.len()) <= 1 && w.get(..3) == v.get(..3);
    name.iter().any(|w| who.split_whitespace().any(|v| near(w, v)))
}

fn names_in(names: &[Name], span: Span) -> Vec<&Name> {
    names.iter().filter(|n| span.contains(n.spot.span)).collect()
}

fn content_stems<'l>(linked: &Linked<'l>, reading: &'l Reading, span: Span) -> Vec<&'l str> {
    content(reading, linked.rules, tokens_in(reading, span)).map(|t| reading.tokens[t].stem.as_str()).collect()
}
