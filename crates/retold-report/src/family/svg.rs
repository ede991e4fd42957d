//! Family trees as pictures: over time from left to right, one line a witness, what is known of it beside it.
//!
//! As each witness has a line of its own and its words stand in columns, no words can stand on others, however many
//! there are.

mod drawing;
mod lettering;

use std::io;

use super::report::FamilyReport;
use super::tree::Tree;
use crate::html::Page;
pub(crate) use drawing::{NARROW, WIDE, legend, stemma};
pub(super) use lettering::fitted;

/// How a drawn tree looks; colours are those of the page it stands in.
pub(crate) const STYLE: &str = include_str!("svg/stemma.css");
/// The colours of a picture that stands alone.
const ALONE: &str = include_str!("svg/alone.css");

/// Families of which a picture shows the trees; the others are counted.
const FAMILIES: usize = 200;
/// Room above a tree for its name.
const TITLE: f64 = 34.0;
/// Room at the edges of a picture.
const MARGIN: f64 = 16.0;

/// Pictures of trees, kept until all are there.
#[derive(Debug, Default)]
pub(super) struct Pictures {
    page: Page,
    height: f64,
    families: usize,
    left_out: usize,
}

impl Pictures {
    /// Draws the tree of a family below the others.
    pub(super) fn add(&mut self, report: &FamilyReport, tree: &Tree<'_>) {
        if self.families == FAMILIES {
            self.left_out += 1;
            return;
        }
        self.families += 1;
        let title = format!("Family {}: {} articles, {}", self.families, report.family.members.len(), report.name());
        self.page.raw("<g").attribute("transform", &format!("translate({MARGIN} {:.0})", self.height)).raw(">\n");
        self.page.raw("<text class=\"title\" y=\"18\">").text(&fitted(&title, WIDE.width, 15.0)).raw("</text>\n");
        self.page.raw("<g").attribute("transform", &format!("translate(0 {TITLE})")).raw(">\n");
        let height = stemma(&mut self.page, report, (tree, WIDE), &|_| None);
        self.page.raw("</g></g>\n");
        self.height += TITLE + height + MARGIN;
    }

    /// Writes all of them as one picture.
    pub(super) fn write(mut self, out: &mut dyn io::Write) -> io::Result<()> {
        if self.left_out > 0 || self.families == 0 {
            let words = match self.families {
                0 => "No families".to_owned(),
                _ => format!("and {} families more, which are not drawn", self.left_out),
            };
            self.page.raw("<text class=\"quiet\"").attribute("x", &MARGIN.to_string());
            self.page.attribute("y", &format!("{:.0}", self.height + 18.0)).raw(">").text(&words).raw("</text>\n");
            self.height += TITLE;
        }
        let (width, height) = (WIDE.width + 2.0 * MARGIN, self.height + drawing::LEGEND + 2.0 * MARGIN);
        let mut page = Page::default();
        page.raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\"");
        page.attribute("width", &format!("{width:.0}")).attribute("height", &format!("{height:.0}"));
        page.attribute("viewBox", &format!("0 0 {width:.0} {height:.0}"))
            .raw(">\n<title>Retold: family trees</title>\n");
        page.raw("<style>")
            .raw(ALONE)
            .raw(STYLE)
            .raw("</style>\n<rect class=\"paper\" width=\"100%\" height=\"100%\"/>\n");
        page.raw("<g").attribute("transform", &format!("translate(0 {MARGIN})")).raw(">\n").append(self.page);
        page.raw("<g").attribute("transform", &format!("translate({MARGIN} {:.0})", self.height)).raw(">\n");
        legend(&mut page);
        page.raw("</g></g>\n</svg>\n");
        out.write_all(page.finish().as_bytes())
    }
}
