//! Where witnesses stand from left to right: by date where all have one and none denies its descent, else by descent.

use super::moment::Moment;
use super::tree::Tree;

/// Least room between a witness and one made from it.
const STEP: f64 = 22.0;
/// Room between generations where there are few of them.
const GENERATION: f64 = 70.0;
/// Least room between two marks of the time line, so that their labels stand clear of each other.
const BETWEEN_MARKS: f64 = 52.0;
/// Seconds of a day.
const DAY: i64 = 86_400;

/// Lengths of time that the time line may mark.
const MARKS: [(i64, &str); 18] = [
    (60, "1 min"),
    (600, "10 min"),
    (3_600, "1 h"),
    (3 * 3_600, "3 h"),
    (6 * 3_600, "6 h"),
    (12 * 3_600, "12 h"),
    (DAY, "1 day"),
    (2 * DAY, "2 days"),
    (4 * DAY, "4 days"),
    (7 * DAY, "1 week"),
    (14 * DAY, "2 weeks"),
    (30 * DAY, "1 month"),
    (91 * DAY, "3 months"),
    (183 * DAY, "6 months"),
    (365 * DAY, "1 year"),
    (730 * DAY, "2 years"),
    (1_826 * DAY, "5 years"),
    (3_652 * DAY, "10 years"),
];

/// Places from left to right.
#[derive(Debug, Default)]
pub(super) struct Timeline {
    /// For each witness of the tree how far from the left it stands.
    pub(super) x: Vec<f64>,
    /// Marks of the time line with what they are called; none when the order is that of descent.
    pub(super) marks: Vec<(f64, &'static str)>,
    /// When the time line begins; `None` when the order is that of descent.
    pub(super) begins: Option<Moment>,
}

impl Timeline {
    /// The places of a tree's witnesses within `width`.
    pub(super) fn new(tree: &Tree<'_>, width: f64) -> Self {
        let mut line = by_date(tree, width).unwrap_or_else(|| by_descent(tree));
        let farthest = line.x.iter().copied().fold(0.0, f64::max);
        if farthest > width {
            let shrink = width / farthest;
            line.x.iter_mut().for_each(|x| *x *= shrink);
            line.marks.iter_mut().for_each(|(x, _)| *x *= shrink);
        }
        let mut last = 0.0;
        line.marks.retain(|(x, _)| {
            let clear = *x - last >= BETWEEN_MARKS && *x <= width - BETWEEN_MARKS / 2.0;
            if clear {
                last = *x;
            }
            clear
        });
        line
    }
}

/// Whether the dates of a tree can be trusted to lay it out: all are known, they differ, and no witness is dated before
/// what it was made from.
fn dated(tree: &Tree<'_>) -> bool {
    let there = || tree.nodes.iter().filter(|node| node.lost.is_none());
    let in_order = |place: usize| {
        let (own, source) = (&tree.nodes[place], tree.source(place));
        let source = source.and_then(|source| tree.nodes[source].published);
        let ordered = own.descent.is_none_or(|descent| descent.ordered);
        !ordered || !own.published.zip(source).is_some_and(|(own, source)| own.is_before(source))
    };
    let first = there().next().and_then(|node| node.published);
    there().all(|node| node.published.is_some())
        && there().any(|node| node.published != first)
        && (0..tree.nodes.len()).all(in_order)
}

/// Places on a time line that gives the first hours more room than the last months: most retellings are quick.
fn by_date(tree: &Tree<'_>, width: f64) -> Option<Timeline> {
    if !dated(tree) {
        return None;
    }
    let begins = tree.nodes.iter().filter_map(|node| node.published).min()?;
    let since = |moment: Moment| (moment.seconds - begins.seconds).max(0);
    let mut lengths: Vec<i64> =
        tree.nodes.iter().filter_map(|n| Some(since(n.published?))).filter(|s| *s > 0).collect();
    lengths.sort_unstable();
    // A third of the median: half of the witnesses get the first half of the line, or nearly.
    let unit = (lengths.get(lengths.len() / 2).copied().unwrap_or(1) as f64 / 3.0).max(60.0);
    let scaled = |seconds: i64| (seconds as f64 / unit).ln_1p();
    let longest = lengths.last().copied().unwrap_or(1);
    let room = width / scaled(longest).max(f64::MIN_POSITIVE);
    let at = |seconds: i64| scaled(seconds) * room;
    let mut x: Vec<f64> = tree.nodes.iter().map(|n| n.published.map_or(f64::NAN, |moment| at(since(moment)))).collect();
    for place in (0..x.len()).rev().filter(|place| tree.nodes[*place].lost.is_some()) {
        // The lost stand right before the first that was made from them.
        let first = tree.below(Some(place)).map(|child| x[child]).fold(f64::INFINITY, f64::min);
        x[place] = if first.is_finite() { (first - STEP).max(0.0) } else { 0.0 };
    }
    for place in 0..x.len() {
        if let Some(parent) = tree.nodes[place].parent {
            x[place] = x[place].max(x[parent] + STEP);
        }
    }
    let marks =
        MARKS.iter().filter(|(length, _)| *length <= longest).map(|(length, name)| (at(*length), *name)).collect();
    Some(Timeline { x, marks, begins: Some(begins) })
}

/// Places by descent: each witness to the right of all its sources.
fn by_descent(tree: &Tree<'_>) -> Timeline {
    /// So often sources beside the tree move what stands below them; circles among them end here.
    const ROUNDS: usize = 8;
    let mut generation: Vec<usize> = tree.nodes.iter().map(|node| node.depth).collect();
    for _ in 0..ROUNDS {
        let before = generation.clone();
        for (place, node) in tree.nodes.iter().enumerate() {
            let below = |other: &usize| (place..place + node.size).contains(other);
            let also = node.also.iter().map(|(source, _)| *source).filter(|source| !below(source));
            let sources = node.parent.into_iter().chain(also);
            generation[place] = sources.map(|source| generation[source] + 1).max().unwrap_or(0);
        }
        if before == generation {
            break;
        }
    }
    Timeline { x: generation.iter().map(|n| *n as f64 * GENERATION).collect(), ..Timeline::default() }
}
