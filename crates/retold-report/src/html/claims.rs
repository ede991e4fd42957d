//! The section of a comparison's report that says who said what in both texts, and whose words were lost.

use retold::attribution::Claim;
use retold::text::Reading;

use super::badge;
use super::page::Page;
use crate::claims::{claim_notes, content, one_line};
use crate::layout::{Fate, SaidRow, letter, lost_speakers, said_rows};
use crate::report::Report;

/// Writes the section, when the report has claims.
pub(super) fn write(page: &mut Page, report: &Report) {
    let rows = said_rows(&report.joint, &report.claims);
    if rows.is_empty() {
        return;
    }
    page.raw("<section class=\"claims\" aria-labelledby=\"claims\">\n<h2 id=\"claims\">Who said what</h2>\n<p class=\"counts\">");
    page.text(&counts(&rows)).raw("</p>\n");
    lost(page, report);
    page.raw("<table role=\"table\" aria-labelledby=\"claims\">\n<thead role=\"rowgroup\"><tr role=\"row\">");
    for head in
        [if report.joint.comparisons.len() > 1 { "Sources" } else { "Source" }, "Retelling", "What became of it"]
    {
        page.raw("<th role=\"columnheader\" scope=\"col\">").text(head).raw("</th>");
    }
    page.raw("</tr></thead>\n<tbody role=\"rowgroup\">\n");
    for row in &rows {
        write_row(page, report, row);
    }
    page.raw("</tbody>\n</table>\n</section>\n");
}

/// "4 kept · 1 without its speaker · 2 left out".
fn counts(rows: &[SaidRow]) -> String {
    let count = |fate: Fate| rows.iter().filter(|row| row.fate == fate).count();
    let said = Fate::ALL.into_iter().filter(|fate| count(*fate) > 0);
    said.map(|fate| format!("{} {}", count(fate), fate.name())).collect::<Vec<_>>().join(" · ")
}

/// Who of each source says nothing any more.
fn lost(page: &mut Page, report: &Report) {
    let Some((retelling, sources)) = report.claims.split_last() else { return };
    for (article, own) in sources.iter().enumerate() {
        let lost = lost_speakers(own, retelling);
        if lost.is_empty() || !report.joint.follows.contains(&Some(article)) {
            continue;
        }
        let of = if sources.len() > 1 { format!(" of {}", letter(article)) } else { String::new() };
        page.raw("<p class=\"lost\" dir=\"auto\"><b>").text(&format!("Speakers lost{of}:")).raw("</b> ");
        page.text(&lost.iter().map(|who| one_line(who)).collect::<Vec<_>>().join(", ")).raw("</p>\n");
    }
}

fn write_row(page: &mut Page, report: &Report, row: &SaidRow) {
    let comparisons = &report.joint.comparisons;
    page.raw("<tr role=\"row\"")
        .attribute("class", row.fate.class())
        .raw("><td role=\"cell\" dir=\"auto\" class=\"source\">");
    for (article, claim) in &row.sources {
        let claim = report.claims.get(*article).and_then(|own| own.get(*claim));
        if let Some((claim, comparison)) = claim.zip(comparisons.get(*article)) {
            page.raw("<p>");
            if comparisons.len() > 1 {
                badge(page, *article);
            }
            said(page, claim, &comparison.source);
            page.raw("</p>");
        }
    }
    page.raw("</td><td role=\"cell\" dir=\"auto\" class=\"retelling\">");
    let claim = row.retelling.and_then(|n| report.claims.last()?.get(n));
    if let Some((claim, comparison)) = claim.zip(comparisons.first()) {
        page.raw("<p>");
        said(page, claim, &comparison.retelling);
        page.raw("</p>");
    }
    page.raw("</td><td role=\"cell\" class=\"beside\"><span").attribute("class", &format!("tag {}", row.fate.class()));
    page.raw(">").text(row.fate.name()).raw("</span></td></tr>\n");
}

/// Writes a claim: who says it, how, what, and how firmly.
pub(super) fn said(page: &mut Page, claim: &Claim, reading: &Reading) {
    let body = &reading.article.body;
    let who = claim.who.as_deref().map_or("Nobody named".to_owned(), one_line);
    page.raw("<b class=\"who\">").text(&who).raw("</b> ");
    if let Some(cue) = claim.cue {
        page.raw("<i class=\"cue\">").text(&one_line(cue.of(body))).raw("</i> ");
    }
    page.text(&content(claim, body));
    let notes = claim_notes(claim);
    if !notes.is_empty() {
        page.raw(" <span class=\"how\">").text(&notes.join(", ")).raw("</span>");
    }
}
