//! `retold demo`.

use anyhow::{Result, bail};

use crate::Outcome;
use crate::arguments::DemoArguments;

/// Compares the wire story and the retelling that come with the program and writes an HTML report.
pub(crate) fn run(arguments: &DemoArguments) -> Result<Outcome> {
    let _ = &arguments.output;
    bail!("the demo is not wired in yet")
}
