//! Results out: one writer an output. The only crate that defines a wire schema.
//!
//! A [`Report`] is a comparison with what its foot states; every [`Output`] has a [`ReportWriter`] that writes it.
//! The crate writes into what it is given: it opens no file, asks no clock and looks at no terminal. Its one way to
//! fail is the destination, so its writers return [`std::io::Result`] and it has no error of its own.

mod claims;
mod csv;
mod family;
mod html;
mod json;
mod layout;
mod output;
mod redact;
mod report;
mod terminal;
mod trace;

pub use claims::{ClaimsOf, ClaimsOutput, ClaimsReport};
pub use csv::CsvWriter;
pub use family::{FamilyOutput, FamilyReport, FamilyWriter};
pub use html::{
    FAMILY_STYLES, HtmlWriter, Page, SCRIPT, STYLE, write_claims_parts, write_comparison_foot, write_comparison_parts,
    write_comparison_titles, write_family_parts,
};
pub use json::{JsonWriter, write_article_json};
pub use layout::{letter, percent, share};
pub use output::{Output, ReportWriter};
pub use report::{Report, ReportSettings};
pub use terminal::{TerminalWriter, numbers, surety, write_article_text};
pub use trace::{TraceOutput, TraceReport};

#[cfg(test)]
#[path = "../tests/support/mod.rs"]
mod support;
#[cfg(test)]
use support::comparison as test_comparison;
