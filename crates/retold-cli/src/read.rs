//! `retold read`.

use std::path::Path;

use anyhow::{Result, bail};
use retold::Article;
use retold_report::{ReportSettings, write_article_json, write_article_text};

use crate::arguments::{ReadArguments, ReadFormat};
use crate::{Outcome, complain, desk, destination, page};

/// Output up to this many bytes is held back until every input is known to be readable; beyond it, whole archives are
/// being read, and what is done is written.
const HELD_BACK: usize = 32 << 20;

/// So many bad records of one input are named one by one; of the others, how many they are.
const NAMED: usize = 20;

/// Shows articles as Retold sees them. Nothing is shown when an input cannot be read. In an input of many articles a bad
/// record is named on standard error and left out.
pub(crate) fn run(arguments: &ReadArguments) -> Result<Outcome> {
    if arguments.inputs.iter().filter(|input| *input == Path::new("-")).count() > 1 {
        bail!("-: standard input can be read once");
    }
    let settings = ReportSettings {
        width: page::width(arguments.width),
        colour: page::colour(arguments.color),
        ..ReportSettings::default()
    };
    let mut showing =
        Showing { format: arguments.format, settings, bytes: Vec::new(), begun: false, warnings: Vec::new() };
    for input in &arguments.inputs {
        showing.input(input)?;
    }
    destination::print(&showing.bytes)?;
    showing.warnings.iter().for_each(|warning| complain(warning));
    Ok(Outcome::Done)
}

/// What was shown so far.
struct Showing {
    format: ReadFormat,
    settings: ReportSettings,
    /// What is held back.
    bytes: Vec<u8>,
    /// An article was shown.
    begun: bool,
    /// What to say of bad records when all inputs turned out to be readable.
    warnings: Vec<String>,
}

impl Showing {
    /// Shows all articles of an input that holds at least one.
    fn input(&mut self, input: &Path) -> Result<()> {
        let (mut shown, mut more, mut bad) = (0_usize, 0_usize, Vec::new());
        for read in desk::articles(input) {
            match read {
                Ok(article) => {
                    self.article(article)?;
                    shown += 1;
                }
                Err(error) if error.breaks_off() && !input.is_dir() => return Err(error.into()),
                Err(error) if bad.len() < NAMED => bad.push(error),
                Err(_) => more += 1,
            }
        }
        if shown == 0 {
            return Err(bad.into_iter().next().map_or_else(|| desk::nothing_in(input), Into::into));
        }
        self.warnings.extend(bad.iter().map(ToString::to_string));
        if more > 0 {
            self.warnings.push(format!("{}: {more} more bad records", input.display()));
        }
        Ok(())
    }

    fn article(&mut self, article: Article) -> Result<()> {
        let reading = desk::read(article);
        match self.format {
            ReadFormat::Json => write_article_json(&reading, &mut self.bytes)?,
            ReadFormat::Text => {
                if self.begun {
                    self.bytes.push(b'\n');
                }
                write_article_text(&reading, &self.settings, &mut self.bytes)?;
            }
        }
        self.begun = true;
        if self.bytes.len() > HELD_BACK {
            destination::print(&self.bytes)?;
            self.bytes.clear();
        }
        Ok(())
    }
}
