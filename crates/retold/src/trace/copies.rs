//! Near-identical twins: one article that an archive holds several times.

use super::weigh::Weighed;
use crate::key::KeyScheme;

/// From this share of common keys on, both ways, two articles are one: a wire story and the same with another headline
/// or a corrected word. Updates that add a paragraph share less.
const SAME: f64 = 0.75;

/// Takes the twins of an article out of the others and returns their ids.
pub fn taken_out(source: &Weighed, others: &mut Vec<Weighed>) -> Vec<String> {
    let mut copies = Vec::new();
    others.retain(|other| {
        let twin = is_twin(source, other);
        if twin {
            copies.push(other.id().to_owned());
        }
        !twin
    });
    copies.sort();
    copies
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
