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
    /// Reads a linear model from its file form, little endian: number of weights (u32), bias, weights (f32). Bytes that
    /// are missing count as zeros.
    pub fn from_bytes(bytes: &[u8]) -> Self {
        let word = |n: usize| bytes.get(4 * n..4 * n + 4).map_or([0; 4], |b| [b[0], b[1], b[2], b[3]]);
        let count = (u32::from_le_bytes(word(0)) as usize).min(bytes.len() / 4);
        Linear {
            bias: f32::from_le_bytes(word(1)),
            weights: (0..count).map(|n| f32::from_le_bytes(word(n + 2))).collect(),
        }
    }

    /// The file form of the model.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = (self.weights.len() as u32).to_le_bytes().to_vec();
        bytes.extend(self.bias.to_le_bytes());
        self.weights.iter().for_each(|w| bytes.extend(w.to_le_bytes()));
        bytes
    }

    /// The sum for one row, in log-odds.
    pub fn score(&self, row: &[f32]) -> f32 {
        self.bias + self.weights.iter().zip(row).map(|(w, x)| w * x).sum::<f32>()
    }
}
