//! `retold families`.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use anyhow::{Context, Result, bail};
use rayon::prelude::*;
use retold::lineage::pairs::{Found, Reject};
use retold::lineage::{Family, FamilySettings, Finding, families, stemma};
use retold::{Article, Comparer};
use retold_archive::{Archive, JoinProgress, JoinSettings};
use retold_formats::{read_findings, write_findings_lines, write_findings_parquet};
use retold_report::{FamilyOutput, FamilyReport, FamilyWriter, ReportSettings};

use crate::arguments::FamiliesArguments;
use crate::progress::Steps;
use crate::{Outcome, complain, desk, destination, page};

/// Families are drawn in lots of so many, in parallel, and shown in their order.
const LOT: usize = 64;
/// So many rejects are named one by one.
const NAMED: usize = 10;

/// Finds the families of an archive.
pub(crate) fn run(arguments: &FamiliesArguments) -> Result<Outcome> {
    let settings = settings(arguments)?;
    let format = arguments.output.as_deref().and_then(Path::extension).and_then(|e| e.to_str());
    let format = arguments.format.or(format.and_then(FamilyOutput::of_extension)).unwrap_or(FamilyOutput::Terminal);
    let known = known(&arguments.known)?;
    let archives = Archives::open(arguments)?;
    let comparer = desk::comparer();
    let found = archives.findings(&comparer, arguments)?;
    if let Some(path) = &arguments.findings {
        save(&found, path)?;
    }
    tell(&found.rejects, arguments.findings.as_deref());
    let findings = joined(found.findings, known);
    let families = families(&findings, &settings);
    drop(findings);
    let mut out = Vec::new();
    let report = ReportSettings {
        width: page::width(arguments.width),
        colour: arguments.output.is_none() && page::colour(arguments.color),
        ..page::settings()
    };
    let mut writer = FamilyWriter::new(format, report);
    for lot in families.chunks(LOT) {
        let drawn: Vec<Result<FamilyReport>> =
            lot.par_iter().map(|family| archives.report(family, &comparer)).collect();
        for report in drawn {
            let mut report = report?;
            for [source, retelling] in writer.comparisons(&report) {
                if let (Some(a), Some(b)) = (report.articles.get(&source), report.articles.get(&retelling)) {
                    report.comparisons.push(comparer.compare(a, b));
                }
            }
            writer.write(&report, &mut out)?;
        }
        if arguments.output.is_none() {
            destination::print(&out)?;
            out.clear();
        }
    }
    writer.finish(&mut out)?;
    match &arguments.output {
        Some(path) => destination::save(path, &out)?,
        None => destination::print(&out)?,
    }
    Ok(Outcome::Done)
}

fn settings(arguments: &FamiliesArguments) -> Result<FamilySettings> {
    if !(0.0..=1.0).contains(&arguments.threshold) {
        bail!("threshold: {} is no probability; it lies between 0 and 1", arguments.threshold);
    }
    if let Some(since) = &arguments.since {
        since
            .parse::<jiff::civil::Date>()
            .map_err(|_| anyhow::anyhow!("since: {since:?} is no day such as 2025-02-16"))?;
    }
    if let Some(path) = &arguments.findings {
        ending(path)?;
    }
    Ok(FamilySettings { threshold: arguments.threshold, ..FamilySettings::default() })
}

/// Files of findings.
enum Ending {
    Parquet,
    Lines,
}

fn ending(path: &Path) -> Result<Ending> {
    match path.extension().and_then(|e| e.to_str()).map(str::to_ascii_lowercase).as_deref() {
        Some("parquet") => Ok(Ending::Parquet),
        Some("jsonl" | "ndjson") => Ok(Ending::Lines),
        _ => bail!("{}: findings are written as .parquet or .jsonl; name the file so", path.display()),
    }
}

/// Findings of earlier runs.
fn known(paths: &[PathBuf]) -> Result<Vec<Finding>> {
    let mut all = Vec::new();
    for path in paths {
        all.extend(read_findings(path)?);
    }
    Ok(all)
}

/// New findings and those of earlier runs; of two on the same pair the newer one counts.
fn joined(new: Vec<Finding>, known: Vec<Finding>) -> Vec<Finding> {
    if known.is_empty() {
        return new;
    }
    let all: BTreeMap<[String; 2], Finding> =
        known.into_iter().chain(new).map(|finding| (finding.ids.clone(), finding)).collect();
    all.into_values().collect()
}

/// Writes findings, and beside them the articles that were paired with none.
fn save(found: &Found, path: &Path) -> Result<()> {
    let mut bytes = Vec::new();
    match ending(path)? {
        Ending::Parquet => write_findings_parquet(&found.findings, &mut bytes),
        Ending::Lines => write_findings_lines(&found.findings, &mut bytes),
    }
    .with_context(|| path.display().to_string())?;
    destination::save(path, &bytes)?;
    if !found.rejects.is_empty() {
        let mut lines = Vec::new();
        for (id, why) in &found.rejects {
            writeln!(lines, "{}", serde_json::json!({"id": id, "cause": why.reason()}))?;
        }
        destination::save(&beside(path), &lines)?;
    }
    Ok(())
}

/// Where rejects stand: `findings.parquet` has `findings-rejects.jsonl`.
fn beside(path: &Path) -> PathBuf {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!("{stem}-rejects.jsonl"))
}

fn tell(rejects: &[(String, Reject)], findings: Option<&Path>) {
    for (id, why) in rejects.iter().take(NAMED) {
        complain(&format!("{id}: paired with none: {}", why.reason()));
    }
    if rejects.len() > NAMED {
        let more = format!("{} more articles are paired with none", rejects.len() - NAMED);
        complain(&findings.map_or(more.clone(), |path| format!("{more}: see {}", beside(path).display())));
    }
}

/// The archive, and the one it is held against.
struct Archives {
    own: Archive,
    against: Option<Archive>,
}

impl Archives {
    fn open(arguments: &FamiliesArguments) -> Result<Self> {
        let own = Archive::open(&arguments.archive)?;
        Ok(Self { own, against: arguments.against.as_ref().map(Archive::open).transpose()? })
    }

    fn findings(&self, comparer: &Comparer<'_>, arguments: &FamiliesArguments) -> Result<Found> {
        let settings =
            JoinSettings { memory: arguments.memory, since: arguments.since.clone(), work: arguments.work.clone() };
        let steps = Mutex::new(Steps::new());
        let told = |at: JoinProgress| {
            if let Ok(mut steps) = steps.lock() {
                steps.at(at.stage, at.done, at.all);
            }
        };
        let found = self.own.findings(self.against.as_ref(), comparer, &settings, &told)?;
        if let Ok(mut steps) = steps.lock() {
            steps.end();
        }
        Ok(found)
    }

    fn article(&self, id: &str) -> Result<Option<Article>> {
        if let Some(article) = self.own.get(id)? {
            return Ok(Some(article));
        }
        Ok(self.against.as_ref().map(|other| other.get(id)).transpose()?.flatten())
    }

    /// A family with its tree and its texts.
    fn report(&self, family: &Family, comparer: &Comparer<'_>) -> Result<FamilyReport> {
        let witnesses = family.witnesses();
        let articles = witnesses.into_iter().filter_map(|id| self.article(id).transpose());
        let articles = articles.collect::<Result<Vec<Article>>>()?;
        let stemma = stemma(family, &articles, comparer);
        Ok(FamilyReport::new(family.clone(), stemma, articles))
    }
}
