//! What an article mentions: numbers, dates, names, places and quotations, each with where it stands.
//!
//! Knows the reading of one article and nothing of another, of alignment or of change.

mod amount;
mod bound;
mod calendar;
mod date;
mod date_parse;
mod date_words;
mod fraction;
mod gazetteer;
mod name;
mod name_run;
mod name_words;
mod number;
mod numeral;
mod place;
mod quotation;
mod same_name;
mod spot;
mod unit;

pub use calendar::Day;
pub use date::{Date, DateAgreement, Edge, When, dates};
pub use date_words::{CalendarUnit, DayPart};
pub use gazetteer::PlaceKind;
pub use name::{Entity, Name, NameKind, Names, names};
pub use name_words::is_role;
pub use number::{Agreement, Bound, Form, Number, agreement, numbers};
pub use place::{PlaceName, place_named, places};
pub use quotation::{Quotation, quotations};
pub use same_name::{name_keys, same_name};
pub use spot::Spot;
pub use unit::Unit;

use crate::text::{Reading, Rules};

/// Entries of a list that stands as data beside this file: one a line, `#` for a remark.
fn entries(list: &'static str) -> impl Iterator<Item = &'static str> {
    list.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// Everything that an article mentions.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Mentions {
    /// Dates, in order.
    pub dates: Vec<Date>,
    /// Numbers that are no part of a date, in order.
    pub numbers: Vec<Number>,
    /// Names and what they name.
    pub names: Names,
    /// Places among the names, in order.
    pub places: Vec<PlaceName>,
    /// Quotations, by their beginnings.
    pub quotations: Vec<Quotation>,
}

impl Mentions {
    /// Finds what an article mentions. Linear in its length but for names that share a word.
    pub fn of(reading: &Reading, rules: &Rules) -> Mentions {
        let dates = dates(reading);
        let mut taken = vec![false; reading.tokens.len()];
        dates.iter().for_each(|d| taken[d.spot.first_token..d.spot.end_token].fill(true));
        let names = names(reading, rules, &taken);
        // "Half-Life 2" and "Six Nations" count nothing.
        names.mentions.iter().for_each(|n| taken[n.spot.first_token..n.spot.end_token].fill(true));
        let numbers = numbers(reading, &taken);
        Mentions { places: places(&names), quotations: quotations(reading), dates, numbers, names }
    }
}
