//! Joins findings to families.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;

use super::finding::{CROWD, Finding};
use super::groups::Groups;

/// How findings are joined.
#[derive(Clone, Debug, PartialEq)]
pub struct FamilySettings {
    /// A finding below this probability joins nothing.
    pub threshold: f64,
    /// From this resemblance on two articles are one witness and its copy: in a story of 300 words two words may differ.
    pub twins: f64,
}

impl Default for FamilySettings {
    fn default() -> Self {
        Self { threshold: 0.5, twins: 0.98 }
    }
}

/// Articles joined by findings.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Family {
    /// Ids of all its articles, copies included, in byte order.
    pub members: Vec<String>,
    /// For a witness that has near-identical twins, their ids, in byte order.
    pub copies: BTreeMap<String, Vec<String>>,
    /// The findings between its witnesses, by their ids.
    pub findings: Vec<Finding>,
    /// Share of the pairs of witnesses that a finding joins, 0 to 1; 1 for a single witness with its copies.
    pub cohesion: f64,
}

impl Family {
    /// Ids of its witnesses: the members without copies, in byte order.
    pub fn witnesses(&self) -> Vec<&str> {
        let copies: BTreeSet<&String> = self.copies.values().flatten().collect();
        self.members.iter().filter(|id| !copies.contains(id)).map(String::as_str).collect()
    }
}

/// Two groups belong together when findings join this share of all pairs of members between them (mean linkage; Sokal and
/// Michener 1958): one weak link between two families of strangers does not make them one. Measured on versions of
/// documents that fill one form and on planted families: .2 joins more strangers, .3 parts more kin.
const SUPPORT: f64 = 0.25;
/// A text of which the other explains a smaller share holds a piece of it. A short notice or a table that long strangers
/// hold a piece of does not make them one family. Of 187 pairs of strangers joined in 100,000 articles it parts 112, and of
/// 4,467 planted pairs 4.
const PIECE: f64 = 0.2;

/// Joins findings to families, each with its findings; the families by their first members.
///
/// Near-identical twins become one witness. Then the likeliest findings join first; a later one joins two groups only
/// when findings join enough of their pairs. What a cut leaves unjoined is in no family.
pub fn families(findings: &[Finding], settings: &FamilySettings) -> Vec<Family> {
    let ids = ids(findings, settings);
    let place: FxHashMap<&str, usize> = ids.iter().enumerate().map(|(n, id)| (*id, n)).collect();
    let kept: Vec<&Finding> = findings.iter().filter(|f| f.probability >= settings.threshold).collect();
    let ends = |f: &Finding| (place[f.ids[0].as_str()], place[f.ids[1].as_str()]);
    let first = witnesses(&kept, ends, (ids.len(), settings.twins));
    let mut between: BTreeMap<(usize, usize), Finding> = BTreeMap::new();
    for finding in &kept {
        let (a, b) = ends(finding);
        let (a, b) = (first[a], first[b]);
        if a == b {
            continue;
        }
        let finding = of_witnesses(finding, (ids[a], ids[b]));
        let held = between.entry((a.min(b), a.max(b))).or_insert_with(|| finding.clone());
        if finding.probability > held.probability {
            *held = finding;
        }
    }
    let mut groups = joined(&between, ids.len());
    (0..ids.len()).for_each(|n| groups.join(n, first[n]));
    drawn_up(&ids, &first, &groups, between)
}

/// Ids that findings name, in byte order, each once.
fn ids<'f>(findings: &'f [Finding], settings: &FamilySettings) -> Vec<&'f str> {
    let kept = findings.iter().filter(|f| f.probability >= settings.threshold);
    let mut ids: Vec<&str> = kept.flat_map(|f| f.ids.iter().map(String::as_str)).collect();
    ids.sort_unstable();
    ids.dedup();
    ids
}

/// For each article the witness that it is a copy of, itself if it is none. Of twins the one that others were likeliest
/// made from stands for them, else the first.
fn witnesses(kept: &[&Finding], ends: impl Fn(&Finding) -> (usize, usize), (count, least): (usize, f64)) -> Vec<usize> {
    let mut twins = Groups::new(count);
    let mut earlier = vec![0.0; count];
    for finding in kept.iter().filter(|f| f.resemblance >= least) {
        let (a, b) = ends(finding);
        twins.join(a, b);
        earlier[a] += finding.forward - 0.5;
        earlier[b] += 0.5 - finding.forward;
    }
    let mut first: Vec<usize> = (0..count).collect();
    for group in twins.all() {
        let best = group.iter().copied().max_by(|a, b| earlier[*a].total_cmp(&earlier[*b]).then(b.cmp(a)));
        group.iter().for_each(|n| first[*n] = best.unwrap_or(*n));
    }
    first
}

