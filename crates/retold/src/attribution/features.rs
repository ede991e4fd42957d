//! Features as hashes: a template and the values that fill it.

use super::facts::mix;

/// Gathers the features of one place.
pub struct Gatherer<'a> {
    into: &'a mut Vec<u32>,
    template: u32,
}

impl<'a> Gatherer<'a> {
    /// Starts with the templates of one family of features; families are told apart by `family`.
    pub fn new(into: &'a mut Vec<u32>, family: u32) -> Self {
        into.clear();
        Self { into, template: family << 8 }
    }

    /// The next template with one value.
    pub fn one(&mut self, a: u32) {
        self.template += 1;
        self.into.push(mix(a.wrapping_mul(0x9e37_79b1) ^ self.template.wrapping_mul(0x85eb_ca77)));
    }

    /// The next template with two values.
    pub fn two(&mut self, a: u32, b: u32) {
        self.one(join(a, b));
    }

    /// The next template with three values.
    pub fn three(&mut self, a: u32, b: u32, c: u32) {
        self.one(join(join(a, b), c));
    }

    /// The next template with four values.
    pub fn four(&mut self, a: u32, b: u32, c: u32, d: u32) {
        self.one(join(join(a, b), join(c, d)));
    }
}

/// One number for an ordered pair.
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
