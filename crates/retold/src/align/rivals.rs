//! A second look: each pair in the light of its rivals. A second source sentence is linked for what it adds to the
//! first.

use super::pair::{FEATURES, Pair, Prepared};

/// Where "clause to source" stands among the features.
const CLAUSE_FEATURE: usize = FEATURES.len() - 3;

/// Names of the features that a pair has beside its rivals; they follow those of the pair alone.
pub const RIVAL_FEATURES: [&str; 26] = [
    "first probability",
    "best other source",
    "distance to it",
    "best other retelling",
    "distance to it",
    "second best other source",
    "gain over best other source",
    "source gain over best other retelling",
    "missing with best other source",
    "sum over sources",
    "sum over retellings",
    "source before",
    "source after",
    "retelling before",
    "retelling after",
    "diagonal before",
    "diagonal after",
    "rarest word gained",
    "rendered by this source alone",
    "rarest rendered alone",
    "taken up here alone",
    "clause lead",
    "distance to source of retelling before",
    "distance to source of retelling after",
    "nearest of them",
    "place between them",
];

impl Prepared {
    /// The features of all pairs with those of their rivals added, row for row of `pairs`.
    pub fn with_rivals(&self, pairs: &[Pair]) -> Vec<Vec<f32>> {
        let grid = Grid::new(pairs, self.likeness.rows(), self.likeness.columns);
        pairs
            .iter()
            .map(|pair| {
                let mut row = pair.features.clone();
                self.rival_features(pair, &grid, &mut row);
                row
            })
            .collect()
    }

    fn rival_features(&self, pair: &Pair, grid: &Grid<'_>, row: &mut Vec<f32>) {
        let (i, j) = (pair.source, pair.retelling);
        let column = best_two(grid.column(j).filter(|p| p.source != i));
        let across = best_two(grid.row(i).filter(|p| p.retelling != j));
        let first = |p: Option<&Pair>| p.map_or(0.0, |p| p.first);
        let away = |a: Option<usize>, b: usize| a.map_or(20.0, |a| a.abs_diff(b).min(20) as f32);
        row.extend([pair.first, first(column.0), away(column.0.map(|p| p.source), i)]);
        row.extend([first(across.0), away(across.0.map(|p| p.retelling), j), first(column.1)]);
        let words = &self.retelling.units[j].words;
        let gain = self.gain(words, &pair.retelling_found, column.0.map(|p| &p.retelling_found[..]));
        let source_gain =
            self.gain(&self.source.units[i].words, &pair.source_found, across.0.map(|p| &p.source_found[..]));
        row.extend([gain.0, source_gain.0, gain.1]);
        row.push(grid.column(j).map(|p| p.first).sum());
        row.push(grid.row(i).map(|p| p.first).sum());
        for (di, dj) in [(-1, 0), (1, 0), (0, -1), (0, 1), (-1, -1), (1, 1)] {
            row.push(grid.first(i as isize + di, j as isize + dj));
        }
        row.push(gain.2);
        let alone = self.alone(words, &pair.retelling_found, &|n| {
            rival_best(grid.column(j).filter(|p| p.source != i).map(|p| &p.retelling_found), n)
        });
        let source_words = &self.source.units[i].words;
        let here = self.alone(source_words, &pair.source_found, &|n| {
            rival_best(grid.row(i).filter(|p| p.retelling != j).map(|p| &p.source_found), n)
        });
        row.extend([alone.0, alone.1, here.0]);
        let clause = |p: &Pair| p.features[CLAUSE_FEATURE];
        let (before, after) = (grid.best_source(j.checked_sub(1)), grid.best_source(Some(j + 1)));
        let (before, after) = (away(before, i), away(after, i));
        let between = before.max(after) - (before - after).abs();
        row.push(clause(pair) - grid.column(j).filter(|p| p.source != i).map(clause).fold(0.0, f32::max));
        row.extend([before, after, before.min(after), between]);
    }

