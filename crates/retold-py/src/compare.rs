//! Comparisons and claims.

use pyo3::prelude::*;
use retold::attribution::{Claim, claims as claims_of, events};
use retold::mention::Mentions;
use retold::text::Reading;
use retold::{Article, Comparer, JointComparison};
use retold_encoder::StaticVectors;
use retold_report::{ClaimsOf, ClaimsOutput, ClaimsReport, Output, Report, ReportSettings};

use crate::articles::{Given, LANGUAGE, articles, text};
use crate::error::CallError;

/// A comparer for the language that articles are read by.
pub(crate) fn comparer() -> Comparer<'static> {
    Comparer::new(LANGUAGE, StaticVectors::embedded())
}

/// Compares sources with their retelling, which is the last of those given. `asked` is the present time, the output, and
/// whether to redact.
#[pyfunction]
pub(crate) fn compare(py: Python<'_>, given: Vec<(String, Given)>, asked: (String, String, bool)) -> PyResult<String> {
    let (now, output, redact) = asked;
    py.detach(|| {
        let output = by_name(&output, &Output::ALL, Output::name)?;
        let mut sources = articles(&given)?;
        let retelling = sources.pop().unwrap_or_default();
        let joint = comparer().at(&now).compare_all(&sources, &retelling);
        // Only the page shows claims.
        let claims = if output == Output::Html { all_claims(&joint) } else { Vec::new() };
        let settings = ReportSettings { redact, written_at: Some(now), ..ReportSettings::default() };
        let mut bytes = Vec::new();
        // Writing to memory does not fail.
        let _ = output.writer().write(&Report::new(joint, settings).with_claims(claims), &mut bytes);
        Ok(text(bytes))
    })
    .map_err(|error: CallError| error.into())
}

/// Who said what in one article or in several accounts.
#[pyfunction]
pub(crate) fn claims(py: Python<'_>, given: Vec<(String, Given)>, output: String) -> PyResult<String> {
    py.detach(|| {
        let output = by_name(&output, &ClaimsOutput::ALL, ClaimsOutput::name)?;
        let accounts = articles(&given)?.into_iter().map(account).collect();
        let mut bytes = Vec::new();
        let _ = output.write(&ClaimsReport::new(accounts, ReportSettings::default()), &mut bytes);
        Ok(text(bytes))
    })
    .map_err(|error: CallError| error.into())
}

fn account(article: Article) -> ClaimsOf {
    let reading = Reading::new(article, LANGUAGE);
    let mentions = Mentions::of(&reading, LANGUAGE.rules());
    let (claims, events) = (claims_of(&reading, &mentions.names), events(&reading, &mentions));
    ClaimsOf { reading, claims, events }
}

/// Who said what in each of the sources and, last, in the retelling.
fn all_claims(joint: &JointComparison) -> Vec<Vec<Claim>> {
    let sources = joint.comparisons.iter().map(|comparison| &comparison.source);
    let retelling = joint.comparisons.first().map(|comparison| &comparison.retelling);
    let claims = |reading: &Reading| claims_of(reading, &Mentions::of(reading, LANGUAGE.rules()).names);
    sources.chain(retelling).map(claims).collect()
}

/// The one of all outputs that bears a name.
pub(crate) fn by_name<O: Copy>(wanted: &str, all: &[O], name: fn(O) -> &'static str) -> Result<O, CallError> {
    let found = all.iter().copied().find(|output| name(*output) == wanted);
    found.ok_or_else(|| {
        let names: Vec<_> = all.iter().map(|output| name(*output)).collect();
        CallError::Setting(format!("output: there is no {wanted:?}; there are {}", names.join(", ")))
    })
}
