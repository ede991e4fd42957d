//! Scenarios inside one process: pairs a second, long texts, cost against length.

use std::time::Instant;

use retold::align::{Alignment, Prepared, align};
use retold::attribution::claims;
use retold::change::{Linked, Side, changes};
use retold::mention::Mentions;
use retold::text::{Language, Reading};
use retold::{Article, Comparer, PreparedArticle};
use retold_encoder::StaticVectors;

use crate::texts::{WORDS_IN_SENTENCE, Writer};
use crate::{Figure, Target};

/// Threads that compare at once.
const THREADS: usize = 2;
/// Words of the articles that pairs a second are measured on.
const WORDS: usize = 300;
/// Different pairs, or articles, that a round goes over, and how many rounds are run.
const DIFFERENT: usize = 20;
const ROUNDS: usize = 15;
/// Sentences of the texts that cost is drawn over.
const LENGTHS: [usize; 8] = [50, 100, 200, 300, 400, 500, 650, 800];

pub(crate) fn figures() -> Vec<Figure> {
    vec![
        Figure {
            name: "pairs a second, 300 words, 2 threads",
            value: pairs_per_second(),
            target: Target::AtLeast(1000.0),
        },
        Figure {
            name: "pairs a second, articles prepared",
            value: a_second(|a, b| comparer().compare_prepared(a, b).verdict.probability),
            target: Target::AtLeast(500.0),
        },
        Figure {
            name: "probabilities a second, prepared",
            value: a_second(|a, b| comparer().probability(a, b)),
            target: Target::AtLeast(1500.0),
        },
        Figure { name: "changes and claims by alignment", value: split(), target: Target::AtMost(1.0) },
        Figure { name: "claims, articles a second", value: claims_per_second(), target: Target::AtLeast(300.0) },
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

/// Reading is left out: in bulk an article is read once and compared often. The best round counts: what the program
/// costs, not what else the machine does.
fn pairs_per_second() -> f64 {
    let mut writer = Writer::new(1);
    let pairs: Vec<_> = (0..DIFFERENT).map(|_| readings(&mut writer, WORDS / WORDS_IN_SENTENCE)).collect();
    let work = || {
        for (source, retelling) in &pairs {
            std::hint::black_box(comparer().compare_readings(source.clone(), retelling.clone()));
        }
    };
    let together = || std::thread::scope(|scope| (0..THREADS).for_each(|_| drop(scope.spawn(work))));
    (THREADS * DIFFERENT) as f64 / shortest(together)
}

/// Pairs of prepared articles that one thread gets through in a second.
fn a_second(work: impl Fn(&PreparedArticle, &PreparedArticle) -> f64) -> f64 {
    let mut writer = Writer::new(1);
    let pairs: Vec<_> = (0..DIFFERENT).map(|_| readings(&mut writer, WORDS / WORDS_IN_SENTENCE)).collect();
    let pairs: Vec<_> = pairs.into_iter().map(|(a, b)| (comparer().prepare(a), comparer().prepare(b))).collect();
    let all = || {
        pairs.iter().for_each(|(a, b)| {
            std::hint::black_box(work(a, b));
        })
    };
    DIFFERENT as f64 / shortest(all)
}

/// Seconds of the shortest of many runs, after one that does not count.
fn shortest(work: impl Fn()) -> f64 {
    work();
    let run = || {
        let start = Instant::now();
        work();
        start.elapsed().as_secs_f64()
    };
    (0..ROUNDS).map(|_| run()).fold(f64::INFINITY, f64::min)
}

/// Articles that one thread reads and finds the claims of in a second.
fn claims_per_second() -> f64 {
    let mut writer = Writer::new(3);
    let texts: Vec<_> = (0..DIFFERENT).map(|_| writer.pair(WORDS / WORDS_IN_SENTENCE).0).collect();
    let rules = Language::English.rules();
    let work = |text: &String| {
        let reading = comparer().read(Article::new("article", text.as_str()));
        std::hint::black_box(claims(&reading, &Mentions::of(&reading, rules).names));
    };
    DIFFERENT as f64 / shortest(|| texts.iter().for_each(work))
}

/// What finding changes and claims costs, in times of what alignment costs.
fn split() -> f64 {
    let mut writer = Writer::new(1);
    let rules = Language::English.rules();
    let aligned = |(source, retelling): &(Reading, Reading)| {
        let prepared = Prepared::new(source, retelling, rules, StaticVectors::embedded());
        align(&prepared, &prepared.judged(), source, retelling)
    };
    let pairs: Vec<_> = (0..DIFFERENT).map(|_| readings(&mut writer, WORDS / WORDS_IN_SENTENCE)).collect();
    let links: Vec<_> = pairs.iter().map(aligned).collect();
    let found = |(source, retelling): &(Reading, Reading), alignment: &Alignment| {
        let (told, retold) = (Mentions::of(source, rules), Mentions::of(retelling, rules));
        let (own, others) = (claims(source, &told.names), claims(retelling, &retold.names));
        let sides = (Side::new(source, &told, &own, rules), Side::new(retelling, &retold, &others, rules));
        changes(&Linked::new(sides, alignment, rules, StaticVectors::embedded())).len()
    };
    let finding = shortest(|| {
        pairs.iter().zip(&links).for_each(|(p, a)| {
            std::hint::black_box(found(p, a));
        })
    });
    finding
        / shortest(|| {
            pairs.iter().for_each(|p| {
                std::hint::black_box(aligned(p));
            })
        })
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
