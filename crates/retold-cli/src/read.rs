//! `retold read`.

use std::path::Path;

use anyhow::{Result, bail};
use retold_report::{ReportSettings, write_article_json, write_article_text};

use crate::arguments::{ReadArguments, ReadFormat};
use crate::{Outcome, desk, destination, page};

/// Shows articles as Retold sees them. Nothing is shown when one of them cannot be read.
pub(crate) fn run(arguments: &ReadArguments) -> Result<Outcome> {
    if arguments.inputs.iter().filter(|input| *input == Path::new("-")).count() > 1 {
        bail!("-: standard input can be read once");
    }
    let mut bytes = Vec::new();
    let settings = ReportSettings {
        width: page::width(arguments.width),
        colour: page::colour(arguments.color),
        ..ReportSettings::default()
    };
    for (number, input) in arguments.inputs.iter().enumerate() {
        let reading = desk::read(desk::article(input)?);
        match arguments.format {
            ReadFormat::Json => write_article_json(&reading, &mut bytes)?,
            ReadFormat::Text => {
                if number > 0 {
                    bytes.push(b'\n');
                }
                write_article_text(&reading, &settings, &mut bytes)?;
            }
        }
    }
    destination::print(&bytes)?;
    Ok(Outcome::Done)
}
