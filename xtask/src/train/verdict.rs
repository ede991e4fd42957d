//! Trains the verdict: derived, or reported independently?

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::Result;
use retold::Model;
use retold::align::{Prepared, is_longer};
use retold::text::Language;
use retold::verdict::Scene;
use retold_encoder::StaticVectors;
use serde_json::Value;

use super::align::fold_models;
use super::boost::{Growth, Rows};
use super::model::{Fit, fit, out_of_fold};
use crate::labelled::{compose, group, read, strings};
use crate::rows;

pub(super) const FOLDS: usize = 8;
const HOW: Fit = Fit { ridge: 3.0, growth: Growth { trees: 150, depth: 3, rate: 0.08, ridge: 4.0, least: 2.0 } };

/// Two texts and whether one was made from the other.
pub(super) struct Duo {
    pub kind: String,
    pub group: usize,
    pub source: String,
    pub retelling: String,
    pub derived: bool,
}

/// Trains the verdict's model and prints what it reaches on groups it has not seen.
pub fn train(folder: &Path) -> Result<()> {
    let duos = duos(folder)?;
    let models = fold_models(folder, FOLDS)?;
    let counts = duos.iter().fold(BTreeMap::<&str, f32>::new(), |mut counts, duo| {
        *counts.entry(&duo.kind).or_default() += 1.0;
        counts
    });
    let mut rows = Rows::default();
    for duo in &duos {
        let weight = share_of(&duo.kind) / counts[duo.kind.as_str()];
        rows.push(signs(duo, &models[duo.group % FOLDS]), duo.derived, weight * 1_000.0, duo.group);
    }
    let mut found = out_of_fold(&rows, HOW, FOLDS);
    let shift = shift(&duos, &found);
    found.iter_mut().for_each(|p| *p = shifted(*p, shift));
    report(&duos, &found);
    let mut model = fit(&rows, HOW);
    // The two halves are averaged: the linear one takes the shift of both.
    model.linear.bias += 2.0 * shift;
    std::fs::write("crates/retold/src/verdict/derived.model", model.to_bytes())?;
    Ok(())
}

/// How many accounts of the same facts in a hundred may be called derived.
const ACCOUNTS_ACCUSED: usize = 7;

/// What is added to the log-odds so that, out of fold, no more accounts are called derived: where real newsrooms are
/// told apart well, the doubt goes to the accused.
fn shift(duos: &[Duo], found: &[f32]) -> f32 {
    let mut accounts: Vec<f32> =
        duos.iter().zip(found).filter(|(d, _)| d.kind == "accounts").map(|(_, p)| *p).collect();
    accounts.sort_by(|a, b| b.total_cmp(a));
    let edge = accounts[accounts.len() * ACCOUNTS_ACCUSED / 100].clamp(0.01, 0.99);
    -(edge / (1.0 - edge)).ln().max(0.0) - 0.01
}

fn shifted(p: f32, shift: f32) -> f32 {
    let p = p.clamp(1e-6, 1.0 - 1e-6);
    1.0 / (1.0 + (-(p / (1.0 - p)).ln() - shift).exp())
}

/// What share of all weight a kind of duo has: positives and negatives weigh alike, a kind of retelling as much as its
/// difficulty deserves.
fn share_of(kind: &str) -> f32 {
    match kind {
        "basil whole" | "basil 200" | "basil 80" => 0.6,
        "accounts" => 0.8,
        "accounts more" | "accounts half" | "basil more" => 0.15,
        "bbc independent" => 0.2,
        "llm" => 0.8,
        "onestop" => 0.4,
        "us rewritten" | "us brief" | "bbc rewritten" | "bbc brief" => 0.4,
        _ => 0.2,
    }
}

fn signs(duo: &Duo, models: &(Model, Model)) -> Vec<f32> {
    let (mut source, mut retelling) = (read(duo.source.clone()), read(duo.retelling.clone()));
    if is_longer(&retelling, &source) {
        std::mem::swap(&mut source, &mut retelling);
    }
    let prepared = Prepared::new(&source, &retelling, Language::English.rules(), StaticVectors::embedded());
    let pairs = prepared.judged_by(&models.0, &models.1);
    Scene::new(&prepared, &pairs, &source, &retelling).signs()
}

