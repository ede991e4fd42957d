//! What the surroundings say about how to write: width, colour, time.

use std::env;
use std::io::{self, IsTerminal};

use jiff::{Timestamp, Unit};
use retold_report::ReportSettings;

use crate::arguments::Colour;

/// Columns when nothing says how many there are.
const USUAL_WIDTH: usize = 100;

/// Columns of the terminal: as asked for, else those it has, else those `COLUMNS` names.
pub(crate) fn width(asked: Option<u16>) -> usize {
    let own = || terminal_size::terminal_size().map(|(width, _)| width.0);
    let named = || env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    asked.or_else(own).or_else(named).filter(|width| *width > 0).map_or(USUAL_WIDTH, usize::from)
}

/// Whether to colour what goes to standard output.
pub(crate) fn colour(asked: Colour) -> bool {
    match asked {
        Colour::Always => true,
        Colour::Never => false,
        Colour::Auto => {
            let refused = env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
            let dumb = env::var_os("TERM").is_some_and(|term| term == "dumb");
            io::stdout().is_terminal() && !refused && !dumb
        }
    }
}

/// Settings for a report written now by this program.
pub(crate) fn settings() -> ReportSettings {
    ReportSettings { written_at: Some(now()), ..ReportSettings::default() }
}

/// The present time, to the second; `SOURCE_DATE_EPOCH` sets it for output that is the same every time.
pub(crate) fn now() -> String {
    let set = env::var("SOURCE_DATE_EPOCH").ok().and_then(|seconds| seconds.parse().ok());
    let time = set.and_then(|seconds| Timestamp::from_second(seconds).ok()).unwrap_or_else(Timestamp::now);
    time.round(Unit::Second).unwrap_or(time).to_string()
}
