//! The embedded table of word rarities, read in place.

use crate::bytes::{Hash, cut, slot_of, u32_at};

/// Length of the head: magic, slots, rarity byte of unseen words.
const HEAD: usize = 8 + 2 * 4;

/// One step of a rarity byte.
const STEP: f32 = 1.0 / 16.0;

/// Rarities by a 16-bit fingerprint of the word: a word that is not in it is taken for another once in some 17,000 times,
/// which misjudges one word's weight and nothing else.
pub(crate) struct Rarities {
    unseen: u8,
    prints: &'static [u8],
    values: &'static [u8],
}

impl Rarities {
    /// Cuts a file made by `tools/distill` into its parts; a file that does not fit its own head stops the build.
    pub(crate) const fn parse(bytes: &'static [u8]) -> Rarities {
        assert!(matches!(bytes.split_at(8).0, b"RTLRAR01"), "the rarity table has another format");
        let slots = u32_at(bytes, 8);
        let (prints, values) = cut(cut(bytes, HEAD).1, 2 * slots);
        assert!(values.len() == slots, "the rarity table is cut short");
        Rarities { unseen: u32_at(bytes, 12) as u8, prints, values }
    }

    /// Rarity of a word that the archives do not have.
    pub(crate) fn unseen(&self) -> f32 {
        f32::from(self.unseen) * STEP
    }

    /// Rarity of `word`: the negative natural logarithm of its share of running words.
    pub(crate) fn of(&self, word: &[u8]) -> Option<f32> {
        let slots = self.values.len();
        let hash = Hash::START.with(word).finish();
        let mut at = slot_of(hash, slots);
        for _ in 0..slots {
            let value = self.values.get(at).copied().filter(|v| *v > 0)?;
            let print = self.prints.get(2 * at..2 * at + 2)?;
            if print == ((hash >> 48) as u16).to_le_bytes() {
                return Some(f32::from(value) * STEP);
            }
            at = (at + 1) % slots;
        }
        None
    }
}
