//! The hash of the tables and the reading of their integers. What it computes must match `tools/distill/table.py`.

/// A running FNV-1a hash, so that every prefix of a word is hashed in one walk.
#[derive(Clone, Copy)]
pub(crate) struct Hash(u64);

impl Hash {
    pub(crate) const START: Hash = Hash(0xcbf2_9ce4_8422_2325);

    pub(crate) fn with(self, bytes: &[u8]) -> Hash {
        let step = |h: u64, b: &u8| (h ^ u64::from(*b)).wrapping_mul(0x0100_0000_01b3);
        Hash(bytes.iter().fold(self.0, step))
    }

    /// The hash, mixed as MurmurHash3 ends.
    pub(crate) fn finish(self) -> u64 {
        let h = (self.0 ^ (self.0 >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
        let h = (h ^ (h >> 33)).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
        h ^ (h >> 33)
    }
}

/// The slot where the search for a hash starts.
pub(crate) fn slot_of(hash: u64, slots: usize) -> usize {
    (((hash & 0xffff_ffff) * slots as u64) >> 32) as usize
}

/// The little-endian integer at `at`; callers read headers at compile time, where going past the end fails the build.
pub(crate) const fn u32_at(bytes: &[u8], at: usize) -> usize {
    u32::from_le_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]]) as usize
}

/// Splits `bytes` at `at`, at compile time.
pub(crate) const fn cut(bytes: &'static [u8], at: usize) -> (&'static [u8], &'static [u8]) {
    bytes.split_at(at)
}
