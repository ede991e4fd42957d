//! What identifies the report: the texts, the program, the settings, the time.

use super::page::Page;
use crate::report::Report;

/// Writes the foot.
pub(super) fn write(page: &mut Page, report: &Report) {
    page.raw("<footer>\n<dl>\n");
    entry(page, "SHA-256 of the source’s text as read", &report.source_sha256, true);
    entry(page, "SHA-256 of the retelling’s text as read", &report.retelling_sha256, true);
    entry(page, "Made by", &report.settings.program, false);
    if let Some(time) = &report.settings.written_at {
        entry(page, "Written", time, false);
    }
    let redacted = if report.settings.redact { "words outside the evidence replaced by blocks" } else { "full texts" };
    entry(page, "Settings", redacted, false);
    page.raw("</dl>\n<p>Retold finds out how one text was made from another. Whether that was right is for people to say.</p>\n");
    page.raw("</footer>\n");
}

fn entry(page: &mut Page, label: &'static str, value: &str, code: bool) {
    page.raw("<div><dt>").raw(label).raw("</dt><dd>");
    if code {
        page.raw("<code>").text(value).raw("</code>");
    } else {
        page.text(value);
    }
    page.raw("</dd></div>\n");
}
