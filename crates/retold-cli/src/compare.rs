//! `retold compare`.

use std::path::PathBuf;

use anyhow::{Context, Result};
use retold::JointComparison;
use retold::change::Gravity;
use retold_report::{Output, Report, ReportSettings};
use retold_watch::pack::{Evidence, Exhibit};

use crate::arguments::{Alarm, CompareArguments};
use crate::{Outcome, desk, destination, pack, page};

/// Compares a retelling with its sources and shows how it was retold.
pub(crate) fn run(arguments: &CompareArguments) -> Result<Outcome> {
    let inputs = || arguments.sources.iter().chain([&arguments.retelling]).map(PathBuf::as_path);
    if let Some(output) = &arguments.output {
        destination::guard(output, inputs())?;
    }
    let mut sources = desk::one_of_each(inputs())?;
    let retelling = sources.pop().context("there is no article")?;
    if let Some(path) = &arguments.pack {
        destination::guard(path, inputs())?;
        let evidence = Evidence {
            sources: sources.iter().cloned().map(Exhibit::of).collect(),
            retelling: Exhibit::of(retelling.clone()),
            ..Evidence::default()
        };
        pack::save(path, &evidence, arguments.redact, arguments.sign.as_deref())?;
    }
    let joint = desk::compare(&sources, &retelling);
    let outcome = outcome(&joint, &arguments.fail_on);
    let output = output(arguments);
    // Only the page shows claims.
    let claims = if output == Output::Html { desk::all_claims(&joint) } else { Vec::new() };
    let report = Report::new(joint, settings(arguments)).with_claims(claims);
    let mut bytes = Vec::new();
    output.writer().write(&report, &mut bytes)?;
    match &arguments.output {
        Some(path) => destination::save(path, &bytes)?,
        None => destination::print(&bytes)?,
    }
    Ok(outcome)
}

/// The output asked for, else the one that the file's ending names, else the terminal's.
fn output(arguments: &CompareArguments) -> Output {
    let by_ending = || destination::by_ending(arguments.output.as_deref(), Output::ALL, Output::name);
    arguments.format.or_else(by_ending).unwrap_or(Output::Terminal)
}

fn settings(arguments: &CompareArguments) -> ReportSettings {
    ReportSettings {
        width: page::width(arguments.width),
        colour: arguments.output.is_none() && page::colour(arguments.color),
        redact: arguments.redact,
        ..page::settings()
    }
}

/// Whether something that was asked about was found.
fn outcome(joint: &JointComparison, alarms: &[Alarm]) -> Outcome {
    let changes = joint.changes.iter().map(|changed| &changed.change);
    let rings = alarms.iter().any(|alarm| match alarm {
        Alarm::Kind(kind) => changes.clone().any(|change| change.kind == *kind),
        Alarm::Substance => changes.clone().any(|change| change.gravity == Gravity::Substance),
        Alarm::Derived => joint.comparisons.iter().any(|comparison| comparison.verdict.derived),
    });
    if rings { Outcome::Flagged } else { Outcome::Done }
}
