//! `retold demo`.

use anyhow::{Context, Result};
use retold::Article;
use retold_formats::Format;
use retold_report::{Output, Report};

use crate::arguments::DemoArguments;
use crate::{Outcome, desk, destination, page};

/// A wire story as its agency's page has it; the agency, its countries and its people are invented.
const SOURCE: &str = include_str!("../../../examples/wire-story.html");
/// The same story as another paper might tell it, with the changes that such retellings have.
const RETELLING: &str = include_str!("../../../examples/retelling.txt");

/// Compares the wire story and the retelling that come with the program and writes an HTML report.
pub(crate) fn run(arguments: &DemoArguments) -> Result<Outcome> {
    let source = shipped(Format::Html, "examples/wire-story.html", SOURCE)?;
    let retelling = shipped(Format::Plain, "examples/retelling.txt", RETELLING)?;
    let joint = desk::compare(&[source], &retelling);
    let (found, claims) = (joint.changes.len(), desk::all_claims(&joint));
    let mut bytes = Vec::new();
    Output::Html.writer().write(&Report::new(joint, page::settings()).with_claims(claims), &mut bytes)?;
    destination::save(&arguments.output, &bytes)?;
    let place = arguments.output.display();
    destination::print(format!("{place}: {found} changes found; open it in a browser\n").as_bytes())?;
    Ok(Outcome::Done)
}

fn shipped(format: Format, place: &'static str, text: &'static str) -> Result<Article> {
    format.read(text.as_bytes(), place).next().context(place)?.context(place)
}
