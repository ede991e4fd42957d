//! The embedded table of word pieces and their vectors, read in place. It knows bytes only, not how words are split.

use crate::bytes::{Hash, cut, slot_of, u32_at};

/// Length of the head: magic, rows, dimensions, slots, length of the names, longest name.
const HEAD: usize = 8 + 5 * 4;

/// Pieces, their weights and their 8-bit vectors.
pub(crate) struct Table {
    dimensions: usize,
    longest: usize,
    slots: &'static [u8],
    offsets: &'static [u8],
    weights: &'static [u8],
    names: &'static [u8],
    rows: &'static [u8],
}

impl Table {
    /// Cuts a file made by `tools/distill` into its parts; a file that does not fit its own head stops the build.
    pub(crate) const fn parse(bytes: &'static [u8]) -> Table {
        assert!(matches!(bytes.split_at(8).0, b"RTLVEC01"), "the vector table has another format");
        let rows = u32_at(bytes, 8);
        let dimensions = u32_at(bytes, 12);
        let (slots, rest) = cut(cut(bytes, HEAD).1, 2 * u32_at(bytes, 16));
        let (offsets, rest) = cut(rest, 4 * (rows + 1));
        let (weights, rest) = cut(rest, rows);
        let (names, rest) = cut(rest, u32_at(bytes, 20));
        assert!(rest.len() == rows * dimensions, "the vector table is cut short");
        Table { dimensions, longest: u32_at(bytes, 24), slots, offsets, weights, names, rows: rest }
    }

    pub(crate) fn dimensions(&self) -> usize {
        self.dimensions
    }

    /// Bytes of the longest name.
    pub(crate) fn longest(&self) -> usize {
        self.longest
    }

    /// The row of the name `before` + `name`, whose hash is `hash`.
    pub(crate) fn find(&self, hash: Hash, before: &[u8], name: &[u8]) -> Option<usize> {
        let slots = self.slots.len() / 2;
        let mut at = slot_of(hash.finish(), slots);
        for _ in 0..slots {
            let row = match self.slots.get(2 * at..2 * at + 2) {
                Some([low, high]) => usize::from(u16::from_le_bytes([*low, *high])).checked_sub(1)?,
                _ => return None,
            };
            if self.name(row).strip_prefix(before) == Some(name) {
                return Some(row);
            }
            at = (at + 1) % slots;
        }
        None
    }

    fn name(&self, row: usize) -> &'static [u8] {
        let offset = |row: usize| match self.offsets.get(4 * row..4 * row + 4) {
            Some(bytes) => u32_at(bytes, 0),
            None => usize::MAX,
        };
        self.names.get(offset(row)..offset(row + 1)).unwrap_or_default()
    }

    /// How much the row counts among the pieces of a word, in 0..=1.
    pub(crate) fn weight(&self, row: usize) -> f32 {
        f32::from(self.weights.get(row).copied().unwrap_or_default()) / 255.0
    }

    /// Adds the row's vector, brought to length `length`, to `sum`.
    pub(crate) fn add(&self, row: usize, length: f32, sum: &mut [f32]) {
        let start = row * self.dimensions;
        let row = self.rows.get(start..start + self.dimensions).unwrap_or_default();
        let square: i32 = row.iter().map(|b| i32::from(*b as i8).pow(2)).sum();
        if square > 0 {
            let scale = length / (square as f32).sqrt();
            for (sum, b) in sum.iter_mut().zip(row) {
                *sum += scale * f32::from(*b as i8);
            }
        }
    }
}
