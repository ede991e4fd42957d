//! What is marked inside a sentence, and the sentence cut up by its marks.

use retold::Span;

use crate::layout::index::Index;
use crate::layout::rows::{Row, ShownSource};

/// A side of the comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    /// The article that is retold.
    Source,
    /// The article that retells.
    Retelling,
}

/// Something that is marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Mark {
    /// The change with this index.
    Change(usize),
    /// Words that render each other: index of the link, index of the word link in it.
    Word(usize, usize),
    /// Part of a run that was taken over as it stands.
    Copied,
    /// Hidden or look-alike characters.
    Tampering,
    /// The words that give credit.
    Credit,
}

/// A piece of a sentence on which the same marks lie throughout.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Piece {
    /// Where it stands.
    pub(crate) span: Span,
    /// The marks on it, in order.
    pub(crate) marks: Vec<Mark>,
}

impl Piece {
    /// Indices of the changes that the piece belongs to.
    pub(crate) fn changes(&self) -> impl Iterator<Item = usize> + '_ {
        self.marks.iter().filter_map(|mark| if let Mark::Change(index) = mark { Some(*index) } else { None })
    }

    /// Whether this mark lies on the piece.
    pub(crate) fn has(&self, mark: Mark) -> bool {
        self.marks.contains(&mark)
    }
}

/// Cuts `within` at the borders of the marks. Pieces join back to `within`; borders inside a character are passed over.
pub(crate) fn pieces(body: &str, within: Span, marks: &[(Span, Mark)]) -> Vec<Piece> {
    let clip = |at: usize| at.clamp(within.start, within.end);
    // Borders: where, whether a mark begins, which.
    let mut borders: Vec<(usize, bool, Mark)> = Vec::with_capacity(marks.len() * 2);
    for (span, mark) in marks {
        let (start, end) = (clip(span.start), clip(span.end));
        if start < end && body.is_char_boundary(start) && body.is_char_boundary(end) {
            borders.push((start, true, *mark));
            borders.push((end, false, *mark));
        }
    }
    borders.sort_unstable();
    let mut found = Vec::new();
    let mut active: Vec<Mark> = Vec::new();
    let mut at = within.start;
    for (place, begins, mark) in borders {
        push(&mut found, Span::new(at, place), &active);
        at = place;
        if begins {
            active.push(mark);
        } else if let Some(position) = active.iter().position(|other| *other == mark) {
            active.remove(position);
        }
    }
    push(&mut found, Span::new(at, within.end), &active);
    found
}

fn push(pieces: &mut Vec<Piece>, span: Span, active: &[Mark]) {
    if !span.is_empty() {
        let mut marks = active.to_vec();
        marks.sort_unstable();
        marks.dedup();
        pieces.push(Piece { span, marks });
    }
}

/// Marks on a source sentence as a row shows it: those that belong to the row's own links and changes.
pub(crate) fn source_marks(index: &Index<'_>, row: &Row, shown: ShownSource) -> Vec<(Span, Mark)> {
    let comparison = index.comparison;
    let within = comparison.source.sentences[shown.sentence].span;
    let mut marks = link_marks(index, row, Side::Source);
    for &number in index.changes(Side::Source, shown.sentence) {
        let change = &comparison.changes[number];
        let here = row.shows_retelling(change.retelling.sentence);
        // A change whose two places stand in different rows is marked where its source sentence first stands.
        if here || (!shown.again && !index.joined(shown.sentence, change.retelling.sentence)) {
            marks.extend(change.source.map(|place| (place.span, Mark::Change(number))));
        }
    }
    marks.extend(index.tampering(Side::Source, within).map(|span| (span, Mark::Tampering)));
    marks.retain(|(span, _)| span.overlaps(within));
    marks
}

/// Marks on a retelling sentence.
pub(crate) fn retelling_marks(index: &Index<'_>, row: &Row, sentence: usize) -> Vec<(Span, Mark)> {
    let comparison = index.comparison;
    let within = comparison.retelling.sentences[sentence].span;
    let mut marks = link_marks(index, row, Side::Retelling);
    let changes = index.changes(Side::Retelling, sentence).iter();
    marks.extend(changes.map(|&number| (comparison.changes[number].retelling.span, Mark::Change(number))));
    marks.extend(index.tampering(Side::Retelling, within).map(|span| (span, Mark::Tampering)));
    marks.extend(index.view.credits.iter().map(|span| (*span, Mark::Credit)));
    marks.retain(|(span, _)| span.overlaps(within));
    marks
}

/// Linked words and copied runs of a row's links.
fn link_marks(index: &Index<'_>, row: &Row, side: Side) -> Vec<(Span, Mark)> {
    let mut marks = Vec::new();
    for &number in &row.links {
        let words = index.comparison.alignment.links[number].words.iter().enumerate();
        marks.extend(words.map(|(word, link)| {
            let span = if side == Side::Source { link.source } else { link.retelling };
            (span, Mark::Word(number, word))
        }));
        let runs = index.runs(number).iter();
        marks.extend(runs.map(|run| (if side == Side::Source { run.source } else { run.retelling }, Mark::Copied)));
    }
    marks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_join_back_and_carry_their_marks() {
        let body = "one two three four";
        let marks = [
            (Span::new(0, 13), Mark::Change(0)),
            (Span::new(4, 7), Mark::Word(0, 0)),
            (Span::new(8, 18), Mark::Change(1)),
        ];
        let found = pieces(body, Span::new(0, 18), &marks);
        let joined: String = found.iter().map(|piece| piece.span.of(body)).collect();
        assert_eq!(joined, body);
        let two = found.iter().find(|piece| piece.span.of(body) == "two").unwrap();
        assert_eq!(two.marks, [Mark::Change(0), Mark::Word(0, 0)]);
        let both = found.iter().find(|piece| piece.span.of(body) == "three").unwrap();
        assert_eq!(both.changes().collect::<Vec<_>>(), [0, 1]);
    }

    #[test]
    fn marks_that_reach_out_or_cut_a_character_do_no_harm() {
        let body = "é one é";
        let marks =
            [(Span::new(1, 5), Mark::Copied), (Span::new(3, 400), Mark::Change(0)), (Span::new(4, 4), Mark::Copied)];
        let found = pieces(body, Span::new(0, 7), &marks);
        let joined: String = found.iter().map(|piece| piece.span.of(body)).collect();
        assert_eq!(joined, "é one ");
    }
}
