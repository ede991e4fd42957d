//! What the retelling says and nothing in the source does.

use std::ops::Range;

use super::cause::CauseDetector;
use super::clause::clauses;
use super::date::DateDetector;
use super::name::NameDetector;
use super::number::NumberDetector;
use super::passage::{Cue, place};
use super::rendering::content;
use super::{Change, ChangeDetector, ChangeKind, Gravity, Linked, Place, Side};
use crate::Span;
use crate::mention::{Agreement, Date, DateAgreement, Number, Spot, agreement};
use crate::text::Reading;

/// Finds added claims.
pub struct ClaimAddedDetector;

/// A sentence without a link says something with this many words of content.
const SAYS_SOMETHING: usize = 4;
/// Of the sentence's words at least this share stands nowhere in the source.
const UNHEARD: f32 = 0.33;
/// A sentence of which more than one part in so many is quoted is judged by the detectors of quotations.
const MOSTLY_QUOTED: usize = 3;
/// A clause of a linked sentence does with this many that the source has not.
const NEW_WORDS: usize = 2;
/// A source sentence that is rendered but for this many words more than the clause has leaves nothing to put otherwise.
const SPARE: usize = 1;
/// Where other words of the sentence may render what is left, at most so many times the clause's own words are,
const MOST_LEFT: usize = 2;
/// and the clause's words come no nearer to them than this in the mean. With both, no clause of 1,100 sentences of faithful
/// retellings is taken for an added one, and five of altered ones are, rightly.
const FAR: f32 = 0.25;
/// Words that the source has, but no sentence of it more than this share of them, are not heard there.
const APART: f32 = 0.34;

impl ChangeDetector for ClaimAddedDetector {
    fn kind(&self) -> ChangeKind {
        ChangeKind::ClaimAdded
    }

    fn detect(&self, linked: &Linked<'_>) -> Vec<Change> {
        let causes: Vec<Span> = CauseDetector.detect(linked).iter().map(|c| c.retelling.span).collect();
        let sentences = 0..linked.retelling.reading.sentences.len();
        let mut changes: Vec<Change> = sentences
            .flat_map(
                |s| if linked.rendered_by(s).is_empty() { added(linked, s) } else { inserted(linked, s, &causes) },
            )
            .collect();
        for fact in new_facts(linked).into_iter().chain(forced(linked)) {
            if changes.iter().all(|c| !c.retelling.span.overlaps(fact.retelling.span)) {
                changes.push(fact);
            }
        }
        changes.sort_by_key(|c| c.retelling);
        changes
    }
}

/// Figures and years of linked sentences that stand nowhere in the source and in no figure's or date's place.
fn new_facts(linked: &Linked<'_>) -> Vec<Change> {
    let mentions = linked.retelling.mentions;
    let numbers = mentions.numbers.iter().filter(|n| is_new_number(linked, n)).map(|n| n.spot);
    let dates =
        mentions.dates.iter().filter(|d| d.when.year.is_some() && d.when.away.is_none() && is_new_date(linked, d));
    let spots = numbers.chain(dates.map(|d| d.spot));
    let spots: Vec<Spot> =
        spots.filter(|s| !quoted(linked, s) && s.sentence.is_some_and(|n| !linked.rendered_by(n).is_empty())).collect();
    if spots.is_empty() {
        return Vec::new();
    }
    let told: Vec<Change> = [&NumberDetector as &dyn ChangeDetector, &DateDetector, &NameDetector]
        .iter()
        .flat_map(|d| d.detect(linked))
        .collect();
    let untold = spots.into_iter().filter(|s| told.iter().all(|c| !c.retelling.span.overlaps(s.span)));
    untold.filter_map(|spot| Some(change(linked, spot.sentence?, around(linked, &spot)?, NEW_FACT))).collect()
}

/// An event that may come about one way or another, and the worse way. That who died was killed is mostly told rightly: of
/// two such reports on faithful retellings both were wrong.
const FORCED: [(&str, &str); 1] = [("left", "ousted")];

