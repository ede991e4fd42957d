//! Signs that one article was made from the other: the features of a verdict.
//!
//! None of them is the length of a text, its spelling or its subject: those betray the collections that a verdict is
//! trained on, not the retelling.

use super::Coverage;
use super::coverage::coverage;
use super::order::{in_order, kendall};
use super::runs::{Runs, shared_share};
use super::telling::Telling;
use crate::align::{Pair, Prepared, Unit, shared};
use crate::text::Reading;

/// Names of the signs, in order.
pub const SIGNS: [&str; 55] = [
    "mean probability",
    "lower quartile of probability",
    "share linked",
    "telling rendered",
    "telling rendered, lower quartile",
    "telling rendered, upper quartile",
    "lead over the second source",
    "pairs of words shared",
    "cosine",
    "cosine, upper quartile",
    "mean probability of sources",
    "share of sources taken",
    "telling rendered by one sentence",
    "words rendered by one sentence",
    "telling found anywhere",
    "names found",
    "numbers found",
    "quoted words found",
    "names not found a sentence",
    "numbers not found a sentence",
    "quoted words not found",
    "names of source kept",
    "numbers of source kept",
    "telling of source kept",
    "runs of three",
    "runs of five",
    "telling runs of three",
    "runs of eight",
    "telling words together",
    "rare words together",
    "details together",
    "order",
    "next in order",
    "difference of length",
    "order inside sentences",
    "links a sentence",
    "first sentence",
    "place of the first",
    "last sentence",
    "share unexplained",
    "telling left over",
    "rare telling words shared",
    "rare telling words found",
    "telling not in linked sources",
    "the same, upper quartile",
    "the same, most",
    "words not in linked sources",
    "the same, upper quartile",
    "source telling not in linked retellings",
    "the same, lower quartile",
    "source words not in linked retellings",
    "the same, lower quartile",
    "lowest probability",
    "near together",
    "telling near together",
];

/// What the signs are read from: the longer article stands as the source.
pub struct Scene<'a> {
    /// Words and sentences.
    pub prepared: &'a Prepared,
    /// Judged pairs.
    pub pairs: &'a [Pair],
    /// The source's words told apart.
    pub source: Telling,
    /// The retelling's words told apart.
    pub retelling: Telling,
    /// For each retelling sentence its likeliest pair.
    best: Vec<Option<&'a Pair>>,
    /// Both articles.
    readings: (&'a Reading, &'a Reading),
}

/// From this probability a pair counts as a sign: a little before it makes a link.
const LINKED: f32 = 0.4;
/// Rarity of a rare telling word: "looming" and rarer.
const RARE: f32 = 10.5;

impl<'a> Scene<'a> {
    /// Sets the scene.
    pub fn new(prepared: &'a Prepared, pairs: &'a [Pair], source: &'a Reading, retelling: &'a Reading) -> Self {
        let vocabulary = &prepared.vocabulary;
        let telling_of_source = Telling::new(source, &prepared.source_words, &prepared.source, vocabulary);
        let telling_of_retelling = Telling::new(retelling, &prepared.retelling_words, &prepared.retelling, vocabulary);
        let mut best: Vec<Option<&Pair>> = vec![None; prepared.retelling.units.len()];
        for pair in pairs {
            let held = &mut best[pair.retelling];
            if held.is_none_or(|h| pair.probability > h.probability) {
                *held = Some(pair);
            }
        }
        Self {
            prepared,
            pairs,
            source: telling_of_source,
            retelling: telling_of_retelling,
            best,
            readings: (source, retelling),
        }
    }

    /// The signs, in the order of [`SIGNS`].
    pub fn signs(&self) -> Vec<f32> {
        let mut signs = Vec::with_capacity(SIGNS.len());
        let vocabulary = &self.prepared.vocabulary;
        let runs = Runs::new(
            (self.readings.0, &self.prepared.source_words, &self.source),
            (self.readings.1, &self.prepared.retelling_words, &self.retelling),
            vocabulary,
        );
        let anywhere = self.anywhere();
        self.likeness_signs(&mut signs);
        self.source_signs(&anywhere, &mut signs);
        self.detail_signs(&mut signs);
        signs.extend(runs.shares);
        signs.extend([
            self.together(&|t, w| t.telling_word(w)),
            self.together(&|_, w| self.rarity(w) > RARE),
            self.together(&|_, _| true),
        ]);
        self.order_signs(&runs, &mut signs);
        self.rest_signs(&anywhere, &mut signs);
        self.leftover_signs(&mut signs);
        signs.extend([runs.near(vocabulary, None), runs.near(vocabulary, Some(&self.retelling.words))]);
        signs
    }

