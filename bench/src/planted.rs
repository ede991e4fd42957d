//! An archive with families whose members are known: labelled retellings, and texts told again by rule.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use anyhow::{Context, Result};
use retold::Article;
use serde_json::{Value, json};

use crate::archive::{real, retellings};
use crate::corpus::{Chain, Dice};
use crate::rewording::Rewording;

/// One article in so many belongs to a family that is told again by rule.
const GENERATED: usize = 50;
/// Retellings of a source that are made by rule.
const TOLD: usize = 3;

/// Members of planted families: id, and the family's name. Names begin with how it was made.
pub(crate) type Planted = BTreeMap<String, String>;

/// Labelled families of a folder of data sets: stories with retellings by persons and by language models.
fn labelled(folder: &Path) -> Result<Vec<(Article, String)>> {
    let mut members = Vec::new();
    for (file, name) in [("retellings-dev.jsonl", "bbc"), ("retellings-us-dev.jsonl", "us")] {
        let (sources, told) = retellings(&folder.join(file))?;
        let told = told.into_iter().map(|t| (t.text, t.source));
        let sources = sources.into_iter().map(|s| (s.clone(), s.id));
        members.extend(sources.chain(told).map(|(article, source)| (article, format!("{name} {source}"))));
    }
    for row in rows(&folder.join("llm-rewrites-dev.jsonl"))? {
        let text = |field: &str| row[field].as_str().unwrap_or_default().to_owned();
        if text("b").split_whitespace().count() >= 60 {
            let family = format!("llm {}", text("source_id"));
            members.push((Article::new(text("source_id"), text("a")), family.clone()));
            members.push((Article::new(text("id"), text("b")), family));
        }
    }
    for row in rows(&folder.join("onestopenglish-dev.jsonl"))? {
        let text = |field: &str| row[field].as_str().unwrap_or_default().to_owned();
        members.push((Article::new(text("id"), text("text")), format!("levels {}", text("family"))));
    }
    let mut seen = std::collections::BTreeSet::new();
    members.retain(|(article, _)| seen.insert(article.id.clone()));
    Ok(members)
}

fn rows(path: &Path) -> Result<Vec<Value>> {
    let text = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
    text.lines().map(|line| Ok(serde_json::from_str(line)?)).collect()
}

/// Writes an archive's input of so many articles, and returns which of them are planted: all labelled families, families
/// told again by rule in step with the size, the real articles of the folder, and made ones as the rest.
pub(crate) fn write(folder: &Path, size: usize, path: &Path) -> Result<Planted> {
    let labelled = labelled(folder)?;
    let mut real = real(folder);
    let chain = Chain::new(real.iter());
    let mut planted: Planted = labelled.iter().map(|(a, family)| (a.id.clone(), family.clone())).collect();
    real.retain(|a| !planted.contains_key(&a.id));
    let mut out = BufWriter::new(File::create(path).with_context(|| path.display().to_string())?);
    for (article, _) in &labelled {
        line(&article.id, &article.body, &mut out)?;
    }
    let families = size / GENERATED / (TOLD + 1);
    let rewording = Rewording::new(&chain);
    let mut dice = Dice(11);
    for family in 0..families {
        let mut body = String::new();
        chain.article(&mut dice, &mut body);
        for n in 0..=TOLD {
            let id = format!("told-{family}-{n}");
            let text = if n == 0 { body.clone() } else { rewording.told(&body, &mut dice) };
            line(&id, &text, &mut out)?;
            planted.insert(id, format!("rule {family}"));
        }
    }
    let rest = size.saturating_sub(planted.len());
    real.truncate(rest);
    for article in &real {
        line(&article.id, &article.body, &mut out)?;
    }
    chain.write(rest - real.len(), 7, &mut out)?;
    out.flush()?;
    let mut names = BufWriter::new(File::create(path.with_extension("planted.jsonl"))?);
    for (id, family) in &planted {
        writeln!(names, "{}", json!({"id": id, "family": family}))?;
    }
    names.flush()?;
    Ok(planted)
}

/// The planted families that [`write`] put beside its articles.
pub(crate) fn read(path: &Path) -> Result<Planted> {
    let text = |row: &Value, field: &str| row[field].as_str().unwrap_or_default().to_owned();
    let rows = rows(&path.with_extension("planted.jsonl"))?;
    Ok(rows.iter().map(|row| (text(row, "id"), text(row, "family"))).collect())
}

fn line(id: &str, text: &str, out: &mut dyn Write) -> Result<()> {
    Ok(writeln!(out, "{}", json!({"id": id, "text": text}))?)
}
