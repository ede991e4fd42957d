//! Finds the main text of a page and lays it out.
//!
//! Three steps, each of which takes what the next does worse: boxes are pruned by their names, the block that holds
//! the text is chosen by an extraction crate, and paragraphs that are no part of the text go by what they say.

use super::facts::{Facts, letters};
use super::furniture::{Cleared, clear};
use super::paragraph::{Layout, Paragraph, paragraphs};
use super::prune::prune;
use dom_query::Document;
use dom_smoothie::{Config, Readability};

/// The main text of a page with what its lines told.
#[derive(Debug, Default)]
pub(super) struct MainText {
    pub(super) body: String,
    pub(super) byline: Vec<String>,
    pub(super) published: Option<String>,
    pub(super) credits: Vec<String>,
    pub(super) outbound: Vec<String>,
}

/// Text shorter than this share of the publisher's own articleBody has lost part of the article.
const LOST_SHARE: f64 = 0.5;

/// An articleBody shorter than this many bytes is a summary.
const SHORTEST_STATED: usize = 400;

/// The main text, or None when the page holds none.
pub(super) fn main_text(page: Document, facts: &Facts, stated: Option<&str>) -> Option<MainText> {
    prune(&page);
    let (laid, outbound) = extract(page);
    let Cleared { paragraphs, byline, published, credits } = clear(laid, facts);
    let mut body = join(&paragraphs);
    let stated = stated.map(stated_body).filter(|s| s.len() >= SHORTEST_STATED);
    if let Some(stated) = stated.filter(|s| (body.len() as f64) < LOST_SHARE * s.len() as f64) {
        body = stated;
    }
    let found = body.contains(char::is_alphanumeric);
    found.then_some(MainText { body, byline, published, credits, outbound })
}

/// The paragraphs of the block that holds the text, and the addresses it links to.
fn extract(page: Document) -> (Vec<Paragraph>, Vec<String>) {
    let config = Config { keep_classes: true, disable_json_ld: true, ..Config::default() };
    let grabbed = Readability::with_document(page, None, Some(config)).and_then(|mut r| r.parse());
    let Ok(grabbed) = grabbed else { return (Vec::new(), Vec::new()) };
    let block = Document::fragment(grabbed.content);
    let mut outbound: Vec<String> = Vec::new();
    for link in block.root().descendants_it().filter(|n| n.has_name("a")).filter_map(|n| n.attr("href")) {
        let link = link.trim();
        if (link.starts_with("http://") || link.starts_with("https://")) && !outbound.iter().any(|o| o == link) {
            outbound.push(link.to_owned());
        }
    }
    (paragraphs(&block.root()), outbound)
}

/// Paragraphs stand apart by a blank line, lines of one list by a line end.
pub(super) fn join(paragraphs: &[Paragraph]) -> String {
    let mut body = String::new();
    let mut before: Option<Layout> = None;
    for paragraph in paragraphs {
        if let Some(before) = before {
            let same_list = before == Layout::Line && paragraph.layout == Layout::Line;
            body.push_str(if same_list { "\n" } else { "\n\n" });
        }
        body.push_str(&paragraph.text);
        before = Some(paragraph.layout);
    }
    body
}

/// The text of an articleBody, which may hold tags.
fn stated_body(stated: &str) -> String {
    if stated.contains("</") {
        return join(&paragraphs(&Document::fragment(stated).root()));
    }
    let lines = stated.lines().map(str::trim).filter(|line| !letters(line).is_empty());
    lines.map(|line| html_escape::decode_html_entities(line).into_owned()).collect::<Vec<_>>().join("\n\n")
}
