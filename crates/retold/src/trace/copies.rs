//! Near-identical twins: one article that an archive holds several times.

use super::weigh::Weighed;
use crate::key::KeyScheme;

/// From this share of common keys on, both ways, two articles are one: a wire story and the same with another headline
/// or a corrected word. Updates that add a paragraph share less.
const SAME: f64 = 0.75;

/// Takes the twins of an article out of the others. Of all of them the earliest published one, else the one of the
/// least id, stands for them; the ids of the rest are returned with it.
pub fn taken_out(source: Weighed, others: &mut Vec<Weighed>) -> (Weighed, Vec<String>) {
    let (mut twins, rest): (Vec<Weighed>, Vec<Weighed>) = others.drain(..).partition(|other| is_twin(&source, other));
    *others = rest;
    twins.push(source);
    // An undated one may be the earliest, but nothing says so.
    let age = |w: &Weighed| {
        let published = w.article.reading().article.published.clone();
        (published.is_none(), published, w.id().to_owned())
    };
    twins.sort_by_cached_key(age);
    let first = twins.remove(0);
    (first, twins.iter().map(|w| w.id().to_owned()).collect())
}

fn is_twin(a: &Weighed, b: &Weighed) -> bool {
    let [a, b] = [a, b].map(|w| w.keys());
    let runs = |keys: &[crate::key::Key]| {
        keys.iter().copied().filter(|k| k.scheme() == Some(KeyScheme::Shingle)).collect::<Vec<_>>()
    };
    let alike = |a: &[crate::key::Key], b: &[crate::key::Key]| {
        let shared = a.iter().filter(|k| b.binary_search(k).is_ok()).count();
        shared as f64 >= SAME * a.len().max(b.len()) as f64
    };
    alike(&a, &b) && alike(&runs(&a), &runs(&b))
}
