//! Parts of forms.

use retold_report::Page;

use crate::fields::Fields;
use crate::site::Site;

/// One side of a form: where a text comes from.
pub(super) struct Side {
    /// What its fields begin with.
    pub(super) prefix: &'static str,
    /// What it is called.
    pub(super) label: &'static str,
    /// Rows of its box.
    pub(super) rows: usize,
    /// Whether files may hold, and fields may name, several.
    pub(super) several: bool,
}

/// Writes a box for a text, with a file, an address and an id as other ways.
pub(super) fn side(page: &mut Page, site: &Site, side: &Side) {
    let name = |field: &str| format!("{}{field}", side.prefix);
    page.raw("<fieldset class=\"text-side\" data-drop>\n<legend>")
        .raw(side.label)
        .raw("</legend>\n<label class=\"unseen\"");
    page.attribute("for", &name("text")).raw(">").raw(side.label).raw(": paste the text</label>\n<textarea");
    page.attribute("id", &name("text")).attribute("name", &name("text")).attribute("rows", &side.rows.to_string());
    page.raw(" spellcheck=\"false\" dir=\"auto\" placeholder=\"Paste the text, or drop a file here\"></textarea>\n<div class=\"ways\">\n<p><label");
    page.attribute("for", &name("file")).raw(">or a file</label> <input type=\"file\"");
    page.attribute("id", &name("file")).attribute("name", &name("file"));
    if side.several {
        page.raw(" multiple");
    }
    page.raw("></p>\n");
    if site.fetches() {
        page.raw("<p><label").attribute("for", &name("url")).raw(">or an address</label> <input type=\"url\"");
        page.attribute("id", &name("url")).attribute("name", &name("url")).raw(" placeholder=\"https://\"></p>\n");
    }
    page.raw("<p><label").attribute("for", &name("id")).raw(">or an id of the archive</label> <input");
    page.attribute("id", &name("id"))
        .attribute("name", &name("id"))
        .raw(" autocomplete=\"off\"></p>\n</div>\n</fieldset>\n");
}

/// A field of a line with its label and its value so far.
pub(super) fn line(page: &mut Page, (name, label, kind): (&'static str, &'static str, &'static str), fields: &Fields) {
    page.raw("<p class=\"field\"><label").attribute("for", name).raw(">").raw(label).raw("</label><input");
    page.attribute("id", name).attribute("name", name).attribute("type", kind);
    page.attribute("value", fields.get(name).unwrap_or_default());
    page.raw(" autocomplete=\"off\"></p>\n");
}
