//! `retold read`.

use std::path::Path;

use anyhow::{Result, bail};
use retold_report::write_article_json;

use crate::arguments::{ReadArguments, ReadFormat};
use crate::{Outcome, desk, destination};

/// Shows articles as Retold sees them. Nothing is shown when one of them cannot be read.
pub(crate) fn run(arguments: &ReadArguments) -> Result<Outcome> {
    if arguments.inputs.iter().filter(|input| *input == Path::new("-")).count() > 1 {
        bail!("-: standard input can be read once");
    }
    let mut bytes = Vec::new();
    for input in &arguments.inputs {
        let reading = desk::read(desk::article(input)?);
        match arguments.format {
            ReadFormat::Json => write_article_json(&reading, &mut bytes)?,
            ReadFormat::Text => write_article_json(&reading, &mut bytes)?,
        }
    }
    destination::print(&bytes)?;
    Ok(Outcome::Done)
}
