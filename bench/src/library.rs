//! Scenarios inside one process: pairs a second, long texts, cost against length.

use std::time::Instant;

use retold::text::{Language, Reading};
use retold::{Article, Comparer};
use retold_encoder::StaticVectors;

use crate::texts::{WORDS_IN_SENTENCE, Writer};
use crate::{Figure, Target};

/// Threads that compare at once.
const THREADS: usize = 2;
/// Words of the articles that pairs a second are measured on.
const WORDS: usize = 300;
/// Pairs that each thread compares, and how many of them differ.
const PAIRS: usize = 300;
const DIFFERENT: usize = 20;
/// Sentences of the texts that cost is drawn over.
const LENGTHS: [usize; 8] = [50, 100, 200, 300, 400, 500, 650, 800];

pub(crate) fn figures() -> Vec<Figure> {
    vec![
        Figure {
            name: "pairs a second, 300 words, 2 threads",
            value: pairs_per_second(),
            target: Target::AtLeast(1000.0),
        },
        Figure { name: "ms for two texts of 500 sentences", value: milliseconds(500), target: Target::AtMost(60.0) },
    ]
}

/// Milliseconds a pair by number of sentences.
pub(crate) fn costs() -> Vec<(usize, f64)> {
    LENGTHS.into_iter().map(|sentences| (sentences, milliseconds(sentences))).collect()
}

fn comparer() -> Comparer<'static> {
    Comparer::new(Language::English, StaticVectors::embedded())
}

fn readings(writer: &mut Writer, sentences: usize) -> (Reading, Reading) {
    let (source, retelling) = writer.pair(sentences);
    (comparer().read(Article::new("source", source)), comparer().read(Article::new("retelling", retelling)))
}

/// Reading is left out: in bulk an article is read once and compared often.
fn pairs_per_second() -> f64 {
    let mut writer = Writer::new(1);
    let pairs: Vec<_> = (0..DIFFERENT).map(|_| readings(&mut writer, WORDS / WORDS_IN_SENTENCE)).collect();
    let work = || {
        for (source, retelling) in pairs.iter().cycle().take(PAIRS) {
            std::hint::black_box(comparer().compare_readings(source.clone(), retelling.clone()));
        }
    };
    work();
    let start = Instant::now();
    std::thread::scope(|scope| {
        for _ in 0..THREADS {
            scope.spawn(work);
        }
    });
    (THREADS * PAIRS) as f64 / start.elapsed().as_secs_f64()
}

/// Best of several comparisons: what the program costs, not what else the machine does. Reading is counted.
fn milliseconds(sentences: usize) -> f64 {
    let (source, retelling) = Writer::new(2).pair(sentences);
    let (source, retelling) = (Article::new("source", source), Article::new("retelling", retelling));
    let once = || {
        let start = Instant::now();
        std::hint::black_box(comparer().compare(&source, &retelling));
        start.elapsed().as_secs_f64() * 1000.0
    };
    (0..5).map(|_| once()).fold(f64::INFINITY, f64::min)
}
