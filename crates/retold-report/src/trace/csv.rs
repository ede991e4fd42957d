//! Traces for a spreadsheet: one named source a row, by RFC 4180.

use std::io;

use super::TraceReport;
use crate::claims::quoted;

const COLUMNS: &str = "query,publisher,published,url,licensed,source,probability,coverage,words_taken,sentences,copies,\
                       source_headline,source_publisher,source_published";

/// Writes the line of names.
pub(super) fn head(out: &mut dyn io::Write) -> io::Result<()> {
    write!(out, "{COLUMNS}\r\n")
}

/// Writes a row for each named source.
pub(super) fn write(report: &TraceReport, out: &mut dyn io::Write) -> io::Result<()> {
    let text = |field: &Option<String>| field.clone().unwrap_or_default();
    for source in &report.trace.sources {
        let row = [
            report.trace.id.clone(),
            text(&report.publisher),
            text(&report.published),
            text(&report.url),
            report.licensed.map_or("", |yes| if yes { "yes" } else { "no" }).to_owned(),
            source.article.id.clone(),
            format!("{:.4}", source.probability),
            format!("{:.3}", source.coverage),
            format!("{:.0}", source.coverage * report.words as f64),
            source.sentences.iter().map(usize::to_string).collect::<Vec<_>>().join(" "),
            source.copies.join(" "),
            text(&source.article.headline),
            text(&source.article.publisher),
            text(&source.article.published),
        ];
        write!(out, "{}\r\n", row.map(|field| quoted(&one_line(&field))).join(","))?;
    }
    Ok(())
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
