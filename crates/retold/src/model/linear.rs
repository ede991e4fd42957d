//! Linear models.

/// A weighted sum of features.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Linear {
    /// The sum of a row of zeros.
    pub bias: f32,
    /// Weight of each feature.
    pub weights: Vec<f32>,
}

impl Linear {
    /// The sum for one row, in log-odds.
    pub fn score(&self, row: &[f32]) -> f32 {
        self.bias + self.weights.iter().zip(row).map(|(w, x)| w * x).sum::<f32>()
    }
}
