//! What identifies the report: the texts, the program, the settings, the time.

use super::page::Page;
use crate::layout::letter;
use crate::report::{Report, ReportSettings};

/// Writes the foot.
pub(super) fn write(page: &mut Page, report: &Report) {
    page.raw("<dl>\n");
    for (article, sha256) in report.source_sha256.iter().enumerate() {
        let several = report.source_sha256.len() > 1;
        let whose = if several { format!("source {}’s", letter(article)) } else { "the source’s".into() };
        entry(page, &format!("SHA-256 of {whose} text as read"), sha256, true);
    }
    entry(page, "SHA-256 of the retelling’s text as read", &report.retelling_sha256, true);
    made(page, &report.settings);
    let redacted = if report.settings.redact { "words outside the evidence replaced by blocks" } else { "full texts" };
    entry(page, "Settings", redacted, false);
    page.raw("</dl>\n<p>Retold finds out how one text was made from another. Whether that was right is for people to say.</p>\n");
}

/// By what and when it was written.
pub(super) fn made(page: &mut Page, settings: &ReportSettings) {
    entry(page, "Made by", &settings.program, false);
    if let Some(time) = &settings.written_at {
        entry(page, "Written", time, false);
    }
}

/// One line of a foot.
pub(super) fn entry(page: &mut Page, label: &str, value: &str, code: bool) {
    page.raw("<div><dt>").text(label).raw("</dt><dd>");
    if code {
        page.raw("<code>").text(value).raw("</code>");
    } else {
        page.text(value);
    }
    page.raw("</dd></div>\n");
}
