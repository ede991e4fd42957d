//! The texts in rows, with notes beside them.

use std::collections::BTreeSet;

use retold::text::{FurnitureKind, Reading};

use super::page::Page;
use super::sentence::{self, MarkedSentence};
use super::{badge, changes, tone};
use crate::layout::{Index, Row, Side, View, headline, language, letter, retelling_marks, rows, share, source_marks};
use crate::report::Report;

/// Writes the texts as a table: the sources, the retelling, the notes. Roles are said again because a phone's layout
/// takes the table apart.
pub(super) fn write(page: &mut Page, report: &Report, view: &View) {
    let index = Index::new(view);
    page.raw("<table")
        .place("texts")
        .raw(" role=\"table\" aria-label=\"The texts side by side\">\n<thead role=\"rowgroup\"><tr role=\"row\">");
    for head in [if view.several() { "Sources" } else { "Source" }, "Retelling", "What changed"] {
        page.raw("<th role=\"columnheader\" scope=\"col\">").text(head).raw("</th>");
    }
    page.raw("</tr></thead>\n<tbody role=\"rowgroup\">\n");
    headlines(page, report);
    furniture(page, report, true);
    for row in rows(view) {
        write_row(page, &index, &row);
    }
    furniture(page, report, false);
    page.raw("</tbody>\n</table>\n");
}

fn headlines(page: &mut Page, report: &Report) {
    let comparisons = &report.joint.comparisons;
    let retelling = comparisons.first().and_then(|c| headline(&c.retelling));
    let sources: Vec<Option<&str>> = comparisons.iter().map(|c| headline(&c.source)).collect();
    if retelling.is_none() && sources.iter().all(Option::is_none) {
        return;
    }
    page.raw("<tr role=\"row\" class=\"headlines\"><td role=\"cell\" dir=\"auto\" class=\"source\">");
    for (article, text) in sources.iter().enumerate() {
        page.raw("<h3>");
        if sources.len() > 1 {
            badge(page, article);
        }
        page.text(text.unwrap_or_default()).raw("</h3>");
    }
    page.raw("</td><td role=\"cell\" dir=\"auto\" class=\"retelling\"><h3>").text(retelling.unwrap_or_default());
    page.raw("</h3></td><td role=\"cell\" class=\"beside\"></td></tr>\n");
}

/// Bylines and datelines stand above the first sentence, credits and copyright lines below the last.
fn furniture(page: &mut Page, report: &Report, above: bool) {
    let comparisons = &report.joint.comparisons;
    let retelling = comparisons.first().map(|c| parts(&c.retelling, above)).unwrap_or_default();
    let sources: Vec<Vec<_>> = comparisons.iter().map(|c| parts(&c.source, above)).collect();
    if retelling.is_empty() && sources.iter().all(Vec::is_empty) {
        return;
    }
    page.raw("<tr role=\"row\" class=\"furniture\"><td role=\"cell\" dir=\"auto\" class=\"source\">");
    for (article, (_, text)) in sources.iter().enumerate().flat_map(|(n, s)| s.iter().map(move |part| (n, part))) {
        page.raw("<p>");
        if sources.len() > 1 {
            badge(page, article);
        }
        page.text(text).raw("</p>");
    }
    page.raw("</td><td role=\"cell\" dir=\"auto\" class=\"retelling\">");
    for (_, text) in &retelling {
        page.raw("<p>").text(text).raw("</p>");
    }
    page.raw("</td><td role=\"cell\" class=\"beside\">");
    for (article, (parts, comparison)) in sources.iter().zip(comparisons).enumerate() {
        let here: BTreeSet<FurnitureKind> = parts.iter().map(|(kind, _)| *kind).collect();
        let left_out = here.iter().filter(|kind| comparison.furniture_dropped.contains(kind));
        let left_out: Vec<&str> = left_out.map(|kind| kind.name()).collect();
        if !left_out.is_empty() {
            page.raw("<p class=\"gone\">");
            if sources.len() > 1 {
                badge(page, article);
            }
            page.raw("left out: ").text(&left_out.join(", ")).raw("</p>");
        }
    }
    page.raw("</td></tr>\n");
}

