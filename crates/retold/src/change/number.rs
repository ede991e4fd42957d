//! A figure, a percentage, a count or a rank that is another, and a limit that was moved.
//!
//! A figure that stands anywhere in the source is no change: sentences are merged and split, and figures move with what
//! they count. What is left is paired with the figure of the linked sentences whose surroundings are most alike.

use super::{Change, ChangeDetector, ChangeKind, Gravity, Linked, Place, Setting};
use crate::mention::{Agreement, Bound, Form, Number, agreement};

/// Finds changed figures.
pub struct NumberDetector;

/// Two figures of one unit, or counting the same, are paired when their settings share at least this much.
const ALIKE: f32 = 0.3;
/// Figures of which nothing says that they count the same need settings that share this much.
const ALIKE_WITHOUT_UNIT: f32 = 0.8;

/// A figure that the source has, but elsewhere, is still a change when a figure of the linked sentences fits its place
/// better by this much.
const BETTER: f32 = 0.6;

impl ChangeDetector for NumberDetector {
    fn kind(&self) -> ChangeKind {
        ChangeKind::Number
    }

    fn detect(&self, linked: &Linked<'_>) -> Vec<Change> {
        let numbers = linked.retelling.mentions.numbers.iter().filter(|n| n.form != Form::Single);
        numbers.filter_map(|number| detect(linked, number)).collect()
    }
}

fn detect(linked: &Linked<'_>, number: &Number) -> Option<Change> {
    let sentence = number.spot.sentence.filter(|_| !counts_the_rest(linked, number))?;
    let rendered = linked.rendered_by(sentence);
    if rendered.is_empty() {
        return None;
    }
    let near = |n: &&Number| n.spot.sentence.is_some_and(|s| rendered.contains(&s));
    let figures = || linked.source.mentions.numbers.iter();
    let agrees = |n: &&Number| matches!(agreement(n, number), Agreement::Same | Agreement::Rounded);
    if let Some(same) = figures().filter(agrees).find(near) {
        return moved_limit(linked, number, same);
    }
    let setting = Setting::of(linked.retelling.reading, &number.spot, linked.rules);
    let (best, likeness) = replaced(linked, number, sentence, &setting)?;
    let elsewhere = figures().filter(agrees).map(|n| score(&setting, linked, n, number)).max_by(f32::total_cmp);
    let kept = match elsewhere {
        Some(elsewhere) => elsewhere + BETTER > likeness,
        None => in_a_date(linked, number) || in_digits(linked, number),
    };
    (!kept).then(|| change(linked, number, best, (0.55 + 0.2 * likeness).min(0.97)))
}

/// "Two more", "two other": the rest of a number that was told, not the number.
fn counts_the_rest(linked: &Linked<'_>, number: &Number) -> bool {
    let next = linked.retelling.reading.tokens.get(number.spot.end_token);
    next.is_some_and(|t| matches!(t.lower.as_str(), "more" | "other" | "others" | "further"))
}

/// Whether the source tells the same span of time as a date: "18 months" and "18 months ago".
fn in_a_date(linked: &Linked<'_>, number: &Number) -> bool {
    let days = number.unit.filter(|u| u.is_duration()).map(|u| u.factor * number.low);
    linked.source.mentions.dates.iter().any(|d| {
        d.when.away.is_some_and(|(n, unit)| {
            let away = n.abs() * unit.days();
            days.is_some_and(|days| (days - away).abs() <= 0.04 * away)
        })
    })
}

/// Whether the source has the very digits, whatever they were taken for: part of a name, a score, a year.
fn in_digits(linked: &Linked<'_>, number: &Number) -> bool {
    let tokens = number.spot.tokens(linked.retelling.reading);
    let mut digits = tokens.iter().filter(|t| t.lower.bytes().any(|b| b.is_ascii_digit())).peekable();
    digits.peek().is_some() && digits.all(|t| linked.source.has_word(&t.lower))
}

