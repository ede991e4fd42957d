//! The tables of the attribution tagger: classes of words, the weights of its two chains, and its judge.

mod classes;
mod crf;
mod examples;
mod gold;
mod pack;
mod score;

use std::path::Path;

use anyhow::{Context, Result};
use retold::Article;
use retold::attribution::anatomy::{Found, ROWS, Tagger, chosen, cue, scene};
use retold::text::{Language, Reading};

use self::crf::{Course, Trained};
use self::gold::Annotated;
use self::score::Tally;
use super::boost::{Growth, Rows, grow};
use crate::rows;

const CUE_COURSE: Course = Course { rounds: 8, rate: 0.01, decay: 1.0e-4, rarest: 3, dropout: 0.3 };
const SCENE_COURSE: Course = Course { rounds: 8, rate: 0.005, decay: 1.0e-4, rarest: 3, dropout: 0.2 };
const JUDGE: Growth = Growth { trees: 200, depth: 4, rate: 0.07, ridge: 4.0, least: 4.0 };
/// Parts of the training articles; each is tagged by chains that learned on the others, and the judge learns on that.
const PARTS: usize = 4;

const FOLDER: &str = "crates/retold/src/attribution";

/// Trains all tables and writes them where the library reads them. The classes of words come first: what is built in
/// when the chains are trained must be the classes that are committed.
pub fn train(folder: &Path) -> Result<()> {
    let classes = word_classes(folder)?;
    let path = Path::new(FOLDER).join("classes.bin");
    if std::fs::read(&path).ok().as_ref() != Some(&classes) {
        std::fs::write(&path, classes).with_context(|| path.display().to_string())?;
        println!("the classes of words changed: run this once more to train on them");
        return Ok(());
    }
    let rows = rows::read(&folder.join("polnear-train.jsonl.gz"))?;
    let articles = gold::annotated(&rows)?;
    let tagged = tagged(&articles);
    report(&articles, &tagged);
    let judge = grow(&lessons(&articles, &tagged, |_| true), JUDGE);
    let all: Vec<&Annotated> = articles.iter().collect();
    let cue = crf::train_to_fit(&cue::GRAPH, examples::cues(&all), CUE_COURSE, [ROWS[0], ROWS[1]]);
    let scene = crf::train_to_fit(&scene::GRAPH, examples::scenes(&all), SCENE_COURSE, [ROWS[2], ROWS[3]]);
    let write = |name: &str, bytes: Vec<u8>| {
        println!("{name}: {} bytes", bytes.len());
        let path = Path::new(FOLDER).join(name);
        std::fs::write(&path, bytes).with_context(|| path.display().to_string())
    };
    write("weights.bin", pack::weights(&cue, &scene))?;
    write("judge.forest", judge.to_bytes())
}

fn chains(articles: &[&Annotated]) -> (Trained, Trained) {
    let cue = crf::train(&cue::GRAPH, examples::cues(articles), CUE_COURSE);
    let scene = crf::train(&scene::GRAPH, examples::scenes(articles), SCENE_COURSE);
    (cue, scene)
}

/// The candidates of each article, found by chains that have not seen it.
fn tagged(articles: &[Annotated]) -> Vec<Vec<Found>> {
    let mut all = vec![Vec::new(); articles.len()];
    for part in 0..PARTS {
        let rest: Vec<&Annotated> =
            articles.iter().enumerate().filter(|(n, _)| n % PARTS != part).map(|(_, a)| a).collect();
        let (cue, scene) = chains(&rest);
        let tagger = Tagger { cue: &cue, scene: &scene, ends: scene.ends };
        for n in (part..articles.len()).step_by(PARTS) {
            all[n] = tagger.candidates(&articles[n].facts);
        }
    }
    all
}

/// Candidates with the answer whether an annotated attribution matches them.
fn lessons(articles: &[Annotated], tagged: &[Vec<Found>], keep: impl Fn(usize) -> bool) -> Rows {
    let mut rows = Rows::default();
    for (n, (article, found)) in articles.iter().zip(tagged).enumerate().filter(|(n, _)| keep(*n)) {
        let right = score::right(article, found);
        for (f, right) in found.iter().zip(right) {
            rows.push(f.signs.clone(), right, 1.0, n);
        }
    }
    rows
}

/// Prints what a judge that has not seen the article makes of the candidates.
fn report(articles: &[Annotated], tagged: &[Vec<Found>]) {
    let seen = |n: usize| n.is_multiple_of(2);
    let judge = grow(&lessons(articles, tagged, seen), JUDGE);
    let reach: usize = articles.iter().zip(tagged).map(|(a, f)| score::reachable(a, f)).sum();
    let all: usize = articles.iter().map(|a| a.gold.len()).sum();
    println!("{reach} of {all} attributions have a candidate that matches");
    for threshold in [0.0, 0.3, 0.35, 0.4, 0.45, 0.5] {
        let mut tally = Tally::default();
        for (n, a) in articles.iter().enumerate().filter(|(n, _)| !seen(*n)) {
            tally.add(a, &chosen(&tagged[n], &judge, threshold));
        }
        println!("{threshold}: {}", tally.line());
    }
}

/// The classes of words of the archives and the annotated articles.
fn word_classes(folder: &Path) -> Result<Vec<u8>> {
    let mut texts = Vec::new();
    for name in ["polnear-train.jsonl.gz", "archive-bbc.jsonl.gz", "archive-fnc1.jsonl.gz", "archive-reuters.jsonl.gz"]
    {
        texts.extend(rows::read(&folder.join(name))?);
    }
    let readings =
        texts.iter().map(|row| Reading::new(Article::new("", row["text"].as_str().unwrap_or("")), Language::English));
    Ok(classes::Corpus::new(readings).table())
}
