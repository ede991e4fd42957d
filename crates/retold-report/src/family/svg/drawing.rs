//! One tree as a drawing.

use retold::lineage::Descent;

use super::lettering::{fitted, room};
use crate::family::part;
use crate::family::report::FamilyReport;
use crate::family::rows::{Row, rows};
use crate::family::timeline::Timeline;
use crate::family::tree::{Node, Tree};
use crate::html::Page;
use crate::layout::{percent, share};

/// Height of the legend.
pub(in crate::family) const LEGEND: f64 = 30.0;
/// Witnesses that are all drawn, and lines of a drawing of more: larger trees are shown in part, with counts.
const LINES: usize = 40;
/// Room of the heads, and of a line: no less than a finger needs.
const HEAD: f64 = 46.0;
const LINE: f64 = 26.0;
/// The left end of the tree.
const LEFT: f64 = 12.0;
/// Height of letters.
const LETTERS: f64 = 12.0;
/// How much wider bold letters are.
const BOLD: f64 = 1.12;
/// Radius of a witness, and of the bends of a descent.
const RADIUS: f64 = 5.0;
const BEND: f64 = 9.0;

/// A column of words: its left end and width.
struct Column {
    head: &'static str,
    x: f64,
    width: f64,
    /// Whether its words stand at its right end.
    right: bool,
}

/// How much room a drawing has, and what of each witness it tells.
#[derive(Clone, Copy)]
pub(crate) struct Extent {
    /// Width of all of it.
    pub(crate) width: f64,
    tree: f64,
    columns: &'static [Column],
}

/// The extent for screens and paper: all columns.
pub(crate) const WIDE: Extent = Extent { width: 1180.0, tree: 326.0, columns: &COLUMNS };
/// The extent for a phone: the tree and the names.
pub(crate) const NARROW: Extent = Extent { width: 344.0, tree: 138.0, columns: &NAMES };

const NAMES: [Column; 1] = [Column { head: "", x: 168.0, width: 176.0, right: false }];

const COLUMNS: [Column; 5] = [
    Column { head: "Witness", x: 362.0, width: 166.0, right: false },
    Column { head: "Published", x: 540.0, width: 128.0, right: false },
    Column { head: "Taken", x: 672.0, width: 52.0, right: true },
    Column { head: "Sure", x: 726.0, width: 84.0, right: true },
    Column { head: "Headline", x: 826.0, width: 354.0, right: false },
];

/// Draws a tree, and tells how high the drawing is. `href` names where a click on the witness at a place leads.
pub(crate) fn stemma(
    page: &mut Page,
    report: &FamilyReport,
    (tree, extent): (&Tree<'_>, Extent),
    href: &dyn Fn(usize) -> Option<String>,
) -> f64 {
    let drawing = Drawing::new(report, tree, extent);
    drawing.scale(page);
    drawing.descents(page);
    drawing.witnesses(page);
    drawing.words(page);
    drawing.links(page, href);
    drawing.height
}

/// A tree with the place of everything.
struct Drawing<'a> {
    report: &'a FamilyReport,
    tree: &'a Tree<'a>,
    rows: Vec<Row>,
    /// For each witness of the tree the middle of its line, when it is shown.
    y: Vec<Option<f64>>,
    line: Timeline,
    extent: Extent,
    height: f64,
}

impl<'a> Drawing<'a> {
    fn new(report: &'a FamilyReport, tree: &'a Tree<'a>, extent: Extent) -> Self {
        let lost = tree.nodes.iter().filter(|node| node.lost.is_some()).count();
        let all = tree.nodes.len() - lost <= LINES;
        let rows = rows(tree, if all { LINES + lost } else { LINES });
        let mut y = vec![None; tree.nodes.len()];
        for (number, row) in rows.iter().enumerate() {
            if let Row::Witness(place) = row {
                y[*place] = Some(middle(number));
            }
        }
        let height = HEAD + LINE * rows.len() as f64;
        Self { report, tree, rows, y, line: Timeline::new(tree, extent.tree - 2.0 * RADIUS), extent, height }
    }

    fn x(&self, place: usize) -> f64 {
        LEFT + RADIUS + self.line.x[place]
    }

    /// Heads of the columns and the time line.
    fn scale(&self, page: &mut Page) {
        let begins = self.line.begins.map(|begins| format!("Time since {}", begins.shown()));
        let title = begins.unwrap_or_else(|| "By descent: dates do not tell".into());
        let room = if self.extent.columns[0].head.is_empty() { self.extent.width - LEFT } else { self.extent.tree };
        words(page, "head", (LEFT, 14.0), &fitted(&title, room, LETTERS));
        for column in self.extent.columns {
            let end = if column.right { "head end" } else { "head" };
            words(page, end, (column.x + if column.right { column.width } else { 0.0 }, 14.0), column.head);
        }
        for (x, name) in &self.line.marks {
            let x = LEFT + RADIUS + x;
            words(page, "mark middle", (x, 32.0), name);
            stroke(page, "grid", [x, HEAD - 8.0, x, self.height]);
        }
        stroke(page, "rule", [0.0, HEAD - 6.0, self.extent.width, HEAD - 6.0]);
    }

