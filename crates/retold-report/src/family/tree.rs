//! A stemma as a tree in the order it is drawn: every witness and every lost witness once, those made from it below it.
//!
//! Whatever a stemma says, the tree is one: what names a witness that is not there is passed over, and a circle is cut
//! open at the witness that is first by date and id.

use std::collections::BTreeMap;

use retold::lineage::{Descent, LostWitness};

use super::moment::Moment;
use super::report::FamilyReport;

/// A stemma as a forest; most have one tree.
#[derive(Debug, Default)]
pub(crate) struct Tree<'a> {
    /// Every witness, each before those made from it.
    pub(crate) nodes: Vec<Node<'a>>,
    names: BTreeMap<&'a str, String>,
}

/// A witness in its tree.
#[derive(Debug)]
pub(crate) struct Node<'a> {
    /// Its id.
    pub(crate) id: &'a str,
    /// What is known of it when it is lost.
    pub(crate) lost: Option<&'a LostWitness>,
    /// Place of the witness that it was made from.
    pub(crate) parent: Option<usize>,
    /// Its descent from there; a lost witness has none of its own.
    pub(crate) descent: Option<&'a Descent>,
    /// Its further sources.
    pub(crate) also: Vec<(usize, &'a Descent)>,
    /// How many witnesses stand between it and the top.
    pub(crate) depth: usize,
    /// How many stand below it, itself included.
    pub(crate) size: usize,
    /// Ids of its near-identical twins.
    pub(crate) copies: &'a [String],
    /// Its publication.
    pub(crate) published: Option<Moment>,
}

/// What a witness was made from, before the tree is laid out.
type Parents<'a> = BTreeMap<&'a str, (&'a str, Option<&'a Descent>)>;

impl<'a> Tree<'a> {
    /// The tree of a family.
    pub(crate) fn new(report: &'a FamilyReport) -> Self {
        let lost: BTreeMap<&str, &LostWitness> = report.stemma.lost.iter().map(|l| (l.id.as_str(), l)).collect();
        let mut ids: Vec<&str> = report.family.witnesses();
        ids.extend(lost.keys().copied());
        let published = |id: &str| Moment::read(report.articles.get(id)?.published.as_deref()?);
        let key = |id: &&str| (report.stemma.root.as_deref() != Some(id), published(id).is_none(), published(id));
        ids.sort_by(|a, b| key(a).cmp(&key(b)).then(a.cmp(b)));
        ids.dedup();
        let places: BTreeMap<&str, usize> = ids.iter().enumerate().map(|(place, id)| (*id, place)).collect();
        let parents = parents(report, &places);
        let mut tree = Self { nodes: Vec::with_capacity(ids.len()), names: names(report) };
        let mut at: BTreeMap<&str, usize> = BTreeMap::new();
        for (id, parent) in in_order(&ids, &parents) {
            let above = parent.and_then(|parent| at.get(parent).copied());
            at.insert(id, tree.nodes.len());
            tree.nodes.push(Node {
                id,
                lost: lost.get(id).copied(),
                parent: above,
                descent: above.and_then(|_| parents.get(id)?.1),
                also: Vec::new(),
                depth: above.map_or(0, |above| tree.nodes[above].depth + 1),
                size: 1,
                copies: report.family.copies.get(id).map_or(&[], Vec::as_slice),
                published: published(id),
            });
        }
        tree.measure();
        tree.add_further(report, &at);
        tree
    }

    /// What a witness goes by in a sentence: its publisher, with its id where others of the family share that.
    pub(crate) fn name(&self, id: &str) -> String {
        self.names.get(id).cloned().unwrap_or_else(|| id.to_owned())
    }

