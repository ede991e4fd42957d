//! Families as one HTML document: an index, each family's tree over time, who changed what and who inherited it, and
//! for its descents the texts side by side. It is read without a script.

mod followed;
mod index;
mod parts;
mod tellings;

use std::io;

pub use parts::{FAMILY_STYLES, write_family_parts};

use super::frame;
use super::page::Page;
use crate::family::{
    FamilyReport, NARROW, STEMMA_STYLE, Tally, Tree, WIDE, delays, draw_legend, publishers, sizes, stemma,
};
use crate::html::foot;
use crate::layout::share;
use crate::report::ReportSettings;

const STYLE: &str = include_str!("family.css");

/// Families that are shown with their trees; the others stand in the index.
const FAMILIES: usize = 200;
/// Side by sides on the page, and those of one family.
const SIDES: usize = 60;
const SIDES_OF_ONE: usize = 12;
/// Bytes of two texts that are put side by side: longer ones are for a report of their own.
const LONGEST: usize = 60_000;
/// Bytes of the document from which on no texts are put into it: browsers grow slow.
const FULL: usize = 12_000_000;

/// Families, drawn as they come and written together.
#[derive(Debug, Default)]
pub(crate) struct FamilyPages {
    body: Page,
    index: index::FamilyIndex,
    families: usize,
    sides: usize,
}

impl FamilyPages {
    /// The tellings whose texts the page would show side by side: places of source and retelling.
    pub(crate) fn wanted(&self, report: &FamilyReport, tree: &Tree<'_>) -> Vec<(usize, usize)> {
        let room = if self.families < FAMILIES && self.body.len() < FULL { SIDES - self.sides } else { 0 };
        let long = |place: usize| report.body(tree.nodes[place].id).len();
        let told =
            tree.tellings().into_iter().filter(|(source, retelling)| long(*source) + long(*retelling) <= LONGEST);
        told.filter(|(source, retelling)| long(*source) > 0 && long(*retelling) > 0)
            .take(room.min(SIDES_OF_ONE))
            .collect()
    }

    /// Adds a family.
    pub(crate) fn add(&mut self, report: &FamilyReport, tree: &Tree<'_>, settings: &ReportSettings) {
        let wanted = self.wanted(report, tree);
        self.families += 1;
        let shown = self.families <= FAMILIES;
        self.index.add(report, tree, shown.then_some(self.families));
        if !shown {
            return;
        }
        let page = &mut self.body;
        let id = format!("f{}", self.families);
        page.raw("<section class=\"family\"").attribute("aria-labelledby", &id).raw(">\n<h2 dir=\"auto\"");
        page.attribute("id", &id).raw("><span class=\"number\">").value(self.families).raw("</span> ");
        page.text(&index::title(report)).raw("</h2>\n");
        counts(page, report, tree);
        drawn(page, report, tree, self.families);
        followed::lost(page, tree);
        followed::claims(page, &report.stemma.claims, tree);
        followed::copies(page, tree);
        self.sides += tellings::write(page, (report, tree, self.families), &wanted, settings);
        self.body.raw("</section>\n");
    }

    /// Writes the document.
    pub(crate) fn write(self, tally: &Tally, settings: &ReportSettings, out: &mut dyn io::Write) -> io::Result<()> {
        let mut page = Page::default();
        frame::open_with(&mut page, "families", &[STEMMA_STYLE, STYLE]);
        page.raw("<body>\n<a class=\"skip\" href=\"#families\">Skip to the families</a>\n");
        masthead(&mut page, tally);
        page.raw("<main>\n");
        figures(&mut page, tally);
        self.index.write(&mut page);
        legend(&mut page);
        page.append(self.body);
        page.raw("</main>\n<footer>\n<dl>\n");
        foot::made(&mut page, settings);
        let left_out = self.families.saturating_sub(FAMILIES);
        let bounds = format!(
            "{} of {} families with their trees{}; {} side by sides, at most {SIDES} and {SIDES_OF_ONE} of one family",
            self.families.min(FAMILIES),
            self.families,
            if left_out > 0 { ", the others in the index" } else { "" },
            self.sides
        );
        foot::entry(&mut page, "Shown", &bounds, false);
        page.raw("</dl>\n<p>Retold finds out how texts were made from one another. Whether that was right is for people to say.</p>\n");
        page.raw("</footer>\n");
        frame::close(&mut page);
        out.write_all(page.finish().as_bytes())
    }
}

