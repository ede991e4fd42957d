//! The program `retold`. Holds arguments, files and exit status; everything it says is found out elsewhere.

mod archive;
mod arguments;
mod claims;
mod compare;
mod demo;
mod desk;
mod destination;
mod families;
mod index;
mod pack;
mod page;
mod progress;
mod read;
mod serve;
mod shell;
mod store;
mod trace;
mod watch;

use std::io::{self, Write};
use std::panic;
use std::process::ExitCode;

use anyhow::Result;
use clap::error::ErrorKind;
use clap::{CommandFactory, Parser};

use crate::arguments::{Arguments, Command};

/// What a command that did its work found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// Nothing was asked for, or what was asked about does not stand against the texts: exit status 0.
    Done,
    /// What was asked about was found: exit status 1.
    Flagged,
}

/// Exit status for input or arguments that cannot be used, and for a fault of the program itself.
const UNUSABLE: u8 = 2;

fn main() -> ExitCode {
    panic::set_hook(Box::new(|fault| {
        // A library that fails on a broken file: the reader says so, with the file's name.
        if retold_formats::is_guarding() {
            return;
        }
        let place = fault.location().map(|at| format!(" ({}:{})", at.file(), at.line())).unwrap_or_default();
        complain(&format!("this is a fault of Retold, please report it: {}{place}", words_of(fault.payload())));
    }));
    panic::catch_unwind(start).unwrap_or(ExitCode::from(UNUSABLE))
}

/// The words a panic was raised with.
fn words_of(payload: &dyn std::any::Any) -> &str {
    let text = payload.downcast_ref::<&str>().copied();
    text.or(payload.downcast_ref::<String>().map(String::as_str)).unwrap_or("no more is known")
}

fn start() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => return refuse(&error),
    };
    match run(&arguments.command) {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::Flagged) => ExitCode::from(1),
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            complain(&format!("{error:#}"));
            ExitCode::from(UNUSABLE)
        }
    }
}

fn run(command: &Command) -> Result<Outcome> {
    match command {
        Command::Compare(arguments) => compare::run(arguments),
        Command::Read(arguments) => read::run(arguments),
        Command::Claims(arguments) => claims::run(arguments),
        Command::Index(arguments) => index::run(arguments),
        Command::Trace(arguments) => trace::run(arguments),
        Command::Families(arguments) => families::run(arguments),
        Command::Archive(arguments) => archive::run(&arguments.command),
        Command::Serve(arguments) => serve::run(arguments),
        Command::Watch(arguments) => watch::run(arguments),
        Command::Pack(arguments) => pack::run(arguments),
        Command::Verify(arguments) => pack::verify(arguments),
        Command::Key(arguments) => pack::key(arguments),
        Command::Store(arguments) => store::run(arguments),
        Command::Demo(arguments) => demo::run(arguments),
        Command::Completions { shell } => shell::completions(*shell),
        Command::Man { command } => shell::man(command.as_deref()),
    }
}

/// Shows help and version as they are; of a wrong argument, one line.
fn refuse(error: &clap::Error) -> ExitCode {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            // A reader that has gone away is no failure of help.
            let _ = write!(io::stdout(), "{error}");
            ExitCode::SUCCESS
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            let _ = write!(io::stderr(), "{error}");
            ExitCode::from(UNUSABLE)
        }
        _ => {
            let text = error.to_string();
            let first = text.split("\n\n").next().unwrap_or_default();
            complain(&format!("{} (see {} --help)", first.trim_start_matches("error: "), command_called()));
            ExitCode::from(UNUSABLE)
        }
    }
}

/// The command that was called: "retold serve token".
fn command_called() -> String {
    let mut called = "retold".to_owned();
    let mut command = Arguments::command();
    for word in std::env::args_os().skip(1) {
        let Some(inner) = command.find_subcommand(&word).cloned() else { break };
        called.push(' ');
        called.push_str(inner.get_name());
        command = inner;
    }
    called
}

/// Writes one line to standard error. Names of files and words of others may hold anything, so what would move the
/// cursor or start a new line is shown as a space.
fn complain(text: &str) {
    let line: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let line = line.split_whitespace().collect::<Vec<_>>().join(" ");
    // There is nobody left to tell when standard error is closed.
    let _ = writeln!(io::stderr(), "retold: {line}");
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    let kinds = error.chain().filter_map(|cause| cause.downcast_ref::<io::Error>()).map(io::Error::kind);
    kinds.into_iter().any(|kind| kind == io::ErrorKind::BrokenPipe)
}
