//! `retold watch`.

use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use clap::Args;
use jiff::Timestamp;
use retold::retrieve::Filter;
use retold::trace::TraceSettings;
use retold_archive::Archive;
use retold_store::Store;
use retold_watch::{
    Allowance, Channel, FetchSettings, Fetcher, MailRoute, Round, Stop, WatchSettings, Watcher, WebhookSecret,
    is_address,
};

use crate::store::StorePlace;
use crate::{Outcome, complain, desk};

/// Arguments of `retold watch`.
#[derive(Args, Debug)]
#[command(
    after_help = "Findings go to standard output as JSON Lines, or to --out. Webhook and mail tell of the first \
    finding of each story; the others of the story are in the lines, the feed and the store. A watch that is killed goes \
    on where it was: nothing found is lost, and what is told again bears the same id."
)]
pub(crate) struct WatchArguments {
    /// Feeds (RSS, Atom, JSON Feed), news sitemaps, or folders of WARC and other files; they are watched from now on.
    /// None: those that the store knows
    #[arg(value_name = "FEED")]
    feeds: Vec<String>,
    /// The folder of the archive: sources are looked for in it, and captured articles are added
    #[arg(long, value_name = "DIR")]
    archive: PathBuf,
    #[command(flatten)]
    store: StorePlace,
    /// Do what is due and end
    #[arg(long)]
    once: bool,
    #[command(flatten)]
    options: WatchOptions,
    /// Fetch from this address though it is not on the public internet: 10.0.0.7, 127.0.0.1:8080; may be given more than
    /// once
    #[arg(long, value_name = "ADDRESS")]
    allow_address: Vec<Allowance>,
}

/// How to watch and whom to tell, whoever watches.
#[derive(Args, Debug)]
pub(crate) struct WatchOptions {
    /// Look at each feed every so many minutes; 0 in every round
    #[arg(long, value_name = "MINUTES", default_value_t = 15, value_parser = clap::value_parser!(u32).range(0..=10_080))]
    every: u32,
    /// Look at each page again every so many minutes; 0 in every round [default: every 15 minutes at first, then more
    /// and more seldom]
    #[arg(long, value_name = "MINUTES")]
    recheck: Option<u32>,
    /// Append findings to this file, one JSON object a line
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Send the first finding of each story to this address, signed
    #[arg(long, value_name = "URL", requires = "secret_file")]
    webhook: Option<String>,
    /// The secret that signs webhooks: a file of at least 16 bytes
    #[arg(long, value_name = "FILE")]
    secret_file: Option<PathBuf>,
    /// Mail the first finding of each story to this address
    #[arg(long, value_name = "ADDRESS", requires = "mail_from")]
    mail: Option<String>,
    /// Who the mail is from
    #[arg(long, value_name = "ADDRESS")]
    mail_from: Option<String>,
    /// The mail server: smtps://USER:PASSWORD@HOST, smtp://HOST:PORT?tls=required [default: what RETOLD_SMTP says,
    /// else smtp://localhost]
    #[arg(long, value_name = "URL")]
    smtp: Option<String>,
    /// Keep an Atom feed of the newest stories in this file
    #[arg(long, value_name = "FILE")]
    findings_feed: Option<PathBuf>,
    /// Only sources of this publisher; may be given more than once
    #[arg(long, value_name = "NAME")]
    publisher: Vec<String>,
    /// Name an article as a source from this probability on [default: 0.5]
    #[arg(long, value_name = "P", allow_negative_numbers = true)]
    threshold: Option<f64>,
    /// Leave so many seconds between two requests to one host
    #[arg(long, value_name = "SECONDS", default_value_t = 2.0, allow_negative_numbers = true)]
    pace: f64,
    /// How the owner of a site can reach you; sent along with each request
    #[arg(long, value_name = "URL")]
    contact: Option<String>,
}

