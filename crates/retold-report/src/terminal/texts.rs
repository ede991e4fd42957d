//! The two texts, side by side or one under the other.

use std::io;

use anstyle::Style;
use retold::text::Reading;
use retold::{Comparison, Span};

use super::wrap::{Line, Run, width_of, wrap};
use super::{ADDED, DROPPED, QUIET, SHARED, SIDE_BY_SIDE, Screen, TITLE, WARNING, gravity_style};
use crate::layout::{Index, Mark, Piece, Row, RowKind, headline, pieces, retelling_marks, rows, share, source_marks};

/// What stands between the two columns.
const GUTTER: &str = " │ ";

/// What a row says on its two sides.
#[derive(Default)]
struct Cells {
    source: Vec<Run>,
    retelling: Vec<Run>,
    /// What was done, above the retelling's cell or, where it is empty, the source's.
    label: Vec<Run>,
}

/// What rows are drawn from.
struct Drawing<'a> {
    comparison: &'a Comparison,
    index: Index<'a>,
    colour: bool,
}

/// Writes both texts, row by row.
pub(super) fn write(screen: &mut Screen<'_>, comparison: &Comparison) -> io::Result<()> {
    screen.gap()?;
    if screen.width >= SIDE_BY_SIDE {
        columns(screen, &[Run::new("SOURCE", TITLE)], &[Run::new("RETELLING", TITLE)])?;
    }
    let [source, retelling] = [&comparison.source, &comparison.retelling]
        .map(|reading| headline(reading).map(|text| vec![Run::new(text, TITLE)]).unwrap_or_default());
    if !source.is_empty() || !retelling.is_empty() {
        show(screen, &Cells { source, retelling, ..Cells::default() })?;
    }
    let drawing = Drawing { comparison, index: Index::new(comparison), colour: screen.colour };
    rows(comparison).iter().try_for_each(|row| show(screen, &drawing.cells(row)))
}

impl Drawing<'_> {
    fn cells(&self, row: &Row) -> Cells {
        let mut cells = Cells { label: vec![Run::new(&label(self.comparison, row), QUIET)], ..Cells::default() };
        for shown in &row.source {
            let base = match row.kind {
                _ if shown.again => QUIET,
                RowKind::Dropped => DROPPED,
                _ => Style::new(),
            };
            let marks = source_marks(&self.index, row, *shown);
            number(&mut cells.source, shown.sentence);
            cells.source.extend(self.sentence(&self.comparison.source, shown.sentence, (&marks, base)));
        }
        for &index in &row.retelling {
            let base = if row.kind == RowKind::Added { ADDED } else { Style::new() };
            let marks = retelling_marks(&self.index, row, index);
            number(&mut cells.retelling, index);
            cells.retelling.extend(self.sentence(&self.comparison.retelling, index, (&marks, base)));
        }
        cells
    }

    /// A sentence with its marks. A change shows by its colour and the number behind it; without colour it stands in
    /// brackets with its number in front: "[7: 40,000] households".
    fn sentence(&self, reading: &Reading, index: usize, (marks, base): (&[(Span, Mark)], Style)) -> Vec<Run> {
        let body = reading.article.body.as_str();
        let cut = pieces(body, reading.sentences[index].span, marks);
        let none: &[Mark] = &[];
        let mut runs = Vec::new();
        for (place, piece) in cut.iter().enumerate() {
            let before = place.checked_sub(1).map_or(none, |last| &cut[last].marks);
            let after = cut.get(place + 1).map_or(none, |next| &next.marks);
            let (begin, end) = (numbers(piece, before), numbers(piece, after));
            if !self.colour && !begin.is_empty() {
                runs.push(Run::plain(&format!("[{}:\u{a0}", begin.join(","))));
            }
            runs.push(Run::new(piece.span.of(body), self.style(piece, base)));
            match end.is_empty() {
                true => {}
                false if self.colour => runs.push(Run::new(&format!("[{}]", end.join(",")), QUIET)),
                false => runs.push(Run::plain(&"]".repeat(end.len()))),
            }
        }
        runs
    }

    fn style(&self, piece: &Piece, base: Style) -> Style {
        match piece.changes().map(|change| self.comparison.changes[change].gravity).min() {
            Some(gravity) => gravity_style(gravity),
            None if piece.has(Mark::Tampering) => WARNING,
            None if piece.has(Mark::Copied) => SHARED,
            None => base,
        }
    }
}

/// What was done in a row, in words: "split 64 % · moved".
fn label(comparison: &Comparison, row: &Row) -> String {
    let said = row.tags(comparison).into_iter().map(|(name, similarity)| match similarity {
        Some(similarity) => format!("{name} {}", share(similarity)),
        None => name.to_owned(),
    });
    said.chain(row.moved.then(|| "moved".to_owned())).collect::<Vec<_>>().join(" · ")
}

fn number(runs: &mut Vec<Run>, sentence: usize) {
    let space = if runs.is_empty() { "" } else { " " };
    runs.push(Run::new(&format!("{space}{}\u{a0}", sentence + 1), QUIET));
}

/// Numbers of the piece's changes that do not go on in the neighbour with these marks.
fn numbers(piece: &Piece, neighbour: &[Mark]) -> Vec<String> {
    let own = piece.changes().filter(|change| !neighbour.contains(&Mark::Change(*change)));
    own.map(|change| (change + 1).to_string()).collect()
}

/// Shows a row. Its label stands on the line that parts it from the row above.
fn show(screen: &mut Screen<'_>, cells: &Cells) -> io::Result<()> {
    if screen.width >= SIDE_BY_SIDE {
        let (left, right) =
            if cells.retelling.is_empty() { (&cells.label[..], &[][..]) } else { (&[][..], &cells.label[..]) };
        columns(screen, left, right)?;
        return columns(screen, &cells.source, &cells.retelling);
    }
    screen.gap()?;
    if cells.label.iter().any(|run| !run.text.is_empty()) {
        screen.paragraph(&cells.label, 0)?;
    }
    for (side, runs) in [("source", &cells.source), ("retelling", &cells.retelling)] {
        if !runs.is_empty() {
            screen.labelled(side, runs, "retelling ".len())?;
        }
    }
    Ok(())
}

/// Writes two cells next to each other.
fn columns(screen: &mut Screen<'_>, left: &[Run], right: &[Run]) -> io::Result<()> {
    let width = (screen.width - width_of(GUTTER)) / 2;
    let (left, right) = (wrap(left, width), wrap(right, width));
    let none = Line::default();
    for place in 0..left.len().max(right.len()) {
        let (left, right) = (left.get(place).unwrap_or(&none), right.get(place).unwrap_or(&none));
        let line = format!("{}{GUTTER}{}", left.render(width, screen.colour), right.render(0, screen.colour));
        writeln!(screen.out, "{}", line.trim_end())?;
    }
    Ok(())
}
