//! JSON by the published schema (`schema/` in the repository). Knows nothing of how a person reads it.

mod several;
mod wire;

use std::io;

use retold::text::Reading;
use serde::Serialize;

pub(crate) use self::wire::{Article as WireArticle, WireChange, figure};
use crate::output::ReportWriter;
use crate::report::Report;

/// Writes a comparison as one JSON object and a line end.
#[derive(Clone, Copy, Debug, Default)]
pub struct JsonWriter;

impl ReportWriter for JsonWriter {
    fn write(&self, report: &Report, out: &mut dyn io::Write) -> io::Result<()> {
        match report.joint.comparisons.as_slice() {
            [only] => write_line(&wire::Comparison::of(only), out),
            _ => write_line(&several::Comparison::of(&report.joint), out),
        }
    }
}

/// Writes an article as Retold sees it: one JSON object on one line.
pub fn write_article_json(reading: &Reading, out: &mut dyn io::Write) -> io::Result<()> {
    write_line(&wire::Article::of(reading), out)
}

fn write_line(value: &impl Serialize, out: &mut dyn io::Write) -> io::Result<()> {
    serde_json::to_writer(&mut *out, value)?;
    out.write_all(b"\n")
}