    /// Places of the witnesses made from one, or of those that were made from none.
    pub(crate) fn below(&self, parent: Option<usize>) -> impl Iterator<Item = usize> + '_ {
        let mut next = parent.map_or(0, |parent| parent + 1);
        let end = parent.map_or(self.nodes.len(), |parent| parent + self.nodes[parent].size);
        std::iter::from_fn(move || {
            let here = Some(next).filter(|next| *next < end)?;
            next += self.nodes[here].size;
            Some(here)
        })
    }

    /// The nearest witness above one that is not lost.
    pub(crate) fn source(&self, of: usize) -> Option<usize> {
        let mut above = self.nodes.get(of)?.parent;
        while let Some(place) = above.filter(|place| self.nodes[*place].lost.is_some()) {
            above = self.nodes[place].parent;
        }
        above
    }

    /// Every telling of one witness by another: places of source and retelling, main sources first.
    pub(crate) fn tellings(&self) -> Vec<(usize, usize)> {
        let there = |place: &usize| self.nodes[*place].lost.is_none();
        let all = || (0..self.nodes.len()).filter(there);
        let main = all().filter_map(|place| Some((self.source(place)?, place)));
        let also = all().flat_map(|place| self.nodes[place].also.iter().map(move |(source, _)| (*source, place)));
        main.chain(also.filter(|(source, _)| there(source))).collect()
    }

    /// How many witnesses at the top were made from none.
    pub(crate) fn tops(&self) -> usize {
        self.below(None).count()
    }

    fn measure(&mut self) {
        for place in (0..self.nodes.len()).rev() {
            if let Some(parent) = self.nodes[place].parent {
                self.nodes[parent].size += self.nodes[place].size;
            }
        }
    }

    /// Adds what the stemma says beside the tree.
    fn add_further(&mut self, report: &'a FamilyReport, at: &BTreeMap<&str, usize>) {
        for descent in &report.stemma.descents {
            let Some((&from, &to)) = at.get(descent.from.as_str()).zip(at.get(descent.to.as_str())) else { continue };
            let in_tree = self.nodes[to].descent.is_some_and(|own| std::ptr::eq(own, descent));
            if !in_tree && from != to {
                self.nodes[to].also.push((from, descent));
            }
        }
    }
}

/// Names of those that go by more than their id.
fn names(report: &FamilyReport) -> BTreeMap<&str, String> {
    let mut of: BTreeMap<&str, usize> = BTreeMap::new();
    for publisher in report.articles.keys().filter_map(|id| report.publisher(id)) {
        *of.entry(publisher).or_default() += 1;
    }
    let name = |id| {
        let publisher = report.publisher(id)?;
        let alone = of.get(publisher) == Some(&1);
        Some((id, if alone { publisher.to_owned() } else { format!("{publisher} ({id})") }))
    };
    let lost = report.stemma.lost.iter().map(|lost| (lost.id.as_str(), format!("a lost witness ({})", lost.id)));
    report.articles.keys().filter_map(|id| name(id)).chain(lost).collect()
}

/// What each witness was made from: its first main descent, and for what came by a lost witness, that.
fn parents<'a>(report: &'a FamilyReport, places: &BTreeMap<&'a str, usize>) -> Parents<'a> {
    let known = |id: &str| places.contains_key(id);
    let mut parents = Parents::new();
    for descent in report.stemma.descents.iter().filter(|d| d.main && d.from != d.to && known(&d.from)) {
        if let Some((&to, _)) = places.get_key_value(descent.to.as_str()) {
            parents.entry(to).or_insert((descent.from.as_str(), Some(descent)));
        }
    }
    for lost in report.stemma.lost.iter().filter(|lost| known(&lost.from) && lost.from != lost.id) {
        parents.entry(lost.id.as_str()).or_insert((lost.from.as_str(), None));
        for to in lost.to.iter().filter(|to| known(to) && **to != lost.id) {
            let own = parents.entry(to.as_str()).or_insert((lost.id.as_str(), None));
            if own.0 == lost.from {
                own.0 = &lost.id;
            }
        }
    }
    parents
}

