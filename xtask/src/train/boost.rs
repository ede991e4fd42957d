//! Gradient-boosted trees for a yes-or-no question: Friedman (2001) with Newton leaves and histogram splits.

use retold::Forest;

/// How a forest is grown.
#[derive(Clone, Copy, Debug)]
pub struct Growth {
    /// Number of trees.
    pub trees: usize,
    /// Splits between root and leaf.
    pub depth: u32,
    /// Share of each tree's answer that is taken.
    pub rate: f32,
    /// Weight of the pull of leaves towards zero.
    pub ridge: f64,
    /// Least sum of second derivatives in a leaf.
    pub least: f64,
}

/// Rows with their answers and weights.
#[derive(Clone, Debug, Default)]
pub struct Rows {
    /// Features.
    pub rows: Vec<Vec<f32>>,
    /// Answers.
    pub answers: Vec<bool>,
    /// Weights.
    pub weights: Vec<f32>,
    /// Groups that must not be torn apart in cross-validation.
    pub groups: Vec<usize>,
}

impl Rows {
    /// Adds a row.
    pub fn push(&mut self, row: Vec<f32>, answer: bool, weight: f32, group: usize) {
        self.rows.push(row);
        self.answers.push(answer);
        self.weights.push(weight);
        self.groups.push(group);
    }

    /// The rows for which `keep` holds of the group.
    pub fn filter(&self, keep: impl Fn(usize) -> bool) -> Rows {
        let mut kept = Rows::default();
        for n in (0..self.rows.len()).filter(|n| keep(self.groups[*n])) {
            kept.push(self.rows[n].clone(), self.answers[n], self.weights[n], self.groups[n]);
        }
        kept
    }
}

const BINS: usize = 64;

/// Grows a forest.
pub fn grow(data: &Rows, growth: Growth) -> Forest {
    let features = data.rows.first().map_or(0, Vec::len);
    let cuts: Vec<Vec<f32>> = (0..features).map(|f| cuts(data, f)).collect();
    let binned: Vec<Vec<u8>> = (0..features)
        .map(|f| data.rows.iter().map(|r| cuts[f].partition_point(|c| *c < r[f]) as u8).collect())
        .collect();
    let share =
        data.answers.iter().zip(&data.weights).map(|(a, w)| f64::from(*w) * f64::from(u8::from(*a))).sum::<f64>()
            / data.weights.iter().map(|w| f64::from(*w)).sum::<f64>().max(1e-9);
    let base = (share.clamp(1e-6, 1.0 - 1e-6) / (1.0 - share.clamp(1e-6, 1.0 - 1e-6))).ln() as f32;
    let mut scores = vec![base; data.rows.len()];
    let (mut splits, mut leaves) = (Vec::new(), Vec::new());
    for _ in 0..growth.trees {
        let tree = Tree::grow(data, &binned, &scores, growth);
        for (n, score) in scores.iter_mut().enumerate() {
            *score += tree.leaves[tree.place[n]];
        }
        splits.extend(
            tree.splits.iter().map(|(f, bin)| (*f as u8, cuts[*f].get(*bin).copied().unwrap_or(f32::INFINITY))),
        );
        leaves.extend(tree.leaves);
    }
    Forest::new(growth.depth, base, splits, leaves)
}

/// Thresholds between the quantiles of a feature.
fn cuts(data: &Rows, feature: usize) -> Vec<f32> {
    let mut values: Vec<f32> = data.rows.iter().map(|r| r[feature]).collect();
    values.sort_by(f32::total_cmp);
    values.dedup();
    let step = (values.len() / BINS).max(1);
    values.windows(2).step_by(step).map(|w| 0.5 * (w[0] + w[1])).take(BINS).collect()
}

struct Tree {
    splits: Vec<(usize, usize)>,
    leaves: Vec<f32>,
    place: Vec<usize>,
}

impl Tree {
    fn grow(data: &Rows, binned: &[Vec<u8>], scores: &[f32], growth: Growth) -> Tree {
        let derivatives: Vec<(f64, f64)> = (0..scores.len())
            .map(|n| {
                let p = 1.0 / (1.0 + (-f64::from(scores[n])).exp());
                let w = f64::from(data.weights[n]);
                (w * (f64::from(u8::from(data.answers[n])) - p), w * (p * (1.0 - p)).max(1e-9))
            })
            .collect();
        let mut place = vec![0usize; scores.len()];
        let mut splits = Vec::new();
        for level in 0..growth.depth {
            let chosen = best_splits(binned, &derivatives, &place, (1 << level, growth));
            for (n, at) in place.iter_mut().enumerate() {
                let (feature, bin) = chosen[*at];
                *at = 2 * *at + usize::from(binned.get(feature).is_some_and(|b| b[n] as usize > bin));
            }
            splits.extend(chosen);
        }
        let mut sums = vec![(0.0, 0.0); 1 << growth.depth];
        for (at, (g, h)) in place.iter().zip(&derivatives) {
            sums[*at].0 += g;
            sums[*at].1 += h;
        }
        let leaves = sums.iter().map(|(g, h)| growth.rate * (g / (h + growth.ridge)) as f32).collect();
        Tree { splits, leaves, place }
    }
}

/// The best split of every node of a level; bin 255 for none.
fn best_splits(
    binned: &[Vec<u8>],
    derivatives: &[(f64, f64)],
    place: &[usize],
    (nodes, growth): (usize, Growth),
) -> Vec<(usize, usize)> {
    let mut best = vec![(1e-6, (0usize, 255usize)); nodes];
    for (feature, bins) in binned.iter().enumerate() {
        let mut sums = vec![[(0.0f64, 0.0f64); BINS + 1]; nodes];
        for ((bin, at), (g, h)) in bins.iter().zip(place).zip(derivatives) {
            let cell = &mut sums[*at][*bin as usize];
            cell.0 += g;
            cell.1 += h;
        }
        for (node, cells) in sums.iter().enumerate() {
            let (g, h) = cells.iter().fold((0.0, 0.0), |s, c| (s.0 + c.0, s.1 + c.1));
            let (mut gl, mut hl) = (0.0, 0.0);
            for (bin, cell) in cells.iter().enumerate().take(BINS) {
                gl += cell.0;
                hl += cell.1;
                let (gr, hr) = (g - gl, h - hl);
                if hl < growth.least || hr < growth.least {
                    continue;
                }
                let gain = gl * gl / (hl + growth.ridge) + gr * gr / (hr + growth.ridge) - g * g / (h + growth.ridge);
                if gain > best[node].0 {
                    best[node] = (gain, (feature, bin));
                }
            }
        }
    }
    best.into_iter().map(|(_, split)| split).collect()
}
