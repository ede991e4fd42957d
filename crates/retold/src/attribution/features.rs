//! Features as hashes: a template and the values that fill it.

use super::facts::mix;

/// More features than any place has; a power of two, so that a place in the list needs no check.
const MOST: usize = 128;

/// The features of one place.
pub struct Features {
    hashes: [u32; MOST],
    count: usize,
}

impl Features {
    /// Leaves none.
    pub fn clear(&mut self) {
        self.count = 0;
    }

    /// The list.
    pub fn as_slice(&self) -> &[u32] {
        &self.hashes[..self.count.min(MOST)]
    }
}

impl Default for Features {
    fn default() -> Self {
        Self { hashes: [0; MOST], count: 0 }
    }
}

/// Gathers the features of one place.
pub struct Gatherer<'a> {
    into: &'a mut Features,
    template: u32,
}

impl<'a> Gatherer<'a> {
    /// Starts with the templates of one family of features; families are told apart by `family`.
    #[inline]
    pub fn new(into: &'a mut Features, family: u32) -> Self {
        into.count = 0;
        Self { into, template: family << 8 }
    }

    /// The next template with one value.
    #[inline(always)]
    pub fn one(&mut self, a: u32) {
        self.template += 1;
        let hash = mix(a.wrapping_mul(0x9e37_79b1) ^ self.template.wrapping_mul(0x85eb_ca77));
        self.into.hashes[self.into.count % MOST] = hash;
        self.into.count += 1;
    }

    /// The next template with two values.
    #[inline(always)]
    pub fn two(&mut self, a: u32, b: u32) {
        self.one(join(a, b));
    }

    /// The next template with three values.
    #[inline(always)]
    pub fn three(&mut self, a: u32, b: u32, c: u32) {
        self.one(join(join(a, b), c));
    }

    /// The next template with four values.
    #[inline(always)]
    pub fn four(&mut self, a: u32, b: u32, c: u32, d: u32) {
        self.one(join(join(a, b), join(c, d)));
    }
}

/// One number for an ordered pair.
#[inline(always)]
pub fn join(a: u32, b: u32) -> u32 {
    (a.rotate_left(13) ^ b.wrapping_mul(0xc2b2_ae3d)).wrapping_mul(0x27d4_eb2f) ^ (a >> 17)
}

/// A count in coarse steps: exact up to 4, then 5-6, 7-9, 10-14, 15-24, 25 and more.
pub fn step(n: usize) -> u32 {
    match n {
        0..=4 => n as u32,
        5..=6 => 5,
        7..=9 => 6,
        10..=14 => 7,
        15..=24 => 8,
        _ => 9,
    }
}
