//! Units of measure: what makes "five years" and "60 months" one amount.

use std::collections::HashMap;
use std::sync::LazyLock;

/// A unit: what it measures, and how many of that dimension's base unit it is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Unit {
    /// "day", "metre", "pound", "share" ...: units of one dimension can be compared.
    pub dimension: &'static str,
    /// How many base units one of these is.
    pub factor: f64,
}

/// A share of a whole, as fractions state it.
pub(super) const WHOLE: Unit = Unit { dimension: "share", factor: 1.0 };
/// Per cent.
pub(super) const PER_CENT: Unit = Unit { dimension: "share", factor: 0.01 };
/// Percentage point.
pub(super) const POINT: Unit = Unit { dimension: "point", factor: 1.0 };
/// A year, in days.
pub(super) const YEAR: Unit = Unit { dimension: "day", factor: 365.2425 };

impl Unit {
    /// The unit that a lower-case word names.
    pub fn named(word: &str) -> Option<Unit> {
        static UNITS: LazyLock<HashMap<&'static str, Unit>> = LazyLock::new(units);
        UNITS.get(word).copied()
    }

    /// The currency of a sign.
    pub(super) fn of_sign(sign: char) -> Option<Unit> {
        let dimension = match sign {
            '$' => "dollar",
            '£' => "pound",
            '€' => "euro",
            '¥' => "yen",
            _ => return None,
        };
        Some(Unit { dimension, factor: 1.0 })
    }

    /// Whether it measures time.
    pub fn is_duration(self) -> bool {
        self.dimension == "day"
    }
}

fn units() -> HashMap<&'static str, Unit> {
    let mut units = HashMap::new();
    for line in super::entries(include_str!("english/units.txt")) {
        let mut parts = line.split(' ');
        let (Some(dimension), Some(factor)) = (parts.next(), parts.next()) else { continue };
        let factor = factor.parse().unwrap_or(1.0);
        units.extend(parts.map(|form| (form, Unit { dimension, factor })));
    }
    units
}
