//! What all families together tell: their sizes, how long retellings took, and who takes from whom.

use std::collections::BTreeMap;

use super::moment::Moment;
use super::part;
use super::report::FamilyReport;
use super::tree::Tree;

/// Who took from whom, source first, and how often; those whose publisher is not known are left out.
pub(crate) type Takings = BTreeMap<(String, String), usize>;

/// Sums over families.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tally {
    families: usize,
    /// Articles in them, copies included.
    pub(crate) articles: usize,
    /// Articles in them, copies left out.
    pub(crate) witnesses: usize,
    /// Lost witnesses.
    pub(crate) lost: usize,
    /// Witnesses with more than one source.
    pub(crate) contaminated: usize,
    /// Descents of which nothing tells the order.
    pub(crate) unordered: usize,
    cohesion: f64,
    /// How many families have so many articles.
    pub(crate) sizes: BTreeMap<usize, usize>,
    /// How many retellings took so long.
    pub(crate) delays: BTreeMap<Delay, usize>,
    /// Who took from whom.
    pub(crate) takings: Takings,
}

/// How long after its source a retelling was published.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Delay {
    /// It was not, by its date.
    Before,
    /// One of the two has a day and no time, and the days are the same.
    SameDay,
    /// Within so many seconds, by the place in [`Delay::STEPS`].
    Within(usize),
    /// Longer.
    Longer,
    /// At least one has no date.
    Unknown,
}

impl Delay {
    /// Borders of delays in seconds, and what a delay up to there is called.
    pub(crate) const STEPS: [(i64, &'static str); 7] = [
        (3_600, "under 1 hour"),
        (6 * 3_600, "1 to 6 hours"),
        (24 * 3_600, "6 to 24 hours"),
        (3 * 86_400, "1 to 3 days"),
        (7 * 86_400, "3 to 7 days"),
        (28 * 86_400, "1 to 4 weeks"),
        (183 * 86_400, "1 to 6 months"),
    ];

    /// The delay between two publications.
    pub(crate) fn between(source: Option<Moment>, retelling: Option<Moment>) -> Self {
        let Some((source, retelling)) = source.zip(retelling) else { return Self::Unknown };
        if retelling.is_before(source) {
            return Self::Before;
        }
        let seconds = retelling.seconds - source.seconds;
        if (source.day || retelling.day) && seconds.div_euclid(86_400) <= 0 {
            return Self::SameDay;
        }
        Self::STEPS.iter().position(|(end, _)| seconds < *end).map_or(Self::Longer, Self::Within)
    }

    /// What it is called.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Before => "before its source",
            Self::SameDay => "the same day",
            Self::Within(step) => Self::STEPS.get(step).map_or("", |(_, name)| name),
            Self::Longer => "over 6 months",
            Self::Unknown => "not known",
        }
    }
}

impl Tally {
    /// Adds a family.
    pub(crate) fn add(&mut self, report: &FamilyReport, tree: &Tree<'_>) {
        self.families += 1;
        self.articles += report.family.members.len();
        self.witnesses += tree.nodes.iter().filter(|node| node.lost.is_none()).count();
        self.lost += tree.nodes.iter().filter(|node| node.lost.is_some()).count();
        self.contaminated += tree.nodes.iter().filter(|node| !node.also.is_empty()).count();
        self.unordered += tree.nodes.iter().filter(|node| node.descent.is_some_and(|d| !d.ordered)).count();
        self.cohesion += part(report.family.cohesion);
        *self.sizes.entry(report.family.members.len()).or_default() += 1;
        for place in 0..tree.nodes.len() {
            let node = &tree.nodes[place];
            let Some(source) = tree.source(place).filter(|_| node.lost.is_none()) else { continue };
            // Who of the two took from the other has to be known to say who took and how long.
            if node.descent.is_some_and(|descent| !descent.ordered) {
                continue;
            }
            let source = &tree.nodes[source];
            *self.delays.entry(Delay::between(source.published, node.published)).or_default() += 1;
            if let Some((from, to)) = report.publisher(source.id).zip(report.publisher(node.id)) {
                *self.takings.entry((from.to_owned(), to.to_owned())).or_default() += 1;
            }
        }
    }

