//! Filters, which only a browser that runs the script shows, and the legend. Both derive from the `ALL` lists.

use retold::align::Relation;
use retold::change::{ChangeKind, Gravity};

use super::page::Page;
use crate::layout::{COPIED_WORDS, RowKind, View, letter};

/// Writes the filters: by what was done to a sentence, by gravity and by kind of change.
pub(super) fn write(page: &mut Page, view: &View) {
    let comparison = &view.comparison;
    page.raw("<form id=\"filters\" hidden>\n<details><summary><b>Filter</b> <output id=\"state\" role=\"status\"></output></summary>\n");
    let rows = Relation::ALL.iter().map(|relation| relation.name()).chain(kinds(view).iter().map(|kind| kind.name()));
    choices(page, "Rows", "relation", rows);
    if view.several() {
        let letters: Vec<String> = (0..view.articles()).map(letter).collect();
        choices(page, "Sources", "source", letters.iter().map(String::as_str));
    }
    if !comparison.changes.is_empty() {
        let has = |gravity| comparison.changes.iter().any(|change| change.gravity == gravity);
        choices(
            page,
            "Gravity",
            "gravity",
            Gravity::ALL.into_iter().filter(|gravity| has(*gravity)).map(Gravity::name),
        );
        let occurs = |kind: &&ChangeKind| comparison.changes.iter().any(|change| change.kind == **kind);
        choices(page, "Changes", "kind", ChangeKind::ALL.iter().filter(occurs).map(|kind| kind.name()));
    }
    page.raw("<p class=\"state\"><label><input type=\"checkbox\" name=\"only\"> only rows with changes</label> ");
    page.raw("<button type=\"reset\">Show all</button></p>\n</details>\n</form>\n");
}

/// Kinds of rows that are no relation, as far as the view can have them.
fn kinds(view: &View) -> &'static [RowKind] {
    const KINDS: [RowKind; 3] = [RowKind::Dropped, RowKind::Added, RowKind::Parallel];
    &KINDS[..if view.several() { 3 } else { 2 }]
}

fn choices<'v>(page: &mut Page, title: &'static str, name: &'static str, values: impl Iterator<Item = &'v str>) {
    page.raw("<fieldset><legend>").raw(title).raw("</legend>");
    for value in values {
        page.raw("<label").attribute("class", value).raw("><input type=\"checkbox\" checked").attribute("name", name);
        page.attribute("value", value).raw("> ").text(value).raw(" <b></b></label> ");
    }
    page.raw("</fieldset>\n");
}

/// Writes what the marks mean.
pub(super) fn legend(page: &mut Page, view: &View) {
    page.raw("<details class=\"legend\"><summary>What the marks mean</summary>\n<div>\n<dl>\n");
    for relation in Relation::ALL {
        entry(page, "tag", relation.name(), relation.meaning());
    }
    for kind in kinds(view) {
        entry(page, "tag", kind.name(), kind.meaning());
    }
    if view.several() {
        page.raw("<dt><b class=\"from from0\">A</b> <b class=\"from from1\">B</b></dt><dd>the source</dd>\n");
    }
    entry(page, "tag", "moved", "breaks the order that the source has");
    page.raw("</dl>\n<dl>\n");
    for kind in ChangeKind::ALL {
        entry(page, "kind", kind.name(), kind.meaning());
    }
    page.raw("</dl>\n<dl>\n<dt><mark class=\"substance\">substance</mark></dt><dd>the meaning is another</dd>");
    page.raw("<dt><mark class=\"wording\">wording</mark></dt><dd>the words are others</dd>");
    page.raw("<dt><span class=\"copied\">underlined</span></dt><dd>at least ").value(COPIED_WORDS);
    page.raw(" words in a row that stand in both texts</dd><dt><span class=\"again\">pale</span></dt>");
    page.raw("<dd>a source sentence that a row above shows too</dd></dl>\n</div>\n</details>\n");
}

fn entry(page: &mut Page, class: &'static str, name: &'static str, meaning: &'static str) {
    page.raw("<dt><span").attribute("class", &format!("{class} {name}")).raw(">").raw(name).raw("</span></dt><dd>");
    page.raw(meaning).raw("</dd>\n");
}