    /// What the pair renders better than every other candidate: its share of the weight, and the rarest such word.
    fn alone(&self, words: &[u32], own: &[f32], rivals: &dyn Fn(usize) -> f32) -> (f32, f32) {
        let (mut more, mut sum, mut rarest) = (0.0, 0.0f32, 0.0f32);
        for (n, word) in words.iter().enumerate() {
            let weight = self.vocabulary.weights[*word as usize];
            let lead = (own[n] - rivals(n)).max(0.0);
            more += weight * lead;
            sum += weight;
            rarest = rarest.max(weight * lead);
        }
        (more / sum.max(1e-6), rarest)
    }

    /// What a pair renders beyond its best rival, what the rival leaves, and the rarest word gained.
    fn gain(&self, words: &[u32], own: &[f32], rival: Option<&[f32]>) -> (f32, f32, f32) {
        let (mut gained, mut left, mut sum, mut rarest) = (0.0, 0.0, 0.0f32, 0.0f32);
        for (n, word) in words.iter().enumerate() {
            let weight = self.vocabulary.weights[*word as usize] * self.local_weight(*word);
            let other = rival.map_or(0.0, |r| r[n]);
            let more = (own[n] - other).max(0.0);
            gained += weight * more;
            left += weight * (1.0 - other);
            sum += weight;
            rarest = rarest.max(weight * more);
        }
        (gained / sum.max(1e-6), left / sum.max(1e-6), rarest)
    }
}

/// How well any of the rivals renders word `n`.
fn rival_best<'p>(rivals: impl Iterator<Item = &'p Vec<f32>>, n: usize) -> f32 {
    rivals.map(|found| found[n]).fold(0.0, f32::max)
}

/// Pairs by row and column.
struct Grid<'p> {
    pairs: &'p [Pair],
    by_source: Vec<Vec<usize>>,
    by_retelling: Vec<Vec<usize>>,
}

impl<'p> Grid<'p> {
    fn new(pairs: &'p [Pair], rows: usize, columns: usize) -> Self {
        let mut grid = Grid { pairs, by_source: vec![Vec::new(); rows], by_retelling: vec![Vec::new(); columns] };
        for (n, pair) in pairs.iter().enumerate() {
            grid.by_source[pair.source].push(n);
            grid.by_retelling[pair.retelling].push(n);
        }
        grid
    }

    fn row(&self, i: usize) -> impl Iterator<Item = &'p Pair> {
        self.by_source[i].iter().map(|n| &self.pairs[*n])
    }

    fn column(&self, j: usize) -> impl Iterator<Item = &'p Pair> {
        self.by_retelling[j].iter().map(|n| &self.pairs[*n])
    }

    /// The source sentence of highest first probability for a retelling sentence, when it is likely.
    fn best_source(&self, j: Option<usize>) -> Option<usize> {
        let j = j.filter(|j| *j < self.by_retelling.len())?;
        best_two(self.column(j)).0.filter(|p| p.first >= 0.5).map(|p| p.source)
    }

    fn first(&self, i: isize, j: isize) -> f32 {
        let (Ok(i), Ok(j)) = (usize::try_from(i), usize::try_from(j)) else { return 0.0 };
        if j >= self.by_retelling.len() {
            return 0.0;
        }
        self.column(j).find(|p| p.source == i).map_or(0.0, |p| p.first)
    }
}

/// The two pairs of highest first probability.
fn best_two<'p>(pairs: impl Iterator<Item = &'p Pair>) -> (Option<&'p Pair>, Option<&'p Pair>) {
    let (mut best, mut second): (Option<&Pair>, Option<&Pair>) = (None, None);
    for pair in pairs {
        if best.is_none_or(|b| pair.first > b.first) {
            second = best;
            best = Some(pair);
        } else if second.is_none_or(|s| pair.first > s.first) {
            second = Some(pair);
        }
    }
    (best, second)
}
