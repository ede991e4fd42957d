//! Names that stand where the source has others: what the detectors of names and of places share.

use super::{Linked, Setting};
use crate::mention::{Name, NameKind, Spot, place_named, same_name};

/// A name that the source does not have, and the name it stands for.
pub struct Swap<'l> {
    /// In the source.
    pub was: &'l Name,
    /// In the retelling.
    pub is: &'l Name,
    /// How well the one fits the other's place.
    pub likeness: f32,
}

/// Two names are paired when their settings and themselves share at least this much.
const ALIKE: f32 = 1.1;
/// Two people, two firms.
const SAME_KIND: f32 = 0.3;
/// "Elm Street" and "Oak Street".
const SHARED_WORD: f32 = 0.6;
/// "Mr Low" and "Mr Hill", "director Low" and "director Hill".
const SAME_TITLE: f32 = 0.3;

/// A name that the source has, but elsewhere, is still a swap when a name of the linked sentences fits its place better
/// by this much.
const BETTER: f32 = 0.9;

/// All such pairs, in order of the retelling.
pub fn swaps<'l>(linked: &'l Linked<'_>) -> Vec<Swap<'l>> {
    let names = &linked.retelling.mentions.names;
    let known: Vec<bool> = names.entities.iter().map(|e| is_known(linked, &e.words)).collect();
    let found = names.mentions.iter().filter_map(|name| {
        let is_new = !known[name.entity] && !is_known(linked, &name.words);
        swap(linked, name, if is_new { 0.0 } else { elsewhere(linked, name)? })
    });
    found.collect()
}

/// Whether the source names it, by whatever form, or has its words one after another.
fn is_known(linked: &Linked<'_>, words: &[String]) -> bool {
    let source = &linked.source;
    let all = |words: &[String]| words.iter().all(|w| source.has_relative(w));
    all(words) && (words.len() == 1 || source.has_run(words))
        || place_named(&words.join(" "), Spot::default()).is_some_and(|p| source.has_place(&p))
        || source.mentions.names.entities.iter().any(|e| same_name(&e.words, words))
}

/// How well the source's own mentions of a name fit the place that it has in the retelling; `None` when the linked
/// sentences name it, or what they say of it may be meant by another name.
fn elsewhere(linked: &Linked<'_>, name: &Name) -> Option<f32> {
    let rendered = linked.rendered_by(name.spot.sentence?);
    if !matches!(name.kind, NameKind::Place | NameKind::Other) || name.words.len() > 3 {
        return None;
    }
    let setting = Setting::of(linked.retelling.reading, &name.spot, linked.rules);
    let own = linked.source.mentions.names.mentions.iter().filter(|n| same_name(&n.words, &name.words));
    let mut best = None;
    for mention in own {
        if mention.spot.sentence.is_some_and(|s| rendered.contains(&s)) {
            return None;
        }
        let likeness = setting.likeness(&Setting::of(linked.source.reading, &mention.spot, linked.rules));
        best = Some(best.map_or(likeness, |b: f32| b.max(likeness)));
    }
    best.map(|b| b + BETTER)
}

fn swap<'l>(linked: &'l Linked<'_>, name: &'l Name, least: f32) -> Option<Swap<'l>> {
    let sentence = name.spot.sentence?;
    let rendered = linked.rendered_by(sentence);
    let setting = Setting::of(linked.retelling.reading, &name.spot, linked.rules);
    let names = linked.source.mentions.names.mentions.iter();
    names
        .filter(|n| n.spot.sentence.is_some_and(|s| rendered.contains(&s)))
        .filter(|n| are_alike(n, name) && !is_rendered(linked, n, sentence))
        .map(|was| Swap { was, is: name, likeness: likeness(linked, &setting, was, name) })
        .filter(|s| s.likeness >= ALIKE.max(least))
        .max_by(|a, b| a.likeness.total_cmp(&b.likeness))
}

/// Whether the one may stand where the other stood: people for people, places for places.
fn are_alike(a: &Name, b: &Name) -> bool {
    use NameKind::*;
    match (a.kind, b.kind) {
        (Place, Place) => true,
        (Place, _) | (_, Place) => a.words.iter().any(|w| b.words.contains(w)),
        (Person, Organisation) | (Organisation, Person) => false,
        _ => true,
    }
}

fn likeness(linked: &Linked<'_>, setting: &Setting<'_>, was: &Name, is: &Name) -> f32 {
    let mut sum = setting.likeness(&Setting::of(linked.source.reading, &was.spot, linked.rules));
    if was.kind == is.kind {
        sum += SAME_KIND;
    }
    if was.words.iter().any(|w| is.words.contains(w)) {
        sum += SHARED_WORD;
    }
    if !was.title.is_empty() && was.title == is.title {
        sum += SAME_TITLE;
    }
    sum
}

/// Whether a name of the source stands in the retelling where its sentence is rendered.
fn is_rendered(linked: &Linked<'_>, name: &Name, sentence: usize) -> bool {
    let Some(own) = name.spot.sentence else { return false };
    let full = &linked.source.mentions.names.entities[name.entity].words;
    let entities = &linked.retelling.mentions.names.entities;
    linked.retelling.mentions.names.mentions.iter().any(|n| {
        let here = n.spot.sentence.is_some_and(|s| s == sentence || linked.rendered_by(s).contains(&own));
        // "Oxford" does not render "Oxford University".
        let alike = (n.kind == NameKind::Place) == (name.kind == NameKind::Place);
        here && alike && (same_name(&n.words, &name.words) || same_name(&entities[n.entity].words, full))
    })
}
