//! First likeness of every source sentence to every retelling sentence, and the pairs worth a closer look.

use super::unit::{Units, shared};
use super::vocabulary::{Vocabulary, each_dot};

/// Likeness of all pairs of sentences, source by retelling.
pub struct Likeness {
    /// Number of retelling sentences.
    pub columns: usize,
    /// Cosine of the sentence vectors, row after row.
    pub cosine: Vec<f32>,
    /// Cosine over shared words by squared weight.
    pub overlap: Vec<f32>,
}

/// For each retelling sentence this many source sentences are looked at closely, and for each source sentence half as
/// many retelling sentences. On the labelled retellings the true source is among these in 0.99 of links.
const PER_RETELLING: usize = 6;
const PER_SOURCE: usize = 3;

impl Likeness {
    /// Compares all pairs.
    pub fn new(source: &Units, retelling: &Units, vocabulary: &Vocabulary) -> Self {
        let columns = retelling.units.len();
        let mut likeness = Likeness {
            columns,
            cosine: vec![0.0; source.units.len() * columns],
            overlap: vec![0.0; source.units.len() * columns],
        };
        for i in 0..source.units.len() {
            let row = source.vector(i, vocabulary.dimensions);
            let found = &mut likeness.cosine[i * columns..(i + 1) * columns];
            each_dot(row, columns, |j| retelling.vector(j, vocabulary.dimensions), |j, cosine| found[j] = cosine);
        }
        likeness.add_overlap(source, retelling, vocabulary);
        likeness
    }

    /// Adds up shared words through the list of retelling sentences that hold each word.
    fn add_overlap(&mut self, source: &Units, retelling: &Units, vocabulary: &Vocabulary) {
        let mut holders: Vec<Vec<u32>> = vec![Vec::new(); vocabulary.len()];
        for (j, unit) in retelling.units.iter().enumerate() {
            unit.words.iter().for_each(|w| holders[*w as usize].push(j as u32));
        }
        for (i, unit) in source.units.iter().enumerate() {
            let row = &mut self.overlap[i * self.columns..(i + 1) * self.columns];
            for word in &unit.words {
                let weight = vocabulary.weights[*word as usize];
                holders[*word as usize].iter().for_each(|j| row[*j as usize] += weight * weight);
            }
            for (x, other) in row.iter_mut().zip(&retelling.units) {
                *x /= (unit.norm * other.norm).max(1e-6);
            }
        }
    }

    /// The first likeness of a pair: the mean of the two cosines.
    pub fn of(&self, i: usize, j: usize) -> f32 {
        let at = i * self.columns + j;
        0.5 * (self.cosine[at] + self.overlap[at])
    }

    /// The same with rows for columns.
    pub fn turned(self) -> Self {
        let rows = self.rows();
        let turn = |x: Vec<f32>| (0..x.len()).map(|n| x[(n % rows) * self.columns + n / rows]).collect();
        Self { columns: rows, cosine: turn(self.cosine), overlap: turn(self.overlap) }
    }

    /// Number of source sentences.
    pub fn rows(&self) -> usize {
        self.cosine.len().checked_div(self.columns).unwrap_or(0)
    }

    /// The pairs worth a closer look, ascending by retelling sentence, then source sentence.
    pub fn candidates(&self) -> Vec<(usize, usize)> {
        let mut found = Vec::new();
        for j in 0..self.columns {
            found.extend(best(self.rows(), PER_RETELLING, |i| self.of(i, j)).into_iter().map(|i| (j, i)));
        }
        for i in 0..self.rows() {
            found.extend(best(self.columns, PER_SOURCE, |j| self.of(i, j)).into_iter().map(|j| (j, i)));
        }
        found.sort_unstable();
        found.dedup();
        found.into_iter().map(|(j, i)| (i, j)).collect()
    }
}

/// The `count` numbers below `end` of highest score, ties to the smaller.
fn best(end: usize, count: usize, score: impl Fn(usize) -> f32) -> Vec<usize> {
    let mut kept: Vec<(f32, usize)> = Vec::with_capacity(count + 1);
    for n in 0..end {
        let x = score(n);
        if kept.len() == count && kept[count - 1].0 >= x {
            continue;
        }
        let at = kept.partition_point(|(y, _)| *y >= x);
        kept.insert(at, (x, n));
        kept.truncate(count);
    }
    kept.into_iter().map(|(_, n)| n).collect()
}

/// The highest likenesses of every row and column, for telling how a pair stands among the others.
pub struct Standing {
    rows: Vec<Vec<f32>>,
    columns: Vec<Vec<f32>>,
}

/// Ranks beyond this are all alike.
const LAST_RANK: usize = 10;

impl Standing {
    /// Sorts the likenesses of every row and column.
    pub fn new(likeness: &Likeness) -> Self {
        let (rows, columns) = (likeness.rows(), likeness.columns);
        let row = |i: usize| best(columns, 2, |j| likeness.of(i, j)).into_iter().map(|j| likeness.of(i, j)).collect();
        let column = |j: usize| {
            best(rows, LAST_RANK + 1, |i| likeness.of(i, j)).into_iter().map(|i| likeness.of(i, j)).collect()
        };
        Self { rows: (0..rows).map(row).collect(), columns: (0..columns).map(column).collect() }
    }

    /// How many source sentences are more like the retelling sentence `j` than one of likeness `own`.
    pub fn rank(&self, j: usize, own: f32) -> usize {
        self.columns[j].iter().filter(|x| **x > own).count().min(LAST_RANK)
    }

    /// By how much `own` leads over the other source sentences for `j`, and over the other retelling sentences for `i`.
    pub fn leads(&self, (i, j): (usize, usize), own: f32) -> (f32, f32) {
        let other = |tops: &[f32]| {
            let first = tops.first().copied().unwrap_or(0.0);
            if own >= first { tops.get(1).copied().unwrap_or(0.0) } else { first }.max(0.0)
        };
        (own - other(&self.columns[j]), own - other(&self.rows[i]))
    }
}

/// Weight that two ascending lists of words share.
pub fn shared_weight(a: &[u32], b: &[u32], weight: impl Fn(u32) -> f32) -> f32 {
    let mut sum = 0.0;
    shared(a, b, |w| sum += weight(w));
    sum
}
