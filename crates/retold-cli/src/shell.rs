//! `retold completions` and `retold man`: both come from the definition of the command line.

use anyhow::{Result, bail};
use clap::CommandFactory;
use clap_complete::Shell;

use crate::arguments::Arguments;
use crate::{Outcome, destination};

/// Prints completions for a shell.
pub(crate) fn completions(shell: Shell) -> Result<Outcome> {
    let mut bytes = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), "retold", &mut bytes);
    destination::print(&bytes)?;
    Ok(Outcome::Done)
}

/// Prints the man page of the program, or of one of its commands.
pub(crate) fn man(command: Option<&str>) -> Result<Outcome> {
    let mut program = Arguments::command();
    program.build();
    let page = match command {
        None => program,
        Some(name) => match program.find_subcommand(name) {
            Some(command) => command.clone(),
            None => bail!("{name}: there is no such command"),
        },
    };
    let mut bytes = Vec::new();
    clap_mangen::Man::new(page).render(&mut bytes)?;
    destination::print(&bytes)?;
    Ok(Outcome::Done)
}