/// A finding said of the witnesses that stand for its two articles.
fn of_witnesses(finding: &Finding, (a, b): (&str, &str)) -> Finding {
    let mut made = Finding { ids: [a.to_owned(), b.to_owned()], ..finding.clone() };
    if a > b {
        made.ids.reverse();
        made.coverage.reverse();
        made.forward = 1.0 - made.forward;
    }
    made
}

/// Groups of witnesses, the likeliest findings joined first.
fn joined(between: &BTreeMap<(usize, usize), Finding>, count: usize) -> Groups {
    let mut neighbours = vec![Vec::new(); count];
    for (a, b) in between.keys() {
        neighbours[*a].push(*b);
        neighbours[*b].push(*a);
    }
    let mut order: Vec<(&(usize, usize), &Finding)> = between.iter().collect();
    let strength = |f: &Finding| (f.probability, f.resemblance + f.coverage[0] + f.coverage[1]);
    order.sort_by(|(x, f), (y, g)| {
        let (f, g) = (strength(f), strength(g));
        g.0.total_cmp(&f.0).then(g.1.total_cmp(&f.1)).then(x.cmp(y))
    });
    let mut groups = crowds(between, count);
    for ((a, b), finding) in order {
        if belong(&groups, (*a, *b), finding, &neighbours) {
            groups.join(*a, *b);
        }
    }
    groups
}

/// Groups of those that are nearly alike to one witness, where they are a crowd: of these little more was looked for than
/// what ties each to that one, so no share of their pairs can be asked for.
fn crowds(between: &BTreeMap<(usize, usize), Finding>, count: usize) -> Groups {
    let mut near = vec![0; count];
    let alike: Vec<(usize, usize)> = between.iter().filter(|(_, f)| f.is_nearly_alike()).map(|(p, _)| *p).collect();
    for (a, b) in &alike {
        near[*a] += 1;
        near[*b] += 1;
    }
    let mut groups = Groups::new(count);
    for (a, b) in alike.into_iter().filter(|(a, b)| near[*a].max(near[*b]) > CROWD) {
        groups.join(a, b);
    }
    groups
}

/// Whether the groups of two witnesses that a finding joins belong together.
fn belong(groups: &Groups, (a, b): (usize, usize), finding: &Finding, neighbours: &[Vec<usize>]) -> bool {
    if groups.root(a) == groups.root(b) || is_piece_alone(groups, (a, b), finding, neighbours) {
        return false;
    }
    let (smaller, larger) = if groups.members(a).len() <= groups.members(b).len() { (a, b) } else { (b, a) };
    let pairs = groups.members(smaller).len() * groups.members(larger).len().min(CROWD);
    let other = groups.root(larger);
    let across = |m: &usize| neighbours[*m].iter().filter(|n| groups.root(**n) == other).count();
    let joined: usize = groups.members(smaller).iter().map(across).sum();
    groups.members(smaller).len() == 1 || joined as f64 >= SUPPORT * pairs as f64
}

/// Whether a finding says that a long text holds a piece of a short one, and nothing else ties it to the others that do.
fn is_piece_alone(groups: &Groups, (a, b): (usize, usize), finding: &Finding, neighbours: &[Vec<usize>]) -> bool {
    let [first, second] = finding.coverage;
    let (short, long) = if first > second { (a, b) } else { (b, a) };
    let others = |n: &usize| *n != short && groups.root(*n) == groups.root(short);
    first.min(second) < PIECE
        && groups.members(short).len() > 1
        && !groups.members(long).iter().any(|m| neighbours[*m].iter().any(others))
}

