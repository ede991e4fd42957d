//! The changes of a comparison for a spreadsheet: one a row, by RFC 4180.

use std::io;

use retold::change::Place;
use retold::text::Reading;

use crate::claims::{one_line, quoted};
use crate::output::ReportWriter;
use crate::report::Report;

const COLUMNS: &str = "change,kind,gravity,confidence,source,source_text,source_sentence,source_start,source_end,\
                       retelling,retelling_text,retelling_sentence,retelling_start,retelling_end,explanation";

/// Writes one row a change under a line of names. Sentences count from 0, places are bytes of the texts as read.
#[derive(Clone, Copy, Debug, Default)]
pub struct CsvWriter;

impl ReportWriter for CsvWriter {
    fn write(&self, report: &Report, out: &mut dyn io::Write) -> io::Result<()> {
        write!(out, "{COLUMNS}\r\n")?;
        for (n, changed) in report.joint.changes.iter().enumerate() {
            let (Some(of), change) = (report.joint.comparisons.get(changed.article), &changed.change) else { continue };
            let facts = [
                (n + 1).to_string(),
                change.kind.name().to_owned(),
                change.gravity.name().to_owned(),
                format!("{:.2}", change.confidence),
            ];
            let fields = facts
                .into_iter()
                .chain(side(&of.source, change.source))
                .chain(side(&of.retelling, Some(change.retelling)))
                .chain([change.explanation.clone()]);
            write!(out, "{}\r\n", fields.map(|field| quoted(&field)).collect::<Vec<_>>().join(","))?;
        }
        Ok(())
    }
}

/// An article's id, and the words of a change with their place; empty where the article has nothing.
fn side(reading: &Reading, place: Option<Place>) -> [String; 5] {
    let shown = |figure: fn(Place) -> usize| place.map_or(String::new(), |place| figure(place).to_string());
    [
        reading.article.id.clone(),
        place.map_or(String::new(), |place| one_line(place.span.of(&reading.article.body))),
        shown(|place| place.sentence),
        shown(|place| place.span.start),
        shown(|place| place.span.end),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::ReportSettings;

    #[test]
    fn each_change_is_a_row() {
        let comparison = crate::test_comparison();
        let changes = comparison.changes.len();
        let mut bytes = Vec::new();
        let written = CsvWriter.write(&Report::new(comparison, ReportSettings::default()), &mut bytes);
        assert!(written.is_ok());
        let text = String::from_utf8_lossy(&bytes);
        assert_eq!(text.lines().count(), changes + 1, "{text}");
        let columns = text.lines().next().unwrap_or_default().split(',').count();
        assert_eq!(columns, 15);
        assert!(
            text.contains("certainty-lowered") || text.contains("certainty-raised") || text.contains("number"),
            "{text}"
        );
    }
}
