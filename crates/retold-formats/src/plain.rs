//! Plain text: the article is the file.
//!
//! A file in UTF-8 becomes the body byte for byte, line ends as they are, so that offsets into the body are offsets
//! into the file. Only a byte order mark is left out: with one, offsets into the file are three bytes greater. A file
//! in another encoding is converted, which a note on the article says, and offsets then refer to the converted text.

use crate::{
    ReadError,
    bounded::read_bounded,
    decode::{Declared, decode},
};
use retold::Article;
use std::io::Read;

/// The most bytes that are read as one text: some 2.5 million words, a hundred times the longest news feature.
pub const LARGEST_TEXT: usize = 16 << 20;

pub(crate) fn read(input: impl Read, place: &str) -> Result<Article, ReadError> {
    from_bytes(read_bounded(input, place, LARGEST_TEXT)?, place)
}

pub(crate) fn from_bytes(bytes: Vec<u8>, place: &str) -> Result<Article, ReadError> {
    let nothing = |cause: &str| ReadError::NoArticle { place: place.to_owned(), cause: cause.to_owned() };
    if bytes.is_empty() {
        return Err(nothing("the input is empty"));
    }
    let decoded = decode(bytes, place, Declared::Nowhere)?;
    if !decoded.text.contains(char::is_alphanumeric) {
        return Err(nothing("not one word in it"));
    }
    let mut article = Article::new(place, decoded.text);
    article.notes.extend(decoded.note);
    Ok(article)
}
