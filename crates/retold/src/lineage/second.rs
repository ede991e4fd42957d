//! Second sources: what a witness has from another one than its main source (contamination).

use super::kinship::Kin;
use super::stemma::Drawing;

/// Another source of a witness.
pub struct Second {
    /// The witness that is taken from.
    pub from: usize,
    /// What holds of the two.
    pub kin: Kin,
    /// Sentences that it explains and the main source does not.
    pub sentences: usize,
    /// Share of the witness's sentences that those are, 0 to 1.
    pub share: f64,
}

/// From this probability a pair of sentences is linked, as in an alignment.
const LINKED: f32 = 0.5;
/// A sentence whose best link to its main source is less likely is not explained by it.
const UNEXPLAINED: f32 = 0.2;
/// A second source explains at least so many sentences, and this share of all: two are soon found by chance, as in a trace.
const LEAST: usize = 3;
const LEAST_SHARE: f64 = 0.15;
/// At most so many second sources are looked for among the nearest.
const LOOKED_AT: usize = 8;

/// Second sources of a witness, the one that explains most first. None of them descends from it.
pub fn sources(drawing: &Drawing<'_, '_>, to: usize) -> Vec<Second> {
    let Some(main) = drawing.tree.parents[to] else { return Vec::new() };
    let links = |from: usize| drawing.comparer.resemblance(&drawing.witnesses[from], &drawing.witnesses[to]).1;
    let mut explained = links(main);
    let free = explained.iter().filter(|p| **p < UNEXPLAINED).count();
    if free < LEAST || (free as f64) < LEAST_SHARE * explained.len() as f64 {
        return Vec::new();
    }
    let mut found = Vec::new();
    for (from, kin) in others(drawing, main, to) {
        let own = links(from);
        let newly: Vec<usize> = (0..own.len()).filter(|n| own[*n] >= LINKED && explained[*n] < UNEXPLAINED).collect();
        let share = newly.len() as f64 / own.len().max(1) as f64;
        if newly.len() >= LEAST && share >= LEAST_SHARE {
            newly.iter().for_each(|n| explained[*n] = 1.0);
            found.push(Second { from, kin, sentences: newly.len(), share });
        }
    }
    found
}

/// Witnesses that may have come before another: no descendants of it, and none that the texts or dates call later; the
/// nearest first.
fn others(drawing: &Drawing<'_, '_>, main: usize, to: usize) -> Vec<(usize, Kin)> {
    let candidates = drawing.kinship.neighbours(to).iter().filter(|n| **n != main && !descends(drawing, **n, to));
    let mut found: Vec<(usize, Kin)> = candidates
        .filter_map(|n| Some((*n, drawing.kinship.kin(*n, to)?)))
        .filter(|(_, kin)| kin.probability >= 0.5 && kin.forward >= 0.0)
        .collect();
    found.sort_by(|(a, x), (b, y)| y.near().total_cmp(&x.near()).then(a.cmp(b)));
    found.truncate(LOOKED_AT);
    found
}

/// Whether a witness descends from another.
pub fn descends(drawing: &Drawing<'_, '_>, witness: usize, from: usize) -> bool {
    let parents = &drawing.tree.parents;
    std::iter::successors(parents[witness], |n| parents[*n]).any(|n| n == from)
}
