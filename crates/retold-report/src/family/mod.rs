//! Families with their stemmata, and the outputs that show them. One file an output.
//!
//! A program makes a [`FamilyReport`] of each family, asks its [`FamilyWriter`] which comparisons it would show beside
//! it, and writes one family after another. Most outputs are written as families come; those that need all of them (SVG
//! and HTML) keep what they draw, not the texts, and write it at the end.
//!
//! ```
//! use retold_report::{FamilyOutput, FamilyReport, FamilyWriter, ReportSettings};
//! # fn told(reports: Vec<FamilyReport>, compare: impl Fn(&retold::Article, &retold::Article) -> retold::Comparison) -> std::io::Result<Vec<u8>> {
//! let mut out = Vec::new();
//! let mut writer = FamilyWriter::new(FamilyOutput::Html, ReportSettings::default());
//! for mut report in reports {
//!     for [source, retelling] in writer.comparisons(&report) {
//!         let comparison = compare(&report.articles[&source], &report.articles[&retelling]);
//!         report.comparisons.push(comparison);
//!     }
//!     writer.write(&report, &mut out)?;
//! }
//! writer.finish(&mut out)?;
//! # Ok(out)
//! # }
//! ```

mod annotation;
mod csv;
mod dot;
mod followed;
mod graphml;
mod jsonl;
mod moment;
mod newick;
mod output;
mod plots;
mod report;
mod rows;
mod svg;
mod tally;
mod tei;
mod timeline;
mod tree;
mod writer;

pub(crate) use followed::{alterations, listed};
pub(crate) use moment::lasted;
pub(crate) use plots::{delays, publishers, sizes};
pub(crate) use rows::{Row, rows};
pub(crate) use svg::{NARROW, STYLE as STEMMA_STYLE, WIDE, legend as draw_legend, stemma};
pub(crate) use tally::Tally;
pub(crate) use tree::{Node, Tree};

/// A share or probability between 0 and 1, whatever was given for one.
fn part(x: f64) -> f64 {
    if x.is_finite() { x.clamp(0.0, 1.0) } else { 0.0 }
}

pub use output::FamilyOutput;
pub use report::FamilyReport;
pub use writer::FamilyWriter;