    /// Descents, those of the tree over those beside it, and leaders from the witnesses to their words.
    fn descents(&self, page: &mut Page) {
        for (place, y) in self.shown() {
            stroke(page, "leader", [self.x(place) + RADIUS + 3.0, y, self.extent.columns[0].x - 6.0, y]);
        }
        for (place, to) in self.shown() {
            for (source, descent) in &self.tree.nodes[place].also {
                if let Some(from) = self.y[*source] {
                    self.beside(page, [self.x(*source), from, self.x(place), to], descent);
                }
            }
        }
        for (place, to) in self.shown() {
            let node = &self.tree.nodes[place];
            let Some((x, from)) = node.parent.and_then(|parent| Some((self.x(parent), self.y[parent]?))) else {
                continue;
            };
            let unknown = node.descent.is_some_and(|descent| !descent.ordered);
            let share = node.descent.map_or(0.0, |descent| part(descent.share));
            page.raw("<path").attribute("class", if unknown { "descent unknown" } else { "descent" });
            page.attribute("stroke-width", &format!("{:.1}", 1.2 + 4.8 * share));
            page.attribute("d", &bent([x, from, self.x(place), to])).raw("/>\n");
        }
        for (number, row) in self.rows.iter().enumerate() {
            if let Row::More { below: Some(parent), .. } = row {
                let from = self.y[*parent].unwrap_or_default();
                let x = self.x(*parent);
                page.raw("<path class=\"descent more\" stroke-width=\"1.2\"");
                page.attribute("d", &bent([x, from, (x + 22.0).min(LEFT + self.extent.tree), middle(number)]))
                    .raw("/>\n");
            }
        }
    }

    /// A further source: a thin line of its own way.
    fn beside(&self, page: &mut Page, [x, y, to_x, to_y]: [f64; 4], descent: &Descent) {
        let way = if to_x > x + BEND { (x + to_x) / 2.0 } else { x.max(to_x) + 3.0 * BEND };
        page.raw("<path").attribute("class", if descent.ordered { "second" } else { "second unknown" });
        page.attribute("d", &format!("M{x:.1} {y:.1}C{way:.1} {y:.1} {way:.1} {to_y:.1} {to_x:.1} {to_y:.1}"));
        page.raw("/>\n");
    }

    fn witnesses(&self, page: &mut Page) {
        for (place, y) in self.shown() {
            let class = if self.tree.nodes[place].lost.is_some() { "witness lost" } else { "witness" };
            page.raw("<circle").attribute("class", class).attribute("r", &RADIUS.to_string());
            page.attribute("cx", &format!("{:.1}", self.x(place))).attribute("cy", &format!("{y:.1}")).raw("/>\n");
        }
    }

    /// The columns. Each is a drawing of its own, so that words that are wider than was thought end at its edge.
    fn words(&self, page: &mut Page) {
        for (number, column) in self.extent.columns.iter().enumerate() {
            page.raw("<svg").attribute("x", &column.x.to_string()).attribute("width", &column.width.to_string());
            page.attribute("height", &format!("{:.0}", self.height)).raw(">\n");
            for (line, row) in self.rows.iter().enumerate() {
                let at = (if column.right { column.width } else { 0.0 }, middle(line) + 4.0);
                match row {
                    Row::Witness(place) => self.cell(page, number, at, &self.tree.nodes[*place]),
                    Row::More { witnesses, .. } if number == 0 => {
                        words(page, "quiet", at, &fitted(&format!("and {witnesses} more"), column.width, LETTERS));
                    }
                    Row::More { .. } => {}
                }
            }
            page.raw("</svg>\n");
        }
    }

    fn cell(&self, page: &mut Page, column: usize, at: (f64, f64), node: &Node<'_>) {
        let width = self.extent.columns[column].width;
        let publisher = self.report.publisher(node.id);
        match column {
            0 => {
                let copies = match node.copies.len() {
                    0 => String::new(),
                    1 => " +1 copy".into(),
                    n => format!(" +{n} copies"),
                };
                let class = if node.lost.is_some() { "quiet lost" } else { "name" };
                let name = if node.lost.is_some() { "lost witness" } else { publisher.unwrap_or(node.id) };
                let name = fitted(name, width - room(&copies, LETTERS), LETTERS * BOLD);
                page.raw("<text").attribute("class", class).attribute("x", "0");
                page.attribute("y", &format!("{:.1}", at.1)).raw(">").text(&name).raw("<tspan class=\"quiet\">");
                page.text(&copies).raw("</tspan></text>\n");
            }
            1 => {
                let known = self.report.articles.get(node.id).and_then(|article| article.published.clone());
                let shown = node.published.map(|published| published.shown()).or(known).unwrap_or_default();
                words(page, "", at, &fitted(&shown, width, LETTERS));
            }
            2 => words(page, "end", at, &node.descent.map_or(String::new(), |descent| share(descent.share))),
            3 => words(page, "end", at, &node.descent.map_or(String::new(), |descent| percent(descent.probability))),
            _ => {
                let name = self.report.opening(node.id).unwrap_or_else(|| node.id.to_owned());
                words(page, "quiet", at, &fitted(&name, width, LETTERS));
            }
        }
    }

