//! `retold claims`.

use std::path::PathBuf;

use anyhow::Result;
use retold::attribution::{claims, events};
use retold_report::{ClaimsOf, ClaimsOutput, ClaimsReport, ReportSettings};

use crate::arguments::ClaimsArguments;
use crate::{Outcome, desk, destination, page};

/// Shows who said what in articles. Nothing is shown when one of them cannot be read.
pub(crate) fn run(arguments: &ClaimsArguments) -> Result<Outcome> {
    let inputs = || arguments.inputs.iter().map(PathBuf::as_path);
    if let Some(output) = &arguments.output {
        destination::guard(output, inputs())?;
    }
    let mut accounts = Vec::new();
    for article in desk::one_of_each(inputs())? {
        let reading = desk::read(article);
        let mentions = desk::mentions(&reading);
        let (claims, events) = (claims(&reading, &mentions.names), events(&reading, &mentions));
        accounts.push(ClaimsOf { reading, claims, events });
    }
    let settings = ReportSettings {
        width: page::width(arguments.width),
        colour: arguments.output.is_none() && page::colour(arguments.color),
        ..page::settings()
    };
    let mut bytes = Vec::new();
    output(arguments).write(&ClaimsReport::new(accounts, settings), &mut bytes)?;
    match &arguments.output {
        Some(path) => destination::save(path, &bytes)?,
        None => destination::print(&bytes)?,
    }
    Ok(Outcome::Done)
}

/// The output asked for, else the one that the file's ending names, else the terminal's.
fn output(arguments: &ClaimsArguments) -> ClaimsOutput {
    let by_ending = || destination::by_ending(arguments.output.as_deref(), ClaimsOutput::ALL, ClaimsOutput::name);
    arguments.format.or_else(by_ending).unwrap_or(ClaimsOutput::Terminal)
}
