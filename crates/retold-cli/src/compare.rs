//! `retold compare`.

use std::path::Path;

use anyhow::{Result, bail};
use retold::Comparison;
use retold::change::Gravity;
use retold_report::{Output, Report, ReportSettings};

use crate::arguments::{Alarm, CompareArguments};
use crate::{Outcome, desk, destination, page};

/// Compares two articles and shows how one was retold from the other.
pub(crate) fn run(arguments: &CompareArguments) -> Result<Outcome> {
    let inputs = [arguments.source.as_path(), arguments.retelling.as_path()];
    if inputs.iter().all(|input| *input == Path::new("-")) {
        bail!("-: standard input can be one of the two articles, not both");
    }
    if let Some(output) = &arguments.output {
        destination::guard(output, &inputs)?;
    }
    let comparison = desk::compare(&desk::article(inputs[0])?, &desk::article(inputs[1])?);
    let outcome = outcome(&comparison, &arguments.fail_on);
    let report = Report::new(comparison, settings(arguments));
    let mut bytes = Vec::new();
    output(arguments).writer().write(&report, &mut bytes)?;
    match &arguments.output {
        Some(path) => destination::save(path, &bytes)?,
        None => destination::print(&bytes)?,
    }
    Ok(outcome)
}

/// The output asked for, else the one that the file's ending names, else the terminal's.
fn output(arguments: &CompareArguments) -> Output {
    let ending = arguments.output.as_deref().and_then(Path::extension).and_then(|ending| ending.to_str());
    let by_ending = ending.and_then(|ending| Output::ALL.into_iter().find(|output| output.name() == ending));
    arguments.format.or(by_ending).unwrap_or(Output::Terminal)
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
fn outcome(comparison: &Comparison, alarms: &[Alarm]) -> Outcome {
    let changes = &comparison.changes;
    let rings = alarms.iter().any(|alarm| match alarm {
        Alarm::Kind(kind) => changes.iter().any(|change| change.kind == *kind),
        Alarm::Substance => changes.iter().any(|change| change.gravity == Gravity::Substance),
        Alarm::Derived => comparison.verdict.derived,
    });
    if rings { Outcome::Flagged } else { Outcome::Done }
}
