//! What an article mentions: numbers, dates, names, places and quotations, each with where it stands.
//!
//! Knows the reading of one article and nothing of another, of alignment or of change.

mod amount;
mod bound;
mod gazetteer;
mod name;
mod name_run;
mod name_words;
mod number;
mod numeral;
mod same_name;
mod spot;
mod unit;

pub use gazetteer::PlaceKind;
pub use name::{Entity, Name, NameKind, Names, names};
pub use number::{Agreement, Bound, Form, Number, agreement, numbers};
pub use same_name::same_name;
pub use spot::Spot;
pub use unit::Unit;

/// Entries of a list that stands as data beside this file: one a line, `#` for a remark.
fn entries(list: &'static str) -> impl Iterator<Item = &'static str> {
    list.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'))
}
