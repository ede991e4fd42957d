//! Fetches the bytes of one article and never more than a bound.

use crate::ReadError;
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
