//! The fields of an archived article.

use tantivy::schema::{FAST, Field, INDEXED, STORED, STRING, Schema};

/// The fields by name.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Fields {
    /// The article's id, exact.
    pub(crate) id: Field,
    /// Its keys.
    pub(crate) keys: Field,
    /// How many keys it has.
    pub(crate) length: Field,
    /// Its publisher in lower case.
    pub(crate) publisher: Field,
    /// Its language tag.
    pub(crate) language: Field,
    /// Its series.
    pub(crate) series: Field,
    /// The day of publication as a number, 20250216; 0 when it is not known.
    pub(crate) day: Field,
    /// The article itself.
    pub(crate) article: Field,
}

/// The schema of an archive.
pub(crate) fn schema() -> (Schema, Fields) {
    let mut schema = Schema::builder();
    let fields = Fields {
        id: schema.add_text_field("id", STRING),
        keys: schema.add_u64_field("keys", INDEXED),
        length: schema.add_u64_field("length", FAST),
        publisher: schema.add_text_field("publisher", STRING),
        language: schema.add_text_field("language", STRING),
        series: schema.add_text_field("series", STRING),
        day: schema.add_u64_field("day", FAST),
        article: schema.add_bytes_field("article", STORED),
    };
    (schema.build(), fields)
}

/// The day at the head of an RFC 3339 date as a number, 20250216; 0 for anything else.
pub(crate) fn day(published: Option<&str>) -> u64 {
    let digits: String = published.unwrap_or_default().chars().take(10).filter(char::is_ascii_digit).collect();
    if digits.len() == 8 { digits.parse().unwrap_or(0) } else { 0 }
}
