//! The list of all families, the largest first.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use crate::family::{FamilyReport, Tree};
use crate::html::page::Page;
use crate::layout::share;

/// Lines of the index; the smallest families beyond are counted.
const LINES: usize = 2_000;

/// Families by size.
#[derive(Debug, Default)]
pub(super) struct FamilyIndex {
    lines: Vec<Line>,
    left_out: usize,
}

#[derive(Debug)]
struct Line {
    /// Its number on the page, when it is shown there.
    number: Option<usize>,
    title: String,
    first: String,
    publishers: String,
    articles: usize,
    cohesion: f64,
    changed: usize,
}

/// What a family goes by: the headline of its root or else how its text begins, else its id.
pub(super) fn title(report: &FamilyReport) -> String {
    report.opening(report.name()).unwrap_or_else(|| report.name().to_owned())
}

impl FamilyIndex {
    /// Adds a family.
    pub(super) fn add(&mut self, report: &FamilyReport, tree: &Tree<'_>, number: Option<usize>) {
        /// Publishers that a line names.
        const NAMED: usize = 4;
        let mut seen = BTreeSet::new();
        let publishers = tree.nodes.iter().filter_map(|node| report.publisher(node.id));
        let publishers: Vec<&str> = publishers.filter(|publisher| seen.insert(*publisher)).collect();
        let more = publishers.len().saturating_sub(NAMED);
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        self.lines.push(Line {
            number,
            title: title(report),
            first: tree.nodes.iter().filter_map(|node| node.published).min().map_or(String::new(), |m| m.shown()),
            publishers: format!("{}{more}", publishers[..publishers.len().min(NAMED)].join(", ")),
            articles: report.family.members.len(),
            cohesion: report.family.cohesion,
            changed: report.stemma.claims.len(),
        });
        if self.lines.len() > 2 * LINES {
            self.shorten();
        }
    }

    /// Leaves out all but the largest.
    fn shorten(&mut self) {
        self.lines.sort_by_key(|line| (Reverse(line.articles), line.number.unwrap_or(usize::MAX)));
        self.left_out += self.lines.len().saturating_sub(LINES);
        self.lines.truncate(LINES);
    }

    /// Writes the index. A single family needs none.
    pub(super) fn write(mut self, page: &mut Page) {
        page.raw("<span id=\"families\"></span>\n");
        if self.lines.len() < 2 {
            return;
        }
        self.shorten();
        page.raw(
            "<section class=\"index\" aria-labelledby=\"index\">\n<h2 id=\"index\">Families, the largest first</h2>\n",
        );
        page.raw("<table class=\"index\"><thead><tr>");
        for head in ["", "Family", "Articles", "Cohesion", "Claims changed", "First published", "Publishers"] {
            page.raw("<th scope=\"col\">").raw(head).raw("</th>");
        }
        page.raw("</tr></thead>\n<tbody>\n");
        for line in &self.lines {
            line.write(page);
        }
        page.raw("</tbody></table>\n");
        if self.left_out > 0 {
            page.raw("<p class=\"counts\">and ").value(self.left_out).raw(" smaller families more</p>\n");
        }
        page.raw("</section>\n");
    }
}

impl Line {
    fn write(&self, page: &mut Page) {
        page.raw("<tr><td class=\"figure\">");
        if let Some(number) = self.number {
            page.value(number);
        }
        page.raw("</td><td dir=\"auto\" class=\"title\">");
        match self.number {
            Some(number) => {
                page.raw("<a").attribute("href", &format!("#f{number}")).raw(">").text(&self.title).raw("</a>")
            }
            None => page.text(&self.title),
        };
        page.raw("</td><td class=\"figure\">").value(self.articles).raw("</td><td class=\"figure\">");
        page.text(&share(self.cohesion)).raw("</td><td class=\"figure\">").value(self.changed);
        page.raw("</td><td class=\"figure\">").text(&self.first).raw("</td><td dir=\"auto\">").text(&self.publishers);
        page.raw("</td></tr>\n");
    }
}
