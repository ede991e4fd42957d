//! Findings among articles in memory, and families of findings.

use std::collections::BTreeMap;

use pyo3::prelude::*;
use rayon::prelude::*;
use retold::lineage::pairs::{self, among};
use retold::lineage::{Family, FamilySettings, Finding, families as joined, stemma};
use retold::{Article, Comparer};
use retold_report::{FamilyOutput, FamilyReport, FamilyWriter, ReportSettings};

use crate::articles::{Given, LANGUAGE, articles, text};
use crate::compare::{by_name, comparer};
use crate::error::CallError;
use crate::pairs::{Row, row};
use crate::threads::spread;

/// Findings, and articles that were paired with none: their ids, and why.
pub(crate) type Found = (Vec<Row>, Vec<(String, String)>);

/// The findings among some articles.
#[pyfunction]
pub(crate) fn findings(py: Python<'_>, given: Vec<(String, Given)>) -> PyResult<Found> {
    let found_of = || articles(&given).map(|articles| found(among(&articles, &comparer(), LANGUAGE)));
    py.detach(found_of).map_err(|error| CallError::from(error).into())
}

/// What was found, as rows.
pub(crate) fn found(all: pairs::Found) -> Found {
    let rejects = all.rejects.into_iter().map(|(id, why)| (id, why.reason().to_owned())).collect();
    (all.findings.into_iter().map(row).collect(), rejects)
}

/// How families are asked for: a mapping with these names.
#[derive(FromPyObject)]
#[pyo3(from_item_all)]
pub(crate) struct Asked {
    threshold: Option<f64>,
    twins: Option<f64>,
    output: String,
}

impl Asked {
    fn settings(&self) -> Result<FamilySettings, CallError> {
        let usual = FamilySettings::default();
        let settings = FamilySettings {
            threshold: self.threshold.unwrap_or(usual.threshold),
            twins: self.twins.unwrap_or(usual.twins),
        };
        for (name, share) in [("threshold", settings.threshold), ("twins", settings.twins)] {
            if !(0.0..=1.0).contains(&share) {
                return Err(CallError::Setting(format!("{name}: {share} does not lie between 0 and 1")));
            }
        }
        Ok(settings)
    }
}

/// Joins findings to families and draws their family trees; `given` are the texts of the members, as far as they are
/// there. Written in one of the outputs for families.
#[pyfunction]
pub(crate) fn families(py: Python<'_>, rows: Vec<Row>, given: Vec<(String, Given)>, asked: Asked) -> PyResult<String> {
    let write = || -> Result<String, CallError> {
        let output = by_name(&asked.output, &FamilyOutput::ALL, FamilyOutput::name)?;
        let settings = asked.settings()?;
        let findings: Vec<Finding> = rows.into_iter().map(finding).collect();
        let texts: BTreeMap<String, Article> =
            articles(&given)?.into_iter().map(|article| (article.id.clone(), article)).collect();
        let families = joined(&findings, &settings);
        let comparer = comparer();
        let reports: Vec<FamilyReport> =
            spread(|| families.into_par_iter().map(|family| report(family, &texts, &comparer)).collect());
        Ok(written(reports, output, &comparer))
    };
    py.detach(write).map_err(PyErr::from)
}

fn finding((a, b, probability, forward, first, second, resemblance): Row) -> Finding {
    Finding { ids: [a, b], probability, forward, coverage: [first, second], resemblance }
}

fn report(family: Family, texts: &BTreeMap<String, Article>, comparer: &Comparer<'_>) -> FamilyReport {
    let members: Vec<Article> = family.members.iter().filter_map(|id| texts.get(id).cloned()).collect();
    let stemma = stemma(&family, &members, comparer);
    FamilyReport::new(family, stemma, members)
}

fn written(reports: Vec<FamilyReport>, output: FamilyOutput, comparer: &Comparer<'_>) -> String {
    let mut bytes = Vec::new();
    let mut writer = FamilyWriter::new(output, ReportSettings::default());
    for mut report in reports {
        for [source, retelling] in writer.comparisons(&report) {
            let (Some(source), Some(retelling)) = (report.articles.get(&source), report.articles.get(&retelling))
            else {
                continue;
            };
            report.comparisons.push(comparer.compare(source, retelling));
        }
        // Writing to memory does not fail.
        let _ = writer.write(&report, &mut bytes);
    }
    let _ = writer.finish(&mut bytes);
    text(bytes)
}