/// All ids with what they stand below, each after that; what stands below one in the order of `ids`.
fn in_order<'a>(ids: &[&'a str], parents: &Parents<'a>) -> Vec<(&'a str, Option<&'a str>)> {
    let mut below: BTreeMap<&str, Vec<&'a str>> = BTreeMap::new();
    for id in ids.iter().rev() {
        if let Some((parent, _)) = parents.get(id) {
            below.entry(parent).or_default().push(id);
        }
    }
    let tops = ids.iter().filter(|id| !parents.contains_key(*id));
    let mut found = Vec::with_capacity(ids.len());
    let mut seen = std::collections::BTreeSet::new();
    // Whoever is in a circle is below no top; the first of a circle becomes one.
    for top in tops.chain(ids) {
        let mut open = vec![(*top, None)];
        while let Some((id, parent)) = open.pop() {
            if seen.insert(id) {
                found.push((id, parent));
                open.extend(below.get(id).into_iter().flatten().map(|child| (*child, Some(id))));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use retold::Article;
    use retold::lineage::{Family, Stemma};

    use super::*;

    fn descent(from: &str, to: &str, main: bool) -> Descent {
        Descent {
            from: from.into(),
            to: to.into(),
            probability: 0.9,
            ordered: true,
            share: 0.8,
            main,
            evidence: Vec::new(),
        }
    }

    fn report(members: &[&str], descents: Vec<Descent>, lost: Vec<LostWitness>) -> FamilyReport {
        let family = Family { members: members.iter().map(|m| (*m).to_owned()).collect(), ..Family::default() };
        let stemma = Stemma { descents, lost, ..Stemma::default() };
        FamilyReport::new(family, stemma, members.iter().map(|id| Article::new(*id, "text")))
    }

    fn shape(report: &FamilyReport) -> Vec<(String, Option<usize>, usize, usize)> {
        Tree::new(report).nodes.iter().map(|n| (n.id.to_owned(), n.parent, n.depth, n.size)).collect()
    }

    #[test]
    fn witnesses_stand_below_what_they_were_made_from() {
        let report = report(&["a", "b", "c"], vec![descent("c", "a", true), descent("a", "b", true)], vec![]);
        assert_eq!(
            shape(&report),
            [("c".into(), None, 0, 3), ("a".into(), Some(0), 1, 2), ("b".into(), Some(1), 2, 1)]
        );
    }

    #[test]
    fn a_lost_witness_stands_between() {
        let lost =
            LostWitness { id: "lost-1".into(), from: "a".into(), to: vec!["b".into(), "c".into()], evidence: vec![] };
        let report = report(&["a", "b", "c"], vec![descent("a", "b", true), descent("a", "c", true)], vec![lost]);
        let tree = Tree::new(&report);
        assert_eq!(tree.nodes.iter().map(|n| n.id).collect::<Vec<_>>(), ["a", "lost-1", "b", "c"]);
        assert_eq!(tree.nodes[3].parent, Some(1));
        assert_eq!(tree.nodes[3].descent.map(|d| d.share), Some(0.8));
        assert_eq!(tree.tellings(), [(0, 2), (0, 3)]);
    }

    #[test]
    fn a_second_source_stands_beside_the_tree() {
        let descents = vec![descent("a", "b", true), descent("a", "c", true), descent("b", "c", false)];
        let report = report(&["a", "b", "c"], descents, vec![]);
        let tree = Tree::new(&report);
        assert_eq!(tree.nodes[2].also.iter().map(|(from, _)| *from).collect::<Vec<_>>(), [1]);
        assert_eq!(tree.tellings(), [(0, 1), (0, 2), (1, 2)]);
    }

    #[test]
    fn circles_strangers_and_descents_from_oneself_do_no_harm() {
        let descents = vec![
            descent("a", "b", true),
            descent("b", "a", true),
            descent("c", "c", true),
            descent("nobody", "d", true),
            descent("d", "nobody", true),
        ];
        let report = report(&["a", "b", "c", "d"], descents, vec![]);
        let tree = Tree::new(&report);
        assert_eq!(tree.nodes.len(), 4);
        assert_eq!(tree.below(None).map(|place| tree.nodes[place].id).collect::<Vec<_>>(), ["c", "d", "a"]);
        assert_eq!(tree.nodes[3].id, "b");
    }

    #[test]
    fn a_chain_of_thousands_is_laid_out() {
        let ids: Vec<String> = (0..20_000).map(|n| format!("{n:05}")).collect();
        let members: Vec<&str> = ids.iter().map(String::as_str).collect();
        let descents = members.windows(2).map(|pair| descent(pair[0], pair[1], true)).collect();
        let report = report(&members, descents, vec![]);
        let tree = Tree::new(&report);
        assert_eq!((tree.nodes[0].size, tree.nodes[19_999].depth), (20_000, 19_999));
    }
}
