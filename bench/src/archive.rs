//! Scenario: archives of growing size. How fast they are made, how large they are, how long a trace takes, and whether
//! the source is found. The archives hold real articles and as many made ones as it takes.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use anyhow::{Context, Result, bail};
use retold::retrieve::{Filter, Retriever, Wanted};
use retold::text::Language;
use retold::trace::{TraceSettings, Tracer};
use retold::{Article, Comparer};
use retold_archive::Archive;
use retold_encoder::StaticVectors;

use crate::corpus::Chain;
use crate::program::program;

/// A retelling with the id of its source.
pub(crate) struct Told {
    /// The retelling.
    pub(crate) text: Article,
    /// Id of its source.
    pub(crate) source: String,
}

/// Measures archives of so many articles, with the data sets of `folder`, in a scratch folder.
pub(crate) fn measure(folder: &Path, sizes: &[usize]) -> Result<()> {
    let scratch = std::env::temp_dir().join(format!("retold-bench-{}", std::process::id()));
    std::fs::create_dir_all(&scratch)?;
    let outcome = sizes.iter().try_fold(None, |chain, size| measured(folder, &scratch, (*size, chain)));
    std::fs::remove_dir_all(&scratch)?;
    outcome.map(drop)
}

fn measured(folder: &Path, scratch: &Path, (size, chain): (usize, Option<Chain>)) -> Result<Option<Chain>> {
    let mut real = real(folder);
    let (sources, told) = retellings(&folder.join("retellings-dev.jsonl"))?;
    let chain = chain.unwrap_or_else(|| Chain::new(real.iter()));
    real.retain(|a| !sources.iter().any(|s| s.id == a.id));
    real.truncate(size.saturating_sub(sources.len()));
    let input = scratch.join("articles.jsonl");
    let mut out = BufWriter::new(File::create(&input)?);
    for article in sources.iter().chain(&real) {
        writeln!(out, "{}", serde_json::json!({"id": article.id, "text": article.body}))?;
    }
    chain.write(size - real.len() - sources.len(), 7, &mut out)?;
    drop(out);
    let bytes = std::fs::metadata(&input)?.len();
    let place = scratch.join(format!("archive-{size}"));
    let begun = Instant::now();
    let status = Command::new(program()?)
        .args(["index", "--archive"])
        .args([&place, &input])
        .stderr(Stdio::null())
        .status()
        .context("retold index")?;
    if !status.success() {
        bail!("retold index ended with {status}");
    }
    let seconds = begun.elapsed().as_secs_f64();
    let archive = Archive::open(&place)?;
    println!(
        "{size:>9} articles: {:.0} a second, archive {:.2} of the input's size",
        size as f64 / seconds,
        archive.facts()?.bytes as f64 / bytes as f64
    );
    traces(&archive, &told)?;
    println!("          resident at most {:.0} MB", resident(scratch, &place, &told)?);
    std::fs::remove_dir_all(&place)?;
    Ok(Some(chain))
}

/// The real articles of a folder of data sets.
pub(crate) fn real(folder: &Path) -> Vec<Article> {
    let names = ["archive-bbc.jsonl.gz", "archive-reuters.jsonl.gz", "archive-fnc1.jsonl.gz"];
    names.iter().flat_map(|name| retold_formats::read_all(folder.join(name))).filter_map(Result::ok).collect()
}

/// Traces every retelling, one after another, and prints how long it took and what was found.
fn traces(archive: &Archive, told: &[Told]) -> Result<()> {
    let comparer = Comparer::new(Language::English, StaticVectors::embedded());
    let settings = TraceSettings::default();
    let tracer = Tracer::new(&comparer, settings.clone());
    let (mut times, mut looks) = (Vec::new(), Vec::new());
    let (mut ranked_first, mut candidate, mut named) = (0, 0, 0);
    for Told { text, source } in told {
        let begun = Instant::now();
        let wanted = Wanted { article: text, limit: settings.candidates, filter: &Filter::default() };
        let candidates = archive.candidates(&wanted)?;
        looks.push(begun.elapsed().as_secs_f64() * 1e3);
        ranked_first += usize::from(candidates.first().is_some_and(|c| c.article.id == *source));
        candidate += usize::from(candidates.iter().any(|c| c.article.id == *source));
        let begun = Instant::now();
        let trace = tracer.trace(text, archive)?;
        times.push(begun.elapsed().as_secs_f64() * 1e3);
        named += usize::from(trace.sources.first().is_some_and(|s| s.article.id == *source));
    }
    let n = told.len() as f64;
    println!(
        "          {} retellings: source first by keys {:.3}, among the candidates {:.3}, named {:.3}",
        told.len(),
        ranked_first as f64 / n,
        candidate as f64 / n,
        named as f64 / n
    );
    println!(
        "          ms a trace: p50 {:.1}, p99 {:.1}; of it finding candidates p50 {:.1}, p99 {:.1}",
        quantile(&mut times, 0.5),
        quantile(&mut times, 0.99),
        quantile(&mut looks, 0.5),
        quantile(&mut looks, 0.99)
    );
    Ok(())
}

fn quantile(values: &mut [f64], at: f64) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get((at * values.len() as f64) as usize).copied().unwrap_or(0.0)
}

/// Most memory that `retold trace` holds while it traces all retellings.
fn resident(scratch: &Path, place: &Path, told: &[Told]) -> Result<f64> {
    let queries: PathBuf = scratch.join("queries.jsonl");
    let mut out = BufWriter::new(File::create(&queries)?);
    for Told { text, .. } in told {
        writeln!(out, "{}", serde_json::json!({"id": text.id, "text": text.body}))?;
    }
    drop(out);
    crate::program::peak(|| {
        let mut command = Command::new(program().unwrap_or_default());
        command.arg("trace").arg(&queries).arg("--archive").arg(place).args(["--format", "json"]);
        command
    })
}

/// Sources of the labelled retellings, and the retellings.
pub(crate) fn retellings(path: &Path) -> Result<(Vec<Article>, Vec<Told>)> {
    let (mut sources, mut told) = (Vec::new(), Vec::new());
    let text = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
    for line in text.lines() {
        let row: serde_json::Value = serde_json::from_str(line)?;
        let words = |list: &serde_json::Value, field: &str| -> String {
            let of = |s: &serde_json::Value| s.as_str().or(s[field].as_str()).unwrap_or_default().to_owned();
            list.as_array().into_iter().flatten().map(of).collect::<Vec<_>>().join(" ")
        };
        let id = row["id"].as_str().unwrap_or_default();
        sources.push(Article::new(id, words(&row["sentences"], "")));
        for retelling in row["retellings"].as_array().into_iter().flatten() {
            let kind = retelling["kind"].as_str().unwrap_or_default();
            if kind != "independent" {
                let text = Article::new(format!("{id}/{kind}"), words(&retelling["sentences"], "text"));
                told.push(Told { text, source: id.to_owned() });
            }
        }
    }
    Ok((sources, told))
}
