//! Very large families: a tree is drawn of some witnesses, and the others are hung on it by their findings.
//!
//! A tree wants its witnesses prepared, and each held against others: of a story that fifty thousand sites print nearly
//! alike, neither would fit. What a finding says of two articles is enough to hang one on the other.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::stemma::{Descent, SURE};
use super::{Family, Finding};

/// Witnesses of which a tree is drawn: prepared they take some 100 MB.
const DRAWN: usize = 1_000;

/// The witnesses that the tree is drawn of, in their order: those with most findings, the others are left to [`hung`].
pub fn drawn<'w>(family: &Family, witnesses: &[&'w str]) -> Vec<&'w str> {
    if witnesses.len() <= DRAWN {
        return witnesses.to_vec();
    }
    let joined = joined(family);
    let mut order: Vec<usize> = (0..witnesses.len()).collect();
    order.sort_by_key(|n| (Reverse(joined.get(witnesses[*n]).map_or(0, Vec::len)), *n));
    order.truncate(DRAWN);
    order.sort_unstable();
    order.into_iter().map(|n| witnesses[n]).collect()
}

/// Descents of the witnesses that are not drawn, each from the one next to the drawn ones that its strongest finding
/// leads to; by the witness that descends.
pub fn hung(family: &Family, witnesses: &[&str], drawn: &[&str]) -> Vec<Descent> {
    let joined = joined(family);
    let mut left: BTreeSet<&str> = witnesses.iter().copied().collect();
    let mut last: Vec<&str> = drawn.to_vec();
    let mut found = Vec::new();
    while !last.is_empty() {
        for id in &last {
            left.remove(id);
        }
        let mut best: BTreeMap<&str, (&str, &Finding)> = BTreeMap::new();
        for from in last {
            for finding in joined.get(from).into_iter().flatten() {
                let to = finding.ids[usize::from(finding.ids[0] == from)].as_str();
                if left.contains(to) && best.get(to).is_none_or(|(_, held)| is_stronger(finding, held)) {
                    best.insert(to, (from, finding));
                }
            }
        }
        last = best.keys().copied().collect();
        found.extend(best.into_iter().map(|(to, (from, finding))| descent(from, to, finding)));
    }
    found.sort_by(|a, b| a.to.cmp(&b.to));
    found
}

fn joined(family: &Family) -> BTreeMap<&str, Vec<&Finding>> {
    let mut joined: BTreeMap<&str, Vec<&Finding>> = BTreeMap::new();
    for finding in &family.findings {
        finding.ids.iter().for_each(|id| joined.entry(id).or_default().push(finding));
    }
    joined
}

fn is_stronger(finding: &Finding, held: &Finding) -> bool {
    let strength = |f: &Finding| f.probability + f.resemblance;
    strength(finding) > strength(held)
}

fn descent(from: &str, to: &str, finding: &Finding) -> Descent {
    let first = finding.ids[0] == from;
    let forward = if first { finding.forward } else { 1.0 - finding.forward };
    let share = finding.coverage[usize::from(first)];
    Descent {
        from: from.to_owned(),
        to: to.to_owned(),
        probability: finding.probability,
        ordered: forward >= SURE,
        share,
        main: true,
        evidence: vec![format!("it explains {:.0} % of the words", (100.0 * share).round())],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_is_not_drawn_hangs_on_the_tree() {
        let finding = |a: usize, b: usize, forward: f64| {
            let ids = [format!("w{a:05}"), format!("w{b:05}")];
            Finding { ids, probability: 0.9, forward, coverage: [0.7, 0.8], resemblance: 0.9 }
        };
        let count = 2 * DRAWN + 1;
        let mut findings: Vec<Finding> = (1..count).map(|n| finding(0, n, 0.9)).collect();
        // The last one hangs on another that is not drawn.
        findings.pop();
        findings.push(finding(count - 2, count - 1, 0.1));
        let members: Vec<String> = (0..count).map(|n| format!("w{n:05}")).collect();
        let family = Family { members: members.clone(), findings, ..Family::default() };
        let witnesses: Vec<&str> = members.iter().map(String::as_str).collect();
        let drawn = drawn(&family, &witnesses);
        assert_eq!(drawn.len(), DRAWN);
        assert!(drawn.contains(&"w00000") && drawn.is_sorted());
        let hung = hung(&family, &witnesses, &drawn);
        let both: BTreeSet<&str> = hung.iter().map(|d| d.to.as_str()).chain(drawn.iter().copied()).collect();
        assert_eq!(both.len(), count);
        let last = hung.last().expect("one hangs");
        assert_eq!((last.from.as_str(), last.ordered, last.share), ("w01999", false, 0.8));
        assert!(hung[0].ordered && hung[0].from == "w00000");
        assert_eq!(super::drawn(&family, &witnesses[..DRAWN]), witnesses[..DRAWN]);
    }
}
