//! JSON Lines: one article a line, an object with at least an id and a text; see `record.rs` for the names of fields.
//!
//! A blank line is skipped. A line that is no article is named by its number, and the next one is read.

use crate::html::LARGEST_PAGE;
use crate::lines::{Line, Lines};
use crate::record::{self, MOST_FIELDS, Record, Stated};
use crate::{ReadError, ninjs};
use retold::Article;
use serde::de::{Deserialize, Deserializer, Error, MapAccess, Visitor};
use serde_json::value::RawValue;
use std::fmt;
use std::io::BufRead;

/// The most bytes that are read as one record of a file: as many as of one page.
pub const LARGEST_RECORD: usize = LARGEST_PAGE;

/// The articles of `input`, line by line.
pub(crate) fn read<R: BufRead>(input: R, place: &str) -> impl Iterator<Item = Result<Article, ReadError>> + use<R> {
    let mut lines = Lines::new(input, LARGEST_RECORD);
    let place = place.to_owned();
    let mut broken = false;
    std::iter::from_fn(move || {
        while !broken {
            let number = lines.number() + 1;
            match lines.next() {
                Ok(None) => return None,
                Ok(Some(Line::Whole(line))) => {
                    let line = if number == 1 { line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line) } else { line };
                    if !line.trim_ascii().is_empty() {
                        return Some(from_line(line, || format!("{place}:{number}")));
                    }
                }
                Ok(Some(Line::TooLong)) => {
                    return Some(Err(ReadError::TooLarge {
                        place: format!("{place}:{number}"),
                        limit: LARGEST_RECORD,
                    }));
                }
                Err(cause) => {
                    broken = true;
                    return Some(Err(ReadError::Unreadable { place: place.clone(), cause }));
                }
            }
        }
        None
    })
}

fn from_line(line: &[u8], place: impl Fn() -> String) -> Result<Article, ReadError> {
    let bad = |cause: String| ReadError::bad_record(place(), cause, line);
    let object: Object<'_> = serde_json::from_slice(line).map_err(|e| bad(not_json(&e)))?;
    from_object(object).map_err(bad)
}

/// The article of an object: one of ours, or a ninjs item.
pub(crate) fn from_object(object: Object<'_>) -> Result<Article, String> {
    if ninjs::is_ninjs(&object) {
        return ninjs::article(object);
    }
    record::article(Record(object.0.into_iter().map(|(name, value)| (name, Stated::raw(value))).collect()))
}

/// What is wrong with JSON, by its column; the line is part of the place already.
pub(crate) fn not_json(error: &serde_json::Error) -> String {
    let said = error.to_string();
    let cause = said.rsplit_once(" at line ").map_or(said.as_str(), |(cause, _)| cause);
    match error.is_data() {
        true => cause.to_owned(),
        false => format!("not JSON: {cause} at byte {}", error.column()),
    }
}

/// A JSON object whose values stay as they were written: whatever is in them costs no more memory than its bytes.
pub(crate) struct Object<'o>(pub(crate) Vec<(String, &'o RawValue)>);

impl<'de> Deserialize<'de> for Object<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Fields;
        impl<'de> Visitor<'de> for Fields {
            type Value = Object<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object with an id and a text")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut fields = Vec::new();
                while let Some(field) = map.next_entry()? {
                    if fields.len() >= MOST_FIELDS {
                        return Err(A::Error::custom(format!("more than {MOST_FIELDS} fields")));
                    }
                    fields.push(field);
                }
                Ok(Object(fields))
            }
        }
        deserializer.deserialize_map(Fields)
    }
}
