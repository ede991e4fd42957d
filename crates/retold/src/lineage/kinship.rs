//! How near witnesses are to each other, and which of two came first.

use rustc_hash::FxHashMap;

use super::Family;
use crate::compare::Comparer;
use crate::model::Linear;
use crate::prepared::PreparedArticle;
use crate::text::Likeness;

/// Names of what speaks for one witness being made from another, in order.
pub const DESCENT: [&str; 6] = [
    "runs both have",
    "share of the descendant explained",
    "share of the source explained",
    "log-odds of the direction",
    "nearness of a third between",
    "a third stands between",
];

/// Weights of [`DESCENT`]. Trained by `cargo xtask train DATA descent` on versions, simplified stories and retellings, by
/// the likelihood of the true source among all witnesses of a family; it prints edges right out of fold.
pub static WEIGHTS: std::sync::LazyLock<Linear> =
    std::sync::LazyLock::new(|| Linear::from_bytes(include_bytes!("descent.model")));

/// Up to so many witnesses all are held against each other; of a larger family those that findings join.
const ALL_PAIRS: usize = 64;
/// A third witness that is so much less near than two are to each other says nothing.
const FAR: f64 = 0.1;
/// Log-odds of a direction count up to this much: trusted dates alone bring 4.
const SUREST: f64 = 8.0;

/// What holds of two witnesses.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Kin {
    /// Probability that one was made from the other.
    pub probability: f64,
    /// Log-odds that the second was made from the first, given that one was made from the other.
    pub forward: f64,
    /// Share of each one's words that the other explains.
    pub coverage: [f64; 2],
    /// Share of all runs of three tokens of both that both have.
    pub alike: f64,
}

impl Kin {
    /// Compares two witnesses.
    pub fn of(comparer: &Comparer<'_>, first: &PreparedArticle, second: &PreparedArticle) -> Self {
        let outline = comparer.outline(first, second);
        let p = outline.forward.clamp(1e-6, 1.0 - 1e-6);
        Self {
            probability: outline.probability,
            forward: (p / (1.0 - p)).ln().clamp(-SUREST, SUREST),
            coverage: [outline.coverage.source, outline.coverage.retelling],
            alike: Likeness::of(first.reading(), second.reading()).alike(),
        }
    }

    /// How near the two are, 0 to 1: half by what they share to the letter, half by what they tell.
    pub fn near(&self) -> f64 {
        0.5 * self.alike + 0.25 * (self.coverage[0] + self.coverage[1])
    }
}

/// Witnesses held against each other, each by its place.
#[derive(Debug, Default)]
pub struct Kinship {
    /// How many witnesses there are.
    pub count: usize,
    /// What holds of two witnesses, the lesser place first.
    pairs: FxHashMap<(usize, usize), Kin>,
    /// For each witness those it was held against, ascending.
    neighbours: Vec<Vec<usize>>,
}

impl Kinship {
    /// Holds the witnesses of a family against each other.
    pub fn of(family: &Family, witnesses: &[PreparedArticle], comparer: &Comparer<'_>) -> Self {
        let count = witnesses.len();
        let looked_at: Vec<(usize, usize)> = if count <= ALL_PAIRS {
            (0..count).flat_map(|a| (a + 1..count).map(move |b| (a, b))).collect()
        } else {
            let ids = witnesses.iter().map(|w| w.reading().article.id.as_str());
            let place: FxHashMap<&str, usize> = ids.enumerate().map(|(n, id)| (id, n)).collect();
            let of = |id: &String| place.get(id.as_str()).copied();
            let joined = family.findings.iter().filter_map(|f| Some((of(&f.ids[0])?, of(&f.ids[1])?)));
            joined.map(|(a, b)| (a.min(b), a.max(b))).collect()
        };
        Self::new(count, looked_at.iter().map(|(a, b)| ((*a, *b), Kin::of(comparer, &witnesses[*a], &witnesses[*b]))))
    }

    /// Witnesses and what holds of pairs of them, the lesser place first.
    pub fn new(count: usize, kin: impl Iterator<Item = ((usize, usize), Kin)>) -> Self {
        let pairs: FxHashMap<(usize, usize), Kin> = kin.collect();
        let mut neighbours = vec![Vec::new(); count];
        for (a, b) in pairs.keys() {
            neighbours[*a].push(*b);
            neighbours[*b].push(*a);
        }
        neighbours.iter_mut().for_each(|n| n.sort_unstable());
        Self { count, pairs, neighbours }
    }

    /// What holds of two witnesses, as seen from the first; `None` when they were not compared.
    pub fn kin(&self, from: usize, to: usize) -> Option<Kin> {
        let kin = *self.pairs.get(&(from.min(to), from.max(to)))?;
        let turned = Kin { forward: -kin.forward, coverage: [kin.coverage[1], kin.coverage[0]], ..kin };
        Some(if from < to { kin } else { turned })
    }

    /// Those a witness was compared with, ascending.
    pub fn neighbours(&self, of: usize) -> &[usize] {
        &self.neighbours[of]
    }

    /// What speaks for one witness being made from another, in the order of [`DESCENT`].
    pub fn features(&self, from: usize, to: usize) -> Option<Vec<f32>> {
        let kin = self.kin(from, to)?;
        let between = self
            .neighbours(from)
            .iter()
            .filter_map(|third| Some(self.kin(from, *third)?.near().min(self.kin(*third, to)?.near())))
            .fold(-FAR, |best, near| best.max(near - kin.near()));
        let row = [kin.alike, kin.coverage[1], kin.coverage[0], kin.forward, between, between.max(0.0)];
        Some(row.iter().map(|x| *x as f32).collect())
    }

    /// Log-weights of one witness being made from another, by [`DESCENT`] and given weights: from, to, log-weight; in order.
    pub fn edges<'k>(&'k self, weights: &'k Linear) -> impl Iterator<Item = (usize, usize, f64)> + 'k {
        let pairs = (0..self.count).flat_map(|to| self.neighbours(to).iter().map(move |from| (*from, to)));
        pairs.filter_map(|(from, to)| Some((from, to, f64::from(weights.score(&self.features(from, to)?)))))
    }
}
