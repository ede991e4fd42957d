//! Web pages: the article in the page, and what the page says about it.
//!
//! The body is the main text as a reader sees it: paragraphs parted by a blank line, items of a list on lines of their
//! own, block quotations kept, without the headline (which goes to its own field), menus, captions, boxes of other
//! stories, requests to subscribe. Credits and copyright lines go to [`retold::Article::credits`].

mod byline;
mod facts;
mod furniture;
mod json_ld;
mod lean;
mod lists;
mod main_text;
mod nesting;
mod paragraph;
mod prune;
mod walk;
mod weight;

use crate::ReadError;
use crate::bounded::read_bounded;
use crate::decode::{Declared, decode};
use dom_query::Document;
use retold::Article;
use std::io::Read;

/// The most bytes that are read as one page, ten times the largest of 92 measured ones.
pub const LARGEST_PAGE: usize = 16 << 20;

/// The most bytes of a page without its scripts, styles and comments: what is parsed. Of the measured pages none has
/// more than 0.2 MB. The worst mark-up of this size costs 10 seconds (`&amp` all through) or 800 MB (`<`).
pub const LARGEST_MARKUP: usize = 4 << 20;

/// How deep elements may stand inside one another. Browsers stop at 512.
pub const DEEPEST_PAGE: usize = 256;

pub(crate) fn read(input: impl Read, place: &str) -> Result<Article, ReadError> {
    from_bytes(read_bounded(input, place, LARGEST_PAGE)?, place, None)
}

/// The article of a page that a server sent, with the encoding that the server named.
pub(crate) fn from_bytes(bytes: Vec<u8>, place: &str, charset: Option<&str>) -> Result<Article, ReadError> {
    let nothing = |cause: &str| ReadError::NoArticle { place: place.to_owned(), cause: cause.to_owned() };
    if bytes.is_empty() {
        return Err(nothing("the input is empty"));
    }
    let decoded = decode(bytes, place, charset.map_or(Declared::InPage, Declared::ByServer))?;
    if let Some(line) = nesting::too_deep(&decoded.text, DEEPEST_PAGE) {
        return Err(ReadError::TooDeep { place: place.to_owned(), line, limit: DEEPEST_PAGE });
    }
    let markup = lean::lean(&decoded.text);
    if markup.len() > LARGEST_MARKUP {
        return Err(ReadError::TooLarge { place: place.to_owned(), limit: LARGEST_MARKUP });
    }
    let mut article = from_markup(markup, place).ok_or_else(|| nothing("no running text in the page"))?;
    article.notes.extend(decoded.note);
    Ok(article)
}

/// The article of a page that is neither too large nor too deep.
fn from_markup(markup: String, id: &str) -> Option<Article> {
    let page = Document::from(markup);
    let described = json_ld::described(&page);
    let facts = facts::facts(&page, &described);
    let main = main_text::main_text(page, &facts, described.body.as_deref())?;
    let mut article = Article::new(id, main.body);
    article.headline = facts.headline;
    article.byline = if facts.byline.is_empty() { main.byline } else { facts.byline };
    article.publisher = facts.publisher;
    article.published = facts.published.or(main.published);
    article.language = facts.language;
    article.credits = facts.credits;
    for credit in main.credits {
        if !article.credits.contains(&credit) {
            article.credits.push(credit);
        }
    }
    article.url = facts.url;
    article.outbound = main.outbound;
    Some(article)
}

/// The text of mark-up that is all article: of a feed's entry, of a news item. Nothing is pruned.
pub(crate) fn fragment_text(markup: &str) -> Result<String, String> {
    if let Some(line) = nesting::too_deep(markup, DEEPEST_PAGE) {
        return Err(format!("elements nested more than {DEEPEST_PAGE} deep on line {line} of the text"));
    }
    let markup = lean::lean(markup);
    if markup.len() > LARGEST_MARKUP {
        return Err(format!("a text with mark-up larger than {} MiB", LARGEST_MARKUP >> 20));
    }
    Ok(main_text::join(&paragraph::paragraphs(&Document::fragment(markup).root())))
}

/// Splits statements of authorship, "By Ada Quill and Tom Reed, The Harbour Post", into people and newsrooms.
pub(crate) fn split_names(statements: &[String], publisher: Option<&str>) -> (Vec<String>, Vec<String>) {
    let names = byline::split_names(statements, publisher);
    (names.people, names.newsrooms)
}

/// Whether ASCII text is the beginning of a web page: a document type, a root element, or its first tags.
pub(crate) fn looks_like_html(head: &[u8]) -> bool {
    let head = head.to_ascii_lowercase();
    let mut rest = head.trim_ascii_start();
    while let Some(after) = rest.strip_prefix(b"<!--").or_else(|| rest.strip_prefix(b"<?xml")) {
        let Some(end) = memchr::memchr(b'>', after) else { return false };
        rest = after[end + 1..].trim_ascii_start();
    }
    let openings: [&[u8]; 10] =
        [b"<!doctype html", b"<html", b"<head", b"<body", b"<meta ", b"<title>", b"<article", b"<div", b"<p>", b"<h1"];
    openings.iter().any(|opening| rest.starts_with(opening))
}
