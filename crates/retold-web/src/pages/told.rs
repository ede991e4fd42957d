//! A finding in words.

use retold_report::{Page, percent, share};
use retold_store::{Finding, Kind, Side};

use super::frame::{meter, time_of};
use crate::desk::{CAPTURE, Said};
use crate::fields::address;

/// Writes a finding as an entry of a list.
pub(super) fn summary(page: &mut Page, finding: &Finding) {
    page.raw("<p class=\"kicker\">").raw(kind(finding));
    if let Some(ruling) = finding.ruling {
        page.raw(" · <b>").text(ruling.name()).raw("</b>");
    }
    page.raw(" · found ");
    moment(page, finding.found_at);
    page.raw("</p>\n<h2 dir=\"auto\"><a")
        .attribute("href", &address("/watch/finding", [("id", finding.id.as_str())]))
        .raw(">");
    page.text(title(&finding.retelling)).raw("</a></h2>\n<p class=\"facts-line\" dir=\"auto\">");
    facts(page, &finding.retelling);
    page.raw("</p>\n");
    if finding.kind == Kind::Retelling {
        page.raw("<p dir=\"auto\">from <cite>").text(title(&finding.source)).raw("</cite> <span class=\"facts-line\">");
        facts(page, &finding.source);
        page.raw("</span></p>\n");
        figures(page, finding);
    }
    if let Some(first) = finding.summary.first() {
        page.raw("<p class=\"because\" dir=\"auto\">").text(first).raw("</p>\n");
    }
}

/// Writes a finding by itself, with ways to its texts and its evidence.
pub(super) fn whole(page: &mut Page, finding: &Finding) {
    page.raw("<header class=\"titles\">\n<p class=\"kicker\">").raw(kind(finding)).raw(" · found ");
    moment(page, finding.found_at);
    page.raw("</p>\n<h1 dir=\"auto\">")
        .text(title(&finding.retelling))
        .raw("</h1>\n<p class=\"facts-line\" dir=\"auto\">");
    facts(page, &finding.retelling);
    page.raw("</p>\n<p class=\"against\" dir=\"auto\">").raw(match finding.kind {
        Kind::Retelling => "retells <cite>",
        Kind::Revision => "was changed; before: <cite>",
    });
    page.text(title(&finding.source)).raw("</cite> <span class=\"facts-line\">");
    facts(page, &finding.source);
    page.raw("</span></p>\n</header>\n");
    let captures = [&finding.source, &finding.retelling].map(|side| format!("{CAPTURE}{}", side.capture));
    let compare = address("/compare", [("source", captures[0].as_str()), ("retelling", captures[1].as_str())]);
    page.raw("<nav class=\"tools\" aria-label=\"This finding\">\n<a")
        .attribute("href", &compare)
        .raw(">Compare side by side</a>\n<a download");
    page.attribute("href", &address("/watch/pack", [("id", finding.id.as_str())]))
        .raw(">Evidence pack</a>\n<a download");
    page.attribute("href", &address("/watch/pack", [("id", finding.id.as_str()), ("redact", "yes")]))
        .raw(">Evidence pack without the texts</a>\n</nav>\n");
    figures(page, finding);
    page.raw("<ul class=\"reasons\">\n");
    for reason in &finding.summary {
        page.raw("<li dir=\"auto\">").text(reason).raw("</li>\n");
    }
    page.raw("</ul>\n");
}

/// Writes rulings and notes, the oldest first.
pub(super) fn said(page: &mut Page, said: &Said) {
    if said.rulings.is_empty() && said.notes.is_empty() {
        return;
    }
    page.raw("<h2>What was said of it</h2>\n<ul class=\"rows\">\n");
    for (ruling, by, at) in &said.rulings {
        page.raw("<li dir=\"auto\"><b>").text(ruling.name()).raw("</b> <span class=\"facts-line\">");
        signed(page, by, *at);
        page.raw("</span></li>\n");
    }
    for note in &said.notes {
        page.raw("<li dir=\"auto\"><span class=\"words\">")
            .text(&note.words)
            .raw("</span><br><span class=\"facts-line\">");
        signed(page, &note.written_by, note.written_at);
        page.raw("</span></li>\n");
    }
    page.raw("</ul>\n");
}

fn signed(page: &mut Page, by: &str, at: i64) {
    if !by.is_empty() {
        page.text(by).raw(", ");
    }
    moment(page, at);
}

fn kind(finding: &Finding) -> &'static str {
    match finding.kind {
        Kind::Retelling => "Retelling",
        Kind::Revision if finding.silent => "Silent change",
        Kind::Revision => "Change",
    }
}

fn figures(page: &mut Page, finding: &Finding) {
    page.raw("<p class=\"share-line\">");
    meter(page, finding.coverage);
    page.raw(" <b>")
        .text(&share(finding.coverage))
        .raw("</b> of its words · probability ")
        .text(&percent(finding.probability));
    page.raw("</p>\n");
}

fn title(side: &Side) -> &str {
    side.headline.as_deref().unwrap_or(&side.article)
}

fn facts(page: &mut Page, side: &Side) {
    let mut between = "";
    if let Some(publisher) = &side.publisher {
        page.text(publisher);
        between = " · ";
    }
    if let Some(published) = &side.published {
        page.raw(between);
        time_of(page, published);
        between = " · ";
    }
    // Without a headline the name is the title already.
    if side.headline.is_some() {
        page.raw(between).raw("<span class=\"id\">").text(&side.article).raw("</span>");
    }
}

/// A time in seconds since 1970, to the minute.
pub(super) fn moment(page: &mut Page, seconds: i64) {
    match jiff::Timestamp::from_second(seconds) {
        Ok(time) => {
            let text = time.to_string();
            page.raw("<time")
                .attribute("datetime", &text)
                .raw(">")
                .text(text.get(..16).unwrap_or(&text).replace('T', " ").as_str());
            page.raw("</time>");
        }
        Err(_) => drop(page.value(seconds)),
    }
}
