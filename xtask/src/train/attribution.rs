//! The tables of the attribution tagger: classes of words, the weights of its two chains, and its judge.

mod classes;
mod crf;
mod examples;
mod gold;
mod pack;
mod score;

use std::path::Path;

use anyhow::{Context, Result};
use retold::attribution::anatomy::{Found, Tagger, cue, scene};
use retold::text::{Language, Reading};
use retold::{Article, Forest};

use self::crf::{Course, Trained};
use self::gold::Annotated;
use self::score::Tally;
use super::boost::{Growth, Rows, grow};
use crate::rows;

const CUE_COURSE: Course = Course { rounds: 8, rate: 0.01, decay: 1.0e-4, rarest: 3, dropout: 0.3 };
const SCENE_COURSE: Course = Course { rounds: 8, rate: 0.005, decay: 1.0e-4, rarest: 3, dropout: 0.2 };
const JUDGE: Growth = Growth { trees: 150, depth: 4, rate: 0.08, ridge: 4.0, least: 4.0 };
/// Parts of the training articles; each is tagged by chains that learned on the others, and the judge learns on that.
const PARTS: usize = 4;

const FOLDER: &str = "crates/retold/src/attribution";

/// Trains all tables and writes them where the library reads them. The classes of words come first: what is built in
/// when the chains are trained must be the classes that are committed.
pub fn train(folder: &Path) -> Result<()> {
    let classes = if std::env::var_os("QUICK").is_some() {
        std::fs::read(Path::new(FOLDER).join("classes.bin"))?
    } else {
        word_classes(folder)?
    };
    let path = Path::new(FOLDER).join("classes.bin");
    if std::fs::read(&path).ok().as_ref() != Some(&classes) {
        std::fs::write(&path, classes).with_context(|| path.display().to_string())?;
        println!("the classes of words changed: run this once more to train on them");
        return Ok(());
    }
    if std::env::var_os("SPEED").is_some() {
        for name in ["polnear-dev.jsonl", "archive-bbc.jsonl.gz"] {
            let rows = rows::read(&folder.join(name))?;
            let rows: Vec<_> = rows.iter().take(600).collect();
            let mut times = [0.0f64; 3];
            let mut n = 0;
            for row in &rows {
                let start = std::time::Instant::now();
                let r = Reading::new(Article::new("", row["text"].as_str().unwrap_or("")), Language::English);
                times[0] += start.elapsed().as_secs_f64();
                let start = std::time::Instant::now();
                let m = retold::mention::Mentions::of(&r, Language::English.rules());
                times[1] += start.elapsed().as_secs_f64();
                let start = std::time::Instant::now();
                n += retold::attribution::claims(&r, &m.names).len();
                times[2] += start.elapsed().as_secs_f64();
            }
            println!(
                "{name}: {} articles, {n} claims, ms an article: read {:.3} mentions {:.3} claims {:.3}",
                rows.len(),
                times[0] * 1e3 / rows.len() as f64,
                times[1] * 1e3 / rows.len() as f64,
                times[2] * 1e3 / rows.len() as f64
            );
        }
        return Ok(());
    }
    let rows = rows::read(&folder.join("polnear-train.jsonl.gz"))?;
    let articles = gold::annotated(&rows)?;
    let tagged = tagged(&articles);
    report(&articles, &tagged);
    if std::env::var_os("NOFINAL").is_some() {
        return Ok(());
    }
    let judge = grow(&lessons(&articles, &tagged, |_| true), JUDGE);
    let all: Vec<&Annotated> = articles.iter().collect();
    let (cue, scene) = chains(&all);
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
    let seen = |n: usize| n % 2 == 0;
    let judge = grow(&lessons(articles, tagged, seen), JUDGE);
    if std::env::var_os("DUMP").is_some() {
        dump(articles, tagged, &judge);
    }
    for threshold in [0.0, 0.3, 0.35, 0.4, 0.45, 0.5] {
        let mut tally = Tally::default();
        for (n, a) in articles.iter().enumerate().filter(|(n, _)| !seen(*n)) {
            tally.add(a, &believed(&judge, &tagged[n], threshold));
        }
        println!("{threshold}: {}", tally.line());
    }
}

fn dump(articles: &[Annotated], tagged: &[Vec<Found>], judge: &Forest) {
    for (n, a) in articles.iter().enumerate().filter(|(n, _)| n % 2 == 1).take(30) {
        let text = |s: &[retold::Span]| {
            s.iter().map(|s| s.of(&a.reading.article.body)).collect::<Vec<_>>().join(" || ").replace('\n', "/")
        };
        let list: Vec<gold::Gold> = tagged[n].iter().map(|f| score::as_gold(a, f)).collect();
        let pairs = score::matched(&a.gold, &list);
        for (i, g) in a.gold.iter().enumerate() {
            match pairs.iter().find(|p| p.0 == i) {
                Some((_, f)) => {
                    let p = 1.0 / (1.0 + (-judge.score(&tagged[n][*f].signs)).exp());
                    println!(
                        "{} {p:.2} S[{}] C[{}] T[{}]",
                        if p < 0.35 { "LOW" } else { "ok " },
                        text(&g.speaker),
                        text(&g.cue),
                        text(&g.content)
                    );
                }
                None => {
                    let near = list.iter().position(|f| f.cue[0].overlaps(g.cue.first().copied().unwrap_or_default()));
                    println!("MIS S[{}] C[{}] T[{}]", text(&g.speaker), text(&g.cue), text(&g.content));
                    if let Some(f) = near {
                        let p = 1.0 / (1.0 + (-judge.score(&tagged[n][f].signs)).exp());
                        println!(
                            "    NEAR {p:.2} S[{}] C[{}] T[{}]",
                            text(&list[f].speaker),
                            text(&list[f].cue),
                            text(&list[f].content)
                        );
                    }
                }
            }
        }
        for (f, one) in list.iter().enumerate() {
            let p = 1.0 / (1.0 + (-judge.score(&tagged[n][f].signs)).exp());
            if p >= 0.35 && !pairs.iter().any(|p| p.1 == f) {
                println!("FP  {p:.2} S[{}] C[{}] T[{}]", text(&one.speaker), text(&one.cue), text(&one.content));
            }
        }
        println!();
    }
}

fn believed(judge: &Forest, found: &[Found], threshold: f32) -> Vec<Found> {
    found.iter().filter(|f| 1.0 / (1.0 + (-judge.score(&f.signs)).exp()) >= threshold).cloned().collect()
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
