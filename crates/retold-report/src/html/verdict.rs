//! The verdicts with what speaks for them.

use retold::text::Reading;
use retold::{Comparison, verdict::Verdict};

use super::badge;
use super::page::Page;
use crate::layout::{
    credit_words, direction_words, followed_words, letter, name, percent, share, tampering_words, verdict_words,
};
use crate::report::Report;

/// Writes the verdict, one for every source.
pub(super) fn write(page: &mut Page, report: &Report) {
    let joint = &report.joint;
    let several = joint.comparisons.len() > 1;
    page.raw("<div class=\"verdicts\">\n");
    for (article, comparison) in joint.comparisons.iter().enumerate() {
        let id = if several { format!("verdict-{}", letter(article)) } else { "verdict".into() };
        page.raw("<section class=\"verdict\"").attribute("aria-labelledby", &id).raw(">\n<h2").attribute("id", &id);
        page.raw(">");
        if several {
            badge(page, article);
        }
        page.raw("<span class=\"words\">").text(verdict_words(&comparison.verdict));
        page.raw("</span> <span class=\"figure\">")
            .text(&percent(comparison.verdict.probability))
            .raw("</span></h2>\n");
        if several {
            page.raw("<p class=\"direction\" dir=\"auto\"><cite>").text(name(&comparison.source)).raw("</cite>: ");
            page.text(&followed_words(&joint.follows, article)).raw(".</p>\n");
        }
        one(page, comparison, !several || article == 0);
        page.raw("</section>\n");
    }
    page.raw("</div>\n");
}

/// What is behind one verdict; what is said of the retelling alone only once.
fn one(page: &mut Page, comparison: &Comparison, first: bool) {
    let verdict = &comparison.verdict;
    if let Some(words) = direction_words(verdict) {
        page.raw("<p class=\"direction\">").text(&capital(&words)).raw(".</p>\n");
    }
    coverage(page, verdict);
    if !verdict.evidence.is_empty() {
        page.raw("<h3>Evidence</h3>\n<ol class=\"evidence\">\n");
        for sentence in &verdict.evidence {
            page.raw("<li>").text(sentence).raw("</li>\n");
        }
        page.raw("</ol>\n");
    }
    page.raw("<dl class=\"facts\">\n");
    fact(page, "Credit", &credit_words(comparison));
    if !comparison.furniture_dropped.is_empty() {
        let kinds: Vec<&str> = comparison.furniture_dropped.iter().map(|kind| kind.name()).collect();
        fact(page, "Left out", &kinds.join(", "));
    }
    for place in verdict.tampering.iter().filter(|_| first) {
        fact(page, "Tampering", &tampering_words(place, &comparison.retelling.article.body));
    }
    notes(page, comparison, first);
    page.raw("</dl>\n");
}

/// Two bars: how much of each text the links explain.
fn coverage(page: &mut Page, verdict: &Verdict) {
    page.raw("<ul class=\"coverage\">\n");
    let of = verdict.coverage;
    for (side, words, part) in
        [("source", "of the source taken up", of.source), ("retelling", "of the retelling explained", of.retelling)]
    {
        let part = if part.is_finite() { part.clamp(0.0, 1.0) } else { 0.0 };
        page.raw("<li")
            .attribute("class", side)
            .raw("><svg viewBox=\"0 0 100 6\" preserveAspectRatio=\"none\" aria-hidden=\"true\">");
        page.raw("<rect class=\"track\" width=\"100\" height=\"6\"/><rect class=\"fill\" height=\"6\"");
        page.attribute("width", &format!("{:.1}", part * 100.0)).raw("/></svg> <b>");
        page.text(&share(part)).raw("</b> ").text(words).raw("</li>\n");
    }
    page.raw("</ul>\n");
}

/// What weakens the comparison, and what had to be done to read the texts.
fn notes(page: &mut Page, comparison: &Comparison, first: bool) {
    for note in &comparison.notes {
        fact(page, "Note", note);
    }
    let sides = [("Source", &comparison.source), ("Retelling", &comparison.retelling)];
    for (label, reading) in sides.into_iter().take(if first { 2 } else { 1 }) {
        fact(page, label, &origin(reading));
        for note in &reading.article.notes {
            fact(page, "", note);
        }
    }
}

/// Where an article comes from, as far as it is known.
fn origin(reading: &Reading) -> String {
    let article = &reading.article;
    let byline = article.byline.join(", ");
    let known = [
        Some(article.id.as_str()),
        Some(byline.as_str()).filter(|byline| !byline.is_empty()),
        article.publisher.as_deref(),
        article.published.as_deref(),
        article.url.as_deref(),
    ];
    known.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

fn fact(page: &mut Page, label: &str, text: &str) {
    page.raw("<div><dt>").text(label).raw("</dt><dd dir=\"auto\">").text(text).raw("</dd></div>\n");
}

/// `text` with its first letter a capital.
fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
