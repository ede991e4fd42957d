//! Names that stand where the source has others: what the detectors of names and of places share.

use super::{Linked, Setting};
use crate::mention::{Name, NameKind, Spot, place_named};

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

/// All such pairs, in order of the retelling; found once for the detectors of names and of places.
pub fn swaps<'l>(linked: &'l Linked<'_>) -> impl Iterator<Item = Swap<'l>> + 'l {
    let (source, retelling) = (&linked.source.mentions.names.mentions, &linked.retelling.mentions.names.mentions);
    let found = linked.swaps.get_or_init(|| find(linked));
    found.iter().map(|(was, is, likeness)| Swap { was: &source[*was], is: &retelling[*is], likeness: *likeness })
}

/// The numbers of the two names of each pair, and how well they fit.
fn find(linked: &Linked<'_>) -> Vec<(usize, usize, f32)> {
    let names = &linked.retelling.mentions.names;
    let known: Vec<bool> = names.entities.iter().map(|e| is_known(linked, &e.words)).collect();
    let called = names.mentions.iter().enumerate().filter(|(_, name)| !name.words.iter().all(|w| is_sign(w)));
    let found = called.filter_map(|(n, name)| {
        let is_new = !known[name.entity] && !is_known(linked, &name.words);
        let (was, likeness) = swap(linked, name, if is_new { 0.0 } else { elsewhere(linked, name)? })?;
        Some((was, n, likeness))
    });
    found.collect()
}

/// "Q3", "4G", "A1": a letter with a figure names nobody by itself.
fn is_sign(word: &str) -> bool {
    word.len() <= 2 && word.bytes().any(|b| b.is_ascii_digit())
}

/// Whether the source names it, by whatever form, or has its words one after another.
fn is_known(linked: &Linked<'_>, words: &[String]) -> bool {
    let source = &linked.source;
    let all = |words: &[String]| words.iter().all(|w| source.has_relative(w));
    linked.namesakes.is_known(words)
        || all(words) && (words.len() == 1 || source.has_run(words))
        || place_named(&words.join(" "), Spot::default()).is_some_and(|p| source.has_place(&p))
}

/// At most this many other mentions of a name are looked at.
const MOST_ELSEWHERE: usize = 20;

/// How well the source's own mentions of a name fit the place that it has in the retelling; `None` when the linked
/// sentences name it, or what they say of it may be meant by another name.
fn elsewhere(linked: &Linked<'_>, name: &Name) -> Option<f32> {
    let rendered = linked.rendered_by(name.spot.sentence?);
    if !matches!(name.kind, NameKind::Place | NameKind::Other) || name.words.len() > 3 {
        return None;
    }
    let names = &linked.source.mentions.names.mentions;
    let named = |n: usize| linked.namesakes.are_same(&name.words, &names[n].words);
    if rendered.iter().any(|s| linked.source.names_of(*s).any(named)) {
        return None;
    }
    let setting = Setting::of(linked.retelling.reading, &name.spot, linked.rules);
    let own = linked.namesakes.mentions(&name.words).take(MOST_ELSEWHERE);
    let spots = own.map(|n| names[n].spot);
    let likeness = spots.map(|spot| setting.likeness(&Setting::of(linked.source.reading, &spot, linked.rules)));
    let best = likeness.max_by(f32::total_cmp);
    best.map(|b| b + BETTER)
}

/// The number of the source's name in whose place this one stands, and how well it fits.
fn swap(linked: &Linked<'_>, name: &Name, least: f32) -> Option<(usize, f32)> {
    let sentence = name.spot.sentence?;
    let setting = Setting::of(linked.retelling.reading, &name.spot, linked.rules);
    let candidates = linked.rendered_by(sentence).iter().flat_map(|s| linked.source.names_of(*s));
    candidates
        .filter(|n| are_alike(&linked.source.mentions.names.mentions[*n], name))
        .map(|n| (n, likeness(linked, &setting, &linked.source.mentions.names.mentions[n], name)))
        .filter(|(_, likeness)| *likeness >= ALIKE.max(least))
        .filter(|(n, _)| !is_rendered(linked, &linked.source.mentions.names.mentions[*n], sentence))
        .max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)))
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
    let same = |a: &[String], b: &[String]| linked.namesakes.are_same(a, b);
    let mut sentences = linked.rendering(own).iter().chain(std::iter::once(&sentence));
    sentences.any(|s| {
        linked.retelling.names_of(*s).map(|n| &linked.retelling.mentions.names.mentions[n]).any(|n| {
            // "Oxford" does not render "Oxford University".
            let alike = (n.kind == NameKind::Place) == (name.kind == NameKind::Place);
            alike && (same(&n.words, &name.words) || same(&entities[n.entity].words, full))
        })
    })
}
