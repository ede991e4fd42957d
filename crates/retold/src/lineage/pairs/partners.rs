//! The best partners of each article.

/// Two articles by their places, with the weight of what they share.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Scored {
    /// The first by id.
    pub first: u32,
    /// The second by id.
    pub second: u32,
    /// Weight of the keys they share.
    pub shared: u32,
}

/// A pair is compared when it is among so many best pairs of one of its two articles. So a story of a thousand accounts
/// costs fifty comparisons an account, and still hangs together.
pub const MOST_PARTNERS: usize = crate::lineage::CROWD;

/// Leaves the pairs that are among the best of one of their articles, ascending. `articles` is how many there are.
pub fn best(mut pairs: Vec<Scored>, articles: usize) -> Vec<Scored> {
    let mut counts = vec![0u32; articles];
    for pair in &pairs {
        [pair.first, pair.second].iter().for_each(|n| counts.get_mut(*n as usize).into_iter().for_each(|c| *c += 1));
    }
    if counts.iter().all(|c| *c as usize <= MOST_PARTNERS) {
        pairs.sort_unstable();
        return pairs;
    }
    pairs.sort_unstable_by_key(|p| (std::cmp::Reverse(p.shared), p.first, p.second));
    counts.fill(0);
    pairs.retain(|pair| {
        let mut among = false;
        for n in [pair.first, pair.second] {
            if let Some(count) = counts.get_mut(n as usize) {
                among |= (*count as usize) < MOST_PARTNERS;
                *count += 1;
            }
        }
        among
    });
    pairs.sort_unstable();
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_article_keeps_its_best_pairs() {
        let all = 120u32;
        let pairs: Vec<Scored> = (0..all)
            .flat_map(|first| {
                (first + 1..all).map(move |second| Scored { first, second, shared: 1000 - (second - first) })
            })
            .collect();
        let kept = best(pairs.clone(), all as usize);
        assert!(kept.len() < pairs.len());
        for n in 0..all {
            assert!(kept.iter().filter(|p| p.first == n || p.second == n).count() >= MOST_PARTNERS);
        }
        assert!(kept.is_sorted());
    }
}