fn drawn_up(ids: &[&str], first: &[usize], groups: &Groups, between: BTreeMap<(usize, usize), Finding>) -> Vec<Family> {
    let groups = groups.all();
    let mut home = vec![0; ids.len()];
    groups.iter().enumerate().for_each(|(n, group)| group.iter().for_each(|m| home[*m] = n));
    let mut families: Vec<Family> = groups
        .iter()
        .map(|group| {
            let mut copies: BTreeMap<String, Vec<String>> = BTreeMap::new();
            for n in group.iter().filter(|n| first[**n] != **n) {
                copies.entry(ids[first[*n]].to_owned()).or_default().push(ids[*n].to_owned());
            }
            let members = group.iter().map(|n| ids[*n].to_owned()).collect();
            Family { members, copies, findings: Vec::new(), cohesion: 1.0 }
        })
        .collect();
    for ((a, b), finding) in between {
        if home[a] == home[b] {
            families[home[a]].findings.push(finding);
        }
    }
    for family in &mut families {
        family.findings.sort_by(|f, g| f.ids.cmp(&g.ids));
        let witnesses = family.members.len() - family.copies.values().map(Vec::len).sum::<usize>();
        let pairs = witnesses * witnesses.saturating_sub(1) / 2;
        family.cohesion = if pairs == 0 { 1.0 } else { family.findings.len() as f64 / pairs as f64 };
    }
    families.retain(|f| f.members.len() > 1);
    families
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finding(a: &str, b: &str, probability: f64) -> Finding {
        let ids = [a.to_owned(), b.to_owned()];
        Finding { ids, probability, forward: 0.5, coverage: [0.8, 0.8], resemblance: 0.3 }
    }

    fn members(findings: &[Finding]) -> Vec<String> {
        families(findings, &FamilySettings::default()).iter().map(|f| f.members.join(" ")).collect()
    }

    #[test]
    fn a_source_and_its_retellings_are_one_family() {
        let star = [finding("a", "b", 0.9), finding("a", "c", 0.8), finding("a", "d", 0.6), finding("e", "f", 0.4)];
        assert_eq!(members(&star), ["a b c d"]);
    }

    #[test]
    fn one_weak_link_does_not_join_two_families() {
        let triangle = |a, b, c| [finding(a, b, 0.99), finding(b, c, 0.99), finding(a, c, 0.99)];
        let mut all: Vec<Finding> = triangle("a", "b", "c").into_iter().chain(triangle("x", "y", "z")).collect();
        all.push(finding("c", "x", 0.7));
        assert_eq!(members(&all), ["a b c", "x y z"]);
        all.extend([finding("b", "y", 0.7), finding("a", "z", 0.7)]);
        assert_eq!(members(&all), ["a b c x y z"]);
    }

    #[test]
    fn strangers_that_hold_a_piece_of_one_notice_are_no_family() {
        let piece = |a, b, coverage| Finding { coverage, ..finding(a, b, 0.9) };
        let [first, second] = ["a", "b"].map(|long| piece(long, "notice", [0.1, 0.8]));
        assert_eq!(members(&[first.clone(), second.clone()]), ["a notice"]);
        assert_eq!(members(&[first, second, finding("a", "b", 0.6)]), ["a b notice"]);
        let briefs = ["x", "y"].map(|short| piece("long", short, [0.1, 0.8]));
        assert_eq!(members(&briefs), ["long x y"]);
    }

    #[test]
    fn a_crowd_around_one_witness_is_one_family_and_a_few_near_ones_join_as_others_do() {
        let near = |a: String, b: String| Finding { resemblance: 0.9, ..finding(&a, &b, 0.99) };
        let around = |n: usize| (0..n).map(move |m| near("hub".to_owned(), format!("w{m:03}")));
        // Each has a kin of its own beside it.
        let kin = |n: usize| (0..n).map(|m| finding(&format!("w{m:03}"), &format!("k{m:03}"), 1.0));
        let of = |n: usize| families(&around(n).chain(kin(n)).collect::<Vec<_>>(), &FamilySettings::default());
        assert_eq!(of(CROWD + 1).iter().map(|f| f.members.len()).collect::<Vec<_>>(), [2 * CROWD + 3]);
        assert!(of(8).len() > 1);
    }

    #[test]
    fn twins_are_one_witness_with_copies() {
        let mut twins = finding("a", "b", 1.0);
        twins.resemblance = 1.0;
        twins.forward = 0.02;
        let found = families(&[twins, finding("a", "c", 0.9)], &FamilySettings::default());
        assert_eq!(found[0].copies.get("b").map(Vec::as_slice), Some(&["a".to_owned()][..]));
        assert_eq!(found[0].witnesses(), ["b", "c"]);
        assert_eq!(found[0].findings[0].ids, ["b".to_owned(), "c".to_owned()]);
        assert_eq!(found[0].cohesion, 1.0);
    }

    #[test]
    fn the_order_of_findings_changes_nothing() {
        let all = [finding("a", "b", 0.9), finding("b", "c", 0.9), finding("c", "d", 0.6), finding("d", "e", 0.9)];
        let turned: Vec<Finding> = all.iter().rev().cloned().collect();
        assert_eq!(members(&all), members(&turned));
    }
}
