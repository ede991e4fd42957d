//! A comparison made ready to be shown. Knows no output format.

use retold::JointComparison;
use retold::attribution::Claim;
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
    pub joint: JointComparison,
    /// SHA-256 of each source's text as it was read, in hexadecimal.
    pub source_sha256: Vec<String>,
    /// SHA-256 of the retelling's text as it was read, in hexadecimal.
    pub retelling_sha256: String,
    /// How it is written.
    pub settings: ReportSettings,
    /// Who said what: one list a source, then that of the retelling. Empty when nothing is said of claims.
    pub claims: Vec<Vec<Claim>>,
}

impl Report {
    /// A report of a comparison with one source or with several. Fingerprints are those of the texts before anything is
    /// redacted.
    pub fn new(comparison: impl Into<JointComparison>, settings: ReportSettings) -> Self {
        let joint = comparison.into();
        let source_sha256 = joint.comparisons.iter().map(|c| fingerprint(&c.source.article.body)).collect();
        let retelling = joint.comparisons.first().map(|c| c.retelling.article.body.as_str());
        let retelling_sha256 = fingerprint(retelling.unwrap_or_default());
        let joint = if settings.redact { redacted(joint) } else { joint };
        Self { joint, source_sha256, retelling_sha256, settings, claims: Vec::new() }
    }

    /// The same report with the claims of each source and, last, of the retelling, for outputs that show who said what.
    /// A redacted report leaves them out: what was said is a text.
    pub fn with_claims(mut self, claims: Vec<Vec<Claim>>) -> Self {
        let fits = claims.len() == self.joint.comparisons.len() + 1;
        self.claims = if fits && !self.settings.redact { claims } else { Vec::new() };
        self
    }
}

/// SHA-256 of `text` in hexadecimal.
pub(crate) fn fingerprint(text: &str) -> String {
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
