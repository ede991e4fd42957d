//! `retold claims`.

use std::path::Path;

use anyhow::{Result, bail};
use retold::attribution::{claims, events};
use retold::mention::Mentions;
use retold::text::Language;
use retold_report::{ClaimsOf, ClaimsReport, ReportSettings};

use crate::arguments::ClaimsArguments;
use crate::{Outcome, desk, destination, page};

/// Shows who said what in articles. Nothing is shown when one of them cannot be read.
pub(crate) fn run(arguments: &ClaimsArguments) -> Result<Outcome> {
    if arguments.inputs.iter().filter(|input| *input == Path::new("-")).count() > 1 {
        bail!("-: standard input can be read once");
    }
    let mut accounts = Vec::new();
    for input in &arguments.inputs {
        let reading = desk::read(desk::article(input)?);
        let mentions = Mentions::of(&reading, Language::English.rules());
        let (claims, events) = (claims(&reading, &mentions.names), events(&reading, &mentions));
        accounts.push(ClaimsOf { reading, claims, events });
    }
    let settings = ReportSettings {
        width: page::width(arguments.width),
        colour: page::colour(arguments.color),
        ..ReportSettings::default()
    };
    let mut bytes = Vec::new();
    arguments.format.write(&ClaimsReport::new(accounts, settings), &mut bytes)?;
    match &arguments.output {
        Some(path) => {
            destination::guard(path, &arguments.inputs.iter().map(|p| p.as_path()).collect::<Vec<_>>())?;
            destination::save(path, &bytes)?;
        }
        None => destination::print(&bytes)?,
    }
    Ok(Outcome::Done)
}
