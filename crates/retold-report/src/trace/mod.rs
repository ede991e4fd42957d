//! What a trace found, and the outputs that show it. One file an output.

mod csv;
mod json;

use std::io;

use retold::trace::{Trace, TraceSettings};

use crate::report::ReportSettings;
use crate::terminal::write_trace;

/// A trace with what its readers need to know beside it.
#[derive(Clone, Debug)]
pub struct TraceReport {
    /// What was found.
    pub trace: Trace,
    /// Publisher of the text that was traced.
    pub publisher: Option<String>,
    /// Its publication.
    pub published: Option<String>,
    /// Its address.
    pub url: Option<String>,
    /// How many words it has.
    pub words: usize,
    /// Whether its publisher may use the archive's articles; `None` when nobody said who may.
    pub licensed: Option<bool>,
    /// For each source the evidence, in words; empty when it was not looked for.
    pub evidence: Vec<Vec<String>>,
    /// Whether to show what was looked at and not named.
    pub explain: bool,
    /// How sources were looked for.
    pub looked_with: TraceSettings,
    /// How to write.
    pub settings: ReportSettings,
}

impl TraceReport {
    /// Words of the text that its sources explain.
    pub fn taken(&self) -> usize {
        let share: f64 = self.trace.sources.iter().map(|s| s.coverage).sum();
        (share.min(1.0) * self.words as f64).round() as usize
    }
}

/// Output formats of traces.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TraceOutput {
    /// For a person at a terminal.
    Terminal,
    /// For other programs, by the published schema: one object a line.
    Json,
    /// For a spreadsheet: one source a row.
    Csv,
}

impl TraceOutput {
    /// All outputs, in the order they are listed.
    pub const ALL: [TraceOutput; 3] = [Self::Terminal, Self::Json, Self::Csv];

    /// The word that stands for the output on a command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Terminal => "terminal",
            Self::Json => "json",
            Self::Csv => "csv",
        }
    }

    /// What the output is for, in a few words.
    pub fn meaning(self) -> &'static str {
        match self {
            Self::Terminal => "sources with reasons, for a person",
            Self::Json => "one object a line, for other programs",
            Self::Csv => "one source a row, for a spreadsheet",
        }
    }

    /// Writes what stands before the first trace.
    pub fn begin(self, out: &mut dyn io::Write) -> io::Result<()> {
        match self {
            Self::Csv => csv::head(out),
            Self::Terminal | Self::Json => Ok(()),
        }
    }

    /// Writes one trace.
    pub fn write(self, report: &TraceReport, out: &mut dyn io::Write) -> io::Result<()> {
        match self {
            Self::Terminal => write_trace(report, out),
            Self::Json => json::write(report, out),
            Self::Csv => csv::write(report, out),
        }
    }
}
