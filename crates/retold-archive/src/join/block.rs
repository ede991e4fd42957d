//! Two blocks of articles, and the pairs between them that share enough.

use std::ops::Range;

use rayon::prelude::*;
use retold::lineage::pairs::{Crowd, Scored};

use super::roll::Roll;
use crate::ArchiveError;

/// The keys that the articles of two blocks share, or of one block with itself.
pub(super) struct Block {
    first: Range<u32>,
    second: Range<u32>,
    /// Articles from here on are old: no pair begins with one.
    fresh: u32,
    /// Lists of rare keys.
    rare: Lists,
    /// What sharing the key of a list is worth, rare ones first.
    weights: Vec<u32>,
    /// For each article of the blocks where its lists end in `own`.
    ends: Vec<usize>,
    /// Numbers of lists, article after article, ascending.
    own: Vec<u32>,
}

/// Lists of places, one after another.
#[derive(Default)]
struct Lists {
    ends: Vec<usize>,
    members: Vec<u32>,
    weights: Vec<u32>,
}

impl Lists {
    fn push(&mut self, members: &[u32], weight: u32) {
        self.members.extend_from_slice(members);
        self.ends.push(self.members.len());
        self.weights.push(weight);
    }

    fn append(&mut self, other: Lists) {
        let before = self.members.len();
        self.members.extend(other.members);
        self.ends.extend(other.ends.into_iter().map(|end| before + end));
        self.weights.extend(other.weights);
    }

    fn list(&self, n: usize) -> &[u32] {
        let from = if n == 0 { 0 } else { self.ends[n - 1] };
        &self.members[from..self.ends[n]]
    }

    fn len(&self) -> usize {
        self.ends.len()
    }
}

impl Block {
    /// Reads the keys of two blocks; the first is the second or comes before it.
    pub(super) fn new(
        roll: &Roll<'_>,
        standing: &[bool],
        crowd: Crowd,
        (first, second): (Range<u32>, Range<u32>),
    ) -> Result<Self, ArchiveError> {
        let read = |range: u64| -> Result<(Lists, Lists), ArchiveError> {
            let (mut rare, mut frequent) = (Lists::default(), Lists::default());
            roll.keys(range, |_, places| {
                places.retain(|p| standing[*p as usize]);
                let frequency = places.len() as u32;
                let weight = crowd.weight(frequency);
                if weight == 0 {
                    return;
                }
                places.retain(|p| first.contains(p) || second.contains(p));
                if places.len() > 1 && places.iter().any(|p| first.contains(p)) {
                    places.sort_unstable();
                    let lists = if frequency <= crowd.rare() { &mut rare } else { &mut frequent };
                    lists.push(places, weight);
                }
            })?;
            Ok((rare, frequent))
        };
        let parts: Vec<(Lists, Lists)> =
            (0..Roll::ranges()).into_par_iter().map(read).collect::<Result<_, ArchiveError>>()?;
        let (mut rare, mut frequent) = (Lists::default(), Lists::default());
        for (some_rare, some_frequent) in parts {
            rare.append(some_rare);
            frequent.append(some_frequent);
        }
        let mut block = Self {
            first,
            second,
            fresh: roll.fresh() as u32,
            weights: [&rare.weights[..], &frequent.weights[..]].concat(),
            rare,
            ends: Vec::new(),
            own: Vec::new(),
        };
        block.turn(&frequent);
        Ok(block)
    }

    /// Makes lists of each article's keys out of the lists of each key's articles.
    fn turn(&mut self, frequent: &Lists) {
        let size = self.first.len() + if self.first == self.second { 0 } else { self.second.len() };
        let mut at = vec![0usize; size + 1];
        for place in self.rare.members.iter().chain(&frequent.members) {
            at[self.index(*place) + 1] += 1;
        }
        for n in 1..at.len() {
            at[n] += at[n - 1];
        }
        let mut own = vec![0u32; at[size]];
        let both = [(&self.rare, 0), (frequent, self.rare.len())];
        for (lists, before) in both {
            for n in 0..lists.len() {
                for place in lists.list(n) {
                    let to = &mut at[self.index(*place)];
                    own[*to] = (before + n) as u32;
                    *to += 1;
                }
            }
        }
        // Each start has moved to the end of its list.
        at.pop();
        (self.ends, self.own) = (at, own);
    }

    fn index(&self, place: u32) -> usize {
        if self.first.contains(&place) {
            (place - self.first.start) as usize
        } else {
            self.first.len() + (place - self.second.start) as usize
        }
    }

    /// Numbers of the lists that an article stands in.
    fn keys(&self, place: u32) -> &[u32] {
        let n = self.index(place);
        let from = if n == 0 { 0 } else { self.ends[n - 1] };
        &self.own[from..self.ends[n]]
    }

    /// Pairs of an article of the first block and a later one of the second that share enough, ascending.
    pub(super) fn pairs(&self, lengths: &[u32], crowd: Crowd) -> Vec<Scored> {
        /// Articles that a thread takes at a time.
        const LOT: u32 = 256;
        let last = self.first.end.min(self.fresh);
        let lots: Vec<u32> = (self.first.start..last).step_by(LOT as usize).collect();
        let room = || (vec![0u32; self.second.len()], Vec::new());
        let found = lots.into_par_iter().map_init(room, |(sums, touched), from| {
            let mut pairs = Vec::new();
            for place in from..(from + LOT).min(last) {
                self.add(place, sums, touched);
                for second in touched.drain(..) {
                    let rare = std::mem::take(&mut sums[(second - self.second.start) as usize]);
                    let both = [lengths[place as usize], lengths[second as usize]];
                    if !crowd.is_near(u64::from(rare), both) {
                        continue;
                    }
                    let shared = self.shared(place, second);
                    if crowd.is_alike(u64::from(shared), both) {
                        pairs.push(Scored { first: place, second, shared });
                    }
                }
            }
            pairs
        });
        let mut pairs: Vec<Scored> = found.flatten_iter().collect();
        pairs.sort_unstable();
        pairs
    }

    /// Adds up what an article shares with later ones in rare keys.
    fn add(&self, place: u32, sums: &mut [u32], touched: &mut Vec<u32>) {
        for list in self.keys(place).iter().map(|n| *n as usize).take_while(|n| *n < self.rare.len()) {
            let weight = self.weights[list];
            let later = self.rare.list(list).iter().rev();
            for other in later.take_while(|p| **p > place && **p >= self.second.start) {
                let sum = &mut sums[(other - self.second.start) as usize];
                if *sum == 0 {
                    touched.push(*other);
                }
                *sum = sum.saturating_add(weight);
            }
        }
    }

    /// What two articles share in all keys that say something.
    fn shared(&self, a: u32, b: u32) -> u32 {
        let (a, b) = (self.keys(a), self.keys(b));
        let (mut i, mut j, mut sum) = (0, 0, 0u32);
        while i < a.len() && j < b.len() {
            match a[i].cmp(&b[j]) {
                std::cmp::Ordering::Less => i += 1,
                std::cmp::Ordering::Greater => j += 1,
                std::cmp::Ordering::Equal => {
                    sum = sum.saturating_add(self.weights[a[i] as usize]);
                    i += 1;
                    j += 1;
                }
            }
        }
        sum
    }
}
