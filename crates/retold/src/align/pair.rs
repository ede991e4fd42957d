//! A closer look at one pair of sentences: what each word of one finds in the other, and the features of the pair.

use super::likeness::{Likeness, Standing, shared_weight};
use super::unit::{Units, shared};
use super::vocabulary::{Vocabulary, Words, each_dot};

/// Cosines of words below this say nothing: half of all pairs of unrelated content words lie above .1, one in fifty
/// above .45.
const UNRELATED: f32 = 0.45;
/// A word of this rarity stands a few times in a thousand articles: a name, a term.
const RARE: f32 = 10.0;

/// Everything the aligner has prepared of two articles.
pub struct Prepared {
    /// Words of both.
    pub vocabulary: Vocabulary,
    /// The word of every token of the source.
    pub source_words: Words,
    /// The word of every token of the retelling.
    pub retelling_words: Words,
    /// Sentences of the source.
    pub source: Units,
    /// Sentences of the retelling.
    pub retelling: Units,
    /// First likeness of all pairs; none once the articles were turned round.
    pub likeness: Likeness,
}

/// One pair of sentences looked at closely.
#[derive(Clone, Debug, Default)]
pub struct Pair {
    /// Source sentence.
    pub source: usize,
    /// Retelling sentence.
    pub retelling: usize,
    /// For each content word of the source sentence, how well the retelling sentence renders it, 0 to 1.
    pub source_found: Vec<f32>,
    /// The same for the retelling sentence.
    pub retelling_found: Vec<f32>,
    /// Share of each sentence's words that the other renders, by weight.
    pub rendered: Sides,
    /// Share of each sentence's pairs of neighbouring words that stand in the other.
    pub runs: Sides,
    /// Features, in the order of [`FEATURES`].
    pub features: Vec<f32>,
    /// Probability of a link by the features of the pair alone.
    pub first: f32,
    /// Probability of a link in the light of all other pairs.
    pub probability: f32,
}

/// A figure for each side.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Sides {
    /// Of the source.
    pub source: f32,
    /// Of the retelling.
    pub retelling: f32,
}

impl Sides {
    fn turned(self) -> Sides {
        Sides { source: self.retelling, retelling: self.source }
    }
}

impl Pair {
    /// The same pair with source and retelling in each other's place.
    pub fn turned(self) -> Pair {
        Pair {
            source: self.retelling,
            retelling: self.source,
            source_found: self.retelling_found,
            retelling_found: self.source_found,
            rendered: self.rendered.turned(),
            runs: self.runs.turned(),
            ..self
        }
    }
}

/// Names of the features of a pair alone.
pub const FEATURES: [&str; 31] = [
    "cosine",
    "overlap",
    "retelling words shared",
    "source words shared",
    "retelling words rendered",
    "source words rendered",
    "retelling words shared, local",
    "source words shared, local",
    "rarest shared",
    "rare shared",
    "numbers shared",
    "numbers of retelling missing",
    "pairs shared of retelling",
    "pairs shared of source",
    "distance in order",
    "retelling length",
    "source length",
    "length ratio",
    "rank",
    "lead over other sources",
    "lead over other retellings",
    "neighbours on the diagonal",
    "neighbouring sources",
    "neighbouring retellings",
    "order between neighbours",
    "sources",
    "retellings",
    "retelling position",
    "clause to source",
    "source clause to retelling",
    "clause to clause",
];

impl Prepared {
    /// Looks closely at the candidate pairs.
    pub fn pairs(&self) -> Vec<Pair> {
        let standing = Standing::new(&self.likeness);
        let best = standing.best_sources();
        standing.candidates().into_iter().map(|at| self.pair(at, &best, &standing)).collect()
    }

    fn pair(&self, (i, j): (usize, usize), best: &[usize], standing: &Standing) -> Pair {
        let (s, r) = (&self.source.units[i], &self.retelling.units[j]);
        let (source_found, retelling_found) = self.rendered(&s.words, &r.words);
        let mut pair = Pair { source: i, retelling: j, source_found, retelling_found, ..Pair::default() };
        let mut features = Vec::with_capacity(FEATURES.len());
        features.extend([
            self.likeness.cosine[i * self.likeness.columns + j],
            self.likeness.overlap[i * self.likeness.columns + j],
        ]);
        pair.rendered = Sides {
            source: self.weigh(&s.words, &pair.source_found),
            retelling: self.weigh(&r.words, &pair.retelling_found),
        };
        let runs = shared_pairs(&s.pairs, &r.pairs);
        pair.runs = Sides { source: runs / s.pairs.len().max(1) as f32, retelling: runs / r.pairs.len().max(1) as f32 };
        self.word_features(&pair, &mut features);
        self.length_features(&pair, &mut features);
        self.standing_features(&pair, standing, &mut features);
        self.neighbour_features(&pair, best, &mut features);
        self.clause_features(&pair, &mut features);
        pair.features = features;
        pair
    }

    /// How well each word of two sentences is rendered by the other sentence.
    fn rendered(&self, source: &[u32], retelling: &[u32]) -> (Vec<f32>, Vec<f32>) {
        let (mut of_source, mut of_retelling) = (vec![0.0f32; source.len()], vec![0.0f32; retelling.len()]);
        let mut row = Vec::new();
        for (a, x) in source.iter().zip(&mut of_source) {
            self.vocabulary.similarities(*a, retelling, &mut row);
            for (similarity, y) in row.iter().zip(&mut of_retelling) {
                let found = if *similarity > UNRELATED { *similarity } else { 0.0 };
                *x = x.max(found);
                *y = y.max(found);
            }
        }
        (of_source, of_retelling)
    }

