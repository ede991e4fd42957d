//! What Retold asks of word vectors. The vectors themselves live in other crates.

/// A source of word vectors and word rarity.
///
/// Words come in folded and in lower case. An implementation that encodes whole sentences overrides
/// [`WordVectors::sentence`]; the provided one is the rarity-weighted mean of the words.
pub trait WordVectors: Sync {
    /// Number of dimensions of every vector.
    fn dimensions(&self) -> usize;

    /// Writes the unit-length vector of `word` into `vector` (of [`WordVectors::dimensions`] places; zeros when the
    /// word has none) and returns the word's rarity: the negative natural logarithm of its share of running words in
    /// news text, about 3 for "the" and 15 for a name seen once.
    fn look_up(&self, word: &str, vector: &mut [f32]) -> f32;

    /// Writes the unit-length vector of a sentence into `vector`, given its words' vectors (row after row) and
    /// rarities.
    fn sentence(&self, words: &[&str], vectors: &[f32], rarities: &[f32], vector: &mut [f32]) {
        let _ = words;
        vector.fill(0.0);
        for (row, rarity) in vectors.chunks_exact(self.dimensions()).zip(rarities) {
            let weight = pooling_weight(*rarity);
            for (sum, x) in vector.iter_mut().zip(row) {
                *sum += weight * x;
            }
        }
        normalise(vector);
    }
}

/// Weight of a word in its sentence's mean: smooth inverse frequency (Arora, Liang and Ma 2017), `a / (a + p)` with
/// their `a` = 0.001.
pub fn pooling_weight(rarity: f32) -> f32 {
    const A: f32 = 1e-3;
    A / (A + (-rarity).exp())
}

/// Scales a vector to unit length; a vector of zeros stays as it is.
pub fn normalise(vector: &mut [f32]) {
    let length = vector.iter().map(|x| x * x).sum::<f32>().sqrt();
    if length > 0.0 {
        vector.iter_mut().for_each(|x| *x /= length);
    }
}
