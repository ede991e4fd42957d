//! One self-contained HTML file that can be mailed, archived and printed: no script, font or picture from anywhere.

mod changes;
mod filters;
mod foot;
mod page;
mod policy;
mod sentence;
mod texts;
mod verdict;

use std::io;

use retold::text::Reading;

use crate::layout::headline;
use crate::output::ReportWriter;
use crate::report::Report;
use page::Page;

/// Writes a comparison as one HTML document.
#[derive(Clone, Copy, Debug, Default)]
pub struct HtmlWriter;

const STYLE: &str = include_str!("style.css");
const SCRIPT: &str = include_str!("script.js");

impl ReportWriter for HtmlWriter {
    fn write(&self, report: &Report, out: &mut dyn io::Write) -> io::Result<()> {
        out.write_all(document(report).as_bytes())
    }
}

/// The whole document. The verdict comes first, then the changes with a way to each, then the texts.
fn document(report: &Report) -> String {
    let mut page = Page::default();
    head(&mut page, report);
    page.raw("<body>\n<a class=\"skip\" href=\"#texts\">Skip to the two texts</a>\n");
    masthead(&mut page, report);
    page.raw("<main>\n<div class=\"opening\">\n");
    verdict::write(&mut page, &report.comparison);
    changes::write(&mut page, &report.comparison);
    page.raw("</div>\n");
    filters::write(&mut page, &report.comparison);
    texts::write(&mut page, &report.comparison);
    filters::legend(&mut page);
    page.raw("</main>\n");
    foot::write(&mut page, report);
    page.raw("<script>").raw(SCRIPT).raw("</script>\n</body>\n</html>\n");
    page.finish()
}

fn head(page: &mut Page, report: &Report) {
    page.raw("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    page.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    page.raw("<meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"referrer\" content=\"no-referrer\">\n");
    page.raw("<meta http-equiv=\"Content-Security-Policy\"").attribute("content", &policy::policy(STYLE, SCRIPT));
    page.raw(">\n<title>Retold: ").text(name(&report.comparison.retelling)).raw("</title>\n<style>");
    page.raw(STYLE).raw("</style>\n</head>\n");
}

fn masthead(page: &mut Page, report: &Report) {
    let (source, retelling) = (&report.comparison.source, &report.comparison.retelling);
    page.raw("<header class=\"masthead\">\n<p class=\"brand\"><b>Retold</b> how one text was told again</p>\n<h1 dir=\"auto\">");
    page.text(name(retelling)).raw("</h1>\n<p class=\"against\" dir=\"auto\">held against <cite>");
    page.text(name(source)).raw("</cite>");
    for known in [&source.article.publisher, &source.article.published].into_iter().flatten() {
        page.raw(", ").text(known);
    }
    page.raw("</p>\n</header>\n");
}

/// What an article goes by: its headline, else its name.
fn name(reading: &Reading) -> &str {
    headline(reading).unwrap_or(&reading.article.id)
}
