//! Reads one input: never more than a bound, and not before it is asked for.

use crate::ReadError;
use retold::Article;
use std::io::Read;

/// All bytes of `input`, or an error as soon as there are more than `limit`.
pub(crate) fn read_bounded(input: impl Read, place: &str, limit: usize) -> Result<Vec<u8>, ReadError> {
    let mut bytes = Vec::new();
    input
        .take(limit as u64 + 1)
        .read_to_end(&mut bytes)
        .map_err(|cause| ReadError::Unreadable { place: place.to_owned(), cause })?;
    if bytes.len() > limit {
        return Err(ReadError::TooLarge { place: place.to_owned(), limit });
    }
    Ok(bytes)
}

/// The articles of an input that is opened, or read to its end, when the first of them is asked for.
pub(crate) fn opened_late<I: Iterator<Item = Result<Article, ReadError>>>(
    open: impl FnOnce() -> Result<I, ReadError>,
) -> impl Iterator<Item = Result<Article, ReadError>> {
    let mut open = Some(open);
    let mut articles = None;
    std::iter::from_fn(move || {
        if let Some(open) = open.take() {
            match open() {
                Ok(opened) => articles = Some(opened),
                Err(error) => return Some(Err(error)),
            }
        }
        articles.as_mut()?.next()
    })
}
