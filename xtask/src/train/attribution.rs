//! The tables of the attribution tagger: classes of words, and the weights of its two chains.

mod classes;
mod crf;
mod examples;
mod gold;
mod score;

use std::path::Path;

use anyhow::Result;
use retold::Article;
use retold::attribution::anatomy::{Tagger, cue, scene};

use retold::text::{Language, Reading};

use self::crf::{Course, Trained};
use self::gold::Annotated;
use self::score::Tally;
use crate::rows;

const CUE_COURSE: Course = Course { rounds: 6, rate: 0.1, decay: 1.0e-4, rarest: 3, dropout: 0.0 };
const SCENE_COURSE: Course = Course { rounds: 6, rate: 0.1, decay: 1.0e-4, rarest: 3, dropout: 0.0 };

/// Trains all tables and writes them where the library reads them.
pub fn train(folder: &Path) -> Result<()> {
    if std::env::var_os("CLASSES").is_some() {
        std::fs::write("crates/retold/src/attribution/classes.bin", word_classes(folder)?)?;
        return Ok(());
    }
    let rows = rows::read(&folder.join("polnear-train.jsonl.gz"))?;
    let articles = gold::annotated(&rows)?;
    let parts: usize = std::env::var("PARTS").ok().and_then(|v| v.parse().ok()).unwrap_or(5);
    let env = |name: &str, or: f32| std::env::var(name).ok().and_then(|v| v.parse().ok()).unwrap_or(or);
    let cue_course = Course { rounds: env("R", 6.0) as usize, rate: env("RATE", 0.1), decay: env("DECAY", 1e-4), rarest: env("RARE", 3.0) as u32, dropout: env("DROP", 0.0) };
    let scene_course = Course { rounds: env("R2", 6.0) as usize, rate: env("RATE2", 0.1), decay: env("DECAY2", 1e-4), rarest: env("RARE", 3.0) as u32, dropout: env("DROP", 0.0) };
    for fold in 0..1 {
        let (test, rest): (Vec<_>, Vec<_>) = articles.iter().enumerate().partition(|(n, _)| n % parts == fold);
        let rest: Vec<&Annotated> = rest.into_iter().map(|(_, a)| a).collect();
        let test: Vec<&Annotated> = test.into_iter().map(|(_, a)| a).collect();
        let cue = crf::train(&cue::GRAPH, examples::cues(&rest), cue_course);
        cue_report(&test, &cue);
        if std::env::var_os("CUEONLY").is_some() { return Ok(()); }
        let scene = crf::train(&scene::GRAPH, examples::scenes(&rest), scene_course);
        eprintln!("features: cue {} {} scene {} {}", cue.nodes.len(), cue.arcs.len(), scene.nodes.len(), scene.arcs.len());
        report(&test, &cue, &scene);
    }
    Ok(())
}

/// The classes of words of the archives and the annotated articles.
fn word_classes(folder: &Path) -> Result<Vec<u8>> {
    let mut readings = Vec::new();
    for name in ["polnear-train.jsonl.gz", "archive-bbc.jsonl.gz", "archive-fnc1.jsonl.gz", "archive-reuters.jsonl.gz"] {
        readings.extend(rows::read(&folder.join(name))?);
    }
    let readings = readings.iter().map(|row| {
        Reading::new(Article::new("", row["text"].as_str().unwrap_or("")), Language::English)
    });
    Ok(classes::Corpus::new(readings).table())
}

fn cue_report(test: &[&Annotated], cue: &Trained) {
    for eagerness in [-0.5, 0.0, 0.5, 1.0] {
        let t = Tagger { cue, scene: cue, ends: cue.ends, eagerness, reach: 0.0 };
        let (mut right, mut given, mut wanted) = (0, 0, 0);
        for a in test {
            let gold = examples::gold_cues(a);
            let mut used = vec![false; gold.len()];
            wanted += gold.len();
            for line in &a.facts.lines {
                for c in t.cues(&a.facts, line) {
                    given += 1;
                    if let Some(k) = (0..gold.len()).find(|k| !used[*k] && gold[*k].1.0 < c.1 && c.0 < gold[*k].1.1) {
                        used[k] = true;
                        right += 1;
                    }
                }
            }
        }
        println!("cue {eagerness}: P {:.3} R {:.3} F1 {:.4}", right as f64 / given as f64, right as f64 / wanted as f64, 2.0 * right as f64 / (given + wanted) as f64);
    }
}

fn report(test: &[&Annotated], cue: &Trained, scene: &Trained) {
    let tagger = |eagerness, reach| Tagger { cue, scene, ends: scene.ends, eagerness, reach };
    let mut given = Tally::default();
    for a in test {
        let t = tagger(0.0, 0.0);
        let found: Vec<_> = examples::gold_cues(a).into_iter().map(|(n, c)| t.parts(&a.facts, n, c)).filter(|f| !f.content.is_empty()).collect();
        given.add(a, &found);
    }
    println!("cues given: {}", given.line());
    for eagerness in [0.0, 0.5, 1.0, 1.5] {
        for reach in [0.0, 0.5] {
            let mut tally = Tally::default();
            for a in test {
                tally.add(a, &tagger(eagerness, reach).find(&a.facts));
            }
            println!("{eagerness} {reach}: {}", tally.line());
        }
    }
}
