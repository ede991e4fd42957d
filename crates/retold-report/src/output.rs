//! The outputs, and what each of them has to do.

use std::io;

use crate::csv::CsvWriter;
use crate::html::HtmlWriter;
use crate::json::JsonWriter;
use crate::report::Report;
use crate::terminal::TerminalWriter;

/// Writes a report in one output format.
pub trait ReportWriter {
    /// Writes the whole report to `out`. Fails only when `out` does.
    fn write(&self, report: &Report, out: &mut dyn io::Write) -> io::Result<()>;
}

/// Output formats of a comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Output {
    /// For a person at a terminal.
    Terminal,
    /// For other programs, by the published schema.
    Json,
    /// One self-contained file for a browser, for mailing and for print.
    Html,
    /// For a spreadsheet: one change a row.
    Csv,
}

impl Output {
    /// All outputs, in the order they are listed.
    pub const ALL: [Output; 4] = [Self::Terminal, Self::Json, Self::Html, Self::Csv];

    /// The word that stands for the output on a command line; also the usual extension of its files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Terminal => "terminal",
            Self::Json => "json",
            Self::Html => "html",
            Self::Csv => "csv",
        }
    }

    /// One line for a help text.
    pub fn meaning(self) -> &'static str {
        match self {
            Self::Terminal => "for a person at a terminal: side by side, in colour",
            Self::Json => "for other programs, by the published schema",
            Self::Html => "one self-contained file for a browser, for mailing and for print",
            Self::Csv => "for a spreadsheet: one change a row",
        }
    }

    /// What writes it.
    pub fn writer(self) -> &'static dyn ReportWriter {
        match self {
            Self::Terminal => &TerminalWriter,
            Self::Json => &JsonWriter,
            Self::Html => &HtmlWriter,
            Self::Csv => &CsvWriter,
        }
    }
}