    /// How many families were added.
    pub(crate) fn families(&self) -> usize {
        self.families
    }

    /// Mean cohesion of the families; 0 for none.
    pub(crate) fn cohesion(&self) -> f64 {
        if self.families == 0 { 0.0 } else { self.cohesion / self.families as f64 }
    }

    /// Families by their size, in steps that fit a chart: a name and how many.
    pub(crate) fn sizes_in_steps(&self) -> Vec<(String, usize)> {
        const STEPS: [(usize, &str); 9] = [
            (2, "2 articles"),
            (3, "3"),
            (4, "4"),
            (5, "5"),
            (10, "6 to 10"),
            (20, "11 to 20"),
            (50, "21 to 50"),
            (100, "51 to 100"),
            (usize::MAX, "over 100"),
        ];
        let mut counts = [0; STEPS.len()];
        for (size, families) in &self.sizes {
            let step = STEPS.iter().position(|(end, _)| size <= end).unwrap_or(STEPS.len() - 1);
            counts[step] += families;
        }
        let last = counts.iter().rposition(|count| *count > 0).map_or(0, |last| last + 1);
        STEPS.iter().zip(counts).take(last).map(|((_, name), count)| ((*name).to_owned(), count)).collect()
    }

    /// Delays that occur, and those between them: a name and how many.
    pub(crate) fn delays_in_steps(&self) -> Vec<(String, usize)> {
        let steps = (0..Delay::STEPS.len()).map(Delay::Within).chain([Delay::Longer]);
        let counted = |delay: Delay| (delay.name().to_owned(), self.delays.get(&delay).copied().unwrap_or_default());
        let mut found: Vec<_> = steps.map(counted).collect();
        let last = found.iter().rposition(|(_, count)| *count > 0).map_or(0, |last| last + 1);
        found.truncate(last);
        let odd = [Delay::SameDay, Delay::Before, Delay::Unknown];
        found.extend(odd.map(counted).into_iter().filter(|(_, count)| *count > 0));
        found
    }

    /// Who took most from whom: source, retelling, how often; most first.
    pub(crate) fn strongest(&self, most: usize) -> Vec<(&str, &str, usize)> {
        let mut found: Vec<_> = self.takings.iter().map(|((from, to), n)| (from.as_str(), to.as_str(), *n)).collect();
        found.sort_by(|a, b| b.2.cmp(&a.2).then((a.0, a.1).cmp(&(b.0, b.1))));
        found.truncate(most);
        found
    }

    /// The publishers that took or gave most, most first.
    pub(crate) fn busiest(&self, most: usize) -> Vec<&str> {
        let mut sums: BTreeMap<&str, usize> = BTreeMap::new();
        for ((from, to), count) in &self.takings {
            *sums.entry(from).or_default() += count;
            *sums.entry(to).or_default() += count;
        }
        let mut found: Vec<_> = sums.into_iter().collect();
        found.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
        found.into_iter().take(most).map(|(name, _)| name).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn delays_fall_into_their_steps() {
        let read = Moment::read;
        let between = |source, retelling| Delay::between(read(source), read(retelling)).name();
        assert_eq!(between("2025-06-09T08:00:00Z", "2025-06-09T08:59:00Z"), "under 1 hour");
        assert_eq!(between("2025-06-09T08:00:00Z", "2025-06-12T08:00:00Z"), "3 to 7 days");
        assert_eq!(between("2025-06-09", "2025-06-10"), "1 to 3 days");
        assert_eq!(between("2025-06-09T08:00:00Z", "2025-06-09"), "the same day");
        assert_eq!(between("2025-06-09", "2025-06-09T08:00:00Z"), "the same day");
        assert_eq!(between("2025-06-09T08:00:00Z", "2025-06-09T07:00:00Z"), "before its source");
        assert_eq!(between("2025-06-09", "2030-06-09"), "over 6 months");
        assert_eq!(between("soon", "2030-06-09"), "not known");
    }
}
