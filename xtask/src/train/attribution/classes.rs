//! Classes of words without labels: by the company they keep, and by the nearness of their vectors.

use std::collections::HashMap;

use retold::WordVectors;
use retold::attribution::anatomy::hash;
use retold::text::Reading;
use retold::text::TokenKind;
use retold_encoder::StaticVectors;

/// A class or word beside another, and how often it stands there.
type Neighbour = (usize, f64);

/// Classes by company. 0 is the class of unknown words.
const COMPANIES: usize = 160;
/// Classes by meaning. 0 is the class of unknown words.
const MEANINGS: usize = 255;
/// A word seen fewer times has no class.
const RAREST: u32 = 12;
/// Sweeps of the exchange over all words.
const SWEEPS: usize = 8;

/// The words of texts as numbers, 0 for an unknown one and for an end of a line.
pub struct Corpus {
    words: Vec<String>,
    running: Vec<u32>,
}

impl Corpus {
    /// Counts the words of texts.
    pub fn new(readings: impl Iterator<Item = Reading>) -> Corpus {
        let mut numbers: HashMap<String, u32> = HashMap::new();
        let mut words: Vec<(String, u32)> = Vec::new();
        let mut running = Vec::new();
        for reading in readings {
            for sentence in &reading.sentences {
                running.push(u32::MAX);
                for token in &reading.tokens[sentence.first_token..sentence.end_token] {
                    let word = if token.kind == TokenKind::Number { "0" } else { token.lower.as_str() };
                    let n = match numbers.get(word) {
                        Some(n) => *n,
                        None => {
                            numbers.insert(word.to_owned(), words.len() as u32);
                            words.push((word.to_owned(), 0));
                            words.len() as u32 - 1
                        }
                    };
                    words[n as usize].1 += 1;
                    running.push(n);
                }
            }
        }
        let mut order: Vec<u32> = (0..words.len() as u32).filter(|n| words[*n as usize].1 >= RAREST).collect();
        order.sort_by(|a, b| words[*b as usize].1.cmp(&words[*a as usize].1).then(a.cmp(b)));
        let mut place = vec![0u32; words.len()];
        for (rank, n) in order.iter().enumerate() {
            place[*n as usize] = rank as u32 + 1;
        }
        let running = running.into_iter().map(|n| place.get(n as usize).copied().unwrap_or(0)).collect();
        let mut kept = vec![String::new()];
        kept.extend(order.iter().map(|n| words[*n as usize].0.clone()));
        Corpus { words: kept, running }
    }

    /// The committed table of classes.
    pub fn table(&self) -> Vec<u8> {
        let companies = self.companies();
        let meanings = self.meanings();
        let mut rows: Vec<(u32, u8, u8)> =
            (1..self.words.len()).map(|n| (hash(&self.words[n]), companies[n], meanings[n])).collect();
        rows.sort_unstable();
        rows.dedup_by_key(|r| r.0);
        let mut table: Vec<u8> = rows.iter().flat_map(|r| r.0.to_le_bytes()).collect();
        table.extend(rows.iter().flat_map(|r| [r.1, r.2]));
        table
    }

    /// Classes that make neighbouring words foretell each other best: exchange of Kneser and Ney (1993).
    fn companies(&self) -> Vec<u8> {
        let mut exchange = Exchange::new(self);
        for sweep in 0..SWEEPS {
            let moved = exchange.sweep();
            eprintln!("  company, sweep {sweep}: {moved} of {} words moved", self.words.len());
            if moved * 200 < self.words.len() {
                break;
            }
        }
        exchange.class.iter().map(|c| *c as u8).collect()
    }

    /// Spherical k-means over the word vectors.
    fn meanings(&self) -> Vec<u8> {
        let vectors = StaticVectors::embedded();
        let size = vectors.dimensions();
        let mut rows = vec![0.0f32; self.words.len() * size];
        for (word, row) in self.words.iter().zip(rows.chunks_exact_mut(size)).skip(1) {
            if word.chars().any(char::is_alphabetic) {
                vectors.look_up(word, row);
            }
        }
        cluster(&rows, size, MEANINGS - 1)
    }
}

/// Class of each row from 1; rows of zeros have class 0.
fn cluster(rows: &[f32], size: usize, classes: usize) -> Vec<u8> {
    const ROUNDS: usize = 12;
    let row = |n: usize| &rows[n * size..(n + 1) * size];
    let filled: Vec<usize> = (0..rows.len() / size).filter(|n| row(*n).iter().any(|x| *x != 0.0)).collect();
    let mut centres: Vec<f32> = (0..classes).flat_map(|c| row(filled[c * filled.len() / classes]).to_vec()).collect();
    let mut class = vec![0u8; rows.len() / size];
    for _ in 0..ROUNDS {
        let mut sums = vec![0.0f32; classes * size];
        for &n in &filled {
            let nearest = (0..classes)
                .map(|c| (dot(row(n), &centres[c * size..(c + 1) * size]), c))
                .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)))
                .map_or(0, |best| best.1);
            class[n] = nearest as u8 + 1;
            for (sum, x) in sums[nearest * size..(nearest + 1) * size].iter_mut().zip(row(n)) {
                *sum += x;
            }
        }
        for (sum, centre) in sums.chunks_exact_mut(size).zip(centres.chunks_exact_mut(size)) {
            if sum.iter().any(|x| *x != 0.0) {
                retold::normalise(sum);
                centre.copy_from_slice(sum);
            }
        }
    }
    class
}

