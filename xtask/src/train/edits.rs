//! Trains the edits: which of two versions of a short item came first?

use std::path::Path;

use anyhow::Result;
use retold::Linear;
use retold::verdict::{EDITS, edits};

use super::boost::Rows;
use super::logistic;
use crate::{labelled, versions};

const FOLDS: usize = 5;
/// Pull of the weights towards zero.
const RIDGE: f64 = 3.0;
/// The least log-odds that the verdict asks of a direction.
const SURE: f32 = 0.575;

/// Trains on consecutive versions of items, each pair given both ways round, and prints right and decided out of fold.
pub fn train(folder: &Path) -> Result<()> {
    let mut rows = Rows::default();
    for (group, older, younger) in versions::revisions(folder)? {
        let (older, younger) = (labelled::read(older), labelled::read(younger));
        let Some(row) = edits(&older, &younger) else { continue };
        rows.push(row.iter().map(|x| -x).collect(), false, 1.0, group);
        rows.push(row, true, 1.0, group);
    }
    let mut found = Vec::new();
    for fold in 0..FOLDS {
        let linear = fit(&rows.filter(|g| g % FOLDS != fold));
        let held_out = (0..rows.rows.len()).filter(|n| rows.groups[*n] % FOLDS == fold && rows.answers[*n]);
        found.extend(held_out.map(|n| linear.score(&rows.rows[n])));
    }
    report(&mut found);
    let linear = fit(&rows);
    EDITS.iter().zip(&linear.weights).for_each(|(name, w)| println!("  {w:>7.3} {name}"));
    std::fs::write("crates/retold/src/verdict/edits.model", linear.to_bytes())?;
    Ok(())
}

fn fit(rows: &Rows) -> Linear {
    Linear { bias: 0.0, ..logistic::fit(rows, RIDGE) }
}

fn report(found: &mut [f32]) {
    let all = found.len().max(1) as f32;
    let right = |of: &[f32]| of.iter().filter(|s| **s > 0.0).count() as f32 / of.len().max(1) as f32;
    found.sort_by(|a, b| b.abs().total_cmp(&a.abs()));
    println!("edits, out of fold, of {all} pairs: share, right of these, least log-odds");
    for tenth in 1..=10 {
        let part = &found[..found.len() * tenth / 10];
        println!("  {:.1}  {:.3}  {:.3}", tenth as f32 / 10.0, right(part), part.last().map_or(0.0, |s| s.abs()));
    }
    let decided = &found[..found.partition_point(|s| s.abs() >= SURE)];
    println!("  decided {:.3}, right {:.3}", decided.len() as f32 / all, right(decided));
}
