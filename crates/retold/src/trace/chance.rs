//! How much a resemblance says in a large archive.

/// The archive that candidates come from.
#[derive(Clone, Copy, Debug)]
pub struct Chance {
    /// Articles it holds.
    pub articles: usize,
}

/// Log-odds that a tenfold archive takes off: measured by `retold-bench` ... .
const PER_TENFOLD: f64 = 0.0;
/// Archives up to this size say what a comparison of two says.
const SMALL: f64 = 10_000.0;

impl Chance {
    /// The probability of a comparison, given among how many the likeliest was chosen.
    pub fn of(self, probability: f64) -> f64 {
        let tenfolds = (self.articles.max(1) as f64 / SMALL).log10().max(0.0);
        let bounded = probability.clamp(1e-9, 1.0 - 1e-9);
        let odds = (bounded / (1.0 - bounded)).ln() - PER_TENFOLD * tenfolds;
        if probability >= 1.0 { 1.0 } else { 1.0 / (1.0 + (-odds).exp()) }
    }
}
