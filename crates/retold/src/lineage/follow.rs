//! One claim followed through a family: where it was changed, and who inherited the change.

use std::collections::BTreeMap;

use super::stemma::Drawing;
use crate::change::{Change, Gravity};
use crate::comparison::Comparison;

/// A sentence of the root that was changed on the way.
#[derive(Clone, Debug, PartialEq)]
pub struct FollowedClaim {
    /// The sentence.
    pub text: String,
    /// The witnesses that say something else, each after the one it has it from.
    pub versions: Vec<Version>,
}

/// What one witness made of a claim.
#[derive(Clone, Debug, PartialEq)]
pub struct Version {
    /// The witness.
    pub id: String,
    /// The root, which it was held against: places of the change are in these two.
    pub against: String,
    /// The change.
    pub change: Change,
    /// The words of the witness that show it.
    pub words: String,
    /// The nearest witness before it that has the same change; `None` where the change was made here.
    pub inherited_from: Option<String>,
}

/// Changes of substance of the root's sentences, by sentence.
pub fn followed(
    drawing: &Drawing<'_, '_>,
    root: usize,
    against_root: &BTreeMap<usize, Comparison>,
) -> Vec<FollowedClaim> {
    let reading = drawing.witnesses[root].reading();
    let mut claims: BTreeMap<usize, Vec<Version>> = BTreeMap::new();
    for witness in by_descent(drawing) {
        let Some(comparison) = against_root.get(&witness) else { continue };
        for change in comparison.changes.iter().filter(|c| c.gravity == Gravity::Substance) {
            let Some(place) = change.source else { continue };
            let versions = claims.entry(place.sentence).or_default();
            let words = words(comparison, change);
            let inherited_from = inherited(drawing, witness, |ancestor| {
                versions.iter().any(|v| v.id == ancestor && same(&v.change, &v.words, change, &words))
            });
            versions.push(Version {
                id: drawing.id(witness),
                against: drawing.id(root),
                change: change.clone(),
                words,
                inherited_from,
            });
        }
    }
    let text = |n: usize| reading.sentences[n].span.of(&reading.article.body).to_owned();
    claims.into_iter().map(|(sentence, versions)| FollowedClaim { text: text(sentence), versions }).collect()
}

/// Whether two changes of one sentence are the same: of one kind, of the same words, to the same words.
pub fn same(a: &Change, a_words: &str, b: &Change, b_words: &str) -> bool {
    a.kind == b.kind && a.source.map(|p| p.span) == b.source.map(|p| p.span) && folded(a_words) == folded(b_words)
}

/// The words of the retelling that show a change.
pub fn words(comparison: &Comparison, change: &Change) -> String {
    change.retelling.span.of(&comparison.retelling.article.body).to_owned()
}

fn folded(words: &str) -> String {
    words.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}

/// The nearest witness before another that a test holds for.
fn inherited(drawing: &Drawing<'_, '_>, witness: usize, test: impl Fn(&str) -> bool) -> Option<String> {
    let parents = &drawing.tree.parents;
    std::iter::successors(parents[witness], |n| parents[*n]).map(|n| drawing.id(n)).find(|id| test(id))
}

/// All witnesses, each after its source; those of one generation by place.
fn by_descent(drawing: &Drawing<'_, '_>) -> Vec<usize> {
    let parents = &drawing.tree.parents;
    let generation = |n: usize| std::iter::successors(parents[n], |p| parents[*p]).count();
    let mut order: Vec<usize> = (0..parents.len()).collect();
    order.sort_by_cached_key(|n| (generation(*n), *n));
    order
}
