//! Which witnesses of a tree are shown where there is room for so many lines only.

use std::collections::{BTreeSet, BinaryHeap};

use super::tree::Tree;

/// A line of a drawn tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Row {
    /// The witness at this place of the tree.
    Witness(usize),
    /// Witnesses that are not shown, with all that stands below them.
    More {
        /// What they were made from; `None` for those at the top.
        below: Option<usize>,
        /// How many.
        witnesses: usize,
    },
}

/// At most `most` lines for a tree: all of it where it fits, else the witnesses from which most others were made, each
/// below its own source, and for the rest how many they are.
pub(crate) fn rows(tree: &Tree<'_>, most: usize) -> Vec<Row> {
    if tree.nodes.len() <= most {
        return (0..tree.nodes.len()).map(Row::Witness).collect();
    }
    let order = by_size(tree, most);
    let fits = |kept: &usize| laid(tree, &order[..*kept].iter().copied().collect()).len() <= most;
    let kept = (1..=order.len()).rev().find(fits).unwrap_or(0);
    laid(tree, &order[..kept].iter().copied().collect())
}

/// The first `most` witnesses, those with the most below them first, each after its source.
fn by_size(tree: &Tree<'_>, most: usize) -> Vec<usize> {
    let ranked = |place: usize| (tree.nodes[place].size, std::cmp::Reverse(place));
    let mut open: BinaryHeap<_> = tree.below(None).map(ranked).collect();
    let mut order = Vec::with_capacity(most);
    while let Some((_, std::cmp::Reverse(place))) = open.pop().filter(|_| order.len() < most) {
        order.push(place);
        open.extend(tree.below(Some(place)).map(ranked));
    }
    order
}

/// The lines when these witnesses are shown.
fn laid(tree: &Tree<'_>, kept: &BTreeSet<usize>) -> Vec<Row> {
    let hidden = |below: Option<usize>| -> usize {
        tree.below(below).filter(|place| !kept.contains(place)).map(|place| tree.nodes[place].size).sum()
    };
    let mut lines = Vec::new();
    // Witnesses whose children are being laid, innermost last.
    let mut open: Vec<usize> = Vec::new();
    let close = |lines: &mut Vec<Row>, below: Option<usize>| match hidden(below) {
        0 => {}
        witnesses => lines.push(Row::More { below, witnesses }),
    };
    for &place in kept {
        while let Some(last) = open.pop_if(|last| place >= *last + tree.nodes[*last].size) {
            close(&mut lines, Some(last));
        }
        lines.push(Row::Witness(place));
        open.push(place);
    }
    while let Some(last) = open.pop() {
        close(&mut lines, Some(last));
    }
    close(&mut lines, None);
    lines
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use retold::lineage::{Descent, Family, Stemma};

    use super::*;
    use crate::family::FamilyReport;

    /// A family of which each witness was made from one before it, or from none.
    fn report(parents: &[Option<usize>]) -> FamilyReport {
        let id = |n: usize| format!("{n:04}");
        let family = Family { members: (0..parents.len()).map(id).collect(), ..Family::default() };
        let descent = |(to, from): (usize, &Option<usize>)| {
            Some(Descent {
                from: id((*from)?),
                to: id(to),
                probability: 1.0,
                ordered: true,
                share: 1.0,
                main: true,
                evidence: vec![],
            })
        };
        let descents = parents.iter().enumerate().filter_map(descent).collect();
        FamilyReport::new(family, Stemma { descents, ..Stemma::default() }, [])
    }

    fn parents() -> impl Strategy<Value = Vec<Option<usize>>> {
        proptest::collection::vec(any::<prop::sample::Index>(), 1..120).prop_map(|draws| {
            draws.iter().enumerate().map(|(n, draw)| if n == 0 { None } else { Some(draw.index(n)) }).collect()
        })
    }

    proptest! {
        #[test]
        fn every_witness_is_shown_or_counted(parents in parents(), most in 2usize..50) {
            let report = report(&parents);
            let tree = Tree::new(&report);
            let lines = rows(&tree, most);
            prop_assert!(lines.len() <= most);
            let told: usize = lines.iter().map(|row| match row {
                Row::Witness(_) => 1,
                Row::More { witnesses, .. } => *witnesses,
            }).sum();
            prop_assert_eq!(told, parents.len());
            let shown: Vec<usize> = lines.iter().filter_map(|row| match row {
                Row::Witness(place) => Some(*place),
                Row::More { .. } => None,
            }).collect();
            for place in &shown {
                prop_assert!(tree.nodes[*place].parent.is_none_or(|parent| shown.contains(&parent)));
            }
        }
    }
}
