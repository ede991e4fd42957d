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
pub(crate) use ledger::write_claims_html;
pub(crate) use page::Page;

/// Writes a comparison as one HTML document.
#[derive(Clone, Copy, Debug, Default)]
pub struct HtmlWriter;

impl ReportWriter for HtmlWriter {
    fn write(&self, report: &Report, out: &mut dyn io::Write) -> io::Result<()> {
        out.write_all(document(report).as_bytes())
    }
}

/// The whole document. The verdict comes first, then the changes with a way to each, then the texts, then the claims.
fn document(report: &Report) -> String {
    let view = View::new(&report.joint);
    let mut page = Page::default();
    frame::open(&mut page, report.joint.comparisons.first().map_or("", |c| name(&c.retelling)));
    page.raw("<body>\n<a class=\"skip\" href=\"#texts\">Skip to the texts</a>\n");
    masthead(&mut page, report);
    page.raw("<main>\n<div class=\"opening\">\n");
    verdict::write(&mut page, report);
    changes::write(&mut page, &view);
    page.raw("</div>\n");
    filters::write(&mut page, &view);
    texts::write(&mut page, report, &view);
    claims::write(&mut page, report);
    filters::legend(&mut page, &view);
    page.raw("</main>\n");
    foot::write(&mut page, report);
    frame::close(&mut page);
    page.finish()
}

fn masthead(page: &mut Page, report: &Report) {
    let Some(first) = report.joint.comparisons.first() else { return };
    page.raw("<header class=\"masthead\">\n<p class=\"brand\"><b>Retold</b> how one text was told again</p>\n<h1 dir=\"auto\">");
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
    page.raw("</header>\n");
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
