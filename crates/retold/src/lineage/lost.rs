//! Lost witnesses, inferred from changes that several witnesses share and their common source lacks.

use std::collections::BTreeMap;

use super::follow::{same, words};
use super::stemma::Drawing;
use crate::change::{Change, Gravity};
use crate::comparison::Comparison;

/// A witness that nobody has.
#[derive(Clone, Debug, PartialEq)]
pub struct LostWitness {
    /// Its name, which no member of the family has: "lost-1".
    pub id: String,
    /// The witness it was made from.
    pub from: String,
    /// The witnesses made from it, in byte order.
    pub to: Vec<String>,
    /// What they share and `from` lacks, in sentences for a person.
    pub evidence: Vec<String>,
}

/// So many changes of substance two witnesses make alike: one may be made twice by chance, or by the same style guide.
const SHARED: usize = 2;

/// A change that a witness made of its source, and the witness's words for it.
type Made<'c> = (&'c Change, String);

/// Witnesses that must have stood between a source and several of its descendants, since these share changes of it and
/// none of them was made from another.
pub fn lost(drawing: &Drawing<'_, '_>, compared: &BTreeMap<usize, Comparison>) -> Vec<LostWitness> {
    let mut children: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for to in compared.keys() {
        if let Some(from) = drawing.tree.parents[*to] {
            children.entry(from).or_default().push(*to);
        }
    }
    let mut found = Vec::new();
    for (from, children) in children.iter().filter(|(_, c)| c.len() > 1) {
        let made: Vec<(usize, Vec<Made<'_>>)> = children.iter().map(|n| (*n, made(&compared[n]))).collect();
        let mut taken = vec![false; made.len()];
        for first in 0..made.len() {
            if taken[first] {
                continue;
            }
            let alike: Vec<usize> = (first + 1..made.len())
                .filter(|n| !taken[*n] && shared(&made[first].1, &made[*n].1).len() >= SHARED)
                .collect();
            let Some(second) = alike.first() else { continue };
            let evidence = shared(&made[first].1, &made[*second].1).iter().map(|c| c.explanation.clone()).collect();
            alike.iter().for_each(|n| taken[*n] = true);
            let mut to: Vec<String> = std::iter::once(first).chain(alike).map(|n| drawing.id(made[n].0)).collect();
            to.sort_unstable();
            found.push(LostWitness { id: String::new(), from: drawing.id(*from), to, evidence });
        }
    }
    found
}

/// Names lost witnesses: "lost-1", "lost-2" and so on, but for names that a member has.
pub fn name(lost: &mut [LostWitness], members: &[String]) {
    let mut names = (1..).map(|n| format!("lost-{n}")).filter(|name| members.binary_search(name).is_err());
    lost.iter_mut().zip(&mut names).for_each(|(witness, name)| witness.id = name);
}

/// Changes of substance that a witness made.
fn made(comparison: &Comparison) -> Vec<Made<'_>> {
    let changes = comparison.changes.iter().filter(|c| c.gravity == Gravity::Substance && c.source.is_some());
    changes.map(|c| (c, words(comparison, c))).collect()
}

/// Changes that two witnesses made alike.
fn shared<'c>(a: &[Made<'c>], b: &[Made<'_>]) -> Vec<&'c Change> {
    let held = |(change, own): &&Made<'c>| b.iter().any(|(other, words)| same(change, own, other, words));
    a.iter().filter(held).map(|(change, _)| *change).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_lost_witness_has_the_name_of_a_member() {
        let mut lost = ["a", "b"].map(|from| LostWitness {
            id: String::new(),
            from: from.to_owned(),
            to: Vec::new(),
            evidence: Vec::new(),
        });
        name(&mut lost, &["lost-1", "lost-10", "lost-3", "wire"].map(str::to_owned));
        assert_eq!(lost.map(|l| l.id), ["lost-2", "lost-4"]);
    }
}
