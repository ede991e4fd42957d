//! Weights of features: looked up in a committed table, added up into scores.

use super::chain::{ARCS, CLASSES, STATES};

/// What scores features. The committed table is one; a trainer brings its own.
pub trait Weights {
    /// Scores of the classes of a place with these features.
    fn node(&self, features: &[u32]) -> [f32; CLASSES];
    /// Scores of the kinds of arc at a border with these features.
    fn arc(&self, features: &[u32]) -> [f32; ARCS];
}

/// A chain's weights as they are committed: two tables of rows of one byte of fingerprint and one byte a weight. A
/// feature's row is one of the pair that its hash names, or there is none.
#[derive(Clone, Copy)]
pub struct Committed {
    nodes: Table,
    arcs: Table,
}

#[derive(Clone, Copy)]
struct Table {
    rows: &'static [u8],
    mask: usize,
    scale: f32,
}

/// Bytes of a row of weights of classes.
pub const NODE_ROW: usize = 1 + CLASSES;
/// Bytes of a row of weights of arcs.
pub const ARC_ROW: usize = 1 + ARCS;
/// Rows of the tables: cue nodes, cue arcs, scene nodes, scene arcs.
pub const ROWS: [usize; 4] = [1 << 17, 1 << 14, 1 << 17, 1 << 15];
/// The scale of each table and the scores of the last states stand before the tables, four bytes each.
pub const HEAD: usize = 4 * (ROWS.len() + STATES);

static FILE: &[u8] = include_bytes!("weights.bin");

/// The committed weights: of the chain of cues, of the chain of scenes, and the scores of the last states.
pub fn committed() -> (Committed, Committed, [f32; STATES]) {
    let number = |n: usize| FILE.get(4 * n..4 * n + 4).map_or(0.0, |b| f32::from_le_bytes([b[0], b[1], b[2], b[3]]));
    let mut at = HEAD;
    let mut next = |n: usize, row: usize| {
        let size = ROWS[n] * row;
        let rows = FILE.get(at..at + size).unwrap_or(&[]);
        at += size;
        Table { rows, mask: ROWS[n] - 1, scale: number(n) }
    };
    let cue = Committed { nodes: next(0, NODE_ROW), arcs: next(1, ARC_ROW) };
    let scene = Committed { nodes: next(2, NODE_ROW), arcs: next(3, ARC_ROW) };
    (cue, scene, std::array::from_fn(|n| number(ROWS.len() + n)))
}

/// The first of the pair of rows of a feature, of a table of `rows` rows.
pub fn row_of(feature: u32, rows: usize) -> usize {
    feature as usize & (rows - 1) & !1
}

/// What tells features of one pair of rows apart.
pub fn fingerprint(feature: u32) -> u8 {
    (feature >> 24) as u8
}

impl Table {
    /// [`Table::sum`] for rows of four bytes, without branches: most of the time of a run goes by here.
    fn sum_small(&self, features: &[u32]) -> [f32; CLASSES] {
        const { assert!(NODE_ROW == 4 && CLASSES == 3) };
        let mut total = [0i32; CLASSES];
        let (pairs, _) = self.rows.as_chunks::<{ 2 * NODE_ROW }>();
        let Some(last) = pairs.len().checked_sub(1) else { return [0.0; CLASSES] };
        for feature in features {
            let pair = u64::from_le_bytes(pairs[(row_of(*feature, self.mask + 1) / 2).min(last)]);
            let (first, second) = (pair as u32, (pair >> 32) as u32);
            let print = u32::from(fingerprint(*feature));
            let other = if second & 0xff == print { second } else { 0 };
            let row = (if first & 0xff == print { first } else { other }) as i32;
            // The weights are the three upper bytes, with their signs.
            total[0] += row << 16 >> 24;
            total[1] += row << 8 >> 24;
            total[2] += row >> 24;
        }
        total.map(|sum| sum as f32 * self.scale)
    }

    /// [`Table::sum`] for the rows of arcs.
    fn sum<const N: usize, const PAIR: usize>(&self, features: &[u32]) -> [f32; N] {
        const { assert!(PAIR == 2 * (N + 1)) };
        let mut total = [0i32; N];
        let (pairs, _) = self.rows.as_chunks::<PAIR>();
        for feature in features {
            let Some(pair) = pairs.get(row_of(*feature, self.mask + 1) / 2) else { continue };
            let print = fingerprint(*feature);
            let row = if pair[0] == print {
                &pair[1..=N]
            } else if pair[N + 1] == print {
                &pair[N + 2..]
            } else {
                continue;
            };
            for (sum, weight) in total.iter_mut().zip(row) {
                *sum += i32::from(*weight as i8);
            }
        }
        total.map(|sum| sum as f32 * self.scale)
    }
}

impl Weights for Committed {
    fn node(&self, features: &[u32]) -> [f32; CLASSES] {
        self.nodes.sum_small(features)
    }
    fn arc(&self, features: &[u32]) -> [f32; ARCS] {
        self.arcs.sum::<ARCS, { 2 * ARC_ROW }>(features)
    }
}