    /// Telling words that both articles use and that are uncommon, rarest first.
    pub fn rare_shared(&self) -> Vec<u32> {
        let mut rare: Vec<u32> = Vec::new();
        shared(&self.source.words, &self.retelling.words, |w| rare.push(w));
        rare.retain(|w| self.rarity(*w) > RARE);
        rare.sort_by(|a, b| self.rarity(*b).total_cmp(&self.rarity(*a)).then(a.cmp(b)));
        rare
    }

    /// How a word is first spelled in the retelling's sentences, in lower case.
    pub fn spelling(&self, word: u32, retelling: &Reading) -> Option<String> {
        let at = self.prepared.retelling_words.of_token.iter().position(|w| *w == Some(word))?;
        Some(retelling.tokens[at].lower.clone())
    }

    /// How many names and numbers of the retelling the source has, and how many there are.
    pub fn numbers_and_names(&self) -> (usize, usize) {
        let all = || self.retelling.names.iter().chain(&self.retelling.numbers);
        (all().filter(|w| self.prepared.source.spread[**w as usize] > 0).count(), all().count())
    }

    /// Shares of the words of both that links explain.
    pub fn coverage(&self) -> Coverage {
        coverage(self.prepared, self.pairs)
    }

    fn weight(&self, word: u32) -> f32 {
        self.prepared.vocabulary.weights[word as usize]
    }

    fn rarity(&self, word: u32) -> f32 {
        self.prepared.vocabulary.rarities[word as usize]
    }

    fn likeness_signs(&self, signs: &mut Vec<f32>) {
        let best = || self.best.iter().flatten().copied();
        let probability: Vec<f32> = self.best.iter().map(|p| p.map_or(0.0, |p| p.probability)).collect();
        let telling: Vec<f32> = best().map(|p| self.telling_share(p.retelling, &p.retelling_found)).collect();
        let cosine: Vec<f32> = best().map(|p| p.features[0]).collect();
        signs.extend([mean(&probability), quantile(&probability, 0.25), share(&probability, 0.5)]);
        signs.extend([mean(&telling), quantile(&telling, 0.25), quantile(&telling, 0.75)]);
        signs.push(mean(&best().map(|p| p.features[LEAD]).collect::<Vec<_>>()));
        signs.push(mean(&best().map(|p| p.runs.retelling).collect::<Vec<_>>()));
        signs.extend([mean(&cosine), quantile(&cosine, 0.75)]);
    }

    /// Share of the telling words of a retelling sentence that is found, by weight.
    fn telling_share(&self, sentence: usize, found: &[f32]) -> f32 {
        let words = &self.prepared.retelling.units[sentence].words;
        let (mut sum, mut part) = (0.0, 0.0);
        for ((word, telling), found) in words.iter().zip(&self.retelling.telling[sentence]).zip(found) {
            if *telling {
                sum += self.weight(*word);
                part += self.weight(*word) * found;
            }
        }
        if sum > 0.0 { part / sum } else { 0.5 }
    }

    fn source_signs(&self, anywhere: &[Vec<f32>], signs: &mut Vec<f32>) {
        let mut best = vec![0.0f32; self.prepared.source.units.len()];
        self.pairs.iter().for_each(|p| best[p.source] = best[p.source].max(p.probability));
        signs.extend([mean(&best), share(&best, LINKED)]);
        let (mut telling, mut words) = (Vec::new(), Vec::new());
        for (j, pair) in self.best.iter().enumerate().filter_map(|(j, p)| p.map(|p| (j, p))) {
            let anywhere = &anywhere[j];
            let found = self.telling_share(j, anywhere);
            telling.push(self.telling_share(j, &pair.retelling_found) / found.max(0.05));
            let all: f32 = anywhere.iter().sum();
            words.push(pair.retelling_found.iter().sum::<f32>() / all.max(0.5));
        }
        signs.extend([mean(&telling), mean(&words)]);
    }

    /// How well each content word of each retelling sentence is rendered by any candidate.
    fn anywhere(&self) -> Vec<Vec<f32>> {
        let in_source = |w: &u32| f32::from(u8::from(self.prepared.source.spread[*w as usize] > 0));
        let units = &self.prepared.retelling.units;
        let mut found: Vec<Vec<f32>> = units.iter().map(|u| u.words.iter().map(in_source).collect()).collect();
        for pair in self.pairs {
            found[pair.retelling].iter_mut().zip(&pair.retelling_found).for_each(|(x, y)| *x = x.max(*y));
        }
        found
    }

