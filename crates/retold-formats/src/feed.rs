//! Feeds: RSS, Atom and JSON Feed; each entry an article with what the feed holds of its text.
//!
//! An entry's id is its own (a guid, an Atom id) or its address; the publisher and the language are the feed's where the
//! entry states none. A feed is one document and is held in memory as one.

use crate::bounded::{opened_late, read_bounded};
use crate::decode::{Declared, decode};
use crate::error::{ReadError, one_line};
use crate::html;
use crate::json_lines::LARGEST_RECORD;
use crate::record::{self, Record, Stated};
use crate::xml;
use feed_rs::model::{Entry, Feed, Link, Text};
use feed_rs::parser;
use retold::Article;
use std::io::BufRead;

/// How deep elements may stand inside one another; mark-up in a feed's texts is escaped or some ten deep.
const DEEPEST_FEED: usize = 128;

/// The entries of the feed in `input`.
pub(crate) fn read<'i>(
    input: impl BufRead + Send + 'i,
    place: &str,
) -> impl Iterator<Item = Result<Article, ReadError>> + Send + 'i {
    let place = place.to_owned();
    opened_late(move || Ok(Entries::of(parsed(input, &place)?, &place)))
}

/// The addresses of the entries of the feed in `input`, those that have one.
pub(crate) fn links(input: impl BufRead, place: &str) -> Result<Vec<String>, ReadError> {
    Ok(parsed(input, place)?.entries.iter().filter_map(|entry| address(&entry.links)).collect())
}

fn parsed(input: impl BufRead, place: &str) -> Result<Feed, ReadError> {
    let bytes = read_bounded(input, place, LARGEST_RECORD)?;
    let broken = |cause: String| ReadError::Unreadable {
        place: place.to_owned(),
        cause: std::io::Error::new(std::io::ErrorKind::InvalidData, format!("not a feed: {}", one_line(&cause))),
    };
    let mut text = decode(bytes, place, Declared::InPage)?.text;
    if !text.trim_start().starts_with('{') {
        text = without_declarations(&text);
        xml::check_depth(&text, DEEPEST_FEED).map_err(&broken)?;
    }
    let parser = parser::Builder::new().id_generator(|_, _, _| String::new()).build();
    parser.parse(text.as_bytes()).map_err(|e| broken(e.to_string()))
}

/// The text is decoded already, and a declaration of another encoding in its midst makes the parser panic.
fn without_declarations(xml: &str) -> String {
    let mut kept = String::with_capacity(xml.len());
    let mut rest = xml;
    while let Some(at) = rest.find("<?xml") {
        let end = rest[at..].find("?>").map_or(rest.len(), |end| at + end + 2);
        let is_declaration = rest[at + 5..].starts_with(|c: char| c.is_ascii_whitespace());
        kept.push_str(&rest[..if is_declaration { at } else { end }]);
        rest = &rest[end..];
    }
    kept + rest
}

/// The entries of a feed with what it says of all of them.
struct Entries {
    entries: std::vec::IntoIter<Entry>,
    place: String,
    number: usize,
    publisher: Option<String>,
    language: Option<String>,
    series: Option<String>,
}

impl Entries {
    fn of(feed: Feed, place: &str) -> Self {
        let title = feed.title.map(|text| text.content.trim().to_owned()).filter(|title| !title.is_empty());
        Self {
            entries: feed.entries.into_iter(),
            place: place.to_owned(),
            number: 0,
            publisher: title,
            language: feed.language,
            series: feed.links.first().map(|link| link.href.clone()),
        }
    }

    fn article(&self, entry: &Entry) -> Result<Article, String> {
        let link = address(&entry.links);
        let mut fields = Vec::new();
        let mut say = |name: &str, value: Option<String>| {
            fields.extend(value.map(|value| (name.to_owned(), Stated::Text(value))));
        };
        say("id", Some(entry.id.clone()).filter(|id| !id.is_empty()));
        say("url", link);
        say("headline", entry.title.as_ref().map(plain_text).transpose()?);
        say("published", entry.published.or(entry.updated).map(|time| time.to_rfc3339().replace("+00:00", "Z")));
        say("publisher", self.publisher.clone());
        say("language", entry.language.clone().or_else(|| self.language.clone()));
        say("series", self.series.clone());
        let content = entry.content.as_ref().and_then(|content| Some((content.body.as_ref()?, &content.content_type)));
        let whole = content.map(|(body, kind)| laid_out(body, kind.subty().as_str() != "plain")).transpose()?;
        let whole = whole.filter(|text| !text.is_empty());
        let is_summary = whole.is_none();
        say("text", whole.or(entry.summary.as_ref().map(plain_text).transpose()?));
        let authors: Vec<&str> = entry.authors.iter().filter_map(|person| person.name.as_deref()).collect();
        say("byline", Some(authors.join(" and ")).filter(|names| !names.is_empty()));
        let mut article = record::article(Record(fields))?;
        if is_summary {
            article.notes.push("the feed holds a summary only".to_owned());
        }
        Ok(article)
    }
}

impl Iterator for Entries {
    type Item = Result<Article, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        let entry = self.entries.next()?;
        self.number += 1;
        Some(self.article(&entry).map_err(|cause| {
            let title = entry.title.as_ref().map(|text| text.content.as_str()).unwrap_or_default();
            ReadError::bad_record(format!("{}: entry {}", self.place, self.number), cause, title.as_bytes())
        }))
    }
}

/// The address of the entry itself, not of a sound or a comment page.
fn address(links: &[Link]) -> Option<String> {
    let own = links.iter().find(|link| link.rel.as_deref().is_none_or(|rel| rel == "alternate"));
    own.or(links.first()).map(|link| link.href.clone())
}

fn plain_text(text: &Text) -> Result<String, String> {
    laid_out(&text.content, text.content_type.subty().as_str() != "plain")
}

/// Text without its mark-up; feeds often escape mark-up and call it plain.
fn laid_out(text: &str, is_marked_up: bool) -> Result<String, String> {
    let holds_tags = text.contains("</") || text.contains("<p>") || text.contains("<br");
    if is_marked_up || holds_tags { html::fragment_text(text) } else { Ok(text.trim().to_owned()) }
}
