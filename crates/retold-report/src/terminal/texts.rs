//! The two texts, side by side or one under the other.

use std::io;

use anstyle::Style;
use retold::align::Relation;
use retold::text::Reading;
use retold::{Comparison, Span};

use super::wrap::{Line, Run, width_of, wrap};
use super::{ADDED, DROPPED, QUIET, SHARED, SIDE_BY_SIDE, Screen, TITLE, WARNING, gravity_style};
use crate::layout::{
    CopiedRun, Mark, Piece, Row, RowKind, copied_runs, pieces, retelling_marks, rows, share, source_marks,
};

/// What stands between the two columns.
const GUTTER: &str = " │ ";

/// What a row says on its two sides.
struct Cells {
    source: Vec<Run>,
    retelling: Vec<Run>,
    /// What was done, above the retelling's cell or, where it is empty, the source's.
    label: Vec<Run>,
}

/// Writes both texts, row by row.
pub(super) fn write(screen: &mut Screen<'_>, comparison: &Comparison) -> io::Result<()> {
    screen.gap()?;
    let runs = copied_runs(comparison);
    let beside = screen.width >= SIDE_BY_SIDE;
    if beside {
        let heads = [vec![Run::new("SOURCE", TITLE)], vec![Run::new("RETELLING", TITLE)]];
        columns(screen, &heads[0], &heads[1])?;
    }
    let headlines = [headline(&comparison.source), headline(&comparison.retelling)];
    if headlines.iter().any(Option::is_some) {
        let [source, retelling] =
            headlines.map(|text| text.map(|text| vec![Run::new(&text, TITLE)]).unwrap_or_default());
        show(screen, beside, &Cells { source, retelling, label: Vec::new() })?;
    }
    let colour = screen.colour;
    for row in rows(comparison) {
        show(screen, beside, &cells(comparison, &row, (&runs, colour)))?;
    }
    Ok(())
}

/// The headline of an article, from its text or from what is known about it.
fn headline(reading: &Reading) -> Option<String> {
    let within = reading.headline.map(|span| span.of(&reading.article.body).to_owned());
    within.or_else(|| reading.article.headline.clone())
}

fn cells(comparison: &Comparison, row: &Row, (runs, colour): (&[CopiedRun], bool)) -> Cells {
    let mut source = Vec::new();
    for shown in &row.source {
        let base = if row.kind == RowKind::Dropped { DROPPED } else { Style::new() };
        let base = if shown.again { QUIET } else { base };
        number(&mut source, shown.sentence);
        let marks = source_marks(comparison, row, *shown, runs);
        sentence(&mut source, comparison, (&comparison.source, shown.sentence), (&marks, base, colour));
    }
    let mut retelling = Vec::new();
    for &index in &row.retelling {
        let base = if row.kind == RowKind::Added { ADDED } else { Style::new() };
        number(&mut retelling, index);
        let marks = retelling_marks(comparison, row, index, runs);
        sentence(&mut retelling, comparison, (&comparison.retelling, index), (&marks, base, colour));
    }
    Cells { source, retelling, label: vec![Run::new(&label(comparison, row), QUIET)] }
}

/// What was done in a row, in words: "split 95 % · moved".
fn label(comparison: &Comparison, row: &Row) -> String {
    let mut said: Vec<String> = match row.kind {
        RowKind::Linked => Relation::ALL.iter().filter_map(|relation| strongest(comparison, row, *relation)).collect(),
        kind => vec![kind.name().to_owned()],
    };
    if row.moved {
        said.push("moved".into());
    }
    said.join(" · ")
}

/// A relation with the similarity of its strongest link in the row.
fn strongest(comparison: &Comparison, row: &Row, relation: Relation) -> Option<String> {
    let links = row.links.iter().map(|&index| &comparison.alignment.links[index]);
    let of_it = links.filter(|link| link.relation == relation);
    let similarity = of_it.map(|link| f64::from(link.similarity)).max_by(f64::total_cmp)?;
    Some(format!("{} {}", relation.name(), share(similarity)))
}

fn number(runs: &mut Vec<Run>, sentence: usize) {
    let space = if runs.is_empty() { "" } else { " " };
    runs.push(Run::new(&format!("{space}{}\u{a0}", sentence + 1), QUIET));
}

/// Adds a sentence with its marks. A change shows by its colour and the number behind it; without colour it stands in
/// brackets with its number in front: "[7: 40,000] households".
fn sentence(
    runs: &mut Vec<Run>,
    comparison: &Comparison,
    (reading, index): (&Reading, usize),
    (marks, base, colour): (&[(Span, Mark)], Style, bool),
) {
    let body = reading.article.body.as_str();
    let cut = pieces(body, reading.sentences[index].span, marks);
    let none: &[Mark] = &[];
    for (place, piece) in cut.iter().enumerate() {
        let before = place.checked_sub(1).map_or(none, |last| &cut[last].marks);
        let after = cut.get(place + 1).map_or(none, |next| &next.marks);
        let (begin, end) = (numbers(piece, before), numbers(piece, after));
        if !colour && !begin.is_empty() {
            runs.push(Run::plain(&format!("[{}:\u{a0}", begin.join(","))));
        }
        runs.push(Run::new(piece.span.of(body), style(comparison, piece, base)));
        match end.is_empty() {
            true => {}
            false if colour => runs.push(Run::new(&format!("[{}]", end.join(",")), QUIET)),
            false => runs.push(Run::plain(&"]".repeat(end.len()))),
        }
    }
}

/// Numbers of the piece's changes that do not go on in the neighbour with these marks.
fn numbers(piece: &Piece, neighbour: &[Mark]) -> Vec<String> {
    let own = piece.changes().filter(|change| !neighbour.contains(&Mark::Change(*change)));
    own.map(|change| (change + 1).to_string()).collect()
}

fn style(comparison: &Comparison, piece: &Piece, base: Style) -> Style {
    match piece.changes().map(|change| comparison.changes[change].gravity).min() {
        Some(gravity) => gravity_style(gravity),
        None if piece.has(Mark::Tampering) => WARNING,
        None if piece.has(Mark::Copied) => SHARED,
        None => base,
    }
}

/// Shows a row. Its label stands on the line that parts it from the row above.
fn show(screen: &mut Screen<'_>, beside: bool, cells: &Cells) -> io::Result<()> {
    if beside {
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
