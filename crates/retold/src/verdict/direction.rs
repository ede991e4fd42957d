//! Which of two articles was made from the other.

use std::sync::LazyLock;

use super::dates::{Moment, Order, order};
use super::signs::Scene;
use super::{Coverage, Direction, edits};
use crate::align::{Pair, Units};
use crate::model::Linear;
use crate::text::{Likeness, Reading, TokenKind};

/// Weighs the differences between two articles. Trained by `cargo xtask train DATA direction`; it has no bias, so that
/// turning the articles round turns the answer round.
static WEIGHTS: LazyLock<Linear> = LazyLock::new(|| Linear::from_bytes(include_bytes!("direction.model")));

/// Names of the differences of two articles. Each is given three times: as it is, times the share of sentences that both
/// have word for word, and times what share of the shorter text's runs the other has beyond
/// what retellings keep. For a version of a text is not
/// a retelling of it: retellings are shorter than what they were made from, and versions grow.
pub const DIFFERENCES: [&str; 12] = [
    "length",
    "kinds of furniture",
    "words quoted",
    "verbs of saying a sentence",
    "names",
    "numbers",
    "length of a sentence",
    "rarity of own words",
    "explained by the other",
    "sentences of the other a sentence",
    "marks a sentence",
    "names of own",
];

/// No labelled retelling keeps more of its source's runs of three words; versions of a text do.
const RETELLINGS: f64 = 0.5;
/// Below this probability the direction is called unknown: `cargo xtask train DATA direction` prints right and wrong.
const SURE: f64 = 0.64;
/// Log-odds that a trusted order of dates adds: one in fifty dates of publication is that of a later version.
const DATED: f64 = 4.0;

/// One article for the comparison of two.
pub struct Side<'a> {
    /// The article.
    pub reading: &'a Reading,
    /// Its sentences.
    pub units: &'a Units,
    /// Share of its words that the other explains.
    pub explained: f64,
    /// Mean number of the other's sentences a linked sentence takes up.
    pub links: f32,
    /// Its names, numbers and telling words.
    pub telling: &'a super::telling::Telling,
}

/// Differences between the sides, first less second: three times as many as [`DIFFERENCES`].
pub fn differences(scene: &Scene<'_>, source: &Reading, retelling: &Reading, coverage: Coverage) -> Vec<f32> {
    let prepared = scene.prepared;
    let first = Side {
        reading: source,
        units: &prepared.source,
        explained: coverage.source,
        links: links(scene.pairs, |p| p.source),
        telling: &scene.source,
    };
    let second = Side {
        reading: retelling,
        units: &prepared.retelling,
        explained: coverage.retelling,
        links: links(scene.pairs, |p| p.retelling),
        telling: &scene.retelling,
    };
    let (a, b) = (figures(scene, &first, &second), figures(scene, &second, &first));
    let plain: Vec<f32> = a.iter().zip(b).map(|(a, b)| a - b).collect();
    let likeness = Likeness::of(source, retelling);
    let times = |share: f64| plain.iter().map(move |d| d * share as f32);
    let kept_runs = ((likeness.containment() - RETELLINGS) / (1.0 - RETELLINGS)).max(0.0);
    plain.iter().copied().chain(times(likeness.kept())).chain(times(kept_runs)).collect()
}

/// Mean number of linked pairs of a linked sentence.
fn links(pairs: &[Pair], side: impl Fn(&Pair) -> usize) -> f32 {
    let mut sentences: Vec<usize> = pairs.iter().filter(|p| p.probability >= 0.4).map(side).collect();
    let all = sentences.len() as f32;
    sentences.sort_unstable();
    sentences.dedup();
    all / sentences.len().max(1) as f32
}

fn figures(scene: &Scene<'_>, side: &Side<'_>, other: &Side<'_>) -> Vec<f32> {
    let vocabulary = &scene.prepared.vocabulary;
    let sentences = side.reading.sentences.len().max(1) as f32;
    let words: usize = side.units.units.iter().map(|u| u.length).sum();
    let quoted = side.telling.quoted.iter().filter(|q| **q).count() as f32;
    let own: Vec<f32> = side
        .telling
        .words
        .iter()
        .filter(|w| other.units.spread[**w as usize] == 0)
        .map(|w| vocabulary.rarities[*w as usize])
        .collect();
    let own_names = side.telling.names.iter().filter(|w| other.units.spread[**w as usize] == 0).count() as f32;
    let tokens = side.reading.sentences.iter().flat_map(|s| &side.reading.tokens[s.first_token..s.end_token]);
    let marks = tokens.clone().filter(|t| t.kind == TokenKind::Mark && t.lower == ",").count() as f32;
    let said = tokens.filter(|t| matches!(t.stem.as_str(), "say" | "tell" | "add")).count() as f32;
    vec![
        (1.0 + words as f32).ln(),
        side.reading.furniture_kinds().len() as f32,
        (1.0 + quoted).ln(),
        said / sentences,
        (1.0 + side.telling.names.len() as f32).ln(),
        (1.0 + side.telling.numbers.len() as f32).ln(),
        (1.0 + words as f32 / sentences).ln(),
        own.iter().sum::<f32>() / own.len().max(1) as f32,
        side.explained as f32,
        side.links,
        marks / sentences,
        (1.0 + own_names).ln(),
    ]
}

/// The direction and its probability, from the texts and, where they can be trusted, the dates.
pub fn direction(differences: &[f32], source: &Reading, retelling: &Reading, now: Option<Moment>) -> (Direction, f64) {
    let forward = forward(differences, source, retelling, now);
    if forward >= SURE {
        (Direction::SourceToRetelling, forward)
    } else if 1.0 - forward >= SURE {
        (Direction::RetellingToSource, 1.0 - forward)
    } else {
        (Direction::Unknown, 0.5)
    }
}

/// Probability that the retelling was made from the source, given that one of the two was made from the other.
pub fn forward(differences: &[f32], source: &Reading, retelling: &Reading, now: Option<Moment>) -> f64 {
    let order = order(source, retelling, now);
    if source.article.body == retelling.article.body && matches!(order, Order::Unknown | Order::Future) {
        return 0.5;
    }
    let dated = match order {
        Order::FirstEarlier => DATED,
        Order::SecondEarlier => -DATED,
        Order::Unknown | Order::TooClose | Order::Future => 0.0,
    };
    let told = edits::edits(source, retelling).map_or_else(|| WEIGHTS.score(differences), |edits| edits::score(&edits));
    1.0 / (1.0 + (-f64::from(told) - dated).exp())
}
