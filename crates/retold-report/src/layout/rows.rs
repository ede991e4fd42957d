//! The two texts as rows: each stretch of the retelling beside the source sentences it renders, and what was dropped
//! where it would have stood.

use std::collections::{BTreeMap, BTreeSet};

use retold::Comparison;
use retold::align::Relation;

use crate::layout::view::View;

/// Similarity from which a link is shown without saying how sure it is: most links are beyond it, and a column of
/// figures near 100 per cent would hide the few in doubt.
pub(super) const CERTAIN: f64 = 0.9;

/// A row of the two columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Row {
    /// What the row shows.
    pub(crate) kind: RowKind,
    /// Source sentences, ascending.
    pub(crate) source: Vec<ShownSource>,
    /// Retelling sentences, ascending and in a row.
    pub(crate) retelling: Vec<usize>,
    /// Indices of the links between them, ascending.
    pub(crate) links: Vec<usize>,
    /// The source that the row's source sentences are of; the first where it has none.
    pub(crate) article: usize,
    /// Whether the retelling moved the source sentences: they break the order that most rows keep.
    pub(crate) moved: bool,
}

/// A source sentence in a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ShownSource {
    /// Number of the sentence.
    pub(crate) sentence: usize,
    /// Whether an earlier row shows it too.
    pub(crate) again: bool,
}

/// What a row shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RowKind {
    /// Sentences that render each other.
    Linked,
    /// Source sentences that no link takes up.
    Dropped,
    /// A retelling sentence that no link explains.
    Added,
    /// Source sentences that the retelling has too, where it follows another source.
    Parallel,
}

impl RowKind {
    /// The word that stands for the kind.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Linked => "linked",
            Self::Dropped => "dropped",
            Self::Added => "added",
            Self::Parallel => "parallel",
        }
    }

    /// One line for a legend.
    pub(crate) fn meaning(self) -> &'static str {
        match self {
            Self::Linked => "the two sides render each other",
            Self::Dropped => "the source has it, the retelling does not take it up",
            Self::Added => "the retelling has it, the source does not explain it",
            Self::Parallel => "the retelling has it too, but follows another source there",
        }
    }
}

/// The rows of a view, in the order of the retelling. Every retelling sentence stands in one row; every source sentence
/// in one or, when several distant retelling sentences take it up, in more.
pub(crate) fn rows(view: &View) -> Vec<Row> {
    let mut rows = linked_rows(view);
    let mut first_shown = BTreeMap::new();
    for (number, row) in rows.iter_mut().enumerate() {
        for shown in &mut row.source {
            shown.again = first_shown.contains_key(&shown.sentence);
            first_shown.entry(shown.sentence).or_insert(number);
        }
        row.article = row.source.first().map_or(0, |shown| view.article_of(shown.sentence));
    }
    let articles: BTreeSet<usize> = rows.iter().map(|row| row.article).collect();
    articles.into_iter().for_each(|article| mark_moved(&mut rows, article));
    with_unshown(rows, &first_shown, view)
}

/// Marks the rows of a source that are not in the longest run of rows, gaps allowed, that keep the source's order. A row stands
/// where its first source sentence does that no row above shows.
fn mark_moved(rows: &mut [Row], article: usize) {
    let first = |row: &Row| row.source.iter().find(|shown| !shown.again).map(|shown| shown.sentence);
    let places: Vec<(usize, usize)> = rows
        .iter()
        .enumerate()
        .filter(|(_, row)| row.article == article)
        .filter_map(|(number, row)| Some((number, first(row)?)))
        .collect();
    // Patience sorting: `ends[n]` is the place at which a run of n + 1 rows can end soonest, `before` the row that
    // stands before each in its run.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(places.len());
    for (place, (_, sentence)) in places.iter().enumerate() {
        let length = ends.partition_point(|end| places[*end].1 < *sentence);
        before.push(length.checked_sub(1).map(|shorter| ends[shorter]));
        match ends.get_mut(length) {
            Some(end) => *end = place,
            None => ends.push(place),
        }
    }
    places.iter().for_each(|(number, _)| rows[*number].moved = true);
    let mut kept = ends.last().copied();
    while let Some(place) = kept {
        rows[places[place].0].moved = false;
        kept = before[place];
    }
}

