//! For a person at a terminal: the verdict, the two texts side by side and the changes with their reasons.

mod article;
mod claims;
mod family;
mod summary;
mod texts;
mod trace;
mod wrap;

use std::io;

use anstyle::{AnsiColor, Style};
use retold::change::Gravity;

use crate::layout::View;
use crate::output::ReportWriter;
use crate::report::Report;
pub use article::write_article_text;
pub(crate) use claims::write_claims;
pub(crate) use family::{write_families_tally, write_family};
pub(crate) use trace::write_trace;
pub use trace::{numbers, surety};
use wrap::{Line, Run, wrap};

/// Writes a comparison for a terminal of [`crate::ReportSettings::width`] columns.
#[derive(Clone, Copy, Debug, Default)]
pub struct TerminalWriter;

/// Fewest columns for two texts side by side; below, one stands under the other.
const SIDE_BY_SIDE: usize = 80;
/// Most columns that are used: longer lines are hard to read.
const WIDEST: usize = 200;
/// Fewest columns that are laid out for; a narrower terminal breaks the lines itself.
const NARROWEST: usize = 20;

const TITLE: Style = Style::new().bold();
const QUIET: Style = Style::new().dimmed();
const SUBSTANCE: Style = AnsiColor::Red.on_default().bold().underline();
const WORDING: Style = AnsiColor::Yellow.on_default().underline();
const DROPPED: Style = AnsiColor::Red.on_default();
const ADDED: Style = AnsiColor::Magenta.on_default();
const SHARED: Style = AnsiColor::Cyan.on_default();
const WARNING: Style = AnsiColor::Yellow.on_default().bold();

impl ReportWriter for TerminalWriter {
    fn write(&self, report: &Report, out: &mut dyn io::Write) -> io::Result<()> {
        let width = report.settings.width.clamp(NARROWEST, WIDEST);
        let mut screen = Screen { width, colour: report.settings.colour, out };
        let view = View::new(&report.joint);
        summary::head(&mut screen, report)?;
        texts::write(&mut screen, report, &view)?;
        summary::changes(&mut screen, &view)
    }
}

/// Where lines go and how wide they may be.
struct Screen<'a> {
    width: usize,
    colour: bool,
    out: &'a mut dyn io::Write,
}

impl Screen<'_> {
    /// Writes an empty line.
    fn gap(&mut self) -> io::Result<()> {
        writeln!(self.out)
    }

    /// Writes runs over as many lines as they need, all but the first set in by `indent` columns.
    fn paragraph(&mut self, runs: &[Run], indent: usize) -> io::Result<()> {
        for (number, line) in wrap(runs, self.width.saturating_sub(indent)).iter().enumerate() {
            let margin = if number == 0 { 0 } else { indent };
            self.line(margin, line)?;
        }
        Ok(())
    }

    /// Writes runs under each other behind a quiet label, set in by `indent` columns.
    fn labelled(&mut self, label: &str, runs: &[Run], indent: usize) -> io::Result<()> {
        self.behind(&[Run::new(label, QUIET)], runs, indent)
    }

    /// Writes runs under each other behind a label of one line, set in by `indent` columns.
    fn behind(&mut self, label: &[Run], runs: &[Run], indent: usize) -> io::Result<()> {
        let label = wrap(label, usize::MAX);
        for (number, line) in wrap(runs, self.width.saturating_sub(indent)).iter().enumerate() {
            let margin = label.first().filter(|_| number == 0).cloned().unwrap_or_default();
            writeln!(self.out, "{}{}", margin.render(indent, self.colour), line.render(0, self.colour))?;
        }
        Ok(())
    }

    /// Writes runs over as many lines as they need, each behind a margin: one for the first line, one for the others.
    fn beside(&mut self, (first, rest): (Line, Line), runs: &[Run], width: usize) -> io::Result<()> {
        for (number, line) in wrap(runs, width).iter().enumerate() {
            let margin = if number == 0 { &first } else { &rest };
            writeln!(self.out, "{}{}", margin.render(0, self.colour), line.render(0, self.colour))?;
        }
        Ok(())
    }

    fn line(&mut self, margin: usize, line: &Line) -> io::Result<()> {
        writeln!(self.out, "{:margin$}{}", "", line.render(0, self.colour))
    }
}

/// How a change of this gravity looks.
fn gravity_style(gravity: Gravity) -> Style {
    match gravity {
        Gravity::Substance => SUBSTANCE,
        Gravity::Wording => WORDING,
    }
}

/// How the letter of a source looks: colours come round again, letters do not.
fn source_style(article: usize) -> Style {
    const COLOURS: [AnsiColor; 4] = [AnsiColor::Blue, AnsiColor::Green, AnsiColor::Magenta, AnsiColor::Cyan];
    COLOURS[article % COLOURS.len()].on_default().bold()
}
