//! `retold trace`.

use std::collections::BTreeSet;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use rayon::prelude::*;
use retold::retrieve::Filter;
use retold::trace::{Trace, TraceSettings, Tracer};
use retold::{Article, Comparer};
use retold_archive::Archive;
use retold_report::{Output, Report, TraceOutput, TraceReport};

use crate::arguments::TraceArguments;
use crate::{Outcome, complain, desk, destination, page};

/// Texts are traced in lots of so many, in parallel, and shown in the order they came.
const LOT: usize = 64;

/// Traces texts to their sources in an archive.
pub(crate) fn run(arguments: &TraceArguments) -> Result<Outcome> {
    let inputs: Vec<&PathBuf> = arguments.queries.iter().chain(&arguments.against).collect();
    if inputs.iter().filter(|input| input.as_path() == Path::new("-")).count() > 1 {
        bail!("-: standard input can be read once");
    }
    let settings = settings(arguments)?;
    let licensed = arguments.licensed.as_deref().map(publishers).transpose()?;
    let archive = Archive::open(&arguments.archive)?;
    if let Some(folder) = &arguments.report {
        std::fs::create_dir_all(folder).with_context(|| folder.display().to_string())?;
    }
    let comparer = desk::comparer();
    let mut tracing = Tracing {
        arguments,
        tracer: Tracer::new(&comparer, settings.clone()),
        comparer: &comparer,
        archive: &archive,
        settings,
        licensed,
        held: Vec::new(),
        bytes: Vec::new(),
        found: false,
        reports: 0,
    };
    arguments.format.begin(&mut tracing.bytes)?;
    for input in inputs {
        tracing.input(input)?;
    }
    tracing.finish()
}

/// Settings: what the command line says, else what the file of settings says, else the usual ones.
fn settings(arguments: &TraceArguments) -> Result<TraceSettings> {
    let mut settings = TraceSettings::default();
    if let Some(path) = &arguments.config {
        let text = std::fs::read_to_string(path)
            .map_err(|cause| anyhow::anyhow!("{}: {}", path.display(), desk::plainly(&cause)))?;
        for (n, line) in text.lines().enumerate() {
            let line = line.split('#').next().unwrap_or_default().trim();
            if !line.is_empty() {
                set(&mut settings, line).map_err(|why| anyhow::anyhow!("{}:{}: {why}", path.display(), n + 1))?;
            }
        }
    }
    settings.threshold = arguments.threshold.unwrap_or(settings.threshold);
    settings.candidates = arguments.candidates.unwrap_or(settings.candidates);
    settings.filter = Filter {
        since: arguments.since.clone(),
        until: arguments.until.clone(),
        publishers: arguments.publisher.clone(),
        without: arguments.without_publisher.clone(),
    };
    if !(0.0..=1.0).contains(&settings.threshold) {
        bail!("threshold: {} is no probability; it lies between 0 and 1", settings.threshold);
    }
    if !(1..=1_000).contains(&settings.candidates) {
        bail!("candidates: {} is not between 1 and 1000", settings.candidates);
    }
    Ok(settings)
}

/// Sets one setting from a line such as `threshold = 0.8`.
fn set(settings: &mut TraceSettings, line: &str) -> Result<(), String> {
    let Some((name, value)) = line.split_once('=') else {
        return Err(format!("no setting in {line:?}; write name = value"));
    };
    let (name, value) = (name.trim(), value.trim());
    let wrong = |kind: &str| format!("{name} wants {kind}, not {value:?}");
    match name {
        "threshold" => settings.threshold = value.parse().map_err(|_| wrong("a probability"))?,
        "candidates" => settings.candidates = value.parse().map_err(|_| wrong("a number"))?,
        _ => return Err(format!("there is no setting {name:?}; there are threshold and candidates")),
    }
    Ok(())
}

/// Names of publishers, one a line, in lower case.
fn publishers(path: &Path) -> Result<BTreeSet<String>> {
    let text = std::fs::read_to_string(path)
        .map_err(|cause| anyhow::anyhow!("{}: {}", path.display(), desk::plainly(&cause)))?;
    Ok(text.lines().map(|line| line.trim().to_lowercase()).filter(|line| !line.is_empty()).collect())
}

struct Tracing<'a, 'v> {
    arguments: &'a TraceArguments,
    tracer: Tracer<'a, 'v>,
    comparer: &'a Comparer<'v>,
    archive: &'a Archive,
    settings: TraceSettings,
    licensed: Option<BTreeSet<String>>,
    /// Of a watch list, all findings: they are ranked before they are shown.
    held: Vec<TraceReport>,
    bytes: Vec<u8>,
    found: bool,
    reports: usize,
}

