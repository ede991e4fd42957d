//! What every output for a person shows, before it is drawn: rows, marks and the words of the verdict. Knows neither
//! terminals nor HTML.

mod copied;
mod index;
mod marks;
mod phrases;
mod rows;
mod said;
mod view;
mod visible;

pub(crate) use copied::{COPIED_WORDS, copied_runs};
pub(crate) use index::Index;
pub(crate) use marks::{Mark, Piece, Side, pieces, retelling_marks, source_marks};
pub(crate) use phrases::{
    change_count, change_words, credit_words, direction_words, followed_words, headline, name, tampering_words,
    verdict_words,
};
pub use phrases::{percent, share};
pub(crate) use rows::{Row, RowKind, rows};
pub(crate) use said::{Fate, SaidRow, lost_speakers, said_rows, same_speaker};
pub use view::letter;
pub(crate) use view::{View, language};
pub(crate) use visible::{Glyph, code_points, glyph};