/// "Nearly 300" for "more than 300".
fn moved_limit(linked: &Linked<'_>, number: &Number, same: &Number) -> Option<Change> {
    let opposite = same.bound.side() * number.bound.side() < 0;
    let firmer = same.bound == Bound::About && number.bound == Bound::More;
    if !(opposite || firmer) {
        return None;
    }
    Some(change(linked, number, same, if opposite { 0.85 } else { 0.6 }))
}

/// The figure of the linked sentences that was replaced, and how well it fits.
fn replaced<'l>(
    linked: &'l Linked<'_>,
    number: &Number,
    sentence: usize,
    setting: &Setting<'_>,
) -> Option<(&'l Number, f32)> {
    let rendered = linked.rendered_by(sentence);
    let figures = linked.source.mentions.numbers.iter();
    figures
        .filter(|n| n.spot.sentence.is_some_and(|s| rendered.contains(&s)))
        .filter(|n| agreement(n, number) == Agreement::Different && are_near(n, number))
        .filter(|n| !is_rendered(linked, n, sentence))
        .map(|n| (n, score(setting, linked, n, number)))
        .filter(|(n, likeness)| *likeness >= least(n, number))
        .max_by(|a, b| a.1.total_cmp(&b.1))
}

/// "One" stands for much else than a figure, and needs more to be one.
const ALIKE_FOR_ONE: f32 = 1.4;

/// Seconds do not stand for years.
fn are_near(a: &Number, b: &Number) -> bool {
    const FARTHEST: f64 = 61.0;
    match (a.unit, b.unit) {
        (Some(a), Some(b)) => a.factor <= FARTHEST * b.factor && b.factor <= FARTHEST * a.factor,
        _ => true,
    }
}

/// How much the settings of two figures must share for the one to stand for the other.
fn least(a: &Number, b: &Number) -> f32 {
    let bare_one = |n: &Number| n.low == 1.0 && n.form == Form::Cardinal && n.unit.is_none();
    match (a.unit, b.unit) {
        (Some(_), Some(_)) => ALIKE,
        // "One" of something is no span of time.
        (Some(unit), None) | (None, Some(unit)) if unit.is_duration() && (bare_one(a) || bare_one(b)) => f32::INFINITY,
        _ if bare_one(a) || bare_one(b) => ALIKE_FOR_ONE,
        _ => ALIKE_WITHOUT_UNIT,
    }
}

fn score(setting: &Setting<'_>, linked: &Linked<'_>, candidate: &Number, number: &Number) -> f32 {
    let other = Setting::of(linked.source.reading, &candidate.spot, linked.rules);
    let unit = if candidate.unit.is_some() && candidate.unit == number.unit { 0.4 } else { 0.0 };
    let counted = if other.same_follower(setting) { 0.6 } else { 0.0 };
    setting.likeness(&other) + unit + counted
}

/// Whether a figure of the source stands in the retelling as it was, in this sentence or another that renders its own.
fn is_rendered(linked: &Linked<'_>, number: &Number, sentence: usize) -> bool {
    let Some(own) = number.spot.sentence else { return false };
    linked.retelling.mentions.numbers.iter().any(|n| {
        let here = n.spot.sentence.is_some_and(|s| s == sentence || linked.rendered_by(s).contains(&own));
        here && matches!(agreement(n, number), Agreement::Same | Agreement::Rounded)
    })
}

fn change(linked: &Linked<'_>, number: &Number, from: &Number, confidence: f32) -> Change {
    let (was, is) = (linked.source.text(from.qualified), linked.retelling.text(number.qualified));
    Change {
        kind: ChangeKind::Number,
        source: from.spot.sentence.map(|sentence| Place { sentence, span: from.qualified }),
        retelling: Place { sentence: number.spot.sentence.unwrap_or_default(), span: number.qualified },
        gravity: Gravity::Substance,
        confidence,
        explanation: format!("{was} became {is}"),
    }
}
