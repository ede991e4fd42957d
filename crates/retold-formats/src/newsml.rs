//! NewsML-G2 of the IPTC: news items by themselves or in a news message, with their text inline as XHTML, NITF or plain.
//!
//! The stream is cut at the tags of news items, and one item is held at a time. The time of publication is that of the
//! version. Entities that a document defines are not expanded.

mod cut;
mod facts;

use self::cut::{NewsItems, Piece};
use crate::decode::{Declared, decode};
use crate::error::ReadError;
use crate::json_lines::LARGEST_RECORD;
use crate::record;
use retold::Article;
use std::io::BufRead;

/// The news items of `input`.
pub(crate) fn read<R: BufRead>(input: R, place: &str) -> impl Iterator<Item = Result<Article, ReadError>> + use<R> {
    let place = place.to_owned();
    let mut items = NewsItems::new(input, LARGEST_RECORD);
    let mut number = 0;
    std::iter::from_fn(move || {
        let piece = match items.next() {
            Ok(piece) => piece?,
            Err(cause) => return Some(Err(ReadError::Unreadable { place: place.clone(), cause })),
        };
        number += 1;
        let at = format!("{place}: item {number}");
        Some(match piece {
            Piece::Whole(xml, encoding) => article(xml, encoding.as_deref(), at),
            Piece::TooLarge => Err(ReadError::TooLarge { place: at, limit: LARGEST_RECORD }),
        })
    })
}

fn article(xml: &[u8], encoding: Option<&str>, place: String) -> Result<Article, ReadError> {
    let declared = encoding.map_or(Declared::Nowhere, Declared::ByServer);
    let decoded = decode(xml.to_vec(), &place, declared)?;
    let read = facts::fields(&decoded.text).and_then(record::article);
    let mut article = read.map_err(|cause| ReadError::bad_record(place, cause, xml))?;
    article.notes.extend(decoded.note);
    Ok(article)
}
