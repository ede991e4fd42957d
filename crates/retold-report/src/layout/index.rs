//! Which links, changes and copied runs belong to which sentence, found once, so that a sentence of a long text costs
//! no more than one of a short text.

use retold::text::Tampering;
use retold::{Comparison, Span};

use crate::layout::copied::{CopiedRun, copied_runs};
use crate::layout::marks::Side;
use crate::layout::view::View;

/// What belongs to each sentence of a comparison.
pub(crate) struct Index<'a> {
    /// What it is an index of.
    pub(crate) comparison: &'a Comparison,
    /// What says which source each sentence is of.
    pub(crate) view: &'a View,
    source: Belongings,
    retelling: Belongings,
    runs: Vec<Vec<CopiedRun>>,
}

/// What belongs to the sentences of one side.
struct Belongings {
    links: Vec<Vec<usize>>,
    changes: Vec<Vec<usize>>,
    tampering: Vec<Span>,
}

impl<'a> Index<'a> {
    /// The index of a view. What names a sentence that is not there is passed over.
    pub(crate) fn new(view: &'a View) -> Self {
        let comparison = &view.comparison;
        let mut source = Belongings::new(comparison.source.sentences.len(), &comparison.source.tampering);
        let mut retelling = Belongings::new(comparison.retelling.sentences.len(), &comparison.retelling.tampering);
        for (index, link) in comparison.alignment.links.iter().enumerate() {
            link.source.iter().for_each(|sentence| put(&mut source.links, *sentence, index));
            link.retelling.iter().for_each(|sentence| put(&mut retelling.links, *sentence, index));
        }
        for (index, change) in comparison.changes.iter().enumerate() {
            change.source.iter().for_each(|place| put(&mut source.changes, place.sentence, index));
            put(&mut retelling.changes, change.retelling.sentence, index);
        }
        let mut runs = vec![Vec::new(); comparison.alignment.links.len()];
        for run in copied_runs(comparison) {
            runs[run.link].push(run);
        }
        Self { comparison, view, source, retelling, runs }
    }

    /// Indices of the links that a sentence stands in, ascending.
    pub(crate) fn links(&self, side: Side, sentence: usize) -> &[usize] {
        self.of(side).links.get(sentence).map_or(&[], Vec::as_slice)
    }

    /// Indices of the changes that have a place in a sentence, ascending.
    pub(crate) fn changes(&self, side: Side, sentence: usize) -> &[usize] {
        self.of(side).changes.get(sentence).map_or(&[], Vec::as_slice)
    }

    /// Places of tampering that share a byte with `within`.
    pub(crate) fn tampering(&self, side: Side, within: Span) -> impl Iterator<Item = Span> {
        let places = &self.of(side).tampering;
        let first = places.partition_point(|place| place.end <= within.start);
        places[first..].iter().copied().take_while(move |place| place.start < within.end)
    }

    /// Runs that a link took over as they stand.
    pub(crate) fn runs(&self, link: usize) -> &[CopiedRun] {
        &self.runs[link]
    }

    /// Whether a link joins the two sentences.
    pub(crate) fn joined(&self, source: usize, retelling: usize) -> bool {
        let links = self.links(Side::Retelling, retelling);
        self.links(Side::Source, source).iter().any(|link| links.contains(link))
    }

    fn of(&self, side: Side) -> &Belongings {
        match side {
            Side::Source => &self.source,
            Side::Retelling => &self.retelling,
        }
    }
}

impl Belongings {
    fn new(sentences: usize, tampering: &[Tampering]) -> Self {
        let mut places: Vec<Span> = tampering.iter().map(|place| place.span).collect();
        places.sort_unstable();
        // Places that run into each other become one, so that they can be looked up by either end.
        places.dedup_by(|next, kept| {
            let joins = next.start < kept.end;
            if joins {
                *kept = kept.cover(*next);
            }
            joins
        });
        Self { links: vec![Vec::new(); sentences], changes: vec![Vec::new(); sentences], tampering: places }
    }
}

/// Adds `index` to what belongs to `sentence`, once.
fn put(belongings: &mut [Vec<usize>], sentence: usize, index: usize) {
    if let Some(own) = belongings.get_mut(sentence).filter(|own| own.last() != Some(&index)) {
        own.push(index);
    }
}