impl WatchOptions {
    /// How to watch. Without a file for them, findings go to `usual`, if anywhere.
    pub(crate) fn settings(&self, usual: Option<Channel>) -> Result<WatchSettings> {
        let mut trace = TraceSettings::default();
        trace.threshold = self.threshold.unwrap_or(trace.threshold);
        if !(0.0..=1.0).contains(&trace.threshold) {
            bail!("--threshold: {} is no probability; it lies between 0 and 1", trace.threshold);
        }
        trace.filter = Filter { publishers: self.publisher.clone(), ..Filter::default() };
        Ok(WatchSettings {
            every: Duration::from_secs(u64::from(self.every) * 60),
            recheck: self.recheck.map(|minutes| Duration::from_secs(u64::from(minutes) * 60)),
            trace,
            channels: self.channels(usual)?,
            ..WatchSettings::default()
        })
    }

    fn channels(&self, usual: Option<Channel>) -> Result<Vec<Channel>> {
        let mut channels: Vec<Channel> = self.out.clone().map(Channel::Lines).or(usual).into_iter().collect();
        if let (Some(address), Some(file)) = (&self.webhook, &self.secret_file) {
            let secret = WebhookSecret::load(file)?;
            channels.push(Channel::Webhook { address: address.clone(), secret });
        }
        if let (Some(to), Some(from)) = (&self.mail, &self.mail_from) {
            let server = self.smtp.clone().or_else(|| std::env::var("RETOLD_SMTP").ok());
            let server = server.unwrap_or_else(|| "smtp://localhost".to_owned());
            channels.push(Channel::Mail(MailRoute::new(to, from, &server)?));
        }
        channels.extend(self.findings_feed.clone().map(Channel::Feed));
        Ok(channels)
    }

    /// Who fetches what is watched, also from these addresses.
    pub(crate) fn fetcher(&self, allowed: &[Allowance]) -> Result<Fetcher> {
        let pace = Duration::try_from_secs_f64(self.pace).ok().filter(|pace| *pace <= Duration::from_secs(3_600));
        Ok(Fetcher::new(FetchSettings {
            pace: pace.with_context(|| format!("--pace: {} is no number of seconds up to 3600", self.pace))?,
            allowed: allowed.to_vec(),
            contact: self.contact.clone(),
            ..FetchSettings::default()
        }))
    }
}

/// Watches until it is stopped, or once.
pub(crate) fn run(arguments: &WatchArguments) -> Result<Outcome> {
    let settings = arguments.options.settings(Some(Channel::Standard))?;
    let mut store = arguments.store.open()?;
    store.claim_watch()?;
    let archive = Archive::open_or_create(&arguments.archive)?;
    add_feeds(&mut store, &arguments.feeds)?;
    let (fetcher, comparer) = (arguments.options.fetcher(&arguments.allow_address)?, desk::comparer());
    let mut watcher = Watcher {
        store: &mut store,
        archive: &archive,
        fetcher: &fetcher,
        comparer: &comparer,
        settings: &settings,
        stop: &Stop::default(),
    };
    match arguments.once {
        true => tell(&watcher.round(Timestamp::now().as_second())?),
        false => watcher.watch(tell)?,
    }
    Ok(Outcome::Done)
}

/// Watches these from now on, beside what the store knows; something there has to be.
pub(crate) fn add_feeds(store: &mut Store, feeds: &[String]) -> Result<()> {
    for feed in feeds {
        store.watch(&place_of(feed)?, Timestamp::now().as_second())?;
    }
    if store.feeds()?.is_empty() {
        bail!("nothing is watched: name a feed");
    }
    Ok(())
}

/// Says on standard error what a round did, when it did anything.
fn tell(round: &Round) {
    round.faults.iter().for_each(|fault| complain(fault));
    if round.feeds + round.pages + round.findings.len() + round.delivered > 0 {
        complain(&format!(
            "{} feeds, {} pages, {} captures, {} findings, {} delivered",
            round.feeds,
            round.pages,
            round.captures,
            round.findings.len(),
            round.delivered
        ));
    }
}

/// A feed's address as it is, a folder's as a whole path: a watch may be started from anywhere.
fn place_of(feed: &str) -> Result<String> {
    if is_address(feed) {
        return Ok(feed.to_owned());
    }
    if feed.contains("://") {
        bail!("{feed}: is no address that begins with http:// or https://, and no folder");
    }
    let path = std::fs::canonicalize(feed).map_err(|cause| anyhow::anyhow!("{feed}: {}", desk::plainly(&cause)))?;
    Ok(path.to_str().context("a folder's name is not UTF-8")?.to_owned())
}