    fn detail_signs(&self, signs: &mut Vec<f32>) {
        let (s, r) = (&self.source, &self.retelling);
        let in_source = |w: &u32| self.prepared.source.spread[*w as usize] > 0;
        let in_retelling = |w: &u32| self.prepared.retelling.spread[*w as usize] > 0;
        let sentences = self.prepared.retelling.units.len().max(1) as f32;
        let missing = |words: &[u32]| words.iter().filter(|w| !in_source(w)).count() as f32;
        signs.push(self.found_share(&r.words, &in_source));
        signs.extend([found(&r.names, &in_source), found(&r.numbers, &in_source)]);
        signs.push(shared_share(&r.quoted_words, &s.quoted_words, 1.0));
        signs.extend([
            missing(&r.names) / sentences,
            missing(&r.numbers) / sentences,
            missing(&r.quoted_words) / sentences,
        ]);
        signs.extend([
            found(&s.names, &in_retelling),
            found(&s.numbers, &in_retelling),
            self.found_share(&s.words, &in_retelling),
        ]);
    }

    fn found_share(&self, words: &[u32], is_in: &dyn Fn(&u32) -> bool) -> f32 {
        let all: f32 = words.iter().map(|w| self.weight(*w)).sum();
        words.iter().filter(|w| is_in(w)).map(|w| self.weight(*w)).sum::<f32>() / all.max(1e-6)
    }

    /// Of pairs of words that both articles have and the retelling has in one sentence: the share that the source has
    /// in one sentence too. Smoothed, for few pairs say little.
    fn together(&self, pick: &dyn Fn(&Telling, u32) -> bool) -> f32 {
        let (mut all, mut kept) = (0.0f32, 0.0f32);
        let homes = self.homes();
        for unit in &self.prepared.retelling.units {
            let words: Vec<u32> = unit
                .words
                .iter()
                .copied()
                .filter(|w| {
                    !homes[*w as usize].is_empty() && homes[*w as usize].len() <= 3 && pick(&self.retelling, *w)
                })
                .collect();
            for (n, a) in words.iter().enumerate() {
                for b in &words[n + 1..] {
                    let mut meet = false;
                    shared(&homes[*a as usize], &homes[*b as usize], |_| meet = true);
                    all += 1.0;
                    kept += f32::from(u8::from(meet));
                }
            }
        }
        (kept + 1.0) / (all + 2.5)
    }

    /// For each word the source sentences it stands in.
    fn homes(&self) -> Vec<Vec<u32>> {
        let mut homes = vec![Vec::new(); self.prepared.vocabulary.len()];
        for (i, unit) in self.prepared.source.units.iter().enumerate() {
            unit.words.iter().for_each(|w| homes[*w as usize].push(i as u32));
        }
        homes
    }

    fn order_signs(&self, runs: &Runs, signs: &mut Vec<f32>) {
        let linked: Vec<&Pair> = self.best.iter().flatten().copied().filter(|p| p.probability >= LINKED).collect();
        let places: Vec<f32> = linked.iter().map(|p| p.source as f32).collect();
        signs.extend([kendall(&places), in_order(&places)]);
        let size = |p: &Pair| {
            let (s, r) =
                (self.prepared.source.units[p.source].length, self.prepared.retelling.units[p.retelling].length);
            ((1 + r) as f32 / (1 + s) as f32).ln().abs()
        };
        signs.push(if linked.is_empty() { 1.0 } else { mean(&linked.iter().map(|p| size(p)).collect::<Vec<_>>()) });
        signs.push(mean(&linked.iter().map(|p| runs.order(p.source, p.retelling)).collect::<Vec<_>>()));
        let links = self.pairs.iter().filter(|p| p.probability >= LINKED).count() as f32;
        signs.push(links / linked.len().max(1) as f32);
    }

