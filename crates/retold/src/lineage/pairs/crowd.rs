//! What it is worth to share a key, among so many articles.

/// The articles that pairs are picked from.
///
/// Weights are whole numbers, thousandths of a natural logarithm, so that their sums are the same in any order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Crowd {
    /// How many articles there are, copies left out.
    pub articles: usize,
}

/// Keys of more than this share of all articles are not looked up by. Words this frequent stand in lists so long that
/// walking them would cost more than comparing.
const RARE_SHARE: f64 = 0.015;
/// Where the share of a small collection says nothing, and where lists of a large one grow too long.
const RARE: (f64, f64) = (50.0, 6_000.0);
/// Keys of more than this share say nothing of two articles that share them.
const FREQUENT_SHARE: f64 = 0.07;
/// A smaller collection weighs keys as one of this size does: its own counts say little.
const FEWEST: f64 = 20_000.0;
/// Weight of rare keys that two articles share, by the keys of the shorter one, from which they are looked at closer.
const NEAR: f64 = 300.0;
/// The same of all keys that say something, from which they are compared.
const ALIKE: f64 = 600.0;
/// Keys that are added to those of the shorter article: a few shared words of a short notice are no evidence.
const SHORT: f64 = 30.0;

impl Crowd {
    /// Articles are looked up by a key that so many of them have, or fewer.
    pub fn rare(self) -> u32 {
        (self.articles as f64 * RARE_SHARE).clamp(RARE.0, RARE.1) as u32
    }

    /// A key that more of them have weighs nothing.
    pub fn frequent(self) -> u32 {
        (self.articles as f64 * FREQUENT_SHARE).max(RARE.0) as u32
    }

    /// What it is worth that two articles share a key that `frequency` articles have: its inverse document frequency.
    pub fn weight(self, frequency: u32) -> u32 {
        if frequency < 2 || frequency > self.frequent() {
            return 0;
        }
        let articles = (self.articles as f64).max(FEWEST);
        (1000.0 * (1.0 + (articles + 0.5) / (f64::from(frequency) + 0.5)).ln()) as u32
    }

    /// Whether two articles that share rare keys of this weight are worth a closer look. `lengths` are the numbers of
    /// their keys.
    pub fn is_near(self, shared: u64, lengths: [u32; 2]) -> bool {
        per_key(shared, lengths) >= NEAR
    }

    /// Whether two articles that share keys of this weight, rare or not, are worth a comparison.
    pub fn is_alike(self, shared: u64, lengths: [u32; 2]) -> bool {
        per_key(shared, lengths) >= ALIKE
    }
}

fn per_key(shared: u64, lengths: [u32; 2]) -> f64 {
    shared as f64 / (SHORT + f64::from(lengths[0].min(lengths[1])))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rarer_keys_weigh_more_and_stock_words_nothing() {
        let crowd = Crowd { articles: 100_000 };
        assert!(crowd.weight(2) > crowd.weight(20) && crowd.weight(20) > crowd.weight(2_000));
        assert_eq!(crowd.weight(crowd.frequent() + 1), 0);
        assert_eq!(crowd.weight(1), 0);
        assert!(crowd.rare() < crowd.frequent());
    }

    #[test]
    fn two_articles_are_a_crowd() {
        let crowd = Crowd { articles: 2 };
        assert!(crowd.weight(2) > 0);
        assert!(!crowd.is_alike(0, [0, 0]));
    }
}
