//! Findings in files: what was compared once need not be compared again. The fields are those of schema/finding-1.json, as
//! columns of Parquet or as one JSON object a line.

use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Write};
use std::path::Path;
use std::sync::Arc;

use parquet::basic::{Compression, ZstdLevel};
use parquet::data_type::{ByteArray, ByteArrayType, DoubleType};
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;
use retold::lineage::Finding;
use serde::{Deserialize, Serialize};

use crate::error::ReadError;
use crate::json_lines::not_json;
use crate::parquet::{is_parquet, rows};
use crate::record::Stated;

/// The columns of a file of findings.
const COLUMNS: &str = "message finding {
  required binary first (UTF8);
  required binary second (UTF8);
  required double probability;
  required double forward;
  required double first_coverage;
  required double second_coverage;
  required double resemblance;
}";
/// Rows of a group: what is held while a file is written.
const GROUP: usize = 100_000;
const SCHEMA: &str = "retold/finding/1";

#[derive(Deserialize, Serialize)]
struct Row {
    #[serde(default)]
    schema: Option<String>,
    first: String,
    second: String,
    probability: f64,
    forward: f64,
    first_coverage: f64,
    second_coverage: f64,
    resemblance: f64,
}

impl Row {
    fn of(finding: &Finding) -> Self {
        Self {
            schema: Some(SCHEMA.to_owned()),
            first: finding.ids[0].clone(),
            second: finding.ids[1].clone(),
            probability: finding.probability,
            forward: finding.forward,
            first_coverage: finding.coverage[0],
            second_coverage: finding.coverage[1],
            resemblance: finding.resemblance,
        }
    }

    fn finding(self) -> Result<Finding, String> {
        if let Some(schema) = self.schema.filter(|schema| schema != SCHEMA) {
            return Err(format!("{schema:?} is not {SCHEMA:?}"));
        }
        if self.first >= self.second {
            return Err(format!("{:?} does not come before {:?}", self.first, self.second));
        }
        let figures = [self.probability, self.forward, self.first_coverage, self.second_coverage, self.resemblance];
        if let Some(wrong) = figures.iter().find(|x| !(0.0..=1.0).contains(*x)) {
            return Err(format!("{wrong} does not lie between 0 and 1"));
        }
        Ok(Finding {
            ids: [self.first, self.second],
            probability: self.probability,
            forward: self.forward,
            coverage: [self.first_coverage, self.second_coverage],
            resemblance: self.resemblance,
        })
    }
}

/// Writes findings as one JSON object a line.
///
/// # Errors
///
/// Those of `out`.
pub fn write_findings_lines(findings: &[Finding], out: impl Write) -> io::Result<()> {
    let mut out = BufWriter::new(out);
    for finding in findings {
        serde_json::to_writer(&mut out, &Row::of(finding))?;
        out.write_all(b"\n")?;
    }
    out.flush()
}

/// Writes findings as Parquet, a finding a row.
///
/// # Errors
///
/// Those of `out`.
pub fn write_findings_parquet(findings: &[Finding], out: impl Write + Send) -> io::Result<()> {
    let compression = Compression::ZSTD(ZstdLevel::default());
    let properties = Arc::new(WriterProperties::builder().set_compression(compression).build());
    let schema = Arc::new(parse_message_type(COLUMNS).map_err(io::Error::other)?);
    let mut writer = SerializedFileWriter::new(out, schema, properties).map_err(io::Error::other)?;
    for group in findings.chunks(GROUP) {
        write_group(&mut writer, group).map_err(io::Error::other)?;
    }
    writer.close().map(drop).map_err(io::Error::other)
}

fn write_group<W: Write + Send>(
    writer: &mut SerializedFileWriter<W>,
    group: &[Finding],
) -> parquet::errors::Result<()> {
    let mut columns = writer.next_row_group()?;
    let mut at = 0;
    while let Some(mut column) = columns.next_column()? {
        if at < 2 {
            let ids: Vec<ByteArray> = group.iter().map(|f| ByteArray::from(f.ids[at].as_str())).collect();
            column.typed::<ByteArrayType>().write_batch(&ids, None, None)?;
        } else {
            let of = |f: &Finding| [f.probability, f.forward, f.coverage[0], f.coverage[1], f.resemblance][at - 2];
            let figures: Vec<f64> = group.iter().map(of).collect();
            column.typed::<DoubleType>().write_batch(&figures, None, None)?;
        }
        column.close()?;
        at += 1;
    }
    columns.close().map(drop)
}