    /// What stands in no linked sentence of the other side, a figure a sentence: a teller of his own adds to every
    /// sentence, one who retells adds to none.
    fn leftover_signs(&self, signs: &mut Vec<f32>) {
        let (s, r) = (&self.prepared.source, &self.prepared.retelling);
        let left = self.leftover(&r.units, Some(&self.retelling.telling), |p| (p.retelling, &p.retelling_found));
        signs.extend([mean(&left), quantile(&left, 0.75), quantile(&left, 1.0)]);
        let left = self.leftover(&r.units, None, |p| (p.retelling, &p.retelling_found));
        signs.extend([mean(&left), quantile(&left, 0.75)]);
        let left = self.leftover(&s.units, Some(&self.source.telling), |p| (p.source, &p.source_found));
        signs.extend([mean(&left), quantile(&left, 0.25)]);
        let left = self.leftover(&s.units, None, |p| (p.source, &p.source_found));
        signs.extend([mean(&left), quantile(&left, 0.25)]);
        let lowest = self.best.iter().map(|p| p.map_or(0.0, |p| p.probability)).fold(1.0, f32::min);
        signs.push(lowest);
    }

    /// For each sentence of a side the share of its words, or of its telling words, that no linked sentence renders.
    fn leftover(
        &self,
        units: &[Unit],
        mask: Option<&[Vec<bool>]>,
        side: impl Fn(&'a Pair) -> (usize, &'a Vec<f32>),
    ) -> Vec<f32> {
        let mut best: Vec<Vec<f32>> = units.iter().map(|u| vec![0.0; u.words.len()]).collect();
        for pair in self.pairs.iter().filter(|p| p.probability >= LINKED) {
            let (sentence, found) = side(pair);
            best[sentence].iter_mut().zip(found).for_each(|(b, f)| *b = b.max(*f));
        }
        let mut left = Vec::with_capacity(units.len());
        for (n, unit) in units.iter().enumerate() {
            let (mut sum, mut part) = (0.0, 0.0);
            for (k, word) in unit.words.iter().enumerate().filter(|(k, _)| mask.is_none_or(|m| m[n][*k])) {
                sum += self.weight(*word);
                part += self.weight(*word) * (1.0 - best[n][k]);
            }
            if sum > 0.0 {
                left.push(part / sum);
            }
        }
        left
    }

    fn rest_signs(&self, anywhere: &[Vec<f32>], signs: &mut Vec<f32>) {
        let probability = |p: Option<&Option<&Pair>>| p.copied().flatten().map_or(0.0, |p| p.probability);
        let sources = self.prepared.source.units.len().max(1) as f32;
        let place = self.best.first().copied().flatten().map_or(1.0, |p| p.source as f32 / sources);
        signs.extend([probability(self.best.first()), place, probability(self.best.last())]);
        let all: f32 = self.prepared.retelling.units.iter().map(|u| u.weight).sum();
        let poor = |j: &usize| self.best[*j].is_none_or(|p| p.probability < 0.2);
        let unexplained: f32 = (0..self.best.len()).filter(poor).map(|j| self.prepared.retelling.units[j].weight).sum();
        signs.push(unexplained / all.max(1e-6));
        let left = |j: usize| 1.0 - self.telling_share(j, &anywhere[j]);
        signs.push(mean(&(0..self.best.len()).map(left).collect::<Vec<_>>()));
        let rare: Vec<u32> = self.retelling.words.iter().copied().filter(|w| self.rarity(*w) > RARE).collect();
        let kept = rare.iter().filter(|w| self.prepared.source.spread[**w as usize] > 0).count() as f32;
        signs.push(kept / self.best.len().max(1) as f32);
        signs.push((kept + 0.5) / (rare.len() as f32 + 1.0));
    }
}

impl Telling {
    fn telling_word(&self, word: u32) -> bool {
        self.words.binary_search(&word).is_ok()
    }
}

/// Share of words that are found, pulled towards a half when there are few.
fn found(words: &[u32], is_in: &dyn Fn(&u32) -> bool) -> f32 {
    let count = words.iter().filter(|w| is_in(w)).count() as f32;
    (count + 0.5) / (words.len() as f32 + 1.0)
}

fn mean(values: &[f32]) -> f32 {
    values.iter().sum::<f32>() / values.len().max(1) as f32
}

fn share(values: &[f32], from: f32) -> f32 {
    values.iter().filter(|x| **x >= from).count() as f32 / values.len().max(1) as f32
}

fn quantile(values: &[f32], at: f32) -> f32 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f32::total_cmp);
    let place = at * sorted.len().saturating_sub(1) as f32;
    let (low, high) = (place.floor() as usize, place.ceil() as usize);
    match (sorted.get(low), sorted.get(high)) {
        (Some(a), Some(b)) => a + (b - a) * place.fract(),
        _ => 0.0,
    }
}

/// Place of "lead over other sources" in a pair's features.
const LEAD: usize = 19;
