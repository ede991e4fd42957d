//! `retold serve`.

use std::path::Path;

use anyhow::{Result, bail};
use retold_archive::Archive;
use retold_web::{Settings, Site, Tokens};

use crate::arguments::{ServeArguments, ServeCommand, TokenCommand};
use crate::{Outcome, destination};

/// The file of tokens in an archive's folder.
const TOKENS: &str = "retold-tokens.json";

/// Serves an archive, or looks after the tokens that guard it.
pub(crate) fn run(arguments: &ServeArguments) -> Result<Outcome> {
    if let Some(ServeCommand::Token { command }) = &arguments.command {
        return tokens(command);
    }
    let Some(folder) = &arguments.archive else { bail!("serve needs the folder of an archive: --archive DIR") };
    let mut settings = Settings { listen: arguments.listen, hosts: arguments.host.clone(), ..Settings::default() };
    settings.tokens_needed = arguments.require_token;
    settings.at_once = arguments.at_once.unwrap_or(settings.at_once);
    settings.waiting = arguments.waiting.unwrap_or(settings.waiting);
    let site = Site::new(Archive::open(folder)?, Tokens::open(folder.join(TOKENS))?, settings);
    retold_web::serve(site, |address| {
        // That nobody reads standard output is no reason not to serve.
        let _ = destination::print(format!("http://{address}/\n").as_bytes());
    })?;
    Ok(Outcome::Done)
}

fn tokens(command: &TokenCommand) -> Result<Outcome> {
    let open = |archive: &Path| -> Result<Tokens> {
        // Only where an archive is: a secret in a mistyped place opens nothing.
        Archive::open(archive)?;
        Ok(Tokens::open(archive.join(TOKENS))?)
    };
    let said = match command {
        TokenCommand::Add { name, archive, role } => {
            let secret = open(archive)?.add(name, *role)?;
            format!("{secret}\n")
        }
        TokenCommand::Remove { name, archive } => match open(archive)?.remove(name)? {
            true => format!("{name}: taken away\n"),
            false => bail!("{name}: there is no token of this name"),
        },
        TokenCommand::List { archive } => {
            let tokens = open(archive)?.all()?;
            tokens.iter().map(|token| format!("{}\t{}\t{}\n", token.name, token.role.name(), token.made)).collect()
        }
    };
    destination::print(said.as_bytes())?;
    Ok(Outcome::Done)
}
