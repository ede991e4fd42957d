//! Articles that another one stands for: twins, and stories that are told nearly alike many times over.

use std::collections::BTreeMap;

use super::is_twin;
use crate::lineage::{CROWD, FamilySettings, Finding};

/// Places of the articles that need not be paired, ascending, by what comparing possible twins found; each finding with the
/// places of its two, the first one first.
///
/// A twin is left out. Of a story that more than [`CROWD`] others tell nearly alike, these are left out too: in a
/// large crowd all of its words would pass for stock words, and nothing would be found of it. They are linked by what was
/// found already.
pub fn stood_for(compared: &[([u32; 2], Finding)]) -> Vec<u32> {
    let threshold = FamilySettings::default().threshold;
    let told = |finding: &Finding| finding.probability >= threshold && finding.is_nearly_alike();
    let mut crowds: BTreeMap<u32, usize> = BTreeMap::new();
    for ([first, _], _) in compared.iter().filter(|(_, finding)| told(finding)) {
        *crowds.entry(*first).or_default() += 1;
    }
    let crowded = |first: &u32| crowds.get(first).is_some_and(|count| *count > CROWD);
    let out = compared.iter().filter(|([first, _], finding)| is_twin(finding) || (told(finding) && crowded(first)));
    let mut places: Vec<u32> = out.map(|([_, second], _)| *second).collect();
    places.sort_unstable();
    places.dedup();
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(second: u32, probability: f64, resemblance: f64) -> ([u32; 2], Finding) {
        let ids = ["0".to_owned(), second.to_string()];
        ([0, second], Finding { ids, probability, forward: 0.5, coverage: [1.0; 2], resemblance })
    }

    #[test]
    fn twins_are_stood_for_and_near_ones_only_in_a_crowd() {
        let few: Vec<_> = (1..=CROWD as u32).map(|n| found(n, 0.99, 0.9)).collect();
        assert_eq!(stood_for(&few), []);
        let twin = [&few[..], &[found(900, 1.0, 0.99)]].concat();
        assert_eq!(stood_for(&twin).last(), Some(&900));
        let crowd = [&few[..], &[found(900, 0.99, 0.9), found(901, 0.4, 0.9)]].concat();
        assert_eq!(stood_for(&crowd).len(), CROWD + 1);
    }
}
