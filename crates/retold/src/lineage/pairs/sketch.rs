//! Near-identical twins, found in linear time.
//!
//! Wire stories stand in an archive thousands of times over. Compared pair by pair they would cost the square of their
//! number, and their words would pass for stock words. So articles whose keys are nearly all the same are found by
//! minhashes first (Broder, "On the resemblance and containment of documents", 1997).

use crate::key::{Key, mix};

/// Bands of a sketch: articles that agree in one of them may be twins.
pub const BANDS: usize = 4;
/// Minhashes of a band. With four in each of four bands, of twins that share 19 keys in 20 one in a thousand is not
/// found, and of articles that share half their keys one in five is compared once.
const ROWS: usize = 4;

/// A few numbers that are the same for nearly the same keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sketch {
    least: [[u32; ROWS]; BANDS],
    sum: u64,
    keys: u32,
}

impl Default for Sketch {
    fn default() -> Self {
        Self { least: [[u32::MAX; ROWS]; BANDS], sum: 0, keys: 0 }
    }
}

impl Sketch {
    /// The sketch of some keys, each given once.
    pub fn of(keys: &[Key]) -> Self {
        let mut sketch = Self::default();
        keys.iter().for_each(|key| sketch.add(*key));
        sketch
    }

    /// Adds a key. The order of keys makes no difference.
    pub fn add(&mut self, key: Key) {
        self.keys += 1;
        let mut hash = mix(0x5EED, key.0);
        self.sum = self.sum.wrapping_add(hash);
        for pair in self.least.as_flattened_mut().chunks_mut(2) {
            hash = mix(hash, 1);
            pair[0] = pair[0].min(hash as u32);
            pair[1] = pair[1].min((hash >> 32) as u32);
        }
    }

    /// Takes in the sketch of other keys of the same article.
    pub fn join(&mut self, other: &Self) {
        self.keys += other.keys;
        self.sum = self.sum.wrapping_add(other.sum);
        let rest = other.least.as_flattened().iter();
        self.least.as_flattened_mut().iter_mut().zip(rest).for_each(|(a, b)| *a = (*a).min(*b));
    }

    /// How many keys there are.
    pub fn keys(&self) -> u32 {
        self.keys
    }

    /// One number a band.
    pub fn bands(&self) -> [u64; BANDS] {
        self.least.map(|band| band.iter().fold(0, |hash, least| mix(hash, u64::from(*least))))
    }

    /// Whether the keys are the same.
    pub fn is_same(&self, other: &Self) -> bool {
        self == other
    }
}

/// A text of fewer keys has no twins: notices of a few words soon agree.
const FEWEST: u32 = 12;

/// Pairs of articles that may be twins, by their places in `sketches`: each article with the first that has a band in common
/// with it, so at most [`BANDS`] pairs an article. Ascending, each once, the first article first.
pub fn twins(sketches: &[Sketch]) -> Vec<(u32, u32)> {
    let mut pairs = Vec::new();
    let long = |n: &u32| sketches.get(*n as usize).is_some_and(|s| s.keys >= FEWEST);
    for band in 0..BANDS {
        let of = |n: u32| sketches.get(n as usize).map_or(0, |s| s.bands()[band]);
        let mut places: Vec<(u64, u32)> = (0..sketches.len() as u32).filter(long).map(|n| (of(n), n)).collect();
        places.sort_unstable();
        for group in places.chunk_by(|a, b| a.0 == b.0) {
            pairs.extend(group[1..].iter().map(|(_, n)| (group[0].1, *n)));
        }
    }
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(range: std::ops::Range<u64>) -> Vec<Key> {
        range.map(|n| Key(mix(7, n))).collect()
    }

    #[test]
    fn parts_make_the_whole_in_any_order() {
        let (mut a, b) = (Sketch::of(&keys(40..90)), Sketch::of(&keys(0..40)));
        a.join(&b);
        assert!(a.is_same(&Sketch::of(&keys(0..90))));
        assert_eq!(a.keys(), 90);
    }

    #[test]
    fn nearly_the_same_keys_share_a_band_and_others_do_not() {
        let near = [Sketch::of(&keys(0..100)), Sketch::of(&keys(500..600)), Sketch::of(&keys(2..101))];
        assert_eq!(twins(&near), [(0, 2)]);
    }

    #[test]
    fn many_copies_make_few_pairs() {
        let copies = vec![Sketch::of(&keys(0..50)); 1_000];
        assert_eq!(twins(&copies).len(), 999);
        assert!(twins(&[Sketch::default(); 3]).is_empty());
    }
}
