//! From judged pairs to links.

use std::collections::BTreeMap;

use super::link::{Alignment, Link, Relation};
use super::pair::{Pair, Prepared};

/// A pair is linked from this probability on; see the table that `cargo xtask train DATA align` prints: F1 is flat
/// between .4 and .5.
const LINKED: f32 = 0.45;

/// Links out of judged pairs: one for every set of source sentences that a retelling sentence takes up.
pub fn alignment(prepared: &Prepared, pairs: &[Pair]) -> Alignment {
    let mut taken: BTreeMap<usize, Vec<&Pair>> = BTreeMap::new();
    for pair in pairs.iter().filter(|p| p.probability >= LINKED) {
        taken.entry(pair.retelling).or_default().push(pair);
    }
    let mut links: Vec<Link> = Vec::new();
    for (retelling, group) in &taken {
        let source: Vec<usize> = group.iter().map(|p| p.source).collect();
        let similarity = group.iter().map(|p| p.probability).fold(0.0, f32::max);
        links.push(Link { source, retelling: vec![*retelling], relation: Relation::Reworded, similarity, words: Vec::new() });
    }
    let used: Vec<bool> = mark(prepared.source.units.len(), links.iter().flat_map(|l| &l.source));
    let explained = mark(prepared.retelling.units.len(), links.iter().flat_map(|l| &l.retelling));
    Alignment { dropped: unmarked(&used), added: unmarked(&explained), links, headline: None }
}

fn mark<'n>(len: usize, numbers: impl Iterator<Item = &'n usize>) -> Vec<bool> {
    let mut marks = vec![false; len];
    numbers.for_each(|n| marks[*n] = true);
    marks
}

fn unmarked(marks: &[bool]) -> Vec<usize> {
    (0..marks.len()).filter(|n| !marks[*n]).collect()
}
