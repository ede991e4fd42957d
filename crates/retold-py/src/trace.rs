//! Traces: what were texts retold from?

use pyo3::prelude::*;
use rayon::prelude::*;
use retold::Article;
use retold::retrieve::Filter;
use retold::trace::{TraceSettings, Tracer};
use retold_archive::Archive;
use retold_report::{ReportSettings, TraceOutput, TraceReport};

use crate::articles::text;
use crate::compare::comparer;
use crate::error::CallError;

/// How Python asks for sources: a mapping with these names.
#[derive(FromPyObject)]
#[pyo3(from_item_all)]
pub(crate) struct Asked {
    threshold: Option<f64>,
    candidates: Option<usize>,
    since: Option<String>,
    until: Option<String>,
    publishers: Vec<String>,
    without: Vec<String>,
    /// Whether to put the evidence into words.
    pub(crate) evidence: bool,
}

impl Asked {
    /// Settings, the usual ones where nothing is asked for.
    pub(crate) fn settings(&self) -> Result<TraceSettings, CallError> {
        let usual = TraceSettings::default();
        let settings = TraceSettings {
            threshold: self.threshold.unwrap_or(usual.threshold),
            candidates: self.candidates.unwrap_or(usual.candidates),
            filter: Filter {
                since: self.since.clone(),
                until: self.until.clone(),
                publishers: self.publishers.clone(),
                without: self.without.clone(),
            },
        };
        if !(0.0..=1.0).contains(&settings.threshold) {
            let wrong = format!("threshold: {} is no probability; it lies between 0 and 1", settings.threshold);
            return Err(CallError::Setting(wrong));
        }
        if !(1..=1_000).contains(&settings.candidates) {
            let wrong = format!("candidates: {} is not between 1 and 1000", settings.candidates);
            return Err(CallError::Setting(wrong));
        }
        Ok(settings)
    }
}

/// Refuses settings that cannot be.
#[pyfunction]
pub(crate) fn check_trace(asked: Asked) -> PyResult<()> {
    asked.settings().map(drop).map_err(PyErr::from)
}

/// Traces texts, in parallel: one JSON object each, in their order.
pub(crate) fn traces(
    archive: &Archive,
    texts: &[Article],
    settings: &TraceSettings,
    evidence: bool,
) -> Result<Vec<String>, CallError> {
    let comparer = comparer();
    let tracer = Tracer::new(&comparer, settings.clone());
    let traced = texts.par_iter().map(|article| {
        let trace = tracer.trace(article, archive)?;
        let of = |source: &Article| comparer.compare(source, article).verdict.evidence;
        let evidence = if evidence { trace.sources.iter().map(|s| of(&s.article)).collect() } else { Vec::new() };
        let report = TraceReport {
            trace,
            publisher: article.publisher.clone(),
            published: article.published.clone(),
            url: article.url.clone(),
            words: article.body.split_whitespace().count(),
            licensed: None,
            evidence,
            explain: false,
            looked_with: settings.clone(),
            settings: ReportSettings::default(),
        };
        let mut bytes = Vec::new();
        // Writing to memory does not fail.
        let _ = TraceOutput::Json.write(&report, &mut bytes);
        Ok(text(bytes))
    });
    traced.collect()
}