/// All pairs of texts of which it is known whether one was made from the other.
pub(super) fn duos(folder: &Path) -> Result<Vec<Duo>> {
    let mut duos = Vec::new();
    let file = |name: &str| rows::read(&folder.join(name));
    let text = |v: &Value| v.as_str().unwrap_or("").to_owned();
    let mut triplets: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for row in file("basil-dev.jsonl")? {
        triplets.entry(text(&row["triplet"])).or_default().push(text(&row["text"]));
    }
    for (triplet, texts) in &triplets {
        for (n, a) in texts.iter().enumerate() {
            for b in texts.iter().enumerate().filter(|(m, _)| *m != n).map(|(_, b)| b) {
                for (kind, words) in [("basil whole", usize::MAX), ("basil 200", 200), ("basil 80", 80)] {
                    let group = group(&Value::from(triplet.as_str()));
                    duos.push(Duo {
                        kind: kind.to_owned(),
                        group,
                        source: plain(a),
                        retelling: plain(&cut(b, words)),
                        derived: false,
                    });
                }
            }
        }
    }
    let mut homes: BTreeMap<String, Value> = BTreeMap::new();
    for (set, name) in [("bbc", "retellings-dev.jsonl"), ("us", "retellings-us-dev.jsonl")] {
        for row in file(name)? {
            let home = if row["triplet"].is_string() { &row["triplet"] } else { &row["id"] };
            homes.insert(text(&row["id"]), home.clone());
            let source = strings(&row["sentences"], "").join(" ");
            for told in row["retellings"].as_array().into_iter().flatten() {
                let kind = format!("{set} {}", told["kind"].as_str().unwrap_or(""));
                let derived = told["kind"] != "independent";
                let retelling = plain(&strings(&told["sentences"], "text").join(" "));
                duos.push(Duo { kind, group: group(home), source: plain(&source), retelling, derived });
            }
        }
    }
    let told: Vec<(String, String, usize)> =
        duos.iter().filter(|d| d.derived).map(|d| (d.source.clone(), d.retelling.clone(), d.group)).collect();
    // What is independent of a story is independent of its retellings: more of the hard negatives.
    for (triplet, texts) in &triplets {
        let group = group(&Value::from(triplet.as_str()));
        for (source, retelling, _) in told.iter().filter(|t| t.2 == group) {
            for other in texts.iter().map(|t| plain(t)).filter(|t| t != source) {
                duos.push(Duo {
                    kind: "basil more".to_owned(),
                    group,
                    source: other,
                    retelling: retelling.clone(),
                    derived: false,
                });
            }
        }
    }
    for (kind, name) in [
        ("accounts", "independent-accounts-dev.jsonl"),
        ("llm", "llm-rewrites-dev.jsonl"),
        ("onestop", "onestopenglish-pairs-dev.jsonl"),
        ("clough", "clough-stevenson-dev.jsonl"),
    ] {
        for row in file(name)? {
            let id = if row["source_id"].is_string() { &row["source_id"] } else { &row["id"] };
            let home = row["source_id"].as_str().and_then(|s| homes.get(s)).unwrap_or(id);
            let derived = !matches!(row["label"].as_str(), Some("independent" | "non-plagiarised"));
            let group = group(home);
            if kind == "accounts" {
                for (_, retelling, _) in told.iter().filter(|t| t.2 == group) {
                    let account = plain(&text(&row["b"]));
                    duos.push(Duo {
                        kind: "accounts more".to_owned(),
                        group,
                        source: retelling.clone(),
                        retelling: account,
                        derived: false,
                    });
                }
                let half = cut(&text(&row["b"]), text(&row["b"]).split_whitespace().count() / 2);
                duos.push(Duo {
                    kind: "accounts half".to_owned(),
                    group,
                    source: plain(&text(&row["a"])),
                    retelling: plain(&half),
                    derived: false,
                });
            }
            let kind = if kind == "clough" && !derived { "clough non" } else { kind };
            duos.push(Duo {
                kind: kind.to_owned(),
                group,
                source: plain(&text(&row["a"])),
                retelling: plain(&text(&row["b"])),
                derived,
            });
        }
    }
    Ok(duos)
}

/// One layout for every text.
fn plain(text: &str) -> String {
    compose("", &split(text)).0
}

/// A text cut after the sentence that reaches so many words.
fn cut(text: &str, words: usize) -> String {
    let mut count = 0;
    let mut kept = Vec::new();
    for sentence in split(text) {
        kept.push(sentence);
        count += sentence.split_whitespace().count();
        if count >= words {
            break;
        }
    }
    kept.join(" ")
}

/// Parts a text at line ends and after closing marks.
fn split(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    for line in text.split('\n') {
        let mut start = 0;
        for (at, c) in line.char_indices().filter(|(_, c)| c.is_whitespace()) {
            if line[..at].ends_with(['.', '!', '?', '”', '"']) {
                parts.push(line[start..at].trim());
                start = at + c.len_utf8();
            }
        }
        parts.push(line[start..].trim());
    }
    parts.retain(|p| !p.is_empty());
    parts
}

fn report(duos: &[Duo], found: &[f32]) {
    let mut kinds: BTreeMap<&str, Vec<f32>> = BTreeMap::new();
    duos.iter().zip(found).for_each(|(duo, p)| kinds.entry(&duo.kind).or_default().push(*p));
    let mut negatives: Vec<f32> = kinds
        .iter()
        .filter(|(k, _)| k.starts_with("basil") && !k.ends_with("more"))
        .flat_map(|(_, v)| v.clone())
        .collect();
    negatives.sort_by(|a, b| b.total_cmp(a));
    let cut = negatives[negatives.len() / 100];
    println!("verdict, out of fold; 1 in 100 independent reports reaches {cut:.3}");
    for (kind, values) in &kinds {
        let above = |from: f32| values.iter().filter(|p| **p > from).count() as f64 / values.len() as f64;
        println!(
            "  {kind:<18} n {:>4}   above that {:.3}   at p >= 0.5 {:.3}   0.27 {:.3}   0.18 {:.3}   0.1 {:.3}",
            values.len(),
            above(cut),
            above(0.4999),
            above(0.27),
            above(0.18),
            above(0.1)
        );
    }
}