fn dot(a: &[f32], b: &[f32]) -> f32 {
    let mut sums = [0.0f32; 8];
    for (x, y) in a.chunks_exact(8).zip(b.chunks_exact(8)) {
        for k in 0..8 {
            sums[k] += x[k] * y[k];
        }
    }
    sums.iter().sum()
}

struct Exchange {
    class: Vec<usize>,
    counts: Vec<f64>,
    left: Vec<Vec<(u32, u32)>>,
    right: Vec<Vec<(u32, u32)>>,
    pairs: Vec<f64>,
    sizes: Vec<f64>,
}

impl Exchange {
    fn new(corpus: &Corpus) -> Exchange {
        let words = corpus.words.len();
        let mut bigrams: HashMap<(u32, u32), u32> = HashMap::new();
        let mut counts = vec![0.0; words];
        for pair in corpus.running.windows(2) {
            *bigrams.entry((pair[0], pair[1])).or_default() += 1;
        }
        for n in &corpus.running {
            counts[*n as usize] += 1.0;
        }
        let mut sorted: Vec<((u32, u32), u32)> = bigrams.into_iter().collect();
        sorted.sort_unstable();
        let class: Vec<usize> = (0..words).map(|n| if n == 0 { 0 } else { 1 + (n - 1) % (COMPANIES - 1) }).collect();
        let (mut left, mut right) = (vec![Vec::new(); words], vec![Vec::new(); words]);
        let mut pairs = vec![0.0; COMPANIES * COMPANIES];
        for ((a, b), n) in sorted {
            right[a as usize].push((b, n));
            left[b as usize].push((a, n));
            pairs[class[a as usize] * COMPANIES + class[b as usize]] += f64::from(n);
        }
        let mut sizes = vec![0.0; COMPANIES];
        for (n, c) in class.iter().enumerate() {
            sizes[*c] += counts[n];
        }
        Exchange { class, counts, left, right, pairs, sizes }
    }

    /// Moves each word to the class it fits best; returns how many moved.
    fn sweep(&mut self) -> usize {
        let mut moved = 0;
        for word in 1..self.class.len() {
            let from = self.class[word];
            let (left, right, own) = self.neighbours(word);
            self.shift(word, from, -1.0, (&left, &right, own));
            let gain = |to: usize| self.gain(to, self.counts[word], (&left, &right, own));
            let best = (1..COMPANIES).map(|c| (gain(c), c)).max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
            let to = best.map_or(from, |b| b.1);
            self.shift(word, to, 1.0, (&left, &right, own));
            self.class[word] = to;
            moved += usize::from(to != from);
        }
        moved
    }

    /// How often each class stands left and right of the word, the word itself set apart.
    fn neighbours(&self, word: usize) -> (Vec<Neighbour>, Vec<Neighbour>, f64) {
        let mut own = 0.0;
        let mut side = |list: &[(u32, u32)], count_own: bool| {
            let mut sums = vec![0.0; COMPANIES];
            for (other, n) in list {
                if *other as usize == word {
                    own += if count_own { f64::from(*n) } else { 0.0 };
                } else {
                    sums[self.class[*other as usize]] += f64::from(*n);
                }
            }
            sums.into_iter().enumerate().filter(|(_, n)| *n > 0.0).collect::<Vec<_>>()
        };
        let left = side(&self.left[word], true);
        let right = side(&self.right[word], false);
        (left, right, own)
    }

    fn shift(&mut self, word: usize, class: usize, sign: f64, around: (&[Neighbour], &[Neighbour], f64)) {
        for (c, n) in around.0 {
            self.pairs[c * COMPANIES + class] += sign * n;
        }
        for (c, n) in around.1 {
            self.pairs[class * COMPANIES + c] += sign * n;
        }
        self.pairs[class * COMPANIES + class] += sign * around.2;
        self.sizes[class] += sign * self.counts[word];
    }

    /// What the objective gains when a word with these neighbours joins a class.
    fn gain(&self, to: usize, count: f64, around: (&[Neighbour], &[Neighbour], f64)) -> f64 {
        let term = |x: f64| if x > 0.5 { x * x.ln() } else { 0.0 };
        let mut gain = -2.0 * (term(self.sizes[to] + count) - term(self.sizes[to]));
        let mut inner = around.2;
        for (c, n) in around.0 {
            if *c == to {
                inner += n;
                continue;
            }
            let before = self.pairs[c * COMPANIES + to];
            gain += term(before + n) - term(before);
        }
        for (c, n) in around.1 {
            if *c == to {
                inner += n;
                continue;
            }
            let before = self.pairs[to * COMPANIES + c];
            gain += term(before + n) - term(before);
        }
        let before = self.pairs[to * COMPANIES + to];
        gain + term(before + inner) - term(before)
    }
}
