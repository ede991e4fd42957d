//! Articles that stand in an archive several times.

use rayon::prelude::*;
use retold::lineage::pairs::{Found, Scored, Sketch, stood_for, twins};

use super::roll::Roll;
use super::work::Compared;
use crate::ArchiveError;

/// The sketch of every article, by places.
pub(super) fn sketches(roll: &Roll<'_>, memory: usize) -> Result<Vec<Sketch>, ArchiveError> {
    let one = (roll.articles() * size_of::<Sketch>()).max(1);
    // Each thread has sketches of its own.
    let threads = rayon::current_num_threads().min(memory / 2 / one).max(1) as u64;
    let parts = (0..threads).into_par_iter().map(|thread| {
        let mut sketches = vec![Sketch::default(); roll.articles()];
        for range in (0..Roll::ranges()).filter(|r| r % threads == thread) {
            roll.keys(range, |key, places| places.iter().for_each(|p| sketches[*p as usize].add(key)))?;
        }
        Ok(sketches)
    });
    let mut parts: Vec<Vec<Sketch>> = parts.collect::<Result<_, ArchiveError>>()?;
    let mut whole = parts.pop().unwrap_or_default();
    for part in parts {
        whole.iter_mut().zip(&part).for_each(|(sketch, other)| sketch.join(other));
    }
    Ok(whole)
}

/// Possible copies.
pub(super) struct Copies {
    /// Pairs that may be copies, to be compared.
    pub(super) pairs: Vec<Scored>,
    /// Old articles that have the same keys as an earlier one; whether they are copies is not asked again.
    known: Vec<u32>,
}

impl Copies {
    pub(super) fn new(roll: &Roll<'_>, sketches: &[Sketch]) -> Self {
        let fresh = roll.fresh() as u32;
        let (mut pairs, mut known) = (Vec::new(), Vec::new());
        for (first, second) in twins(sketches) {
            if first < fresh {
                pairs.push(Scored { first, second, shared: 0 });
            } else if sketches[first as usize].is_same(&sketches[second as usize]) {
                known.push(second);
            }
        }
        Self { pairs, known }
    }

    /// Which articles stand for themselves: they have keys, are not too long, and no earlier article stands for them. What
    /// was found of possible copies is found.
    pub(super) fn standing(&self, lengths: &[u32], compared: Compared, found: &mut Found) -> Vec<bool> {
        let mut standing: Vec<bool> = lengths.iter().map(|l| *l > 0).collect();
        self.known.iter().for_each(|place| standing[*place as usize] = false);
        stood_for(&compared.findings).iter().for_each(|place| standing[*place as usize] = false);
        found.findings.extend(compared.findings.into_iter().map(|(_, finding)| finding));
        found.rejects.extend(compared.rejects);
        standing
    }
}
