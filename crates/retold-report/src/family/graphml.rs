//! Family trees for network programs: one document of GraphML, each family a graph.

use std::io;

use retold::lineage::Descent;

use super::part;
use super::report::FamilyReport;
use super::tree::{Node, Tree};
use crate::html::Page;

/// What is told of witnesses and descents: the key, whom it is of, its type.
const KEYS: [(&str, &str, &str); 14] = [
    ("family", "graph", "string"),
    ("cohesion", "graph", "double"),
    ("article", "node", "string"),
    ("publisher", "node", "string"),
    ("published", "node", "string"),
    ("headline", "node", "string"),
    ("lost", "node", "boolean"),
    ("copies", "node", "int"),
    ("probability", "edge", "double"),
    ("share", "edge", "double"),
    ("ordered", "edge", "boolean"),
    ("main", "edge", "boolean"),
    ("weight", "edge", "double"),
    ("evidence", "edge", "string"),
];

/// Opens the document.
pub(super) fn begin(out: &mut dyn io::Write) -> io::Result<()> {
    let mut page = Page::default();
    page.raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n");
    for (name, of, kind) in KEYS {
        page.raw("<key").attribute("id", name).attribute("for", of).attribute("attr.name", name);
        page.attribute("attr.type", kind).raw("/>\n");
    }
    out.write_all(page.finish().as_bytes())
}

/// Closes it.
pub(super) fn end(out: &mut dyn io::Write) -> io::Result<()> {
    out.write_all(b"</graphml>\n")
}

/// Writes one family.
pub(super) fn write(report: &FamilyReport, tree: &Tree<'_>, number: usize, out: &mut dyn io::Write) -> io::Result<()> {
    let mut page = Page::default();
    page.raw("<graph").attribute("id", &format!("f{number}")).raw(" edgedefault=\"directed\">\n");
    told(&mut page, "family", report.name());
    told(&mut page, "cohesion", &figure(report.family.cohesion));
    page.raw("\n");
    let id = |place: usize| format!("f{number}n{place}");
    for (place, node) in tree.nodes.iter().enumerate() {
        page.raw("<node").attribute("id", &id(place)).raw(">");
        witness(&mut page, report, node);
        page.raw("</node>\n");
    }
    for (place, node) in tree.nodes.iter().enumerate() {
        let main = node.parent.map(|parent| (parent, node.descent, true));
        for (from, descent, main) in main.into_iter().chain(node.also.iter().map(|(from, d)| (*from, Some(*d), false)))
        {
            page.raw("<edge").attribute("source", &id(from)).attribute("target", &id(place)).raw(">");
            edge(&mut page, descent, main);
            page.raw("</edge>\n");
        }
    }
    page.raw("</graph>\n");
    out.write_all(page.finish().as_bytes())
}

fn witness(page: &mut Page, report: &FamilyReport, node: &Node<'_>) {
    told(page, "article", node.id);
    let published = report.articles.get(node.id).and_then(|article| article.published.as_deref());
    let known =
        [("publisher", report.publisher(node.id)), ("published", published), ("headline", report.headline(node.id))];
    for (key, value) in known {
        if let Some(value) = value {
            told(page, key, value);
        }
    }
    told(page, "lost", if node.lost.is_some() { "true" } else { "false" });
    told(page, "copies", &node.copies.len().to_string());
}

fn edge(page: &mut Page, descent: Option<&Descent>, main: bool) {
    told(page, "main", if main { "true" } else { "false" });
    if let Some(descent) = descent {
        told(page, "probability", &figure(descent.probability));
        told(page, "share", &figure(descent.share));
        told(page, "ordered", if descent.ordered { "true" } else { "false" });
        told(page, "weight", &figure(descent.share));
        told(page, "evidence", &descent.evidence.join("; "));
    }
}

fn told(page: &mut Page, key: &str, value: &str) {
    page.raw("<data").attribute("key", key).raw(">").text(value).raw("</data>");
}

fn figure(x: f64) -> String {
    format!("{:.6}", part(x))
}