/// "Was sacked" where the source has a departure.
fn forced(linked: &Linked<'_>) -> Vec<Change> {
    let (source, retelling) = (linked.source.reading, linked.retelling.reading);
    let told = |side: &'_ Side<'_>, n: usize| -> Vec<Cue> {
        let sentence = &side.reading.sentences[n];
        side.shifts_in(sentence.first_token..sentence.end_token, linked.rules).to_vec()
    };
    let mut found = Vec::new();
    for n in 0..retelling.sentences.len() {
        let own = told(&linked.retelling, n);
        for cue in &own {
            let Some((plain, worse)) = FORCED.iter().find(|(_, worse)| cue.class == *worse) else { continue };
            let was: Vec<Cue> = linked.rendered_by(n).iter().flat_map(|s| told(&linked.source, *s)).collect();
            let anywhere = (0..source.sentences.len()).flat_map(|s| told(&linked.source, s)).any(|c| c.class == *worse);
            let from = was.iter().find(|c| c.class == *plain).and_then(|c| place(source, c.first, c.end - 1));
            let to = place(retelling, cue.first, cue.end - 1);
            let (Some(from), Some(to)) = (from.filter(|_| !anywhere && own.iter().all(|c| c.class != *plain)), to)
            else {
                continue;
            };
            let (a, b) = (linked.source.text(from.span), linked.retelling.text(to.span));
            let explanation = format!("\"{a}\" became \"{b}\", which the source does not say");
            found.push(Change { source: Some(from), explanation, ..change(linked, n, to.span, NEW_FACT) });
        }
    }
    found
}

/// Confidence of a figure that stands nowhere in the source.
const NEW_FACT: f32 = 0.6;

/// A figure written in digits, of an amount that nobody reckons by the way, that no figure of the source agrees with.
fn is_new_number(linked: &Linked<'_>, number: &Number) -> bool {
    const RECKONED: f64 = 5.0;
    let apart = |m: &Number| matches!(agreement(number, m), Agreement::Different | Agreement::Apart);
    let reading = linked.retelling.reading;
    // "Covid-19" is a name.
    if number.spot.first_token > 0 && reading.tokens[number.spot.first_token - 1].lower == "-" {
        return false;
    }
    let tokens = number.spot.tokens(reading);
    let mut digits = tokens.iter().filter(|t| t.lower.bytes().any(|b| b.is_ascii_digit())).peekable();
    digits.peek().is_some()
        && !digits.any(|t| has_digits(linked.source.reading, &t.lower))
        && (number.high > RECKONED || number.unit.is_some())
        && linked.source.mentions.numbers.iter().all(apart)
}

/// Whether the article has the figure, with whatever letters stand at it: "217mph", "under-16s".
fn has_digits(reading: &Reading, word: &str) -> bool {
    let digits = |w: &str| w.chars().filter(char::is_ascii_digit).collect::<String>();
    let wanted = digits(word);
    reading.tokens.iter().filter(|t| t.lower.bytes().any(|b| b.is_ascii_digit())).any(|t| digits(&t.lower) == wanted)
}

fn is_new_date(linked: &Linked<'_>, date: &Date) -> bool {
    let same = |d: &Date| d.when.agreement(&date.when) == DateAgreement::Same;
    let tokens = date.spot.tokens(linked.retelling.reading);
    !linked.source.mentions.dates.iter().any(same)
        && !tokens.iter().any(|t| t.lower.len() > 3 && linked.source.has_word(&t.lower))
}

fn quoted(linked: &Linked<'_>, spot: &Spot) -> bool {
    linked.retelling.mentions.quotations.iter().any(|q| q.marked.contains(spot.span))
}

/// The clause a fact stands in; the sentence, where nearly nothing of it is linked.
fn around(linked: &Linked<'_>, spot: &Spot) -> Option<Span> {
    const WEAK: usize = 4;
    let reading = linked.retelling.reading;
    let sentence = spot.sentence?;
    let whole = &reading.sentences[sentence];
    let words: Vec<usize> = content(reading, linked.rules, whole.first_token..whole.end_token).collect();
    let known = words.iter().filter(|t| linked.words.is_linked(**t)).count();
    if known * WEAK <= words.len() {
        return Some(whole.span);
    }
    let clause = clauses(reading, sentence).into_iter().find(|c| c.contains(&spot.first_token))?;
    Some(reading.tokens.get(clause.start)?.span.cover(reading.tokens.get(clause.end - 1)?.span))
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
    let quoted =
        quotations.iter().any(|q| whole.span.contains(q.marked) && q.marked.len() * MOSTLY_QUOTED > whole.span.len());
    let says = words.len() >= SAYS_SOMETHING && has_fact && !quoted && share >= UNHEARD;
    says.then(|| change(linked, sentence, whole.span, 0.6 + 0.3 * share))
}

