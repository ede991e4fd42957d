//! From judged pairs to links.

use std::collections::BTreeMap;

use super::link::{Alignment, Link, Relation};
use super::pair::{Pair, Prepared};
use super::relation::Shares;

/// A pair is linked from this probability on. Out of fold F1 is flat from .35 to .55 on news and best from .5 on for
/// encyclopaedia pages; `cargo xtask train DATA align` prints the table.
pub(crate) const LINKED: f32 = 0.5;

/// Links out of judged pairs: one for every set of source sentences that retelling sentences take up.
pub fn alignment(prepared: &Prepared, pairs: &[Pair]) -> Alignment {
    let taken = taken(pairs);
    let shares = Shares::new(prepared, &taken);
    let mut links: Vec<Link> = Vec::new();
    for (retelling, group) in &taken {
        let source: Vec<usize> = group.iter().map(|p| p.source).collect();
        let similarity = group.iter().map(|p| p.probability).fold(0.0, f32::max);
        let relation = shares.relation(*retelling, group);
        // Parts of one source sentence make one link.
        let parts =
            links.iter_mut().find(|l| relation == Relation::Split && l.relation == relation && l.source == source);
        match parts {
            Some(link) => {
                link.retelling.push(*retelling);
                link.similarity = link.similarity.max(similarity);
            }
            None => links.push(Link { source, retelling: vec![*retelling], relation, similarity, words: Vec::new() }),
        }
    }
    let used = mark(prepared.source.units.len(), links.iter().flat_map(|l| &l.source));
    let explained = mark(prepared.retelling.units.len(), links.iter().flat_map(|l| &l.retelling));
    Alignment { dropped: unmarked(&used), added: unmarked(&explained), links, headline: None }
}

/// The linked pairs of every retelling sentence that has any, by source sentence.
pub fn taken(pairs: &[Pair]) -> BTreeMap<usize, Vec<&Pair>> {
    let mut taken: BTreeMap<usize, Vec<&Pair>> = BTreeMap::new();
    for pair in pairs.iter().filter(|p| p.probability >= LINKED) {
        taken.entry(pair.retelling).or_default().push(pair);
    }
    taken
}

fn mark<'n>(len: usize, numbers: impl Iterator<Item = &'n usize>) -> Vec<bool> {
    let mut marks = vec![false; len];
    numbers.for_each(|n| marks[*n] = true);
    marks
}

fn unmarked(marks: &[bool]) -> Vec<usize> {
    (0..marks.len()).filter(|n| !marks[*n]).collect()
}