    fn word_features(&self, pair: &Pair, features: &mut Vec<f32>) {
        let (s, r) = (&self.source.units[pair.source], &self.retelling.units[pair.retelling]);
        let weight = |w: u32| self.vocabulary.weights[w as usize];
        let local = |w: u32| weight(w) * self.local_weight(w);
        let both = shared_weight(&s.words, &r.words, weight);
        let both_local = shared_weight(&s.words, &r.words, local);
        let sum = |words: &[u32]| words.iter().map(|w| local(*w)).sum::<f32>().max(1e-6);
        features.extend([both / r.weight.max(1e-6), both / s.weight.max(1e-6)]);
        features.extend([pair.rendered.retelling, pair.rendered.source]);
        features.extend([both_local / sum(&r.words), both_local / sum(&s.words)]);
        let (mut rarest, mut rare, mut numbers) = (0.0f32, 0.0, 0.0);
        shared(&s.words, &r.words, |w| {
            let rarity = self.vocabulary.rarities[w as usize];
            rarest = rarest.max(rarity * self.local_weight(w));
            rare += f32::from(u8::from(rarity > RARE));
            numbers += f32::from(u8::from(self.vocabulary.numbers[w as usize]));
        });
        let stated = r.words.iter().filter(|w| self.vocabulary.numbers[**w as usize]).count() as f32;
        features.extend([rarest, rare, numbers, stated - numbers]);
        features.extend([pair.runs.retelling, pair.runs.source]);
    }

    /// Share of the weight of words that was found.
    fn weigh(&self, words: &[u32], found: &[f32]) -> f32 {
        let weight = |w: &u32| self.vocabulary.weights[*w as usize] * self.local_weight(*w);
        let sum: f32 = words.iter().map(weight).sum();
        words.iter().zip(found).map(|(w, x)| weight(w) * x).sum::<f32>() / sum.max(1e-6)
    }

    /// How much a word tells one sentence from another, 1 for a word of one sentence, near 0 for a word of all.
    pub fn local_weight(&self, word: u32) -> f32 {
        let sentences = (self.source.units.len() + self.retelling.units.len()) as f32;
        let holding = f32::from(self.source.spread[word as usize] + self.retelling.spread[word as usize]).max(1.0);
        (1.0 + sentences / holding).ln() / (1.0 + sentences).ln()
    }

    fn length_features(&self, pair: &Pair, features: &mut Vec<f32>) {
        let (s, r) = (self.source.units[pair.source].length as f32, self.retelling.units[pair.retelling].length as f32);
        features.extend([self.order_distance(pair), (1.0 + r).ln(), (1.0 + s).ln(), ((1.0 + r) / (1.0 + s)).ln()]);
    }

    fn order_distance(&self, pair: &Pair) -> f32 {
        let place = |n: usize, all: usize| n as f32 / all.max(1) as f32;
        (place(pair.source, self.source.units.len()) - place(pair.retelling, self.retelling.units.len())).abs()
    }

    /// The clause of either sentence that is most like the other sentence, and the clauses most like each other.
    fn clause_features(&self, pair: &Pair, features: &mut Vec<f32>) {
        let size = self.vocabulary.dimensions;
        let (s, r) = (self.source.clauses_of(pair.source, size), self.retelling.clauses_of(pair.retelling, size));
        let best = |a: &[f32], b: &[f32]| {
            let mut best = -1.0f32;
            for x in a.chunks_exact(size) {
                each_dot(x, b.len() / size, |n| &b[n * size..(n + 1) * size], |_, cosine| best = best.max(cosine));
            }
            best
        };
        features.push(best(r, self.source.vector(pair.source, size)));
        features.push(best(s, self.retelling.vector(pair.retelling, size)));
        features.push(best(r, s));
    }

    /// How the pair stands among its rivals by first likeness.
    fn standing_features(&self, pair: &Pair, standing: &Standing, features: &mut Vec<f32>) {
        let own = self.likeness.of(pair.source, pair.retelling);
        let leads = standing.leads((pair.source, pair.retelling), own);
        features.extend([standing.rank(pair.retelling, own) as f32, leads.0, leads.1]);
    }

    /// How the neighbours of the pair stand by first likeness.
    fn neighbour_features(&self, pair: &Pair, best: &[usize], features: &mut Vec<f32>) {
        let (i, j) = (pair.source, pair.retelling);
        let (rows, columns) = (self.likeness.rows(), self.likeness.columns);
        let at = |i: Option<usize>, j: Option<usize>| match (i, j) {
            (Some(i), Some(j)) if i < rows && j < columns => self.likeness.of(i, j),
            _ => 0.0,
        };
        let (up, down) = ((i.checked_sub(1), Some(i + 1)), (j.checked_sub(1), Some(j + 1)));
        features.push(at(up.0, down.0).max(at(up.1, down.1)));
        features.push(at(up.0, Some(j)).max(at(up.1, Some(j))));
        features.push(at(Some(i), down.0).max(at(Some(i), down.1)));
        let before = down.0.map_or(-1.0, |n| best[n] as f32);
        let after = best.get(j + 1).map_or(rows as f32, |n| *n as f32);
        features.push(((i as f32 - 0.5 * (before + after)).abs() / rows as f32).min(1.0));
        features.extend([(1.0 + rows as f32).ln(), (1.0 + columns as f32).ln(), j as f32 / columns as f32]);
    }
}

fn shared_pairs(a: &[u64], b: &[u64]) -> f32 {
    let mut count = 0.0;
    shared(a, b, |_| count += 1.0);
    count
}