/// Whether the source writes the word that the sentence begins with as a name.
fn begins_with_name(linked: &Linked<'_>, first: usize) -> bool {
    // A sentence of characters that are no tokens begins with none.
    let Some(word) = linked.retelling.reading.tokens.get(first).map(|t| &t.lower) else { return false };
    let source = linked.source.reading;
    let word = word.strip_suffix("'s").or_else(|| word.strip_suffix("’s")).unwrap_or(word);
    let inside =
        source.sentences.iter().flat_map(|s| &source.tokens[(s.first_token + 1).min(s.end_token)..s.end_token]);
    inside.filter(|t| t.lower == word).any(|t| t.shape.starts_with(char::is_uppercase))
}

/// A clause of a linked sentence that renders nothing.
fn inserted(linked: &Linked<'_>, sentence: usize, causes: &[Span]) -> Option<Change> {
    let reading = linked.retelling.reading;
    let unlinked =
        |tokens: Range<usize>| content(reading, linked.rules, tokens).filter(|t| !linked.words.is_linked(*t)).count();
    let whole = &reading.sentences[sentence];
    let all = unlinked(whole.first_token..whole.end_token);
    let left = linked.unrendered(sentence);
    let left_over = left.len();
    relative_clauses(reading, sentence).into_iter().find_map(|clause| {
        let words: Vec<usize> = content(reading, linked.rules, clause.clone()).collect();
        let joined = joins(linked, &clause);
        let new = words.iter().all(|t| !linked.words.is_linked(*t));
        let unknown = words.iter().filter(|t| !linked.words.is_known(**t)).count();
        let span = reading.tokens[clause.start].span.cover(reading.tokens[clause.end - 1].span);
        let told = causes.iter().any(|c| c.overlaps(span));
        // Other words of the sentence that nothing is linked to may render what is left of the source.
        let elsewhere = all.saturating_sub(words.len());
        let near = || linked.nearness(&words, &left).iter().sum::<f32>() / words.len().max(1) as f32;
        let spare =
            left_over.saturating_sub(elsewhere) <= words.len() + SPARE && left_over <= MOST_LEFT * words.len() + SPARE;
        let unheard = unknown > 0 || words.len() > NEW_WORDS && linked.heard_together(&words) <= APART;
        let is_new = joined && new && words.len() >= NEW_WORDS && unheard && !told && spare && near() <= FAR;
        is_new.then(|| change(linked, sentence, span, 0.55))
    })
}

/// Whether a clause is joined to the sentence as something more.
fn joins(linked: &Linked<'_>, clause: &Range<usize>) -> bool {
    let word = |n: usize| linked.retelling.reading.tokens.get(n).map_or("", |t| t.lower.as_str());
    match word(clause.start) {
        "which" | "who" | "whose" | "where" | "but" => true,
        "and" => clause.clone().any(|t| linked.retelling.is_fact(t)),
        _ => word(clause.start + 1) == "which",
    }
}

/// The clauses of a sentence, with what a relative clause says that somebody says: "which shows that it was late".
fn relative_clauses(reading: &Reading, sentence: usize) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for clause in clauses(reading, sentence) {
        let begins = reading.tokens[clause.start].lower.as_str();
        match found.last_mut() {
            Some(last)
                if begins == "that" && last.end == clause.start && reading.tokens[last.start].lower == "which" =>
            {
                last.end = clause.end;
            }
            // "In which".
            Some(last) if begins == "which" && last.end == clause.start && last.len() == 1 => last.end = clause.end,
            _ => found.push(clause),
        }
    }
    found
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
