//! What became of a claim, alteration by alteration: who made it and who has it from whom.

use std::collections::BTreeMap;

use retold::Span;
use retold::change::{Change, ChangeKind};
use retold::lineage::FollowedClaim;

use super::tree::Tree;
use crate::claims::one_line;

/// One alteration of a claim with all witnesses that have it.
#[derive(Debug)]
pub(crate) struct Alteration<'a> {
    /// The change, as the first of them has it.
    pub(crate) change: &'a Change,
    /// Ids of those that made it.
    pub(crate) made: Vec<&'a str>,
    /// Ids of those that have it from another: from whom, and who, in order of descent.
    pub(crate) inherited: Vec<(&'a str, Vec<&'a str>)>,
}

/// Most names that are said of one list.
const NAMED: usize = 12;

/// The alterations of a claim, in the order in which they first come up.
pub(crate) fn alterations(claim: &FollowedClaim) -> Vec<Alteration<'_>> {
    // A change is the same when it makes the same of the same words, however it is explained.
    let mut places: BTreeMap<(ChangeKind, Option<Span>, String), usize> = BTreeMap::new();
    let mut found: Vec<Alteration<'_>> = Vec::new();
    for version in &claim.versions {
        let change = &version.change;
        let key = (change.kind, change.source.map(|place| place.span), one_line(&version.words).to_lowercase());
        let place = *places.entry(key).or_insert_with(|| {
            found.push(Alteration { change, made: Vec::new(), inherited: Vec::new() });
            found.len() - 1
        });
        let alteration = &mut found[place];
        let Some(from) = version.inherited_from.as_deref() else {
            once(&mut alteration.made, &version.id);
            continue;
        };
        match alteration.inherited.iter_mut().find(|(source, _)| *source == from) {
            Some((_, heirs)) => once(heirs, &version.id),
            None => alteration.inherited.push((from, vec![&version.id])),
        }
    }
    found
}

/// Adds an id, once: a sentence may show the same change in two places.
fn once<'a>(ids: &mut Vec<&'a str>, id: &'a str) {
    // Versions of one witness stand together.
    if ids.last() != Some(&id) {
        ids.push(id);
    }
}

impl Alteration<'_> {
    /// "made by North Wire; Bay Radio and The Lantern have it from Harbour Post".
    pub(crate) fn told(&self, tree: &Tree<'_>) -> String {
        let made = (!self.made.is_empty()).then(|| format!("made by {}", listed(tree, &self.made)));
        let inherited = self.inherited.iter().take(NAMED).map(|(from, heirs)| {
            let verb = if heirs.len() == 1 { "has" } else { "have" };
            format!("{} {verb} it from {}", listed(tree, heirs), tree.name(from))
        });
        let more = self.inherited.len().saturating_sub(NAMED);
        let more = (more > 0).then(|| format!("and so on from {more} more"));
        made.into_iter().chain(inherited).chain(more).collect::<Vec<_>>().join("; ")
    }
}

/// "a, b and c".
pub(crate) fn listed(tree: &Tree<'_>, ids: &[&str]) -> String {
    let mut names: Vec<String> = ids.iter().take(NAMED).map(|id| tree.name(id)).collect();
    match ids.len().saturating_sub(NAMED) {
        0 => {}
        more => names.push(format!("{more} more")),
    }
    match names.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, others)) => format!("{} and {last}", others.join(", ")),
        None => String::new(),
    }
}
