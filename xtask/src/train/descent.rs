//! Trains the descent: which witness of a family was another one made from?

use std::path::Path;

use anyhow::Result;
use retold::lineage::{DESCENT, Kin, Kinship, arborescence};
use retold::text::Language;
use retold::{Article, Comparer, Linear};
use retold_encoder::StaticVectors;

use super::logistic::solve;
use crate::{labelled, versions};

const FOLDS: usize = 5;
/// Pull of the weights towards zero.
const RIDGE: f64 = 0.5;
const STEPS: usize = 12;

/// A family with the true parent of each witness but the first.
struct Known {
    kind: &'static str,
    group: usize,
    kinship: Kinship,
    parents: Vec<Option<usize>>,
}

/// Trains by the likelihood of each witness's true parent among all witnesses, and prints edges right out of fold.
pub fn train(folder: &Path) -> Result<()> {
    let families = families(folder)?;
    println!("descent, out of fold: edges, of them right undirected, directed; roots right");
    for kind in ["versions", "levels", "retellings"] {
        let mut counts = [0usize; 5];
        for fold in 0..FOLDS {
            let model = fit(families.iter().filter(|f| f.group % FOLDS != fold));
            let held_out = families.iter().filter(|f| f.kind == kind && f.group % FOLDS == fold);
            held_out.for_each(|family| count(family, &model, &mut counts));
        }
        let [edges, near, right, roots, all] = counts;
        let share = |part: usize, whole: usize| part as f64 / whole.max(1) as f64;
        println!(
            "  {kind:<12} {edges}  {:.3}  {:.3}   {:.3}",
            share(near, edges),
            share(right, edges),
            share(roots, all)
        );
    }
    let model = fit(families.iter());
    DESCENT.iter().zip(&model.weights).for_each(|(name, w)| println!("  {w:>7.3} {name}"));
    std::fs::write("crates/retold/src/lineage/descent.model", model.to_bytes())?;
    Ok(())
}

fn count(family: &Known, model: &Linear, counts: &mut [usize; 5]) {
    let found = arborescence(family.kinship.count, family.kinship.edges(model));
    let gold: Vec<(usize, usize)> = family.parents.iter().enumerate().filter_map(|(n, p)| Some(((*p)?, n))).collect();
    counts[0] += gold.len();
    for (from, to) in gold {
        let right = found.parents[to] == Some(from);
        counts[1] += usize::from(right || found.parents[from] == Some(to));
        counts[2] += usize::from(right);
    }
    counts[3] += usize::from(found.roots == [0]);
    counts[4] += 1;
}

/// Newton's method for the log-likelihood of the true parents (McFadden 1974, conditional logit).
fn fit<'f>(families: impl Iterator<Item = &'f Known>) -> Linear {
    let choices: Vec<(Vec<Vec<f32>>, usize)> = families.flat_map(choices).collect();
    let n = DESCENT.len();
    let mut weights = vec![0.0f64; n];
    for _ in 0..STEPS {
        let mut gradient: Vec<f64> = weights.iter().map(|w| -RIDGE * w).collect();
        let mut curvature = vec![vec![0.0; n]; n];
        (0..n).for_each(|f| curvature[f][f] = RIDGE);
        for (rows, chosen) in &choices {
            let scores: Vec<f64> =
                rows.iter().map(|r| r.iter().zip(&weights).map(|(x, w)| f64::from(*x) * w).sum()).collect();
            let highest = scores.iter().copied().fold(f64::MIN, f64::max);
            let odds: Vec<f64> = scores.iter().map(|s| (s - highest).exp()).collect();
            let all: f64 = odds.iter().sum();
            let mean: Vec<f64> =
                (0..n).map(|f| rows.iter().zip(&odds).map(|(r, o)| f64::from(r[f]) * o / all).sum()).collect();
            for a in 0..n {
                gradient[a] += f64::from(rows[*chosen][a]) - mean[a];
                for b in 0..=a {
                    let both: f64 =
                        rows.iter().zip(&odds).map(|(r, o)| f64::from(r[a]) * f64::from(r[b]) * o / all).sum();
                    curvature[a][b] += both - mean[a] * mean[b];
                }
            }
        }
        weights.iter_mut().zip(solve(curvature, gradient)).for_each(|(w, s)| *w += s);
    }
    Linear { bias: 0.0, weights: weights.iter().map(|w| *w as f32).collect() }
}

/// For each witness with a parent the features of all it could come from, and which of them it does come from.
fn choices(family: &Known) -> Vec<(Vec<Vec<f32>>, usize)> {
    let parents = family.parents.iter().enumerate().filter_map(|(to, p)| Some((to, (*p)?)));
    let choice = |(to, parent): (usize, usize)| {
        let others: Vec<usize> = (0..family.kinship.count).filter(|n| *n != to).collect();
        let rows = others.iter().filter_map(|from| family.kinship.features(*from, to)).collect();
        Some((rows, others.iter().position(|n| *n == parent)?))
    };
    parents.filter_map(choice).collect()
}

fn families(folder: &Path) -> Result<Vec<Known>> {
    let chain = |n: usize| (0..n).map(|n| n.checked_sub(1)).collect::<Vec<_>>();
    let star = |n: usize| (0..n).map(|n| (n > 0).then_some(0)).collect::<Vec<_>>();
    let mut found = Vec::new();
    for (kind, families) in [("versions", versions::documents(folder)?), ("levels", versions::levels(folder)?)] {
        found.extend(families.iter().map(|f| known((kind, f.group), &f.texts, chain(f.texts.len()))));
    }
    for (set, name) in [("bbc", "retellings-dev.jsonl"), ("us", "retellings-us-dev.jsonl")] {
        let labelled = labelled::retellings(&folder.join(name), set)?;
        for told in labelled.chunk_by(|a, b| a.source == b.source) {
            let source = told[0].source.article.body.clone();
            let texts: Vec<String> =
                std::iter::once(source).chain(told.iter().map(|t| t.retelling.article.body.clone())).collect();
            found.push(known(("retellings", told[0].group), &texts, star(texts.len())));
        }
    }
    Ok(found.into_iter().filter(|f| f.kinship.count > 1).collect())
}

fn known((kind, group): (&'static str, usize), texts: &[String], parents: Vec<Option<usize>>) -> Known {
    let comparer = Comparer::new(Language::English, StaticVectors::embedded());
    let read =
        |(n, text): (usize, &String)| comparer.prepare(comparer.read(Article::new(n.to_string(), text.as_str())));
    let witnesses: Vec<_> = texts.iter().enumerate().map(read).collect();
    let pairs = (0..witnesses.len()).flat_map(|a| (a + 1..witnesses.len()).map(move |b| (a, b)));
    let kin = pairs.map(|(a, b)| ((a, b), Kin::of(&comparer, &witnesses[a], &witnesses[b])));
    let kinship = Kinship::new(witnesses.len(), kin);
    Known { kind, group, kinship, parents }
}
