//! What every document has around its body: policy, title, style and script.

use super::page::Page;
use super::policy;

/// The style of every document of this crate.
pub const STYLE: &str = include_str!("style.css");
/// The script of every document of this crate: lights up what belongs together, and filters.
pub const SCRIPT: &str = include_str!("script.js");

/// Opens a document up to its body.
pub(super) fn open(page: &mut Page, title: &str) {
    open_with(page, title, &[]);
}

/// Opens a document with styles of its own beside those that all have.
pub(super) fn open_with(page: &mut Page, title: &str, styles: &[&'static str]) {
    let styles = [&[STYLE], styles].concat();
    page.raw("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    page.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    page.raw("<meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"referrer\" content=\"no-referrer\">\n");
    page.raw("<meta http-equiv=\"Content-Security-Policy\"").attribute("content", &policy::policy(&styles, SCRIPT));
    page.raw(">\n<title>Retold: ").text(title).raw("</title>\n");
    for style in styles {
        page.raw("<style>").raw(style).raw("</style>\n");
    }
    page.raw("</head>\n");
}

/// Closes it behind the body's content.
pub(super) fn close(page: &mut Page) {
    page.raw("<script>").raw(SCRIPT).raw("</script>\n</body>\n</html>\n");
}
