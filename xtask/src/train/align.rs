//! Trains the aligner's two models on sentence links, and prints what they reach on sources they have not seen.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::Result;
use retold::Model;
use retold::align::{Pair, Prepared};
use retold::text::Language;
use retold_encoder::StaticVectors;

use super::boost::{Growth, Rows};
use super::model::{Fit, fit, out_of_fold};
use super::relation;
use crate::labelled::{Labelled, linked, retellings};

const FOLDS: usize = 10;
const FIRST: Fit = Fit { ridge: 2.0, growth: Growth { trees: 120, depth: 4, rate: 0.1, ridge: 4.0, least: 4.0 } };
const SECOND: Fit = Fit { ridge: 2.0, growth: Growth { trees: 150, depth: 4, rate: 0.06, ridge: 4.0, least: 4.0 } };
/// A pair of encyclopaedia pages weighs less than one of news: their links are derived, and they are another genre.
const PAGES: f32 = 0.3;

/// Trains both models.
pub fn train(folder: &Path) -> Result<()> {
    let texts = texts(folder)?;
    let prepared: Vec<Prepared> = texts
        .iter()
        .map(|t| Prepared::new(&t.source, &t.retelling, Language::English.rules(), StaticVectors::embedded()))
        .collect();
    let mut pairs: Vec<Vec<Pair>> = prepared.iter().map(Prepared::pairs).collect();
    report_candidates(&texts, &pairs);

    let first = rows(&texts, &pairs, |n| pairs[n].iter().map(|p| p.features.clone()).collect());
    let mut guesses = out_of_fold(&first, FIRST, FOLDS).into_iter();
    pairs.iter_mut().flatten().zip(&mut guesses).for_each(|(pair, p)| pair.first = p);
    pairs.iter_mut().flatten().for_each(|pair| pair.probability = pair.first);
    println!("first model, out of fold");
    report(&texts, &pairs);

    let second = rows(&texts, &pairs, |n| prepared[n].with_rivals(&pairs[n]));
    let guesses = out_of_fold(&second, SECOND, FOLDS);
    pairs.iter_mut().flatten().zip(guesses).for_each(|(pair, p)| pair.probability = p);
    println!("second model, out of fold");
    report(&texts, &pairs);

    relation::train(&texts, &prepared, &pairs)?;

    let home = Path::new("crates/retold/src/align");
    std::fs::write(home.join("first.model"), fit(&first, FIRST).to_bytes())?;
    std::fs::write(home.join("second.model"), fit(&second, SECOND).to_bytes())?;
    Ok(())
}

/// All texts with labelled links.
fn texts(folder: &Path) -> Result<Vec<Labelled>> {
    let mut texts = retellings(&folder.join("retellings-dev.jsonl"), "bbc")?;
    texts.extend(retellings(&folder.join("retellings-us-dev.jsonl"), "us")?);
    texts.extend(linked(&folder.join("swipe-links-dev.jsonl"), "swipe")?);
    Ok(texts.into_iter().map(Labelled::longer_first).collect())
}

/// Aligner models for each fold, trained on the groups outside it: what is trained on links that they judge must not
/// have been trained on.
pub fn fold_models(folder: &Path, folds: usize) -> Result<Vec<(Model, Model)>> {
    let texts = texts(folder)?;
    let rules = Language::English.rules();
    let prepared: Vec<Prepared> =
        texts.iter().map(|t| Prepared::new(&t.source, &t.retelling, rules, StaticVectors::embedded())).collect();
    let mut pairs: Vec<Vec<Pair>> = prepared.iter().map(Prepared::pairs).collect();
    let first = rows(&texts, &pairs, |n| pairs[n].iter().map(|p| p.features.clone()).collect());
    let guesses = out_of_fold(&first, FIRST, FOLDS);
    pairs.iter_mut().flatten().zip(guesses).for_each(|(pair, p)| pair.first = p);
    let second = rows(&texts, &pairs, |n| prepared[n].with_rivals(&pairs[n]));
    let without = |rows: &Rows, fold: usize| rows.filter(|g| g % folds != fold);
    Ok((0..folds).map(|fold| (fit(&without(&first, fold), FIRST), fit(&without(&second, fold), SECOND))).collect())
}

fn rows(texts: &[Labelled], pairs: &[Vec<Pair>], features: impl Fn(usize) -> Vec<Vec<f32>>) -> Rows {
    let mut rows = Rows::default();
    for (n, text) in texts.iter().enumerate() {
        let weight = if text.kind == "swipe" { PAGES } else { 1.0 };
        for (pair, row) in pairs[n].iter().zip(features(n)) {
            rows.push(row, text.is_linked(pair.source, pair.retelling), weight, text.group);
        }
    }
    rows
}

fn report_candidates(texts: &[Labelled], pairs: &[Vec<Pair>]) {
    let mut found: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for (text, pairs) in texts.iter().zip(pairs) {
        let entry = found.entry(&text.kind).or_default();
        entry.0 += text.gold_pairs(pairs.iter().map(|p| (p.source, p.retelling))).intersection(&text.links).count();
        entry.1 += text.links.len();
    }
    let shares: Vec<String> = found.iter().map(|(k, (a, b))| format!("{k} {:.3}", *a as f64 / *b as f64)).collect();
    println!("links among the candidates: {}", shares.join(", "));
}

fn report(texts: &[Labelled], pairs: &[Vec<Pair>]) {
    for threshold in [0.35f32, 0.4, 0.45, 0.5, 0.55] {
        let mut counts: BTreeMap<String, [usize; 3]> = BTreeMap::new();
        for (text, pairs) in texts.iter().zip(pairs) {
            let chosen = pairs.iter().filter(|p| p.probability >= threshold).map(|p| (p.source, p.retelling));
            let said = text.gold_pairs(chosen);
            let right = said.intersection(&text.links).count();
            let set = text.kind.split(' ').next().unwrap_or("");
            for key in [text.kind.clone(), format!("{set} all")] {
                let c = counts.entry(key).or_default();
                c[0] += right;
                c[1] += said.len() - right;
                c[2] += text.links.len() - right;
            }
        }
        let f1 = |c: &[usize; 3]| 2.0 * c[0] as f64 / (2 * c[0] + c[1] + c[2]).max(1) as f64;
        let shown: Vec<String> = counts.iter().map(|(k, c)| format!("{k} {:.4}", f1(c))).collect();
        println!("  links from {threshold:.2}: F1 {}", shown.join(", "));
    }
}
