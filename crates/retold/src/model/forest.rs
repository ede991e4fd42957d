//! Boosted regression trees, as trained by `cargo xtask train`: only what it takes to use them.

/// A sum of small trees over a row of features.
///
/// Every tree is complete, of one depth: `2^depth - 1` splits in level order, then `2^depth` leaves. A row goes right
/// at a split where its feature is above the threshold. File form, little endian: depth and number of trees (u32
/// each), base (f32), then for every tree its splits (feature u8, threshold f32) and leaves (f32).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Forest {
    depth: u32,
    base: f32,
    splits: Vec<(u8, f32)>,
    leaves: Vec<f32>,
}

impl Forest {
    /// A forest of given trees; `splits` holds `2^depth - 1` entries a tree, `leaves` `2^depth`.
    pub fn new(depth: u32, base: f32, splits: Vec<(u8, f32)>, leaves: Vec<f32>) -> Self {
        Self { depth, base, splits, leaves }
    }

    /// Reads a forest from its file form. A truncated file gives the trees that are whole.
    pub fn from_bytes(bytes: &[u8]) -> Self {
        let mut at = bytes.chunks_exact(1).map(|b| b[0]);
        let mut word = || -> Option<[u8; 4]> { Some([at.next()?, at.next()?, at.next()?, at.next()?]) };
        let (Some(depth), Some(trees), Some(base)) = (word(), word(), word()) else { return Self::default() };
        let (depth, trees) = (u32::from_le_bytes(depth).min(16), u32::from_le_bytes(trees) as usize);
        let splits = (1usize << depth) - 1;
        let size = splits * 5 + (splits + 1) * 4;
        let mut forest = Forest { depth, base: f32::from_le_bytes(base), ..Self::default() };
        for tree in bytes[12..].chunks_exact(size).take(trees) {
            for split in tree[..splits * 5].chunks_exact(5) {
                forest.splits.push((split[0], f32::from_le_bytes([split[1], split[2], split[3], split[4]])));
            }
            for leaf in tree[splits * 5..].chunks_exact(4) {
                forest.leaves.push(f32::from_le_bytes([leaf[0], leaf[1], leaf[2], leaf[3]]));
            }
        }
        forest
    }

    /// The file form of the forest.
    pub fn to_bytes(&self) -> Vec<u8> {
        let splits = (1usize << self.depth) - 1;
        let trees = self.leaves.len() / (splits + 1);
        let mut bytes = Vec::new();
        bytes.extend(self.depth.to_le_bytes());
        bytes.extend((trees as u32).to_le_bytes());
        bytes.extend(self.base.to_le_bytes());
        for tree in 0..trees {
            for (feature, threshold) in &self.splits[tree * splits..(tree + 1) * splits] {
                bytes.push(*feature);
                bytes.extend(threshold.to_le_bytes());
            }
            for at in tree * (splits + 1)..(tree + 1) * (splits + 1) {
                bytes.extend(self.leaves[at].to_le_bytes());
            }
        }
        bytes
    }

    /// The sum of the trees for one row, in log-odds.
    pub fn score(&self, row: &[f32]) -> f32 {
        // Features beyond the row count as zeros; with one for every byte no look-up of a feature can miss.
        let mut features = [0.0f32; 256];
        let known = row.len().min(features.len());
        features[..known].copy_from_slice(&row[..known]);
        match self.depth {
            2 => self.sum::<3>(&features, 2),
            3 => self.sum::<7>(&features, 3),
            4 => self.sum::<15>(&features, 4),
            depth => self.sum_of_any(&features, depth),
        }
    }

    /// The sum of trees of `SPLITS` splits, whose number the compiler knows.
    #[inline(always)]
    fn sum<const SPLITS: usize>(&self, row: &[f32; 256], depth: u32) -> f32 {
        let (splits, _) = self.splits.as_chunks::<SPLITS>();
        let mut sum = self.base;
        for (splits, leaves) in splits.iter().zip(self.leaves.chunks_exact(SPLITS + 1)) {
            sum += leaves[leaf(splits, row, depth)];
        }
        sum
    }

    fn sum_of_any(&self, row: &[f32; 256], depth: u32) -> f32 {
        let size = (1usize << depth) - 1;
        let mut sum = self.base;
        let trees = self.splits.chunks_exact(size.max(1));
        for (splits, leaves) in trees.zip(self.leaves.chunks_exact(size + 1)) {
            sum += leaves[leaf(splits, row, depth)];
        }
        sum
    }
}

/// The leaf of one tree that a row falls to.
#[inline(always)]
fn leaf(splits: &[(u8, f32)], row: &[f32; 256], depth: u32) -> usize {
    let mut node = 0;
    for _ in 0..depth {
        let (feature, threshold) = splits[node];
        node = 2 * node + 1 + usize::from(row[usize::from(feature)] > threshold);
    }
    node - splits.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_finds_its_leaf() {
        let forest = Forest::new(1, 0.5, vec![(1, 2.0), (0, 0.0)], vec![-1.0, 1.0, 10.0, 20.0]);
        assert_eq!(forest.score(&[-1.0, 3.0]), 0.5 + 1.0 + 10.0);
        assert_eq!(forest.score(&[1.0, 2.0]), 0.5 - 1.0 + 20.0);
        assert_eq!(Forest::from_bytes(&forest.to_bytes()), forest);
        assert_eq!(Forest::from_bytes(&forest.to_bytes()[..15]).score(&[0.0]), 0.5);
        assert_eq!(Forest::from_bytes(&[1, 2]).score(&[0.0]), 0.0);
    }
}
