//! `retold serve`.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, Result, bail};
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Args, Subcommand};
use retold_archive::Archive;
use retold_watch::pack::DeskKey;
use retold_watch::{Allowance, FetchSettings, Fetcher};
use retold_web::{Role, Settings, Site, Tokens, Watching};

use crate::arguments::named;
use crate::watch::WatchOptions;
use crate::{Outcome, destination, watch};

/// Arguments of `retold serve`.
#[derive(Args, Debug)]
#[command(args_conflicts_with_subcommands = true, mut_group("WatchOptions", |group| group.requires("watch")))]
pub(crate) struct ServeArguments {
    /// Something else to do
    #[command(subcommand)]
    pub(crate) command: Option<ServeCommand>,
    /// The folder of the archive
    #[arg(long, value_name = "DIR")]
    pub(crate) archive: Option<PathBuf>,
    /// Where to listen; beyond this machine every request needs a token
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8080", value_parser = place_to_listen)]
    pub(crate) listen: SocketAddr,
    /// The store of a watch, whose findings are shown: a file, or postgres://USER:PASSWORD@HOST/DATABASE [default: what
    /// RETOLD_STORE says, else none]
    #[arg(long, value_name = "STORE")]
    pub(crate) store: Option<String>,
    /// Sign evidence packs with this key, made by: retold key new
    #[arg(long, value_name = "FILE")]
    pub(crate) sign: Option<PathBuf>,
    /// Findings of the whole archive, made by: retold families --findings FILE; may be given more than once
    #[arg(long, value_name = "FILE")]
    pub(crate) findings: Vec<PathBuf>,
    /// Watch these in the same process: feeds, news sitemaps, folders; none: those that the store knows. Needs a store
    #[arg(long, value_name = "FEED", num_args = 0..)]
    pub(crate) watch: Option<Vec<String>>,
    /// Fetch no pages of the web that somebody names; a watch does all the same
    #[arg(long)]
    pub(crate) no_fetch: bool,
    /// Fetch from this address though it is not on the public internet: 10.0.0.7, 127.0.0.1:8080; may be given more than
    /// once
    #[arg(long, value_name = "ADDRESS")]
    pub(crate) allow_address: Vec<Allowance>,
    /// A name by which others reach the service through a proxy; may be given more than once, and asks for tokens
    #[arg(long, value_name = "NAME")]
    pub(crate) host: Vec<String>,
    /// Ask for a token on this machine too
    #[arg(long)]
    pub(crate) require_token: bool,
    /// Work on so many texts at a time [default: as many as there are cores]
    #[arg(long, value_name = "N", value_parser = count_parser())]
    pub(crate) at_once: Option<usize>,
    /// Let so many requests wait for their turn; more are told to come again [default: 20 for each core]
    #[arg(long, value_name = "N", value_parser = count_parser())]
    pub(crate) waiting: Option<usize>,
    #[command(flatten, next_help_heading = "Watching, with --watch")]
    pub(crate) watching: WatchOptions,
}

/// What `retold serve` can do beside serving.
#[derive(Debug, Subcommand)]
pub(crate) enum ServeCommand {
    /// Make, list and take away tokens
    Token {
        /// What to do
        #[command(subcommand)]
        command: TokenCommand,
    },
}

/// What can be done with tokens.
#[derive(Debug, Subcommand)]
pub(crate) enum TokenCommand {
    /// Make a token and print it, this once
    Add {
        /// Whose it is
        name: String,
        /// The folder of the archive that it opens
        #[arg(long, value_name = "DIR")]
        archive: PathBuf,
        /// What it allows
        #[arg(long, value_parser = role_parser(), default_value = "read")]
        role: Role,
    },
    /// Take a token away
    Remove {
        /// Whose it is
        name: String,
        /// The folder of the archive
        #[arg(long, value_name = "DIR")]
        archive: PathBuf,
    },
    /// List tokens: name, role, when they were made
    List {
        /// The folder of the archive
        #[arg(long, value_name = "DIR")]
        archive: PathBuf,
    },
}

fn role_parser() -> impl TypedValueParser<Value = Role> {
    let values = Role::ALL.map(|role| PossibleValue::new(role.name()).help(role.meaning()));
    PossibleValuesParser::new(values).try_map(|name| named(Role::ALL, &name, Role::name))
}

fn place_to_listen(text: &str) -> Result<SocketAddr, String> {
    text.parse().map_err(|_| "write an address with its port: 127.0.0.1:8080, [::1]:8080, 0.0.0.0:8080".to_owned())
}

/// A number of things that is at least one.
fn count_parser() -> impl TypedValueParser<Value = usize> {
    clap::value_parser!(u32).range(1..=100_000).map(|count| count as usize)
}

/// The file of tokens in an archive's folder.
const TOKENS: &str = "retold-tokens.json";
/// Where the store is when no argument says so.
const STORE: &str = "RETOLD_STORE";

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
    retold_web::serve(equipped(site, arguments)?, |address| {
        // That nobody reads standard output is no reason not to serve.
        let _ = destination::print(format!("http://{address}/\n").as_bytes());
    })?;
    Ok(Outcome::Done)
}

/// The site with what else is there: the web, the store of a watch, findings.
fn equipped(mut site: Site, arguments: &ServeArguments) -> Result<Site> {
    if !arguments.no_fetch {
        // Somebody waits for the page.
        let pace = Duration::from_millis(200);
        let allowed = arguments.allow_address.clone();
        site = site.with_fetch(Fetcher::new(FetchSettings { pace, allowed, ..FetchSettings::default() }));
    }
    let store = arguments.store.clone().or_else(|| std::env::var(STORE).ok());
    if store.is_none() && arguments.sign.is_some() {
        bail!("--sign: evidence packs need a store: give --store FILE, or set RETOLD_STORE");
    }
    if let Some(place) = &store {
        let key = arguments.sign.as_deref().map(DeskKey::load).transpose()?;
        site = site.with_store(retold_store::open(place)?, key);
    }
    if let Some(feeds) = &arguments.watch {
        let place = store.context("--watch needs a store: give --store FILE, or set RETOLD_STORE")?;
        site = site.with_watch(watching(&place, feeds, arguments)?);
    }
    if arguments.findings.is_empty() {
        return Ok(site);
    }
    let mut findings = Vec::new();
    for file in &arguments.findings {
        findings.extend(retold_formats::read_findings(file)?);
    }
    Ok(site.with_findings(&findings))
}

/// The watch that goes on beside the service.
fn watching(place: &str, feeds: &[String], arguments: &ServeArguments) -> Result<Watching> {
    if place == ":memory:" {
        bail!("--watch needs a store that the service and its watch can share: a file or a server");
    }
    // Standard output says where the service listens, and no more.
    let settings = arguments.watching.settings(None)?;
    let fetcher = arguments.watching.fetcher(&arguments.allow_address)?;
    let mut watching = Watching::new(retold_store::open(place)?, fetcher, settings)?;
    watch::add_feeds(watching.store(), feeds)?;
    Ok(watching)
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
