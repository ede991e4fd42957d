//! Quoted words that lost their quotation marks.
//!
//! What somebody said may be told in other words: that is reported speech. A change it is when the words themselves
//! stand in the retelling as the writer's own.

use super::quoted::{sentence_at, span_of, words};
use super::wording::{Step, Worded, local_alignment, same_reported};
use super::{Change, ChangeDetector, ChangeKind, Gravity, Linked, Place};
use crate::mention::Quotation;
use crate::text::lexicon::are_synonyms;

/// Finds quotations that lost their marks.
pub struct QuoteUnquotedDetector;

/// Quotations up to this many words must stand there whole.
const SHORT: usize = 4;
/// A longer one is taken over when this share of it stands in one run.
const TAKEN: f32 = 0.35;
/// The run may hold this share of other words.
const OTHERS: f32 = 0.4;
/// A quotation of which this share of words still stands between marks is still quoted.
const STILL_QUOTED: f32 = 0.4;

/// A quotation whose words are reported stands there as it stood when so many of them do,
const VERBATIM: usize = 6;
/// and they make up this share of it and of the run they stand in.
const STANDING: f32 = 0.7;

/// A word or two without their marks, where it is still said who speaks, are a matter of wording.
const THREE: usize = 3;
/// Or of which this many words do.
const A_RUN: f32 = 5.0;

impl ChangeDetector for QuoteUnquotedDetector {
    fn kind(&self) -> ChangeKind {
        ChangeKind::QuoteUnquoted
    }

    fn detect(&self, linked: &Linked<'_>) -> Vec<Change> {
        let quotations = linked.source.mentions.quotations.iter().filter(|q| !q.is_nested);
        let mut changes: Vec<Change> = quotations.filter_map(|q| unquoted(linked, q)).collect();
        changes.sort_by_key(|c| c.retelling);
        changes
    }
}

/// The words that the retelling quotes in sentences that render the source's, or beside them.
fn kept_words<'l>(linked: &'l Linked<'_>, rendering: &[usize]) -> Vec<Worded<'l>> {
    let quotations = linked.retelling.mentions.quotations.iter().filter(|q| !q.is_nested);
    let near = quotations.filter(|q| q.sentence.is_some_and(|s| rendering.iter().any(|r| r.abs_diff(s) < 2)));
    near.flat_map(|q| words(&linked.retelling, q)).collect()
}

fn unquoted(linked: &Linked<'_>, quotation: &Quotation) -> Option<Change> {
    let own = quotation.sentence?;
    let told = words(&linked.source, quotation);
    let last = linked.source.reading.tokens.get(quotation.end_token - 1).map_or(quotation.span.end, |t| t.span.start);
    let last = sentence_at(linked.source.reading, last).unwrap_or(own);
    let mut rendering: Vec<usize> = (own..=last).flat_map(|s| linked.rendering(s)).copied().collect();
    rendering.sort_unstable();
    rendering.dedup();
    if rendering.is_empty() || !told.iter().any(|w| w.is_content) {
        return None;
    }
    let still = share(&told, &kept_words(linked, &rendering));
    if still >= STILL_QUOTED || still * told.len() as f32 >= A_RUN {
        return None;
    }
    rendering.into_iter().find_map(|sentence| in_sentence(linked, quotation, &told, sentence))
}

fn share(told: &[Worded<'_>], kept: &[Worded<'_>]) -> f32 {
    let steps = local_alignment(told, kept, same_reported);
    shared(&steps, told, kept).count() as f32 / told.len().max(1) as f32
}

fn shared<'s>(
    steps: &'s [Step],
    a: &'s [Worded<'_>],
    b: &'s [Worded<'_>],
) -> impl Iterator<Item = (usize, usize)> + 's {
    steps.iter().filter_map(|s| Some((s.0?, s.1?))).filter(|(x, y)| same_reported(a[*x].token, b[*y].token))
}

/// Whether the word tells that somebody's words are reported.
fn is_cue(word: &Worded<'_>) -> bool {
    const CUES: &str = " say tell stat declar announc add not remark comment maintain reveal stress promis claim argu insist \
        warn believ think feel hop estimat expect describ call explain ask reply conced admit confes acknowledg deny recall \
        suggest predict urg accord opin emphasis emphasiz point hint vow pledg complain joke writ tweet view reckon observ \
        stipulat report respond accus charg assess judg judgment estimation opinion blam answer assert affirm contend indicat disclos understand hear know ";
    // "estimation" goes on from "estimat".
    const LONG: usize = 6;
    let stem = word.token.stem.as_str();
    CUES.split_whitespace().any(|cue| cue == stem || cue.len() >= LONG && stem.starts_with(cue))
}

/// Quoted words as they stand in a sentence of the retelling.
struct Taken {
    /// First and last token of the run.
    run: (usize, usize),
    /// The share of the quotation's words that stand in it.
    share: f32,
    gravity: Gravity,
}