    /// Over each line what a click on it leads to.
    fn links(&self, page: &mut Page, href: &dyn Fn(usize) -> Option<String>) {
        for (place, y) in self.shown() {
            let node = &self.tree.nodes[place];
            let title = title(self.tree, node);
            let href = href(place);
            if let Some(href) = &href {
                page.raw("<a").attribute("href", href).attribute("aria-label", &title).raw(">");
            }
            page.raw("<rect class=\"line\" x=\"0\"").attribute("width", &self.extent.width.to_string());
            page.attribute("y", &format!("{:.1}", y - LINE / 2.0)).attribute("height", &LINE.to_string());
            page.raw("><title>").text(&title).raw("</title></rect>");
            page.raw(if href.is_some() { "</a>\n" } else { "\n" });
        }
    }

    /// Witnesses that are shown, with the middle of their line.
    fn shown(&self) -> impl Iterator<Item = (usize, f64)> {
        self.y.iter().enumerate().filter_map(|(place, y)| Some((place, (*y)?)))
    }
}

/// What is said of a witness to whoever cannot see the lines, or points at one.
fn title(tree: &Tree<'_>, node: &Node<'_>) -> String {
    let name = |node: &Node<'_>| tree.name(node.id);
    let mut said = name(node);
    if let Some(parent) = node.parent.and_then(|parent| tree.nodes.get(parent)) {
        said.push_str(&format!(", from {}", name(parent)));
    }
    if let Some(descent) = node.descent {
        let (taken, sure) = (share(descent.share), percent(descent.probability));
        said.push_str(&format!(": {taken} of its words, {sure} sure"));
        said.push_str(if descent.ordered { "" } else { ", or the other way round" });
    }
    for (source, descent) in &node.also {
        said.push_str(&format!("; also from {}, {}", name(&tree.nodes[*source]), share(descent.share)));
    }
    said
}

/// What lines and rings mean, on one line.
pub(crate) fn legend(page: &mut Page) {
    let mut x = 0.0;
    let samples = [
        ("descent", 3.6, "made from; the wider, the more of its words"),
        ("descent unknown", 3.6, "which came first is not known"),
        ("second", 1.0, "a further source"),
    ];
    for (class, width, meaning) in samples {
        page.raw("<path").attribute("class", class).attribute("stroke-width", &f64::to_string(&width));
        page.attribute("d", &format!("M{x:.1} 14H{:.1}", x + 26.0)).raw("/>");
        words(page, "quiet", (x + 33.0, 18.0), meaning);
        x += 33.0 + room(meaning, LETTERS) + 14.0;
    }
    page.raw("<circle class=\"witness lost\" cy=\"14\"").attribute("r", &RADIUS.to_string());
    page.attribute("cx", &format!("{:.1}", x + RADIUS)).raw("/>");
    words(page, "quiet", (x + 17.0, 18.0), "a lost witness");
}

/// The middle of a line.
fn middle(line: usize) -> f64 {
    HEAD + LINE * (line as f64 + 0.5)
}

/// A way that goes down and then to the right.
fn bent([x, y, to_x, to_y]: [f64; 4]) -> String {
    let bend = BEND.min(to_x - x).min(to_y - y).max(0.0);
    format!("M{x:.1} {y:.1}V{:.1}Q{x:.1} {to_y:.1} {:.1} {to_y:.1}H{to_x:.1}", to_y - bend, x + bend)
}

fn words(page: &mut Page, class: &str, (x, y): (f64, f64), text: &str) {
    if text.is_empty() {
        return;
    }
    page.raw("<text");
    if !class.is_empty() {
        page.attribute("class", class);
    }
    page.attribute("x", &format!("{x:.1}")).attribute("y", &format!("{y:.1}")).raw(">").text(text).raw("</text>\n");
}

fn stroke(page: &mut Page, class: &str, [x, y, to_x, to_y]: [f64; 4]) {
    page.raw("<path").attribute("class", class);
    page.attribute("d", &format!("M{x:.1} {y:.1}L{to_x:.1} {to_y:.1}")).raw("/>\n");
}