/// Rows for the retelling's sentences alone, links that they follow and added ones. Neighbours share a row when one takes
/// up nothing but what the other takes up: then neither side has to be shown twice.
fn linked_rows(view: &View) -> Vec<Row> {
    let comparison = &view.comparison;
    let count = comparison.retelling.sentences.len();
    let mut links_of = vec![Vec::new(); count];
    let mut sources_of = vec![Vec::new(); count];
    for (index, link) in comparison.alignment.links.iter().enumerate() {
        let article = view.article_of_link(index);
        let follows = |sentence: usize| view.follows.get(sentence).copied().flatten() == Some(article);
        for &sentence in link.retelling.iter().filter(|sentence| **sentence < count && follows(**sentence)) {
            links_of[sentence].push(index);
            let within = link.source.iter().filter(|sentence| **sentence < comparison.source.sentences.len());
            sources_of[sentence].extend(within.copied());
        }
    }
    let mut rows: Vec<Row> = Vec::new();
    for (sentence, (links, mut sources)) in links_of.into_iter().zip(sources_of).enumerate() {
        sources.sort_unstable();
        sources.dedup();
        match rows.last_mut().filter(|row| joins(row, &sources)) {
            Some(row) => row.extend(sentence, &links, &sources),
            None => rows.push(Row::new(sentence, links, &sources)),
        }
    }
    rows
}

/// Whether a sentence that takes up `sources` belongs in `row`.
fn joins(row: &Row, sources: &[usize]) -> bool {
    let has = |sentence: &usize| row.source.iter().any(|shown| shown.sentence == *sentence);
    let overlap = sources.iter().filter(|sentence| has(sentence)).count();
    overlap > 0 && (overlap == sources.len() || overlap == row.source.len())
}

/// Puts source sentences that no row shows after the row that first shows the sentence before them.
fn with_unshown(rows: Vec<Row>, first_shown: &BTreeMap<usize, usize>, view: &View) -> Vec<Row> {
    let linked: BTreeSet<usize> = view.comparison.alignment.links.iter().flat_map(|l| &l.source).copied().collect();
    let mut after: BTreeMap<Option<usize>, Vec<Row>> = BTreeMap::new();
    for article in 0..view.articles() {
        let mut place = before_first(&rows, article, view);
        let mut open: Option<RowKind> = None;
        for sentence in view.sentences_of(article) {
            if let Some(row) = first_shown.get(&sentence) {
                (place, open) = (Some(*row), None);
                continue;
            }
            let kind = if view.several() && linked.contains(&sentence) { RowKind::Parallel } else { RowKind::Dropped };
            let groups = after.entry(place).or_default();
            let shown = ShownSource { sentence, again: false };
            match groups.last_mut().filter(|_| open == Some(kind)) {
                Some(group) => group.source.push(shown),
                None => groups.push(Row::unshown(kind, article, shown)),
            }
            open = Some(kind);
        }
    }
    let mut all = Vec::with_capacity(rows.len() + after.len());
    let mut take = |place: Option<usize>, all: &mut Vec<Row>| {
        all.extend(after.remove(&place).unwrap_or_default());
    };
    take(None, &mut all);
    for (number, row) in rows.into_iter().enumerate() {
        all.push(row);
        take(Some(number), &mut all);
    }
    all
}

/// Where sentences stand that come before the first of their source that a row shows: at the head, for a further source
/// right above that row, or at the end when no row shows any.
fn before_first(rows: &[Row], article: usize, view: &View) -> Option<usize> {
    let first = rows.iter().position(|row| row.article == article && !row.source.is_empty());
    match first {
        _ if !view.several() => None,
        Some(_) if article == 0 => None,
        Some(first) => first.checked_sub(1),
        None => rows.len().checked_sub(1),
    }
}

impl Row {
    fn new(sentence: usize, links: Vec<usize>, sources: &[usize]) -> Self {
        let kind = if sources.is_empty() { RowKind::Added } else { RowKind::Linked };
        let source = sources.iter().map(|&sentence| ShownSource { sentence, again: false }).collect();
        Self { kind, source, retelling: vec![sentence], links, article: 0, moved: false }
    }

    fn unshown(kind: RowKind, article: usize, shown: ShownSource) -> Self {
        Self { kind, source: vec![shown], retelling: Vec::new(), links: Vec::new(), article, moved: false }
    }

    fn extend(&mut self, sentence: usize, links: &[usize], sources: &[usize]) {
        self.retelling.push(sentence);
        self.links.extend(links);
        self.links.sort_unstable();
        self.links.dedup();
        self.source.extend(sources.iter().map(|&sentence| ShownSource { sentence, again: false }));
        self.source.sort_unstable_by_key(|shown| shown.sentence);
        self.source.dedup_by_key(|shown| shown.sentence);
    }

