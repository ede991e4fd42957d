//! A comparison made ready to be shown. Knows no output format.

use retold::Comparison;
use sha2::{Digest, Sha256};

use crate::redact::redacted;

/// How a report is to be written and what its foot states.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportSettings {
    /// Columns of the terminal; other outputs do not look at it.
    pub width: usize,
    /// Whether a terminal shows colours; other outputs do not look at it.
    pub colour: bool,
    /// Whether the words of both texts outside the evidence are replaced by blocks. Evidence are the words that a
    /// change marks, runs of words that stand in both texts, credit, tampering, furniture, and names and figures that
    /// the evidence or an explanation cites.
    pub redact: bool,
    /// Name and version of the program that writes the report.
    pub program: String,
    /// RFC 3339 time of writing; `None` leaves it out, for output that is the same every time.
    pub written_at: Option<String>,
}

impl Default for ReportSettings {
    fn default() -> Self {
        let program = concat!("retold ", env!("CARGO_PKG_VERSION")).to_owned();
        Self { width: 100, colour: false, redact: false, program, written_at: None }
    }
}

/// A comparison with what its foot states.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    /// What is shown; with [`ReportSettings::redact`] already with blocks.
    pub comparison: Comparison,
    /// SHA-256 of the source's text as it was read, in hexadecimal.
    pub source_sha256: String,
    /// SHA-256 of the retelling's text as it was read, in hexadecimal.
    pub retelling_sha256: String,
    /// How it is written.
    pub settings: ReportSettings,
}

impl Report {
    /// A report of `comparison`. Fingerprints are those of the texts before anything is redacted.
    pub fn new(comparison: Comparison, settings: ReportSettings) -> Self {
        let source_sha256 = fingerprint(&comparison.source.article.body);
        let retelling_sha256 = fingerprint(&comparison.retelling.article.body);
        let comparison = if settings.redact { redacted(comparison) } else { comparison };
        Self { comparison, source_sha256, retelling_sha256, settings }
    }
}

/// SHA-256 of `text` in hexadecimal.
fn fingerprint(text: &str) -> String {
    Sha256::digest(text).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::fingerprint;

    #[test]
    fn the_fingerprint_is_the_standard_one() {
        // "abc", the first example of FIPS 180-2.
        assert_eq!(fingerprint("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }
}
