//! Passages: the stretch of a text that one source explains.

/// What an article is claimed to explain of a text.
#[derive(Clone, Debug)]
pub struct Claimed {
    /// Probability that it was made from the article.
    pub probability: f64,
    /// Sentences of the text, ascending.
    pub sentences: Vec<usize>,
    /// Whether the whole text was judged.
    pub whole: bool,
}

/// A run of sentences, `from..to`, and by how much its links outweigh its gaps.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stretch {
    /// First sentence.
    pub from: usize,
    /// One past the last.
    pub to: usize,
    /// Sum of what its sentences gain.
    pub gain: f32,
}

/// A sentence alone is no passage: two newsrooms may well write one sentence that is alike.
pub const SHORTEST: usize = 2;
/// From this probability a pair of sentences counts for a passage, as it makes a link.
const LINKED: f32 = 0.5;

/// The stretch of sentences whose links outweigh its gaps by most (Bentley's maximum sum), given for each sentence the
/// probability of its best link to one source and how well it is explained already. Holds at least two linked
/// sentences that are better explained than before.
pub fn stretch(links: &[f32], explained: &[f32]) -> Option<Stretch> {
    let gain = |n: usize| links[n] - explained[n].max(LINKED);
    let (mut best, mut best_sum) = (None, 0.0f32);
    let (mut from, mut sum) = (0, 0.0f32);
    for n in 0..links.len() {
        if sum <= 0.0 {
            (from, sum) = (n, 0.0);
        }
        sum += gain(n);
        if sum > best_sum {
            (best, best_sum) = (Some(Stretch { from, to: n + 1, gain: sum }), sum);
        }
    }
    best.filter(|s| (s.from..s.to).filter(|n| gain(*n) > 0.0).count() >= SHORTEST)
}

#[cfg(test)]
mod tests {
    fn stretch(links: &[f32], explained: &[f32]) -> Option<(usize, usize)> {
        super::stretch(links, explained).map(|s| (s.from, s.to))
    }

    #[test]
    fn the_densest_stretch_is_found() {
        let links = [0.1, 0.9, 0.9, 0.2, 0.9, 0.1, 0.1, 0.1, 0.9];
        assert_eq!(stretch(&links, &[0.0; 9]), Some((1, 5)));
    }

    #[test]
    fn one_sentence_is_none() {
        assert_eq!(stretch(&[0.1, 0.9, 0.1], &[0.0; 3]), None);
    }

    #[test]
    fn what_is_explained_already_does_not_count() {
        let links = [0.9, 0.9, 0.9, 0.8, 0.8];
        let explained = [0.95, 0.95, 0.9, 0.0, 0.1];
        assert_eq!(stretch(&links, &explained), Some((3, 5)));
    }
}
