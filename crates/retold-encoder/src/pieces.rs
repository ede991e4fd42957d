//! WordPiece: the longest piece first, as BERT splits words.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::bytes::Hash;
use crate::table::Table;

/// A longer run of letters is no word; BERT draws the line at the same place.
const LONGEST_WORD: usize = 100;

/// Bytes that a piece may have at most; the table's longest name is shorter, which a test holds.
const LONGEST_PIECE: usize = 64;

/// What marks a piece that continues a word.
const CONTINUED: &[u8] = b"##";

/// The word without accents, as BERT's tokenizer folds it.
pub(crate) fn strip_accents(word: &str) -> Cow<'_, str> {
    if word.is_ascii() {
        return Cow::Borrowed(word);
    }
    Cow::Owned(word.nfd().filter(|c| !is_combining_mark(*c)).collect())
}

/// Gives `take` the rows of the pieces of `word`; punctuation parts it and has no piece.
pub(crate) fn each_piece(table: &Table, word: &str, mut take: impl FnMut(usize)) {
    for part in word.split(|c: char| !c.is_alphanumeric()) {
        if part.len() <= LONGEST_WORD && split(table, part, |_| ()) {
            split(table, part, &mut take);
        }
    }
}

/// Splits one run of letters and digits; false where some stretch of it has no piece.
fn split(table: &Table, part: &str, mut take: impl FnMut(usize)) -> bool {
    let mut start = 0;
    while start < part.len() {
        let before = if start == 0 { b"".as_slice() } else { CONTINUED };
        let Some((row, length)) = longest(table, before, &part[start..]) else { return false };
        take(row);
        start += length;
    }
    true
}

/// The longest piece that `rest` starts with, and its length.
fn longest(table: &Table, before: &[u8], rest: &str) -> Option<(usize, usize)> {
    let limit = table.longest().min(LONGEST_PIECE);
    let mut hashes = [(0, Hash::START); LONGEST_PIECE];
    let mut hash = Hash::START.with(before);
    let mut known = 0;
    for (at, c) in rest.char_indices() {
        let end = at + c.len_utf8();
        if end > limit {
            break;
        }
        hash = hash.with(&rest.as_bytes()[at..end]);
        hashes[known] = (end, hash);
        known += 1;
    }
    let ends = hashes[..known].iter().rev();
    ends.filter_map(|(end, hash)| Some((table.find(*hash, before, &rest.as_bytes()[..*end])?, *end))).next()
}