    /// What was done in the row: its relations, or dropped, or added. A relation whose strongest link is in doubt comes
    /// with how sure that link is.
    pub(crate) fn tags(&self, comparison: &Comparison) -> Vec<(&'static str, Option<f64>)> {
        if self.kind != RowKind::Linked {
            return vec![(self.kind.name(), None)];
        }
        let strongest = |relation: Relation| {
            let links = self.links.iter().map(|&index| &comparison.alignment.links[index]);
            let of_it = links.filter(|link| link.relation == relation);
            of_it.map(|link| f64::from(link.similarity)).max_by(f64::total_cmp)
        };
        let doubt = |similarity: f64| Some(similarity).filter(|similarity| *similarity < CERTAIN);
        Relation::ALL.iter().filter_map(|&relation| Some((relation.name(), doubt(strongest(relation)?)))).collect()
    }

    /// Whether the row shows this retelling sentence.
    pub(crate) fn shows_retelling(&self, sentence: usize) -> bool {
        self.retelling.contains(&sentence)
    }
}

#[cfg(test)]
mod tests {
    use retold::Article;
    use retold::align::Link;
    use retold::text::{Reading, Sentence};

    use super::*;
    use crate::layout::rows::RowKind::{Added, Dropped, Linked};

    /// A comparison of `source` with `retelling` sentences and the given links.
    fn comparison(source: usize, retelling: usize, links: &[(&[usize], &[usize])]) -> Comparison {
        let reading = |count| Reading {
            article: Article::new("a", "x"),
            sentences: vec![Sentence::default(); count],
            ..Reading::default()
        };
        let mut comparison = crate::test_comparison();
        comparison.source = reading(source);
        comparison.retelling = reading(retelling);
        let link = |(source, retelling): &(&[usize], &[usize])| Link {
            source: source.to_vec(),
            retelling: retelling.to_vec(),
            relation: Relation::Reworded,
            similarity: 1.0,
            words: Vec::new(),
        };
        comparison.alignment.links = links.iter().map(link).collect();
        comparison
    }

    fn shown(comparison: &Comparison) -> Vec<Row> {
        rows(&View::new(&comparison.clone().into()))
    }

    /// Rows as kind, source sentences and retelling sentences.
    fn shape(comparison: &Comparison) -> Vec<(RowKind, Vec<usize>, Vec<usize>)> {
        let sources = |row: &Row| row.source.iter().map(|shown| shown.sentence).collect();
        shown(comparison).iter().map(|row| (row.kind, sources(row), row.retelling.clone())).collect()
    }

    #[test]
    fn dropped_sentences_stand_after_what_they_followed() {
        let found = shape(&comparison(5, 2, &[(&[1], &[0]), (&[4], &[1])]));
        let expected = [
            (Dropped, vec![0], vec![]),
            (Linked, vec![1], vec![0]),
            (Dropped, vec![2, 3], vec![]),
            (Linked, vec![4], vec![1]),
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn a_split_sentence_is_shown_once_when_its_parts_are_neighbours() {
        let found = shape(&comparison(1, 2, &[(&[0], &[0]), (&[0], &[1])]));
        assert_eq!(found, [(Linked, vec![0], vec![0, 1])]);
    }

    #[test]
    fn a_chain_of_half_shared_sentences_does_not_become_one_row() {
        let found = shown(&comparison(3, 2, &[(&[0, 1], &[0]), (&[1, 2], &[1])]));
        assert_eq!(found.len(), 2);
        assert_eq!(found[1].source[0], ShownSource { sentence: 1, again: true });
    }

    #[test]
    fn what_breaks_the_order_is_moved() {
        let moved = |links: &[(&[usize], &[usize])]| -> Vec<bool> {
            shown(&comparison(4, 4, links)).iter().map(|row| row.moved).collect()
        };
        let one_to_front = moved(&[(&[3], &[0]), (&[0], &[1]), (&[1], &[2]), (&[2], &[3])]);
        assert_eq!(one_to_front, [true, false, false, false]);
        let one_to_end = moved(&[(&[1], &[0]), (&[2], &[1]), (&[3], &[2]), (&[0], &[3])]);
        assert_eq!(one_to_end, [false, false, false, true]);
        assert_eq!(moved(&[(&[0], &[0]), (&[1], &[1]), (&[2], &[2]), (&[3], &[3])]), [false; 4]);
    }

    #[test]
    fn every_sentence_stands_in_a_row() {
        let found = shape(&comparison(4, 3, &[(&[3], &[2])]));
        assert_eq!(found.iter().filter(|row| row.0 == Added).count(), 2);
        let mut sources: Vec<usize> = found.iter().flat_map(|row| row.1.clone()).collect();
        sources.sort_unstable();
        assert_eq!(sources, [0, 1, 2, 3]);
    }

    #[test]
    fn links_to_sentences_that_are_not_there_are_passed_over() {
        assert_eq!(shape(&comparison(1, 1, &[(&[7], &[0]), (&[0], &[9])])).len(), 2);
    }
}
