//! `retold store`.

use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Subcommand};
use retold_store::{Ruling, Search, Store};
use retold_watch::alert_json;

use crate::{Outcome, destination};

/// Where a store is when no argument says so.
const PLACE: &str = "RETOLD_STORE";

/// The argument that names a store.
#[derive(Args, Debug)]
pub(crate) struct StorePlace {
    /// The watch's store: a file, or postgres://USER:PASSWORD@HOST/DATABASE [default: what RETOLD_STORE says]
    #[arg(long, value_name = "STORE")]
    store: Option<String>,
}

impl StorePlace {
    /// The place of the store.
    pub(crate) fn place(&self) -> Result<String> {
        let named = self.store.clone().or_else(|| std::env::var(PLACE).ok());
        named.context("no store is named: give --store FILE, or set RETOLD_STORE")
    }

    /// The store itself.
    pub(crate) fn open(&self) -> Result<Store> {
        Ok(retold_store::open(&self.place()?)?)
    }

    /// The store itself, where it is there; asking about one does not make it.
    pub(crate) fn existing(&self) -> Result<Store> {
        Ok(retold_store::open(&self.there()?)?)
    }

    /// The place of a store that is there.
    fn there(&self) -> Result<String> {
        let place = self.place()?;
        if !place.contains("://") && !std::path::Path::new(&place).exists() {
            bail!("{place}: no store there; retold watch makes one");
        }
        Ok(place)
    }
}

/// Arguments of `retold store`.
#[derive(Args, Debug)]
pub(crate) struct StoreArguments {
    #[command(subcommand)]
    command: StoreCommand,
}

#[derive(Debug, Subcommand)]
enum StoreCommand {
    /// Say what a store holds, and what it watches
    Info {
        #[command(flatten)]
        store: StorePlace,
    },
    /// Print findings as JSON, one a line, the newest first
    Findings {
        #[command(flatten)]
        store: StorePlace,
        /// At most so many
        #[arg(long, value_name = "N", default_value_t = 100)]
        limit: usize,
    },
    /// Rule on a finding
    Rule {
        #[command(flatten)]
        store: StorePlace,
        /// Id of the finding
        finding: String,
        /// What the desk says of it
        #[arg(value_parser = ruling_parser())]
        ruling: Ruling,
        /// Who says so
        #[arg(long, value_name = "NAME", default_value = "")]
        by: String,
    },
    /// Stop watching a feed or folder
    Unwatch {
        #[command(flatten)]
        store: StorePlace,
        /// Its address
        feed: String,
    },
    /// Copy everything to a new store: a file for a backup, or a server to move to it
    Backup {
        #[command(flatten)]
        store: StorePlace,
        /// The new store: a file that is not there yet, or an empty database
        to: String,
    },
    /// Bring the store of an older release to the form of this one, after a backup
    Upgrade {
        #[command(flatten)]
        store: StorePlace,
        /// Where the backup goes
        #[arg(long, value_name = "FILE")]
        backup: PathBuf,
    },
    /// Read everything and check it
    Check {
        #[command(flatten)]
        store: StorePlace,
    },
}

fn ruling_parser() -> impl TypedValueParser<Value = Ruling> {
    let names: Vec<&str> = Ruling::ALL.iter().map(|ruling| ruling.name()).collect();
    PossibleValuesParser::new(names).try_map(|name| Ruling::named(&name))
}

/// Does what is asked with a store.
pub(crate) fn run(arguments: &StoreArguments) -> Result<Outcome> {
    let said = match &arguments.command {
        StoreCommand::Info { store } => told(&mut store.existing()?)?,
        StoreCommand::Findings { store, limit } => findings(&mut store.existing()?, *limit)?,
        StoreCommand::Rule { store, finding, ruling, by } => {
            let now = jiff::Timestamp::now().as_second();
            if !store.existing()?.rule(finding, *ruling, by, now)? {
                bail!("{finding}: there is no such finding");
            }
            String::new()
        }
        StoreCommand::Unwatch { store, feed } => {
            if !store.existing()?.unwatch(feed)? {
                bail!("{feed}: is not watched");
            }
            String::new()
        }
        StoreCommand::Backup { store, to } => {
            let place = store.there()?;
            format!("{} rows copied\n", retold_store::backup(&place, to)?)
        }
        StoreCommand::Upgrade { store, backup } => {
            let backup = backup.to_str().context("the backup's name is not UTF-8")?;
            let found = retold_store::upgrade(&store.there()?, backup)?;
            format!("had format {found}, has format {}\n", store.existing()?.facts()?.format)
        }
        StoreCommand::Check { store } => {
            let (captures, findings) = store.existing()?.check()?;
            format!("sound: {captures} captures, {findings} findings\n")
        }
    };
    destination::print(said.as_bytes())?;
    Ok(Outcome::Done)
}

fn told(store: &mut Store) -> Result<String> {
    let facts = store.facts()?;
    let mut said = format!(
        "format    {}\nfeeds     {}\npages     {}\ncaptures  {}\nfindings  {}\npending   {}\n",
        facts.format, facts.feeds, facts.pages, facts.captures, facts.findings, facts.pending
    );
    for feed in store.feeds()? {
        let state = feed.fault.map_or_else(|| "well".to_owned(), |fault| format!("failed: {fault}"));
        said.push_str(&format!("watched   {}  {state}\n", feed.address));
    }
    Ok(said)
}

fn findings(store: &mut Store, limit: usize) -> Result<String> {
    let findings = store.findings(&Search::default(), limit)?;
    Ok(findings.iter().map(|finding| alert_json(finding, finding.story == finding.id) + "\n").collect())
}