/// Reads a file of findings, Parquet or JSON Lines, whichever it is.
///
/// # Errors
///
/// The first row that is no finding, by its place, or the file when it cannot be read.
pub fn read_findings(path: &Path) -> Result<Vec<Finding>, ReadError> {
    let place = path.display().to_string();
    let unreadable = |cause| ReadError::Unreadable { place: place.clone(), cause };
    let mut file = File::open(path).map_err(unreadable)?;
    if is_parquet(&mut file) {
        return rows(file, &place)?.map(|row| row.and_then(|(cells, place)| of_cells(cells, place))).collect();
    }
    let mut findings = Vec::new();
    for (n, line) in BufReader::new(file).lines().enumerate() {
        let line = line.map_err(unreadable)?;
        if !line.trim().is_empty() {
            let bad = |cause: String| ReadError::bad_record(format!("{place}:{}", n + 1), cause, line.as_bytes());
            let row: Row = serde_json::from_str(&line).map_err(|e| bad(not_json(&e)))?;
            findings.push(row.finding().map_err(bad)?);
        }
    }
    Ok(findings)
}

fn of_cells(cells: Vec<(String, Stated<'static>)>, place: String) -> Result<Finding, ReadError> {
    let text = |name: &str| match cells.iter().find(|(column, _)| column == name) {
        Some((_, Stated::Text(text))) => Ok(text.clone()),
        Some((_, Stated::Json(text))) => Ok(text.to_string()),
        None => Err(format!("no column {name:?}")),
    };
    let figure = |name: &str| {
        let text = text(name)?;
        text.parse::<f64>().map_err(|_| format!("{name:?} is not a number: {text:?}"))
    };
    let row = || -> Result<Finding, String> {
        Row {
            schema: None,
            first: text("first")?,
            second: text("second")?,
            probability: figure("probability")?,
            forward: figure("forward")?,
            first_coverage: figure("first_coverage")?,
            second_coverage: figure("second_coverage")?,
            resemblance: figure("resemblance")?,
        }
        .finding()
    };
    row().map_err(|cause| ReadError::bad_record(place, cause, b""))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finding(n: usize) -> Finding {
        let share = 1.0 / (n as f64 + 3.0);
        Finding {
            ids: [format!("a \"{n}\"\n"), format!("b{n}")],
            probability: share,
            forward: 0.5,
            coverage: [1.0, share * share],
            resemblance: 0.1 + share,
        }
    }

    fn read_back(name: &str, bytes: &[u8]) -> Result<Vec<Finding>, ReadError> {
        let path = std::env::temp_dir().join(format!("retold-findings-{}-{name}", std::process::id()));
        std::fs::write(&path, bytes).expect("a file in the folder of temporary files");
        let findings = read_findings(&path);
        std::fs::remove_file(&path).expect("the file is there");
        findings
    }

    #[test]
    fn findings_survive_either_file_to_the_last_bit() {
        let findings: Vec<Finding> = (0..200).map(finding).collect();
        let (mut lines, mut parquet) = (Vec::new(), Vec::new());
        write_findings_lines(&findings, &mut lines).expect("memory can be written");
        write_findings_parquet(&findings, &mut parquet).expect("memory can be written");
        for (name, bytes) in [("lines", lines), ("parquet", parquet)] {
            assert!(read_back(name, &bytes).expect("it is sound") == findings, "{name}");
        }
    }

    #[test]
    fn what_is_no_finding_is_named_by_its_place() {
        let wrong = [
            ("{\"first\":\"a\"}", "missing field"),
            (
                "{\"first\":\"b\",\"second\":\"a\",\"probability\":1,\"forward\":1,\"first_coverage\":1,\"second_coverage\":1,\"resemblance\":1}",
                "does not come before",
            ),
            (
                "{\"first\":\"a\",\"second\":\"b\",\"probability\":2,\"forward\":1,\"first_coverage\":1,\"second_coverage\":1,\"resemblance\":1}",
                "between 0 and 1",
            ),
            ("nonsense", "not JSON"),
        ];
        for (line, cause) in wrong {
            let error = read_back("wrong", line.as_bytes()).expect_err("it is none");
            assert!(error.to_string().contains(":1: ") && error.to_string().contains(cause), "{error}");
        }
    }
}
