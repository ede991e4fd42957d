//! Trains the relation of links, on links as the aligner finds them in sources it has not seen.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::Result;
use retold::align::{Pair, Prepared, Relation, Shares, taken};

use super::boost::{Growth, Rows};
use super::model::{Fit, fit, out_of_fold};
use crate::labelled::Labelled;

const HOW: Fit = Fit { ridge: 3.0, growth: Growth { trees: 60, depth: 2, rate: 0.1, ridge: 4.0, least: 3.0 } };
const FOLDS: usize = 10;

/// Trains one model a relation and prints the share that is right.
pub fn train(texts: &[Labelled], prepared: &[Prepared], pairs: &[Vec<Pair>]) -> Result<()> {
    let mut features: Vec<Vec<f32>> = Vec::new();
    let mut truth: Vec<&str> = Vec::new();
    let mut groups: Vec<usize> = Vec::new();
    for ((text, prepared), pairs) in texts.iter().zip(prepared).zip(pairs).filter(|((t, _), _)| !t.relations.is_empty())
    {
        let taken = taken(pairs);
        let shares = Shares::new(prepared, &taken);
        for (j, group) in &taken {
            if let Some(gold) = text.onto.1[*j].first() {
                features.push(shares.features(*j, group));
                truth.push(&text.relations[*gold]);
                groups.push(text.group);
            }
        }
    }
    let mut scores: Vec<Vec<f32>> = Vec::new();
    for relation in Relation::ALL {
        let mut rows = Rows::default();
        for ((row, truth), group) in features.iter().zip(&truth).zip(&groups) {
            rows.push(row.clone(), *truth == relation.name(), 1.0, *group);
        }
        scores.push(out_of_fold(&rows, HOW, FOLDS));
        let path = Path::new("crates/retold/src/align").join(format!("{}.model", relation.name()));
        std::fs::write(path, fit(&rows, HOW).to_bytes())?;
    }
    report(&features, &truth, &scores);
    Ok(())
}

fn report(features: &[Vec<f32>], truth: &[&str], scores: &[Vec<f32>]) {
    let mut right: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for (n, truth) in truth.iter().enumerate() {
        let fits = |r: Relation| match r {
            Relation::Verbatim => false,
            Relation::Reworded | Relation::Split => features[n][0] == 1.0,
            Relation::Merged => features[n][0] > 1.0,
            Relation::Summary => true,
        };
        let best = (0..5).filter(|r| fits(Relation::ALL[*r])).max_by(|a, b| scores[*a][n].total_cmp(&scores[*b][n]));
        let said = if features[n][15] >= 0.88 { "verbatim" } else { best.map_or("", |r| Relation::ALL[r].name()) };
        let entry = right.entry(truth).or_default();
        entry.0 += usize::from(said == *truth);
        entry.1 += 1;
    }
    let (all_right, all) = right.values().fold((0, 0), |s, x| (s.0 + x.0, s.1 + x.1));
    let shown: Vec<String> = right.iter().map(|(k, (a, b))| format!("{k} {a}/{b}")).collect();
    println!(
        "relation of linked sentences, out of fold: {:.3} right; {}",
        all_right as f64 / all as f64,
        shown.join(", ")
    );
}
