//! What was done to the source sentences of a link.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::decide::taken;
use super::link::Relation;
use super::pair::{Pair, Prepared};
use crate::model::Model;

/// One model for each relation, asking "this one or another?". Trained by `cargo xtask train DATA align`.
static MODELS: LazyLock<[Model; 5]> = LazyLock::new(|| {
    [
        Model::from_bytes(include_bytes!("verbatim.model")),
        Model::from_bytes(include_bytes!("reworded.model")),
        Model::from_bytes(include_bytes!("merged.model")),
        Model::from_bytes(include_bytes!("split.model")),
        Model::from_bytes(include_bytes!("summary.model")),
    ]
});

/// Names of the features of a relation.
pub const RELATION_FEATURES: [&str; 16] = [
    "sources",
    "length ratio",
    "source rendered",
    "retelling rendered",
    "pairs shared of retelling",
    "pairs shared of source",
    "other retellings of the source",
    "singles among them",
    "source rendered by others",
    "weakest link",
    "strongest link",
    "length ratio of the articles",
    "sentence ratio of the articles",
    "linked sources a retelling",
    "retelling length",
    "words equal in order",
];

/// Who takes up what, for judging one sentence's relation by the others.
pub struct Shares<'a> {
    prepared: &'a Prepared,
    taken: &'a BTreeMap<usize, Vec<&'a Pair>>,
    takers: Vec<Vec<usize>>,
}

impl<'a> Shares<'a> {
    /// Counts who takes up each source sentence.
    pub fn new(prepared: &'a Prepared, taken: &'a BTreeMap<usize, Vec<&'a Pair>>) -> Self {
        let mut takers = vec![Vec::new(); prepared.source.units.len()];
        for (retelling, group) in taken {
            group.iter().for_each(|p| takers[p.source].push(*retelling));
        }
        Self { prepared, taken, takers }
    }

    /// The likeliest relation of a retelling sentence to the source sentences it takes up.
    pub fn relation(&self, retelling: usize, group: &[&Pair]) -> Relation {
        if is_verbatim(self.prepared, retelling, group) {
            return Relation::Verbatim;
        }
        let row = self.features(retelling, group);
        let fits = |relation: Relation| match relation {
            Relation::Verbatim => false,
            Relation::Reworded | Relation::Split => group.len() == 1,
            Relation::Merged => group.len() > 1,
            Relation::Summary => true,
        };
        let scored = Relation::ALL.into_iter().zip(MODELS.iter()).filter(|(r, _)| fits(*r));
        let best = scored.map(|(r, model)| (model.score(&row), r)).max_by(|a, b| a.0.total_cmp(&b.0));
        best.map_or(Relation::Reworded, |(_, r)| r)
    }

    /// Features of a retelling sentence with the pairs that link it.
    pub fn features(&self, retelling: usize, group: &[&Pair]) -> Vec<f32> {
        let (source, telling) = (&self.prepared.source.units, &self.prepared.retelling.units);
        let length: usize = group.iter().map(|p| source[p.source].length).sum();
        let own = telling[retelling].length as f32;
        let most = |of: fn(&Pair) -> f32| group.iter().map(|p| of(p)).fold(0.0f32, f32::max);
        let mean = |of: fn(&Pair) -> f32| group.iter().map(|p| of(p)).sum::<f32>() / group.len().max(1) as f32;
        let (others, singles, elsewhere) = self.others(retelling, group);
        let probability = |pick: fn(f32, f32) -> f32, from: f32| group.iter().map(|p| p.probability).fold(from, pick);
        let (all_source, all_telling) =
            (words(source.iter().map(|u| u.length)), words(telling.iter().map(|u| u.length)));
        let links: usize = self.taken.values().map(Vec::len).sum();
        vec![
            group.len() as f32,
            (own / length.max(1) as f32).ln(),
            mean(|p| p.rendered.source),
            most(|p| p.rendered.retelling),
            most(|p| p.runs.retelling),
            mean(|p| p.runs.source),
            others,
            singles,
            elsewhere,
            probability(f32::min, 1.0),
            probability(f32::max, 0.0),
            (all_telling / all_source).ln(),
            (telling.len().max(1) as f32 / source.len().max(1) as f32).ln(),
            links as f32 / self.taken.len().max(1) as f32,
            own.max(1.0).ln(),
            most(|p| p.runs.retelling).min(mean(|p| p.runs.source)),
        ]
    }

    /// How many other retelling sentences take up the same sources, how many of them nothing else, and how well they
    /// render what is taken up here.
    fn others(&self, retelling: usize, group: &[&Pair]) -> (f32, f32, f32) {
        let (mut others, mut singles, mut elsewhere) = (0.0, 0.0, 0.0f32);
        for pair in group {
            for other in self.takers[pair.source].iter().filter(|o| **o != retelling) {
                others += 1.0;
                let theirs = &self.taken[other];
                singles += f32::from(u8::from(theirs.len() == 1));
                let rendered = theirs.iter().filter(|p| p.source == pair.source).map(|p| p.rendered.source);
                elsewhere = rendered.fold(elsewhere, f32::max);
            }
        }
        (others, singles, elsewhere)
    }
}

/// The retelling sentences that are verbatim.
pub fn verbatim(prepared: &Prepared, pairs: &[Pair]) -> Vec<usize> {
    let mut found: Vec<usize> =
        taken(pairs).into_iter().filter(|(j, group)| is_verbatim(prepared, *j, group)).map(|(j, _)| j).collect();
    found.sort_unstable();
    found
}

/// The same words in the same order, but for one or two.
fn is_verbatim(prepared: &Prepared, retelling: usize, group: &[&Pair]) -> bool {
    /// A comma is no word; a title added or lost is one word, two pairs of neighbours, of twenty or more.
    const SAME: f32 = 0.88;
    let [pair] = group else { return false };
    let (s, r) = (&prepared.source.units[pair.source], &prepared.retelling.units[retelling]);
    let pairs = pair.runs.retelling.min(pair.runs.source);
    pairs >= SAME || s.pairs.len() <= 1 && s.words == r.words && s.length == r.length
}

fn words(lengths: impl Iterator<Item = usize>) -> f32 {
    lengths.sum::<usize>().max(1) as f32
}
