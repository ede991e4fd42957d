//! The list of changes, each with a way to its place, and the notes beside the texts.

use std::collections::BTreeSet;

use retold::Comparison;
use retold::change::Change;

use super::badge;
use super::page::Page;
use crate::layout::{Index, Side, View, change_count, change_words, share};

/// Most characters of either side that the list quotes; the text beside it has all of them.
const QUOTED: usize = 64;

/// Writes the list of changes, in the order of the retelling.
pub(super) fn write(page: &mut Page, view: &View) {
    let comparison = &view.comparison;
    page.raw("<section class=\"changes\" aria-labelledby=\"changes\">\n<h2 id=\"changes\">");
    page.text(&change_count(&comparison.changes)).raw("</h2>\n");
    list(page, view);
    page.raw("</section>\n");
}

/// Writes the list alone.
pub(super) fn list(page: &mut Page, view: &View) {
    let comparison = &view.comparison;
    page.raw("<ol class=\"list\">\n");
    for (index, change) in comparison.changes.iter().enumerate() {
        page.raw("<li").attribute("class", change.gravity.name()).numbers("data-change", [index]);
        page.attribute("data-kind", change.kind.name())
            .raw("><a")
            .leads_to(&format!("c{}", index + 1))
            .raw("><span class=\"no\">")
            .value(index + 1);
        page.raw("</span> <span class=\"kind\">")
            .text(change.kind.name())
            .raw("</span> <span class=\"fromto\" dir=\"auto\">");
        if view.several() && change.source.is_some() {
            badge(page, view.changed[index]);
        }
        from_to(page, comparison, change);
        page.raw("</span></a></li>\n");
    }
    page.raw("</ol>\n");
}

fn from_to(page: &mut Page, comparison: &Comparison, change: &Change) {
    let (source, retelling) = change_words(comparison, change);
    match source {
        Some(source) => page.raw("<del>").text(&shortened(source)).raw("</del>"),
        None => page.raw("<i>nothing</i>"),
    };
    page.raw(" <span aria-hidden=\"true\">→</span><span class=\"unseen\">became</span> <ins>");
    page.text(&shortened(retelling)).raw("</ins>");
}

/// Writes the notes of a row: one for every change whose retelling sentence stands in it.
pub(super) fn notes(page: &mut Page, index: &Index<'_>, sentences: &[usize]) {
    let here = sentences.iter().flat_map(|sentence| index.changes(Side::Retelling, *sentence));
    let here: BTreeSet<usize> = here.copied().collect();
    if here.is_empty() {
        return;
    }
    page.raw("<ul class=\"notes\">");
    for at in here {
        let change = &index.comparison.changes[at];
        let number = at + 1;
        page.raw("<li").place(&format!("n{number}")).attribute("class", change.gravity.name());
        page.numbers("data-change", [at]).raw("><a class=\"no\"").leads_to(&format!("c{number}"));
        page.attribute("aria-label", &format!("Change {number}: to its place in the text")).raw(">").value(number);
        page.raw("</a><span class=\"kind\">").text(change.kind.name()).raw("</span> <span class=\"sure\">");
        page.text(&share(f64::from(change.confidence))).raw("</span><br>").text(&change.explanation).raw("</li>");
    }
    page.raw("</ul>");
}

/// The beginning of `text`, cut at a word where it is long.
fn shortened(text: &str) -> String {
    let Some((cut, _)) = text.char_indices().nth(QUOTED) else { return text.to_owned() };
    let end = text[..cut].rfind(' ').unwrap_or(cut);
    format!("{} …", &text[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_quotations_are_cut_at_a_word() {
        assert_eq!(shortened("short"), "short");
        let cut = shortened(&"word ".repeat(40));
        assert!(cut.ends_with("word …") && cut.chars().count() <= QUOTED + 2, "{cut}");
        assert!(shortened(&"é".repeat(200)).chars().count() <= QUOTED + 2);
    }
}
