//! Trains the direction: which of two texts was made from the other?

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::Result;
use retold::align::Prepared;
use retold::text::Language;
use retold::verdict::{DIFFERENCES, Scene, differences};
use retold::{Linear, Model};
use retold_encoder::StaticVectors;

use super::align::fold_models;
use super::boost::Rows;
use super::logistic;
use super::verdict::{Duo, FOLDS, duos};
use crate::labelled::read;
use crate::versions;

/// Pull of the weights towards zero; from 3 to 30 nothing changes out of fold.
const RIDGE: f64 = 10.0;
/// The least probability that the verdict asks of a direction.
const SURE: f32 = 0.64;

/// Trains on retellings and on versions of texts, each pair given both ways round, and prints right and wrong out of fold.
pub fn train(folder: &Path) -> Result<()> {
    let models = fold_models(folder, FOLDS)?;
    let mut pairs: Vec<Duo> = duos(folder)?.into_iter().filter(|d| d.derived).collect();
    pairs.extend(versions(folder)?);
    let mut rows = Rows::default();
    for pair in &pairs {
        let row = row(pair, &models[pair.group % FOLDS]);
        let weight = weight(&pair.kind);
        rows.push(row.iter().map(|x| -x).collect(), false, weight, pair.group);
        rows.push(row, true, weight, pair.group);
    }
    report(&pairs, &rows);
    let linear = fit(&rows);
    for (name, w) in DIFFERENCES.iter().zip(linear.weights.chunks(1)) {
        println!("  {:>7.3} {name}", w[0]);
    }
    std::fs::write("crates/retold/src/verdict/direction.model", linear.to_bytes())?;
    Ok(())
}

fn fit(rows: &Rows) -> Linear {
    Linear { bias: 0.0, ..logistic::fit(rows, RIDGE) }
}

/// Sets of many alike pairs weigh less.
fn weight(kind: &str) -> f32 {
    match kind {
        "revisions" => 0.1,
        "llm" => 0.2,
        "versions" | "clough" => 1.0,
        _ => 2.0,
    }
}

fn row(pair: &Duo, models: &(Model, Model)) -> Vec<f32> {
    let (source, retelling) = (read(pair.source.clone()), read(pair.retelling.clone()));
    let prepared = Prepared::new(&source, &retelling, Language::English.rules(), StaticVectors::embedded());
    let pairs = prepared.judged_by(&models.0, &models.1);
    let scene = Scene::new(&prepared, &pairs, &source, &retelling);
    differences(&scene, &source, &retelling, scene.coverage())
}

/// The older and the younger of all versions of one text.
fn versions(folder: &Path) -> Result<Vec<Duo>> {
    let mut pairs = Vec::new();
    for (kind, families) in [("versions", versions::documents(folder)?), ("levels", versions::levels(folder)?)] {
        for family in families {
            for (n, source) in family.texts.iter().enumerate() {
                pairs.extend(family.texts[n + 1..].iter().map(|retelling| Duo {
                    kind: kind.to_owned(),
                    group: family.group,
                    source: source.clone(),
                    retelling: retelling.clone(),
                    derived: true,
                }));
            }
        }
    }
    pairs.extend(versions::revisions(folder)?.into_iter().map(|(group, source, retelling)| Duo {
        kind: "revisions".to_owned(),
        group,
        source,
        retelling,
        derived: true,
    }));
    Ok(pairs)
}

fn report(pairs: &[Duo], rows: &Rows) {
    let mut counts: BTreeMap<&str, [usize; 3]> = BTreeMap::new();
    for fold in 0..FOLDS {
        let linear = fit(&rows.filter(|g| g % FOLDS != fold));
        for (n, pair) in pairs.iter().enumerate().filter(|(_, p)| p.group % FOLDS == fold) {
            let p = 1.0 / (1.0 + (-linear.score(&rows.rows[2 * n + 1])).exp());
            let at = match p {
                p if p >= SURE => 0,
                p if p > 1.0 - SURE => 1,
                _ => 2,
            };
            counts.entry(&pair.kind).or_default()[at] += 1;
        }
    }
    println!("direction, out of fold: right, unknown, wrong");
    counts.iter().for_each(|(kind, c)| println!("  {kind:<18} {c:?}"));
}
