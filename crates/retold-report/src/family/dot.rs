//! Family trees for Graphviz: one graph, each family a cluster.

use std::io;

use retold::lineage::Descent;

use super::part;
use super::report::FamilyReport;
use super::tree::{Node, Tree};
use crate::layout::{Glyph, glyph, percent, share};

/// Opens the graph.
pub(super) fn begin(out: &mut dyn io::Write) -> io::Result<()> {
    out.write_all(
        b"digraph retold {\n  rankdir=LR;\n  node [shape=box, style=rounded, fontname=\"Helvetica\"];\n  \
          edge [fontname=\"Helvetica\", fontsize=10];\n",
    )
}

/// Closes it.
pub(super) fn end(out: &mut dyn io::Write) -> io::Result<()> {
    out.write_all(b"}\n")
}

/// Writes one family.
pub(super) fn write(report: &FamilyReport, tree: &Tree<'_>, number: usize, out: &mut dyn io::Write) -> io::Result<()> {
    writeln!(out, "  subgraph cluster_{number} {{\n    label={};", quoted(&[report.name()]))?;
    for (place, node) in tree.nodes.iter().enumerate() {
        let style = if node.lost.is_some() { ", style=\"rounded,dashed\", fontcolor=gray40" } else { "" };
        writeln!(out, "    f{number}_{place} [label={}, id={}{style}];", label(report, node), quoted(&[node.id]))?;
    }
    for (place, node) in tree.nodes.iter().enumerate() {
        if let Some(parent) = node.parent {
            writeln!(out, "    f{number}_{parent} -> f{number}_{place} [{}];", edge(node.descent, true))?;
        }
        for (from, descent) in &node.also {
            writeln!(out, "    f{number}_{from} -> f{number}_{place} [{}];", edge(Some(descent), false))?;
        }
    }
    writeln!(out, "  }}")
}

fn label(report: &FamilyReport, node: &Node<'_>) -> String {
    let published = node.published.map(|published| published.shown());
    let copies = match node.copies.len() {
        0 => None,
        1 => Some("1 copy".to_owned()),
        n => Some(format!("{n} copies")),
    };
    let lost = node.lost.map(|_| "lost witness");
    let known = [
        Some(node.id),
        lost,
        report.publisher(node.id),
        published.as_deref(),
        report.headline(node.id),
        copies.as_deref(),
    ];
    quoted(&known.into_iter().flatten().collect::<Vec<_>>())
}

/// How an edge looks: as wide as its share, dashed where the order is not known, thin for a further source.
fn edge(descent: Option<&Descent>, main: bool) -> String {
    let Some(descent) = descent else { return "style=dotted".into() };
    let width = if main { 1.0 + 4.0 * part(descent.share) } else { 0.6 };
    let style = if descent.ordered { "solid" } else { "dashed" };
    let figures = format!("{}, {}", percent(descent.probability), share(descent.share)).replace('\u{a0}', " ");
    let free = if main { "" } else { ", color=gray50, constraint=false" };
    format!("penwidth={width:.2}, style={style}, label=\"{figures}\"{free}")
}

/// Lines as one quoted string of DOT.
fn quoted(lines: &[&str]) -> String {
    let mut text = String::from("\"");
    for (number, line) in lines.iter().enumerate() {
        if number > 0 {
            text.push_str("\\n");
        }
        for c in line.chars() {
            match glyph(c) {
                Glyph::Plain(c @ ('"' | '\\')) => text.extend(['\\', c]),
                Glyph::Plain(c) | Glyph::Sign(c) => text.push(c),
                Glyph::Space => text.push(' '),
                Glyph::Nothing => {}
            }
        }
    }
    text.push('"');
    text
}