/// The words of the quotation in a sentence of the retelling, outside its quotations.
fn in_sentence(linked: &Linked<'_>, quotation: &Quotation, told: &[Worded<'_>], sentence: usize) -> Option<Change> {
    let place = linked.retelling.reading.sentences.get(sentence)?;
    let quoted =
        |at: usize| linked.retelling.mentions.quotations.iter().any(|q| (q.first_token..q.end_token).contains(&at));
    let running = linked.retelling.running_in(place.first_token..place.end_token);
    let own: Vec<Worded<'_>> = running.iter().filter(|w| !quoted(w.at)).copied().collect();
    let taken = word_for_word(told, &own).or_else(|| reworded(told, &own)).or_else(|| in_part(linked, told, &own))?;
    let was = sentence_at(linked.source.reading, quotation.span.start)?;
    Some(Change {
        kind: ChangeKind::QuoteUnquoted,
        source: Some(Place { sentence: was, span: quotation.marked }),
        retelling: Place { sentence, span: span_of(linked.retelling.reading, taken.run.0, taken.run.1) },
        gravity: taken.gravity,
        confidence: (0.5 + 0.4 * taken.share).min(0.95),
        explanation: format!("{} lost its quotation marks", linked.source.text(quotation.marked)),
    })
}

/// Whether it is said, beside a run of words, that they are somebody's. A cue among the quoted words reports only what
/// follows it.
fn is_reported(own: &[Worded<'_>], pairs: &[(usize, usize)], start: usize) -> bool {
    const BEHIND: usize = 3;
    own.iter().enumerate().any(|(n, w)| is_cue(w) && (n < start + BEHIND || !pairs.iter().any(|p| p.1 == n)))
}

/// The quotation's own words, all of a short one or a good part of a longer one.
fn word_for_word(told: &[Worded<'_>], own: &[Worded<'_>]) -> Option<Taken> {
    let steps = local_alignment(told, own, same_reported);
    let pairs: Vec<(usize, usize)> = shared(&steps, told, own).collect();
    let (start, end) = (pairs.first()?.1, pairs.last()?.1);
    let (matched, run) = (pairs.len() as f32, (end - start + 1) as f32);
    let content = pairs.iter().filter(|(a, _)| told[*a].is_content).count();
    let whole = pairs.len() == told.len() && end - start + 1 == told.len() && told.len() > 1;
    let taken = matched >= TAKEN * told.len() as f32 && matched >= (1.0 - OTHERS) * run && content > 2;
    let reported = is_reported(own, &pairs, start);
    let as_it_stood = pairs.len() >= VERBATIM && matched >= STANDING * told.len() as f32 && matched >= STANDING * run;
    let gravity = match (told.len() <= SHORT, reported) {
        (true, _) if !whole => return None,
        (true, _) => {
            if told.len() < THREE && reported {
                Gravity::Wording
            } else {
                Gravity::Substance
            }
        }
        (false, false) if taken => Gravity::Substance,
        (false, true) if as_it_stood => Gravity::Wording,
        _ => return None,
    };
    Some(Taken { run: (own[start].at, own[end].at), share: matched / told.len() as f32, gravity })
}

/// A short quotation of which a word or two were exchanged for synonyms: "ready and willing" told as prepared and willing.
fn reworded(told: &[Worded<'_>], own: &[Worded<'_>]) -> Option<Taken> {
    if !(THREE..=SHORT).contains(&told.len()) {
        return None;
    }
    let akin =
        |a: &Worded<'_>, b: &Worded<'_>| same_reported(a.token, b.token) || are_synonyms(&a.token.stem, &b.token.stem);
    let kept = |run: &&[Worded<'_>]| {
        let pairs = || told.iter().zip(run.iter());
        pairs().all(|(a, b)| akin(a, b)) && pairs().any(|(a, b)| a.is_content && same_reported(a.token, b.token))
    };
    let run = own.windows(told.len()).find(kept)?;
    let same = told.iter().zip(run).filter(|(a, b)| same_reported(a.token, b.token)).count();
    let share = same as f32 / told.len() as f32;
    Some(Taken { run: (run.first()?.at, run.last()?.at), share, gravity: Gravity::Wording })
}

/// A longer quotation that is reported, partly in its words and partly in others: nothing of it still stands between
/// marks, and most of its words are rendered.
fn in_part(linked: &Linked<'_>, told: &[Worded<'_>], own: &[Worded<'_>]) -> Option<Taken> {
    if told.len() <= SHORT {
        return None;
    }
    let steps = local_alignment(told, own, same_reported);
    let pairs: Vec<(usize, usize)> = shared(&steps, told, own).collect();
    let (first, last) = (pairs.first()?.1, pairs.last()?.1);
    let share = pairs.len() as f32 / told.len() as f32;
    let tight = pairs.len() as f32 >= (1.0 - OTHERS) * (last - first + 1) as f32;
    // "US" is a word of content that looks like none.
    let says = |w: &Worded<'_>| w.is_content || w.token.shape.starts_with(char::is_uppercase);
    let content = pairs.iter().filter(|(a, _)| says(&told[*a])).count();
    if share < TAKEN || !tight || content < 2 || pairs.len() < SHORT {
        return None;
    }
    let said = |w: &Worded<'_>| linked.words.rendered_by(w.at).any(|t| told.iter().any(|q| q.at == t));
    let run = own.iter().filter(|w| said(w)).map(|w| w.at);
    let (from, to) = run.fold((own[first].at, own[last].at), |(a, b), t| (a.min(t), b.max(t)));
    Some(Taken { run: (from, to), share, gravity: Gravity::Wording })
}