/// The furniture above or below the sentences: as the text has it, else as it is known from outside the text.
fn parts(reading: &Reading, above: bool) -> Vec<(FurnitureKind, String)> {
    let article = &reading.article;
    let first = reading.sentences.first().map_or(usize::MAX, |sentence| sentence.span.start);
    let within = reading.furniture.iter().filter(|part| (part.span.start < first) == above);
    let mut parts: Vec<_> = within.map(|part| (part.kind, part.span.of(&article.body).to_owned())).collect();
    let has = |kind| reading.furniture.iter().any(|part| part.kind == kind);
    if above && !article.byline.is_empty() && !has(FurnitureKind::Byline) {
        parts.insert(0, (FurnitureKind::Byline, format!("By {}", article.byline.join(", "))));
    }
    if !above {
        parts.extend(reading.credits_around().map(|(kind, line)| (kind, line.to_owned())));
    }
    parts
}

fn write_row(page: &mut Page, index: &Index<'_>, row: &Row) {
    let comparison = index.comparison;
    let tags = row.tags(comparison);
    let names: Vec<&str> = tags.iter().map(|(name, _)| *name).collect();
    page.raw("<tr role=\"row\"").attribute("class", &format!("row {}", names.first().copied().unwrap_or_default()));
    page.attribute("data-relations", &names.join(" "));
    let several = index.view.several().then_some(row.article).filter(|_| !row.source.is_empty());
    if let Some(article) = several {
        page.attribute("data-source", &letter(article));
    }
    page.raw("><td role=\"cell\"");
    page.attribute("class", &several.map_or("source".into(), |article| format!("source {}", tone(article))));
    page.raw(" dir=\"auto\"");
    of_language(page, index.view.languages.get(row.article).cloned().flatten());
    page.raw("><p>");
    for shown in &row.source {
        let marks = source_marks(index, row, *shown);
        let of = MarkedSentence { side: Side::Source, number: shown.sentence, marks: &marks, again: shown.again };
        sentence::write(page, index, &of);
    }
    page.raw("</p></td><td role=\"cell\" class=\"retelling\" dir=\"auto\"");
    of_language(page, language(&comparison.retelling));
    page.raw("><p>");
    for &number in &row.retelling {
        let marks = retelling_marks(index, row, number);
        let of = MarkedSentence { side: Side::Retelling, number, marks: &marks, again: false };
        sentence::write(page, index, &of);
    }
    page.raw("</p></td><td role=\"cell\" class=\"beside\">");
    write_tags(page, &tags, row.moved);
    also(page, index, row);
    changes::notes(page, index, &row.retelling);
    page.raw("</td></tr>\n");
}

/// Where other sources tell the same.
fn also(page: &mut Page, index: &Index<'_>, row: &Row) {
    let view = index.view;
    let others: BTreeSet<usize> = row.retelling.iter().flat_map(|sentence| view.parallels(*sentence)).collect();
    if !view.several() || others.is_empty() {
        return;
    }
    page.raw("<p class=\"also\">also in ");
    for other in others {
        page.raw("<a").attribute("class", &format!("from {}", tone(view.article_of(other))));
        page.leads_to(&format!("s{}", other + 1)).raw(">").text(&view.source_number(other)).raw("</a> ");
    }
    page.raw("</p>");
}

fn of_language(page: &mut Page, tag: Option<String>) {
    if let Some(tag) = tag {
        page.attribute("lang", &tag);
    }
}

fn write_tags(page: &mut Page, tags: &[(&'static str, Option<f64>)], moved: bool) {
    page.raw("<p class=\"tags\">");
    for (name, similarity) in tags {
        page.raw("<span").attribute("class", &format!("tag {name}")).raw(">").text(name).raw("</span> ");
        if let Some(similarity) = similarity {
            page.raw("<span class=\"sure\" title=\"how sure the link is\">").text(&share(*similarity)).raw("</span> ");
        }
    }
    if moved {
        page.raw("<span class=\"tag moved\" title=\"breaks the order that the source has\">moved</span>");
    }
    page.raw("</p>");
}
