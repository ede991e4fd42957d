//! The two texts in rows, with notes beside them.

use std::collections::BTreeSet;

use retold::Comparison;
use retold::text::{FurnitureKind, Reading};

use super::changes;
use super::page::Page;
use super::sentence::{self, MarkedSentence};
use crate::layout::{Index, Row, Side, headline, retelling_marks, rows, share, source_marks};

/// Writes both texts as a table: the source, the retelling, the notes. Roles are said again because a phone's layout
/// takes the table apart.
pub(super) fn write(page: &mut Page, comparison: &Comparison) {
    let index = Index::new(comparison);
    page.raw("<table id=\"texts\" role=\"table\" aria-label=\"The two texts side by side\">\n<thead role=\"rowgroup\"><tr role=\"row\">");
    for head in ["Source", "Retelling", "What changed"] {
        page.raw("<th role=\"columnheader\" scope=\"col\">").text(head).raw("</th>");
    }
    page.raw("</tr></thead>\n<tbody role=\"rowgroup\">\n");
    headlines(page, comparison);
    furniture(page, comparison, true);
    for row in rows(comparison) {
        write_row(page, &index, &row);
    }
    furniture(page, comparison, false);
    page.raw("</tbody>\n</table>\n");
}

fn headlines(page: &mut Page, comparison: &Comparison) {
    let sides = [("source", headline(&comparison.source)), ("retelling", headline(&comparison.retelling))];
    if sides.iter().all(|(_, text)| text.is_none()) {
        return;
    }
    page.raw("<tr role=\"row\" class=\"headlines\">");
    for (side, text) in sides {
        page.raw("<td role=\"cell\" dir=\"auto\"").attribute("class", side).raw("><h3>");
        page.text(text.unwrap_or_default()).raw("</h3></td>");
    }
    page.raw("<td role=\"cell\" class=\"beside\"></td></tr>\n");
}

/// Bylines and datelines stand above the first sentence, credits and copyright lines below the last.
fn furniture(page: &mut Page, comparison: &Comparison, above: bool) {
    let sides = [("source", parts(&comparison.source, above)), ("retelling", parts(&comparison.retelling, above))];
    if sides.iter().all(|(_, parts)| parts.is_empty()) {
        return;
    }
    page.raw("<tr role=\"row\" class=\"furniture\">");
    for (side, parts) in &sides {
        page.raw("<td role=\"cell\" dir=\"auto\"").attribute("class", side).raw(">");
        for (_, text) in parts {
            page.raw("<p>").text(text).raw("</p>");
        }
        page.raw("</td>");
    }
    page.raw("<td role=\"cell\" class=\"beside\">");
    let here: BTreeSet<FurnitureKind> = sides[0].1.iter().map(|(kind, _)| *kind).collect();
    let left_out = here.iter().filter(|kind| comparison.furniture_dropped.contains(kind));
    let left_out: Vec<&str> = left_out.map(|kind| kind.name()).collect();
    if !left_out.is_empty() {
        page.raw("<p class=\"gone\">left out: ").text(&left_out.join(", ")).raw("</p>");
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
    if !above && !has(FurnitureKind::Credits) && !has(FurnitureKind::Copyright) {
        parts.extend(article.credits.iter().map(|line| (FurnitureKind::Credits, line.clone())));
    }
    parts
}

fn write_row(page: &mut Page, index: &Index<'_>, row: &Row) {
    let comparison = index.comparison;
    let tags = row.tags(comparison);
    let names: Vec<&str> = tags.iter().map(|(name, _)| *name).collect();
    page.raw("<tr role=\"row\"").attribute("class", &format!("row {}", names.first().copied().unwrap_or_default()));
    page.attribute("data-relations", &names.join(" ")).raw("><td role=\"cell\" class=\"source\" dir=\"auto\"");
    language(page, &comparison.source);
    page.raw("><p>");
    for shown in &row.source {
        let marks = source_marks(index, row, *shown);
        let of = MarkedSentence { side: Side::Source, number: shown.sentence, marks: &marks, again: shown.again };
        sentence::write(page, index, &of);
    }
    page.raw("</p></td><td role=\"cell\" class=\"retelling\" dir=\"auto\"");
    language(page, &comparison.retelling);
    page.raw("><p>");
    for &number in &row.retelling {
        let marks = retelling_marks(index, row, number);
        let of = MarkedSentence { side: Side::Retelling, number, marks: &marks, again: false };
        sentence::write(page, index, &of);
    }
    page.raw("</p></td><td role=\"cell\" class=\"beside\">");
    write_tags(page, &tags, row.moved);
    changes::notes(page, index, &row.retelling);
    page.raw("</td></tr>\n");
}

fn language(page: &mut Page, reading: &Reading) {
    if let Some(tag) = reading.language.as_deref().or(reading.article.language.as_deref()) {
        page.attribute("lang", tag);
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
