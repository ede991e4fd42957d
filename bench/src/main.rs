//! Speed and memory of Retold, by named scenarios on generated texts: `cargo run --release -p retold-bench`.
//!
//! `--record` adds the figures to bench/history.jsonl and draws bench/cost.svg.

mod archive;
mod corpus;
mod families;
mod history;
mod keys;
mod library;
mod planted;
mod plot;
mod program;
mod rewording;
mod texts;

use std::path::Path;

use anyhow::{Context, Result, bail};

/// One figure of one scenario.
pub(crate) struct Figure {
    /// Name of the scenario, with its unit.
    pub(crate) name: &'static str,
    /// What was measured.
    pub(crate) value: f64,
    /// What it is meant to reach.
    pub(crate) target: Target,
}

/// The right side of a figure's target.
#[derive(Clone, Copy)]
pub(crate) enum Target {
    /// So much or more.
    AtLeast(f64),
    /// So much or less.
    AtMost(f64),
}

impl Target {
    fn words(self) -> String {
        match self {
            Self::AtLeast(value) => format!("at least {value}"),
            Self::AtMost(value) => format!("at most {value}"),
        }
    }

    fn holds(self, value: f64) -> bool {
        match self {
            Self::AtLeast(least) => value >= least,
            Self::AtMost(most) => value <= most,
        }
    }
}

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let record = match words[..] {
        [] => false,
        ["--record"] => true,
        ["archive", data, ref sizes @ ..] if !sizes.is_empty() => {
            let sizes = sizes.iter().map(|size| size.parse()).collect::<Result<Vec<usize>, _>>();
            return archive::measure(Path::new(data), &sizes.context("a size is a number of articles")?);
        }
        ["keys", data] => return keys::measure(Path::new(data)),
        ["families", data, place, ref sizes @ ..] if !sizes.is_empty() => {
            let sizes = sizes.iter().map(|size| size.parse()).collect::<Result<Vec<usize>, _>>();
            return families::measure(
                Path::new(data),
                Path::new(place),
                &sizes.context("a size is a number of articles")?,
            );
        }
        _ => bail!("usage: retold-bench [--record] | keys DATA | archive DATA SIZE... | families DATA FOLDER SIZE..."),
    };
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut figures = library::figures();
    figures.extend(program::figures(folder)?);
    let last = history::last(folder)?;
    println!("{:<36} {:>10} {:>10}   target", "scenario", "now", "recorded");
    for figure in &figures {
        let before = last.get(figure.name).and_then(serde_json::Value::as_f64);
        let before = before.map_or(String::new(), |value| format!("{value:.1}"));
        let missed = if figure.target.holds(figure.value) { "" } else { "   missed" };
        println!("{:<36} {:>10.1} {before:>10}   {}{missed}", figure.name, figure.value, figure.target.words());
    }
    let costs = library::costs();
    println!("\nsentences a text, milliseconds a pair");
    print!("{}", plot::bars(&costs));
    if record {
        history::record(folder, &figures, &costs)?;
        std::fs::write(
            folder.join("cost.svg"),
            plot::svg("Milliseconds to compare two texts, by sentences of each", "sentences", &costs),
        )?;
    }
    Ok(())
}
