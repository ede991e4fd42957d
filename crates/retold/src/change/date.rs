//! A day, a month, a year or a time told from the day of writing that is another.

use super::horizon::shifted;
use super::{Change, ChangeDetector, ChangeKind, Gravity, Linked, Place, Setting};
use crate::mention::{Date, DateAgreement};

/// Finds changed dates.
pub struct DateDetector;

/// Two dates that contradict each other are paired when their settings share at least this much.
const ALIKE: f32 = 0.7;
/// A date that the source has, but elsewhere, is still a change when a date of the linked sentences fits its place
/// better by this much.
const BETTER: f32 = 0.8;

impl ChangeDetector for DateDetector {
    fn kind(&self) -> ChangeKind {
        ChangeKind::Date
    }

    fn detect(&self, linked: &Linked<'_>) -> Vec<Change> {
        let mut changes: Vec<Change> =
            linked.retelling.mentions.dates.iter().filter_map(|date| detect(linked, date)).collect();
        changes.extend(shifted(linked));
        changes.sort_by_key(|c| c.retelling);
        changes
    }
}

fn detect(linked: &Linked<'_>, date: &Date) -> Option<Change> {
    let sentence = date.spot.sentence?;
    let rendered = linked.rendered_by(sentence);
    let near = |d: &&Date| d.spot.sentence.is_some_and(|s| rendered.contains(&s));
    let dates = || linked.source.mentions.dates.iter();
    let agrees = |d: &&Date| d.when.agreement(&date.when) == DateAgreement::Same;
    let setting = Setting::of(linked.retelling.reading, &date.spot, linked.rules);
    let likeness = |d: &Date| setting.likeness(&Setting::of(linked.source.reading, &d.spot, linked.rules));
    if let Some(same) = dates().filter(agrees).find(near) {
        return other_side(linked, date, same).then(|| change(linked, date, same, 0.8));
    }
    let contradicts = |d: &&Date| d.when.agreement(&date.when) == DateAgreement::Different;
    let (was, alike) = dates()
        .filter(near)
        .filter(contradicts)
        .filter(|d| !is_rendered(linked, d, sentence))
        .map(|d| (d, likeness(d)))
        .max_by(|a, b| a.1.total_cmp(&b.1))?;
    let elsewhere = dates().filter(agrees).map(likeness).max_by(f32::total_cmp);
    let kept = elsewhere.is_some_and(|e| e + BETTER > alike);
    (alike >= ALIKE && !kept).then(|| change(linked, date, was, (0.65 + 0.15 * alike).min(0.95)))
}

/// Whether the source's date stands in the retelling too, where its sentence is rendered.
fn is_rendered(linked: &Linked<'_>, date: &Date, sentence: usize) -> bool {
    let Some(own) = date.spot.sentence else { return false };
    linked.retelling.mentions.dates.iter().any(|d| {
        let here = d.spot.sentence.is_some_and(|s| s == sentence || linked.rendered_by(s).contains(&own));
        here && d.when.agreement(&date.when) == DateAgreement::Same
    })
}

/// "Before the talks of 2003" for "after the talks of 2003": the same date, the other side of it.
fn other_side(linked: &Linked<'_>, date: &Date, same: &Date) -> bool {
    let first = |phrase: &str| phrase.split(' ').next().unwrap_or("").to_lowercase();
    let (was, is) = (first(linked.source.text(same.phrase)), first(linked.retelling.text(date.phrase)));
    let earlier = |w: &str| matches!(w, "before" | "until" | "till");
    let later = |w: &str| matches!(w, "after" | "since");
    earlier(&was) && later(&is) || later(&was) && earlier(&is)
}

fn change(linked: &Linked<'_>, date: &Date, from: &Date, confidence: f32) -> Change {
    let (was, is) = (linked.source.text(from.phrase), linked.retelling.text(date.phrase));
    Change {
        kind: ChangeKind::Date,
        source: from.spot.sentence.map(|sentence| Place { sentence, span: from.phrase }),
        retelling: Place { sentence: date.spot.sentence.unwrap_or_default(), span: date.phrase },
        gravity: Gravity::Substance,
        confidence,
        explanation: format!("{was} became {is}"),
    }
}
