//! One self-contained HTML file that can be mailed, archived and printed: no script, font or picture from anywhere.

mod changes;
mod claims;
mod family;
mod filters;
mod foot;
mod frame;
mod ledger;
mod page;
mod policy;
mod sentence;
mod texts;
mod verdict;

use std::io;

use crate::layout::{View, letter, name};
use crate::output::ReportWriter;
use crate::report::Report;
pub(crate) use family::FamilyPages;
pub use family::{FAMILY_STYLES, write_family_parts};
pub use frame::{SCRIPT, STYLE};
pub(crate) use ledger::write_claims_html;
pub use ledger::write_claims_parts;
pub use page::Page;

/// Writes a comparison as one HTML document.
#[derive(Clone, Copy, Debug, Default)]
pub struct HtmlWriter;

impl ReportWriter for HtmlWriter {
    fn write(&self, report: &Report, out: &mut dyn io::Write) -> io::Result<()> {
        out.write_all(document(report).as_bytes())
    }
}

/// The whole document.
fn document(report: &Report) -> String {
    let mut page = Page::default();
    frame::open(&mut page, report.joint.comparisons.first().map_or("", |c| name(&c.retelling)));
    page.raw("<body>\n<a class=\"skip\" href=\"#texts\">Skip to the texts</a>\n");
    page.raw("<header class=\"masthead\">\n<p class=\"brand\"><b>Retold</b> how one text was told again</p>\n");
    titles(&mut page, report);
    page.raw("</header>\n<main>\n");
    write_comparison_parts(report, &mut page);
    page.raw("</main>\n<footer>\n");
    foot::write(&mut page, report);
    page.raw("</footer>\n");
    frame::close(&mut page);
    page.finish()
}

/// Writes what a comparison's document holds between its head and its foot, for a page that has its own. The verdict
/// comes first, then the changes with a way to each, then the texts, then the claims. [`STYLE`] and [`SCRIPT`] go with it.
pub fn write_comparison_parts(report: &Report, page: &mut Page) {
    let view = View::new(&report.joint);
    page.raw("<div class=\"opening\">\n");
    verdict::write(page, report);
    changes::write(page, &view);
    page.raw("</div>\n");
    filters::write(page, &view);
    texts::write(page, report, &view);
    claims::write(page, report);
    filters::legend(page, &view);
}

/// Writes the titles of a comparison: the retelling's, and those of what it is held against.
pub fn write_comparison_titles(report: &Report, page: &mut Page) {
    titles(page, report);
}

/// Writes what identifies a comparison: fingerprints of the texts, program, time.
pub fn write_comparison_foot(report: &Report, page: &mut Page) {
    foot::write(page, report);
}

fn titles(page: &mut Page, report: &Report) {
    let Some(first) = report.joint.comparisons.first() else { return };
    page.raw("<h1 dir=\"auto\">");
    page.text(name(&first.retelling)).raw("</h1>\n");
    let several = report.joint.comparisons.len() > 1;
    for (article, comparison) in report.joint.comparisons.iter().enumerate() {
        let source = &comparison.source;
        page.raw("<p class=\"against\" dir=\"auto\">");
        page.raw(if article == 0 { "held against " } else { "and " });
        if several {
            badge(page, article);
        }
        page.raw("<cite>").text(name(source)).raw("</cite>");
        for known in [&source.article.publisher, &source.article.published].into_iter().flatten() {
            page.raw(", ").text(known);
        }
        page.raw("</p>\n");
    }
}

/// The letter of one of several sources, in its colour.
fn badge(page: &mut Page, article: usize) {
    page.raw("<b").attribute("class", &format!("from {}", tone(article))).raw(">").text(&letter(article)).raw("</b> ");
}

/// The class that gives a source its colour; colours come round again, letters do not.
fn tone(article: usize) -> String {
    /// So many colours the style has.
    const TONES: usize = 6;
    format!("from{}", article % TONES)
}
