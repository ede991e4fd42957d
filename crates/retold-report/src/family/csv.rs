//! Families for a spreadsheet: one descent a row, by RFC 4180. A lost witness has a row of its own.

use std::io;

use retold::lineage::Descent;

use super::moment::Moment;
use super::part;
use super::report::FamilyReport;
use super::tree::{Node, Tree};
use crate::claims::{one_line, quoted};

const COLUMNS: &str = "family,cohesion,source,retelling,probability,share,order,main,lost,copies,hours,source_publisher,\
                       source_published,source_headline,retelling_publisher,retelling_published,retelling_headline,\
                       evidence";

/// Writes the line of names.
pub(super) fn begin(out: &mut dyn io::Write) -> io::Result<()> {
    write!(out, "{COLUMNS}\r\n")
}

/// Writes a row for each descent of a family.
pub(super) fn write(report: &FamilyReport, tree: &Tree<'_>, out: &mut dyn io::Write) -> io::Result<()> {
    for node in &tree.nodes {
        if let Some(parent) = node.parent {
            row(report, (&tree.nodes[parent], node), node.descent, out)?;
        }
        for (from, descent) in &node.also {
            row(report, (&tree.nodes[*from], node), Some(descent), out)?;
        }
    }
    Ok(())
}

fn row(
    report: &FamilyReport,
    (source, retelling): (&Node<'_>, &Node<'_>),
    descent: Option<&Descent>,
    out: &mut dyn io::Write,
) -> io::Result<()> {
    let published = |id: &str| report.articles.get(id).and_then(|a| a.published.clone()).unwrap_or_default();
    let text = |text: Option<&str>| text.unwrap_or_default().to_owned();
    let figure = |of: fn(&Descent) -> f64| descent.map_or(String::new(), |d| format!("{:.4}", part(of(d))));
    let yes = |yes: bool| if yes { "yes" } else { "no" }.to_owned();
    let lost = retelling.lost.map_or(&[][..], |lost| &lost.evidence);
    let row = [
        report.name().to_owned(),
        format!("{:.3}", part(report.family.cohesion)),
        source.id.to_owned(),
        retelling.id.to_owned(),
        figure(|d| d.probability),
        figure(|d| d.share),
        descent.map_or("", |d| if d.ordered { "known" } else { "unknown" }).to_owned(),
        descent.map_or(String::new(), |d| yes(d.main)),
        yes(retelling.lost.is_some()),
        retelling.copies.len().to_string(),
        source.published.zip(retelling.published).map_or(String::new(), hours),
        text(report.publisher(source.id)),
        published(source.id),
        text(report.headline(source.id)),
        text(report.publisher(retelling.id)),
        published(retelling.id),
        text(report.headline(retelling.id)),
        descent.map_or(lost, |d| &d.evidence).join("; "),
    ];
    write!(out, "{}\r\n", row.map(|field| quoted(&one_line(&field))).join(","))
}

/// Hours from one moment to another; less than none when the retelling is dated before its source.
fn hours((source, retelling): (Moment, Moment)) -> String {
    format!("{:.1}", (retelling.seconds - source.seconds) as f64 / 3_600.0)
}
