//! Fits both halves of a model, and judges by models that have not seen the group.

use retold::Model;

use super::boost::{Growth, Rows, grow};
use super::logistic;

/// How a model is fitted.
#[derive(Clone, Copy, Debug)]
pub struct Fit {
    /// Ridge of the linear half.
    pub ridge: f64,
    /// The half of trees.
    pub growth: Growth,
}

/// Fits a model.
pub fn fit(data: &Rows, how: Fit) -> Model {
    Model { linear: logistic::fit(data, how.ridge), forest: grow(data, how.growth) }
}

/// Out-of-fold probabilities: every group is judged by a model that has not seen it.
pub fn out_of_fold(data: &Rows, how: Fit, folds: usize) -> Vec<f32> {
    let mut found = vec![0.0; data.rows.len()];
    for fold in 0..folds {
        let model = fit(&data.filter(|g| g % folds != fold), how);
        for n in (0..found.len()).filter(|n| data.groups[*n] % folds == fold) {
            found[n] = model.probability(&data.rows[n]);
        }
    }
    found
}