fn masthead(page: &mut Page, tally: &Tally) {
    page.raw("<header class=\"masthead\">\n<p class=\"brand\"><b>Retold</b> who told it after whom</p>\n<h1>");
    match tally.families() {
        0 => page.raw("No families"),
        1 => page.raw("1 family"),
        n => page.value(n).raw(" families"),
    };
    page.raw("</h1>\n<p class=\"against\">");
    if tally.families() == 0 {
        page.raw("No article was retold from another.");
    } else {
        page.value(tally.articles).raw(" articles · mean cohesion ").text(&share(tally.cohesion()));
        let odd = [
            (tally.lost, "lost witness", "lost witnesses"),
            (tally.contaminated, "article with several sources", "articles with several sources"),
            (tally.unordered, "descent of unknown order", "descents of unknown order"),
        ];
        for (count, one, many) in odd.into_iter().filter(|(count, ..)| *count > 0) {
            page.raw(" · ").value(count).raw(" ").text(if count == 1 { one } else { many });
        }
    }
    page.raw("</p>\n</header>\n");
}

/// The plots.
fn figures(page: &mut Page, tally: &Tally) {
    if tally.families() == 0 {
        return;
    }
    page.raw("<section class=\"plots\" aria-label=\"Figures\">\n");
    type Plot = (&'static str, fn(&mut Page, &Tally));
    let plots: [Plot; 3] = [("Sizes", sizes), ("Delays", delays), ("Who takes from whom", publishers)];
    for (title, plot) in plots {
        let mut drawn = Page::default();
        plot(&mut drawn, tally);
        if !drawn.is_empty() {
            page.raw("<figure><h2>").raw(title).raw("</h2>\n<div class=\"scroll\" tabindex=\"0\" role=\"group\"");
            page.attribute("aria-label", title).raw(">").append(drawn).raw("</div></figure>\n");
        }
    }
    page.raw("</section>\n");
}

fn legend(page: &mut Page) {
    page.raw("<details class=\"marks\"><summary>What the marks mean</summary>\n<div class=\"scroll\">");
    page.raw("<svg width=\"900\" height=\"30\" viewBox=\"0 0 900 30\">\n");
    draw_legend(page);
    page.raw("</svg></div>\n<p>Each line is an article. It stands to the right of what it was made from: by time where all dates are known and none denies the descent, else by descent. <b>Taken</b> is the share of its words that its source explains, <b>sure</b> the probability that it was made from that source and no other of the family. A click on a line leads to the two texts. <b>Cohesion</b> is the share of pairs of a family that a finding joins.</p></details>\n");
}

fn counts(page: &mut Page, report: &FamilyReport, tree: &Tree<'_>) {
    page.raw("<p class=\"counts\">").value(report.family.members.len()).raw(" articles · cohesion ");
    page.text(&share(report.family.cohesion));
    if report.stemma.root.is_none() {
        page.raw(" · <b class=\"unsure\">no witness is known to stand behind all others</b>");
    }
    if tree.tops() > 1 {
        page.raw(" · ").value(tree.tops()).raw(" trees");
    }
    page.raw("</p>\n");
}

/// The tree, once for screens and paper and once for phones; a click on a witness leads to how it was told.
fn drawn(page: &mut Page, report: &FamilyReport, tree: &Tree<'_>, number: usize) {
    let href = |place: usize| tree.source(place).map(|source| format!("#{}", tellings::id(number, source, place)));
    trees(page, report, tree, &|place| tree.nodes[place].lost.is_none().then(|| href(place)).flatten());
}

/// The tree; `told` says where a click on the witness at a place leads.
fn trees(page: &mut Page, report: &FamilyReport, tree: &Tree<'_>, told: &dyn Fn(usize) -> Option<String>) {
    for (extent, class) in [(WIDE, "stemma wide"), (NARROW, "stemma narrow")] {
        let mut drawing = Page::default();
        let height = stemma(&mut drawing, report, (tree, extent), told);
        let size = [format!("{:.0}", extent.width), format!("{height:.0}")];
        page.raw("<div").attribute("class", &format!("scroll {class}")).raw(" tabindex=\"0\" role=\"group\"");
        page.raw(" aria-label=\"Family tree\"><svg").attribute("width", &size[0]).attribute("height", &size[1]);
        page.attribute("viewBox", &format!("0 0 {} {}", size[0], size[1])).raw(">\n").append(drawing);
        page.raw("</svg></div>\n");
    }
}