impl Tracing<'_, '_> {
    fn input(&mut self, input: &Path) -> Result<()> {
        let mut lot = Vec::with_capacity(LOT);
        let (mut good, mut first_bad) = (0_usize, None);
        for read in desk::articles(input) {
            match read {
                Ok(article) => {
                    good += 1;
                    lot.push(article);
                }
                Err(error) if error.breaks_off() && good == 0 => return Err(error.into()),
                Err(error) => {
                    complain(&error.to_string());
                    first_bad = first_bad.or(Some(error));
                }
            }
            if lot.len() == LOT {
                self.lot(&std::mem::take(&mut lot))?;
            }
        }
        self.lot(&lot)?;
        match first_bad {
            Some(error) if good == 0 => Err(error.into()),
            None if good == 0 => Err(desk::nothing_in(input)),
            _ => Ok(()),
        }
    }

    fn lot(&mut self, articles: &[Article]) -> Result<()> {
        let traces: Vec<_> = articles.par_iter().map(|article| self.tracer.trace(article, self.archive)).collect();
        for (article, trace) in articles.iter().zip(traces) {
            let report = self.report(article, trace?)?;
            self.found |= !report.trace.sources.is_empty();
            if self.arguments.against.is_empty() {
                self.arguments.format.write(&report, &mut self.bytes)?;
            } else if !report.trace.sources.is_empty() {
                self.held.push(report);
            }
        }
        if self.arguments.output.is_none() {
            destination::print(&self.bytes)?;
            self.bytes.clear();
        }
        Ok(())
    }

    /// A trace with what its readers need, and its HTML reports.
    fn report(&mut self, article: &Article, trace: Trace) -> Result<TraceReport> {
        let mut evidence = Vec::new();
        if self.arguments.report.is_some() || self.arguments.format == TraceOutput::Terminal {
            for source in &trace.sources {
                let comparison = self.comparer.compare(&source.article, article);
                evidence.push(comparison.verdict.evidence.clone());
                self.html(&trace.id, &source.article.id, Report::new(comparison, page::settings()))?;
            }
        }
        let licensed = self
            .licensed
            .as_ref()
            .map(|names| article.publisher.as_ref().is_some_and(|publisher| names.contains(&publisher.to_lowercase())));
        Ok(TraceReport {
            trace,
            publisher: article.publisher.clone(),
            published: article.published.clone(),
            url: article.url.clone(),
            words: article.body.split_whitespace().count(),
            licensed,
            evidence,
            explain: self.arguments.explain,
            looked_with: self.settings.clone(),
            settings: retold_report::ReportSettings {
                width: page::width(self.arguments.width),
                colour: self.arguments.output.is_none() && page::colour(self.arguments.color),
                ..page::settings()
            },
        })
    }

    fn html(&mut self, query: &str, source: &str, report: Report) -> Result<()> {
        let Some(folder) = &self.arguments.report else { return Ok(()) };
        self.reports += 1;
        let name = format!("{:04}-{}-from-{}.html", self.reports, file_name(query), file_name(source));
        let mut bytes = Vec::new();
        Output::Html.writer().write(&report, &mut bytes)?;
        destination::save(&folder.join(name), &bytes)
    }

    fn finish(mut self) -> Result<Outcome> {
        self.held.sort_by(|a, b| {
            // Those who may not take come first.
            let allowed = |r: &TraceReport| r.licensed == Some(true);
            allowed(a).cmp(&allowed(b)).then(b.taken().cmp(&a.taken())).then_with(|| a.trace.id.cmp(&b.trace.id))
        });
        for report in &self.held {
            self.arguments.format.write(report, &mut self.bytes)?;
        }
        match &self.arguments.output {
            Some(path) => destination::save(path, &self.bytes)?,
            None => destination::print(&self.bytes)?,
        }
        std::io::stdout().flush().context("standard output")?;
        Ok(if self.found { Outcome::Done } else { Outcome::Flagged })
    }
}

/// The part of an id that can stand in the name of a file.
fn file_name(id: &str) -> String {
    const LONGEST: usize = 60;
    let end = id.rsplit('/').next().unwrap_or(id);
    end.chars().map(|c| if c.is_ascii_alphanumeric() || c == '-' { c } else { '_' }).take(LONGEST).collect()
}
