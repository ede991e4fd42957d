//! Scenario: families among many articles. How long it takes, how much memory, and how much of what was planted is found.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::planted::{self, Planted};
use crate::plot;
use crate::program::{program, resident};

/// Measures archives of so many articles. What is made for it stays in the folder `place` and is used again.
pub(crate) fn measure(data: &Path, place: &Path, sizes: &[usize]) -> Result<()> {
    std::fs::create_dir_all(place)?;
    let mut costs = Vec::new();
    for size in sizes {
        let input = place.join(format!("articles-{size}.jsonl"));
        let planted = if input.exists() { planted::read(&input)? } else { planted::write(data, *size, &input)? };
        let archive = place.join(format!("archive-{size}"));
        if !archive.exists() {
            indexed(&input, &archive)?;
        }
        let out = place.join(format!("families-{size}.jsonl"));
        let (took, memory) = found(&archive, &out)?;
        let seconds = took.as_secs_f64();
        println!(
            "{size:>9} articles: {seconds:.0} s, {:.2} ms an article, {memory:.0} MB",
            1e3 * seconds / *size as f64
        );
        score(&out, &planted)?;
        costs.push((*size, seconds));
    }
    if costs.len() > 1 {
        std::fs::write(
            place.join("growth.svg"),
            plot::svg("Seconds to find all families, by articles", "articles", &costs),
        )?;
    }
    Ok(())
}

fn indexed(input: &Path, archive: &Path) -> Result<()> {
    let mut command = Command::new(program()?);
    command.args(["index", "--archive"]).args([archive, input]).stderr(Stdio::null());
    let status = command.status().context("retold index")?;
    if !status.success() {
        bail!("retold index ended with {status}");
    }
    Ok(())
}

/// Runs `retold families`; says how long it took and how much memory it had at most, in MB.
fn found(archive: &Path, out: &Path) -> Result<(Duration, f64)> {
    let begun = Instant::now();
    let mut command = Command::new(program()?);
    command.args(["families", "--format", "jsonl", "--archive"]).args([archive, Path::new("-o"), out]);
    let mut child = command.args(["--memory", "2G"]).stderr(Stdio::null()).spawn().context("retold families")?;
    let mut most = 0.0f64;
    let status = loop {
        most = most.max(resident(child.id()));
        match child.try_wait()? {
            Some(status) => break status,
            None => std::thread::sleep(Duration::from_millis(50)),
        }
    };
    if !status.success() {
        bail!("retold families ended with {status}");
    }
    Ok((begun.elapsed(), most))
}

/// Pairs found and pairs there are, for one way of planting.
#[derive(Default)]
struct Score {
    there: usize,
    found: usize,
    wrong: usize,
}

/// Holds pairs of articles in one family against those that were planted. Pairs of real articles are not judged: nobody
/// knows which of them were retold.
fn score(families: &Path, planted: &Planted) -> Result<()> {
    let kind = |family: &str| family.split(' ').next().unwrap_or_default().to_owned();
    let mut scores: BTreeMap<String, Score> = BTreeMap::new();
    let mut sizes: BTreeMap<&str, usize> = BTreeMap::new();
    planted.values().for_each(|family| *sizes.entry(family).or_default() += 1);
    for (family, size) in &sizes {
        scores.entry(kind(family)).or_default().there += size * (size - 1) / 2;
    }
    let text = std::fs::read_to_string(families)?;
    for line in text.lines() {
        let row: serde_json::Value = serde_json::from_str(line)?;
        let members: Vec<&str> = row["members"].as_array().into_iter().flatten().filter_map(|m| m.as_str()).collect();
        for (n, a) in members.iter().enumerate() {
            for b in &members[n + 1..] {
                match (planted.get(*a), planted.get(*b)) {
                    (Some(x), Some(y)) if x == y => scores.entry(kind(x)).or_default().found += 1,
                    (Some(x), Some(_)) => scores.entry(kind(x)).or_default().wrong += 1,
                    (Some(x), None) | (None, Some(x)) if a.starts_with("made-") || b.starts_with("made-") => {
                        scores.entry(kind(x)).or_default().wrong += 1;
                    }
                    (None, None) if a.starts_with("made-") && b.starts_with("made-") => {
                        scores.entry("made".to_owned()).or_default().wrong += 1;
                    }
                    _ => {}
                }
            }
        }
    }
    let all = scores.values().fold(Score::default(), |all, s| Score {
        there: all.there + s.there,
        found: all.found + s.found,
        wrong: all.wrong + s.wrong,
    });
    for (name, score) in scores.iter().map(|(name, score)| (name.as_str(), score)).chain([("all", &all)]) {
        println!(
            "          {name:<8} {:>7} pairs planted, recall {:.3}, {} wrong, precision {:.3}",
            score.there,
            score.found as f64 / score.there.max(1) as f64,
            score.wrong,
            score.found as f64 / (score.found + score.wrong).max(1) as f64
        );
    }
    Ok(())
}
