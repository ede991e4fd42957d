//! What tracing a text found.

use retold::Article;
use retold::text::Reading;
use retold::trace::{Basis, Near, Reason, TracedSource};
use retold_report::{Page, TraceReport, letter, numbers, share, surety};

use super::frame::{facts_of, grouped, meter, title_of};
use crate::fields::address;

/// Sources have so many colours; they come round again, letters do not.
const TONES: usize = 6;
/// So many near ones are listed.
const NEAREST: usize = 6;

/// Writes the result for one text: its sources, the text with what each explains, and what came near.
pub(super) fn write(page: &mut Page, reference: &str, text: &Reading, report: &TraceReport) {
    let sources = &report.trace.sources;
    page.raw("<div class=\"found\">\n<header class=\"titles\">\n<p class=\"kicker\">Trace</p>\n<h1 dir=\"auto\">")
        .text(title_of(&text.article));
    page.raw("</h1>\n<p class=\"lead\">").text(&told(report)).raw("</p>\n</header>\n<div class=\"columns\">\n");
    page.raw("<section class=\"sources\" aria-labelledby=\"sources\">\n<h2 id=\"sources\">");
    page.raw(if sources.len() == 1 { "Source" } else { "Sources" }).raw("</h2>\n");
    if sources.is_empty() {
        page.raw("<p>None. What came nearest is listed below the text.</p>\n");
    }
    page.raw("<ol class=\"cards-down\">\n");
    for (n, source) in sources.iter().enumerate() {
        card(page, reference, (n, source), report.evidence.get(n).map_or(&[], Vec::as_slice));
    }
    page.raw("</ol>\n");
    if sources.len() > 1 {
        let ids = sources.iter().map(|source| ("source", source.article.id.as_str()));
        let place = address("/compare", ids.chain([("retelling", reference)]));
        page.raw("<p><a class=\"button\"").attribute("href", &place).raw(">Compare with all of them</a></p>\n");
    }
    page.raw("</section>\n");
    body(page, text, sources);
    page.raw("</div>\n");
    near(page, reference, report);
    page.raw("</div>\n");
}

/// In a sentence, what was found.
fn told(report: &TraceReport) -> String {
    let looked = report.trace.looked;
    let among = format!("among {} articles", grouped(looked.articles));
    match report.trace.sources.as_slice() {
        [] => format!("No source was found {among}."),
        [one] => format!("One source was found {among}. It explains {} of the text.", share(one.coverage)),
        several => {
            let all: f64 = several.iter().map(|source| source.coverage).sum();
            format!("{} sources were found {among}. They explain {} of the text.", several.len(), share(all.min(1.0)))
        }
    }
}

fn card(page: &mut Page, reference: &str, (n, source): (usize, &TracedSource), evidence: &[String]) {
    let article = &source.article;
    page.raw("<li")
        .attribute("class", &format!("card {}", tone(n)))
        .raw(">\n<h3 dir=\"auto\"><b class=\"from\">")
        .text(&letter(n));
    page.raw("</b> <a").attribute("href", &address("/archive/article", [("id", article.id.as_str())])).raw(">");
    page.text(title_of(article)).raw("</a></h3>\n<p class=\"facts-line\" dir=\"auto\">");
    facts_of(page, article);
    page.raw("</p>\n<p class=\"sure-line\">")
        .text(&capital(&surety(source.probability)))
        .raw("</p>\n<p class=\"share-line\">");
    meter(page, source.coverage);
    page.raw(" <b>").text(&share(source.coverage)).raw("</b> of the text");
    page.raw(match source.basis {
        Basis::Whole => "",
        Basis::Passage => ", as a passage",
    });
    if !source.sentences.is_empty() {
        page.raw(" <span class=\"quiet\">(sentences ").text(&numbers(&source.sentences)).raw(")</span>");
    }
    page.raw("</p>\n");
    if source.younger {
        page.raw("<p class=\"warning\">It was published after the text: it may rather be the retelling.</p>\n");
    }
    reasons(page, evidence);
    if !source.copies.is_empty() {
        page.raw("<p class=\"quiet\" dir=\"auto\">Copies of it: ").text(&source.copies.join(", ")).raw("</p>\n");
    }
    let place = address("/compare", [("source", article.id.as_str()), ("retelling", reference)]);
    page.raw("<p><a class=\"button\"")
        .attribute("href", &place)
        .raw(">Compare side by side<span class=\"unseen\"> with source ");
    page.text(&letter(n)).raw("</span></a></p>\n</li>\n");
}

