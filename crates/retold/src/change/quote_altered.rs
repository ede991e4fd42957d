//! Words inside quotation marks that are not those that were quoted.

use super::quoted::{Edited, Origin, origin, sentence_at, span_of};
use super::wording::{Step, same_word};
use super::{Change, ChangeDetector, ChangeKind, Gravity, Linked, Place};
use crate::Span;

/// Finds altered quotations.
pub struct QuoteAlteredDetector;

impl ChangeDetector for QuoteAlteredDetector {
    fn kind(&self) -> ChangeKind {
        ChangeKind::QuoteAltered
    }

    fn detect(&self, linked: &Linked<'_>) -> Vec<Change> {
        let quotations = linked.retelling.mentions.quotations.iter().filter(|q| !q.is_nested && q.sentence.is_some());
        let mut changes = Vec::new();
        for quotation in quotations {
            match origin(linked, quotation) {
                Origin::Edited(edited) => changes.extend(altered(linked, &edited)),
                Origin::Replaced(was) => {
                    changes.push(change(linked, was.marked, quotation.marked, Gravity::Substance, REPLACED));
                }
                Origin::Verbatim | Origin::Unknown => {}
            }
        }
        changes
    }
}

/// Counted as the share of words kept where a whole quotation was put in another's place.
const REPLACED: f32 = 0.3;

/// Words that may come and go in a quotation without altering it.
fn is_idle(word: &str) -> bool {
    matches!(word, "a" | "an" | "the" | "that" | "and" | "but" | "well" | "so")
}

/// The change of one edited quotation: the smallest run of its words that holds all edits.
fn altered(linked: &Linked<'_>, edited: &Edited<'_>) -> Option<Change> {
    let steps = whole(edited);
    let is_edit = |step: &Step| match *step {
        (Some(a), Some(b)) => {
            let (is, was) = (&edited.retold[a], &edited.quoted[b]);
            // A figure or a name for another is told as such.
            let facts = linked.retelling.is_fact(is.at) && linked.source.is_fact(was.at);
            !same_word(is.token, was.token) && !facts
        }
        _ => true,
    };
    let first = steps.iter().position(is_edit)?;
    let last = steps.iter().rposition(is_edit)?;
    let edits = || steps[first..=last].iter().filter(|s| is_edit(s));
    let idle =
        |n: Option<usize>, words: &[super::wording::Worded<'_>]| n.is_none_or(|n| is_idle(&words[n].token.lower));
    let wording = edits().all(|(a, b)| idle(*a, &edited.retold) && idle(*b, &edited.quoted));
    let is = covered(steps[first..=last].iter().filter_map(|s| s.0), steps.iter().map(|s| s.0), first, last)?;
    let was = covered(steps[first..=last].iter().filter_map(|s| s.1), steps.iter().map(|s| s.1), first, last)?;
    let was = in_one_piece(&edited.pieces, was);
    let retelling = span_of(linked.retelling.reading, edited.retold[is.0].at, edited.retold[is.1].at);
    let source = span_of(linked.source.reading, edited.quoted[was.0].at, edited.quoted[was.1].at);
    Some(change(linked, source, retelling, if wording { Gravity::Wording } else { Gravity::Substance }, edited.matched))
}

/// The part of a range that lies in one quotation of the source: the one that holds most of it.
fn in_one_piece(pieces: &[usize], range: (usize, usize)) -> (usize, usize) {
    let inside = &pieces[range.0..=range.1];
    let count = |piece: &usize| inside.iter().filter(|p| *p == piece).count();
    let Some(best) = inside.iter().max_by_key(|p| (count(p), std::cmp::Reverse(**p))) else { return range };
    let at = |n: Option<usize>| range.0 + n.unwrap_or(0);
    (at(inside.iter().position(|p| p == best)), at(inside.iter().rposition(|p| p == best)))
}

/// The steps with the quotation's words before and after the part that matches, beside those that stood there.
fn whole(edited: &Edited<'_>) -> Vec<Step> {
    let first = edited.steps.first().and_then(|s| Some((s.0?, s.1?))).unwrap_or((0, 0));
    let last = edited.steps.last().and_then(|s| Some((s.0?, s.1?))).unwrap_or(first);
    let near = |n: usize, of: usize| edited.quoted.get(n).filter(|w| w.at.abs_diff(of) < 12).map(|_| n);
    let at = |n: usize| edited.quoted.get(n).map_or(0, |w| w.at);
    let before = (0..first.0).map(|n| (Some(n), (first.1 + n).checked_sub(first.0).and_then(|q| near(q, at(first.1)))));
    let after = (last.0 + 1..edited.retold.len()).map(|n| (Some(n), near(last.1 + n - last.0, at(last.1))));
    before.chain(edited.steps.iter().copied()).chain(after).collect()
}

/// First and last of the positions between two steps; where there are none, those of the neighbours.
fn covered(
    mut inside: impl DoubleEndedIterator<Item = usize>,
    all: impl Iterator<Item = Option<usize>>,
    first: usize,
    last: usize,
) -> Option<(usize, usize)> {
    if let Some(start) = inside.next() {
        return Some((start, inside.next_back().unwrap_or(start)));
    }
    let all: Vec<Option<usize>> = all.collect();
    let before = all[..first].iter().rev().find_map(|n| *n);
    let after = all[last + 1..].iter().find_map(|n| *n);
    let start = before.or(after)?;
    Some((start, after.unwrap_or(start)))
}

fn change(linked: &Linked<'_>, source: Span, retelling: Span, gravity: Gravity, matched: f32) -> Change {
    let (was, is) = (linked.source.text(source), linked.retelling.text(retelling));
    Change {
        kind: ChangeKind::QuoteAltered,
        source: sentence_at(linked.source.reading, source.start).map(|sentence| Place { sentence, span: source }),
        retelling: Place {
            sentence: sentence_at(linked.retelling.reading, retelling.start).unwrap_or_default(),
            span: retelling,
        },
        gravity,
        confidence: (0.6 + 0.35 * matched).min(0.97),
        explanation: format!("the quotation said \"{was}\", now \"{is}\""),
    }
}
