//! IPTC ninjs, news in JSON, of the generations 1 to 3: one item, a list of items, or items one after another.
//!
//! A JSON file may hold records of ours in the same shapes; they are read too. The time of publication is that of the
//! version, because the text is. Of several bodies the first with mark-up is taken, for its paragraphs.

use crate::error::ReadError;
use crate::html;
use crate::json_lines::{LARGEST_RECORD, Object, from_object, not_json};
use crate::json_values::{JsonValues, Value};
use crate::record::{self, Record, Stated};
use retold::Article;
use serde::Deserialize;
use std::io::BufRead;

/// The items of `input`, one after another.
pub(crate) fn read<R: BufRead>(input: R, place: &str) -> impl Iterator<Item = Result<Article, ReadError>> + use<R> {
    let place = place.to_owned();
    let mut values = JsonValues::new(input, LARGEST_RECORD);
    std::iter::from_fn(move || {
        let value = match values.next() {
            Ok(value) => value?,
            Err(cause) => return Some(Err(ReadError::Unreadable { place: place.clone(), cause })),
        };
        let at = |line: usize| format!("{place}:{line}");
        Some(match value {
            Value::Whole(line, text) => {
                let bad = |cause: String| ReadError::bad_record(at(line), cause, text);
                let object: Result<Object<'_>, _> = serde_json::from_slice(text);
                object.map_err(|e| bad(not_json(&e))).and_then(|object| from_object(object).map_err(bad))
            }
            Value::TooLarge(line) => Err(ReadError::TooLarge { place: at(line), limit: LARGEST_RECORD }),
        })
    })
}

/// Whether an object is a ninjs item and no record of ours.
pub(crate) fn is_ninjs(object: &Object<'_>) -> bool {
    let named = |name: &str| object.0.iter().any(|(n, _)| n.eq_ignore_ascii_case(name));
    let has_body = || object.0.iter().any(|(name, _)| name.starts_with("body_"));
    named("uri") && !named("text") && (named("versioncreated") || named("bodies") || named("headlines") || has_body())
}

/// Text with a role, as the generations 2 and 3 write headlines and bodies.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Part {
    role: String,
    #[serde(alias = "contentType")]
    contenttype: String,
    value: String,
}

/// The article of a ninjs item, or what is wrong with it.
pub(crate) fn article(object: Object<'_>) -> Result<Article, String> {
    let mut fields: Vec<(String, Stated<'_>)> = Vec::with_capacity(object.0.len());
    let (mut marked_up, mut plain) = (None, None);
    let mut first_created = None;
    for (name, value) in object.0 {
        let stated = Stated::raw(value);
        let lower = name.to_ascii_lowercase();
        let renamed = match lower.as_str() {
            "uri" => "id",
            "by" => "byline",
            "versioncreated" => "published",
            "copyrightholder" => "publisher",
            "copyrightnotice" => "credits",
            "firstcreated" => {
                first_created = Some(stated);
                continue;
            }
            "headlines" => {
                fields.extend(headline(value.get()).map(|text| ("headline".to_owned(), Stated::Text(text))));
                continue;
            }
            "bodies" => {
                let parts: Vec<Part> = serde_json::from_str(value.get()).unwrap_or_default();
                take_bodies(parts, &mut marked_up, &mut plain);
                continue;
            }
            "body_text" => {
                plain = stated.text();
                continue;
            }
            "byline" | "headline" | "language" => lower.as_str(),
            _ if lower.starts_with("body_") => {
                marked_up = marked_up.or(stated.text());
                continue;
            }
            _ => name.as_str(),
        };
        fields.push((renamed.to_owned(), stated));
    }
    if let Some(time) = first_created {
        let is_dated = fields.iter().any(|(name, _)| name == "published");
        fields.push((if is_dated { "firstcreated" } else { "published" }.to_owned(), time));
    }
    let marked_up = marked_up.map(|markup| html::fragment_text(&markup)).transpose()?;
    let text = marked_up.filter(|text| !text.is_empty()).or(plain).ok_or("no body in the ninjs item")?;
    fields.push(("text".to_owned(), Stated::Text(text)));
    let mut article = record::article(Record(fields))?;
    if article.id.starts_with("http") {
        article.url.get_or_insert_with(|| article.id.clone());
    }
    Ok(article)
}

/// The main headline, or the first.
fn headline(json: &str) -> Option<String> {
    let parts: Vec<Part> = serde_json::from_str(json).unwrap_or_default();
    let main = parts.iter().position(|part| part.role == "main").unwrap_or(0);
    parts.into_iter().nth(main).map(|part| part.value)
}

/// The first body with mark-up and the first without.
fn take_bodies(parts: Vec<Part>, marked_up: &mut Option<String>, plain: &mut Option<String>) {
    for part in parts {
        let kind = part.contenttype.to_ascii_lowercase();
        let slot = if kind.contains("html") || kind.contains("xml") || kind.contains("nitf") {
            &mut *marked_up
        } else {
            &mut *plain
        };
        slot.get_or_insert(part.value);
    }
}