/// The strongest evidence, and the rest for whoever asks.
fn reasons(page: &mut Page, evidence: &[String]) {
    let Some((first, rest)) = evidence.split_first() else { return };
    page.raw("<p class=\"because\" dir=\"auto\">").text(first).raw("</p>\n");
    if rest.is_empty() {
        return;
    }
    page.raw("<details><summary>").value(rest.len()).raw(if rest.len() == 1 {
        " more reason"
    } else {
        " more reasons"
    });
    page.raw("</summary>\n<ul class=\"reasons\">\n");
    for reason in rest {
        page.raw("<li dir=\"auto\">").text(reason).raw("</li>\n");
    }
    page.raw("</ul>\n</details>\n");
}

/// The text, each sentence in the colour of the source that explains it best.
fn body(page: &mut Page, text: &Reading, sources: &[TracedSource]) {
    page.raw("<section class=\"body\" aria-labelledby=\"text\">\n<h2 id=\"text\">The text</h2>\n<div class=\"prose\" dir=\"auto\"");
    if let Some(language) = &text.language {
        page.attribute("lang", language);
    }
    page.raw(">\n<p>");
    let whole = &text.article.body;
    let (mut paragraph, mut last) = (None, None);
    for (n, sentence) in text.sentences.iter().enumerate() {
        if paragraph.is_some_and(|before| before != sentence.paragraph) {
            page.raw("</p>\n<p>");
        }
        paragraph = Some(sentence.paragraph);
        let source = sources.iter().position(|source| source.sentences.contains(&n));
        match source {
            Some(source) => {
                page.raw("<span").attribute("class", &format!("explained {}", tone(source))).raw(">");
                if last != Some(source) {
                    page.raw("<b class=\"from\">").text(&letter(source)).raw("</b> ");
                }
                page.text(sentence.span.of(whole)).raw("</span> ");
            }
            None => {
                page.text(sentence.span.of(whole)).raw(" ");
            }
        }
        last = source;
    }
    page.raw("</p>\n</div>\n</section>\n");
}

fn near(page: &mut Page, reference: &str, report: &TraceReport) {
    if report.trace.near.is_empty() {
        return;
    }
    page.raw("<details class=\"near\"");
    if report.trace.sources.is_empty() {
        page.raw(" open");
    }
    page.raw("><summary>What came near and is not named</summary>\n<ul class=\"rows\">\n");
    for near in report.trace.near.iter().take(NEAREST) {
        let place = address("/compare", [("source", near.article.id.as_str()), ("retelling", reference)]);
        page.raw("<li dir=\"auto\"><a")
            .attribute("href", &place)
            .raw(">")
            .text(title_of(&near.article))
            .raw("</a> <span class=\"facts-line\">");
        facts_of(page, &near.article);
        page.raw("</span><br><span class=\"quiet\">").text(&why(near)).raw("</span></li>\n");
    }
    page.raw("</ul>\n</details>\n");
}

fn why(near: &Near) -> String {
    let linked = match near.sentences.len() {
        0 => "no sentence has a counterpart in it".to_owned(),
        1 => "one sentence has a counterpart in it".to_owned(),
        n => format!("{n} sentences have a counterpart in it"),
    };
    match &near.reason {
        Reason::Unlike => format!("{:.2}: {linked}, and the telling is another", near.probability),
        Reason::Explained(by) => {
            format!("{:.2} by itself: {linked}, but {by} explains them better; both may come from it", near.alone)
        }
    }
}

/// Writes the result for one of several texts.
pub(super) fn line(page: &mut Page, reference: &str, text: &Article, report: &TraceReport) {
    page.raw("<li>\n<h2 dir=\"auto\"><a").attribute("href", &address("/trace", [("text", reference)])).raw(">");
    page.text(title_of(text)).raw("</a></h2>\n");
    if report.trace.sources.is_empty() {
        page.raw("<p class=\"quiet\">No source found.</p>\n");
    }
    for (n, source) in report.trace.sources.iter().enumerate() {
        page.raw("<p")
            .attribute("class", &tone(n))
            .raw(" dir=\"auto\"><b class=\"from\">")
            .text(&letter(n))
            .raw("</b> ");
        meter(page, source.coverage);
        page.raw(" <b>").text(&share(source.coverage)).raw("</b> ").text(title_of(&source.article));
        page.raw(", <span class=\"quiet\">").text(&surety(source.probability)).raw("</span></p>\n");
    }
    page.raw("</li>\n");
}

fn tone(source: usize) -> String {
    format!("from{}", source % TONES)
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
