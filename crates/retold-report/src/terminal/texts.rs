//! The texts, side by side or one under the other.

use std::collections::BTreeSet;
use std::io;

use anstyle::Style;
use retold::text::Reading;
use retold::{Comparison, Span};

use super::wrap::{Line, Run, width_of, wrap};
use super::{ADDED, DROPPED, QUIET, SHARED, SIDE_BY_SIDE, Screen, TITLE, WARNING, gravity_style, source_style};
use crate::layout::{
    Index, Mark, Piece, Row, RowKind, View, headline, letter, pieces, retelling_marks, rows, share, source_marks,
};
use crate::report::Report;

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

/// Writes the texts, row by row.
pub(super) fn write(screen: &mut Screen<'_>, report: &Report, view: &View) -> io::Result<()> {
    screen.gap()?;
    let comparisons = &report.joint.comparisons;
    if screen.width >= SIDE_BY_SIDE {
        let head = if view.several() { "SOURCES" } else { "SOURCE" };
        columns(screen, &[Run::new(head, TITLE)], &[Run::new("RETELLING", TITLE)])?;
    }
    let title = |reading| headline(reading).map(|text| Run::new(text, TITLE));
    let mut retelling: Vec<Run> = comparisons.first().and_then(|c| title(&c.retelling)).into_iter().collect();
    for (article, comparison) in comparisons.iter().enumerate() {
        let mut source: Vec<Run> = title(&comparison.source).into_iter().collect();
        if view.several() {
            source.insert(0, Run::new(&format!("{}\u{a0} ", letter(article)), source_style(article)));
        }
        if !source.is_empty() || !retelling.is_empty() {
            show(screen, &Cells { source, retelling: std::mem::take(&mut retelling), ..Cells::default() })?;
        }
    }
    let drawing = Drawing { comparison: &view.comparison, index: Index::new(view), colour: screen.colour };
    rows(view).iter().try_for_each(|row| show(screen, &drawing.cells(row)))
}

impl Drawing<'_> {
    fn cells(&self, row: &Row) -> Cells {
        let view = self.index.view;
        let mut cells = Cells { label: vec![Run::new(&label(view, row), QUIET)], ..Cells::default() };
        for shown in &row.source {
            let base = match row.kind {
                _ if shown.again => QUIET,
                RowKind::Dropped => DROPPED,
                RowKind::Parallel => QUIET,
                _ => Style::new(),
            };
            let marks = source_marks(&self.index, row, *shown);
            let style = if view.several() { source_style(row.article) } else { QUIET };
            number(&mut cells.source, &view.source_number(shown.sentence), style);
            cells.source.extend(self.sentence(&self.comparison.source, shown.sentence, (&marks, base)));
        }
        for &index in &row.retelling {
            let base = if row.kind == RowKind::Added { ADDED } else { Style::new() };
            let marks = retelling_marks(&self.index, row, index);
            number(&mut cells.retelling, &(index + 1).to_string(), QUIET);
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

/// What was done in a row, in words: "split 64 % · moved · also in B4".
fn label(view: &View, row: &Row) -> String {
    let said = row.tags(&view.comparison).into_iter().map(|(name, similarity)| match similarity {
        Some(similarity) => format!("{name} {}", share(similarity)),
        None => name.to_owned(),
    });
    let others: BTreeSet<usize> = row.retelling.iter().flat_map(|sentence| view.parallels(*sentence)).collect();
    let others: Vec<String> = others.into_iter().map(|other| view.source_number(other)).collect();
    let also = (view.several() && !others.is_empty()).then(|| format!("also in {}", others.join(", ")));
    said.chain(row.moved.then(|| "moved".to_owned())).chain(also).collect::<Vec<_>>().join(" · ")
}

fn number(runs: &mut Vec<Run>, number: &str, style: Style) {
    let space = if runs.is_empty() { "" } else { " " };
    runs.push(Run::new(&format!("{space}{number}\u{a0}"), style));
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
