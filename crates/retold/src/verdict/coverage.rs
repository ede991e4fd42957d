//! Shares of the words that links explain.

use super::Coverage;
use crate::align::{LINKED, Pair, Prepared};

/// Share of each text's words, by weight, that linked sentences render.
pub fn coverage(prepared: &Prepared, pairs: &[Pair]) -> Coverage {
    let (source, retelling) = (&prepared.source.units, &prepared.retelling.units);
    Coverage {
        source: side((prepared, pairs), source.iter().map(|u| &u.words[..]), |p| (p.source, &p.source_found)),
        retelling: side((prepared, pairs), retelling.iter().map(|u| &u.words[..]), |p| {
            (p.retelling, &p.retelling_found)
        }),
    }
}

fn side<'m>(
    (prepared, pairs): (&Prepared, &'m [Pair]),
    words: impl Iterator<Item = &'m [u32]>,
    found: impl Fn(&'m Pair) -> (usize, &'m Vec<f32>),
) -> f64 {
    let words: Vec<&[u32]> = words.collect();
    let mut best: Vec<Vec<f32>> = words.iter().map(|w| vec![0.0; w.len()]).collect();
    for pair in pairs.iter().filter(|p| p.probability >= LINKED) {
        let (sentence, rendered) = found(pair);
        best[sentence].iter_mut().zip(rendered).for_each(|(b, f)| *b = b.max(*f));
    }
    let weight = |w: u32| f64::from(prepared.vocabulary.weights[w as usize]);
    let all: f64 = words.iter().flat_map(|w| w.iter()).map(|w| weight(*w)).sum();
    let rendered: f64 =
        words.iter().zip(&best).flat_map(|(w, b)| w.iter().zip(b)).map(|(w, b)| weight(*w) * f64::from(*b)).sum();
    if all > 0.0 { (rendered / all).min(1.0) } else { 0.0 }
}
