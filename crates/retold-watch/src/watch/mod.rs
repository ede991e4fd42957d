//! One round of watching: what feeds list is fetched, captured, judged, archived and told.
//!
//! Each step is on record before the next one begins, so a program that is killed goes on where it was: what was
//! captured is judged, what was judged is archived, what is in the outbox is delivered.

mod gather;
mod judge;
mod listing;
mod schedule;
mod stop;

pub use listing::is_address;
pub use stop::Stop;

use std::time::Duration;

use retold::Comparer;
use retold::trace::TraceSettings;
use retold_archive::{Archive, ArchiveError};
use retold_store::{Finding, NewCapture, NewDelivery, Page, Stage, Store};

use crate::deliver::Channel;
use crate::fetch::{Document, Fetched, Fetcher, Known, Sought};
use crate::{WatchError, alert};
use gather::{Gatherer, Request, gather};

/// So many pages are fetched before what was captured is judged.
const PAGES_AT_ONCE: usize = 100;

/// So many captures are judged before they are archived together and told: a commit costs some 30 ms, and an alert does
/// not wait for a whole feed.
const LOT: usize = 20;

/// Between two rounds, at least and at most.
const SHORTEST_PAUSE: Duration = Duration::from_secs(1);
const LONGEST_PAUSE: Duration = Duration::from_secs(60);

/// How a watch goes about it.
#[derive(Clone, Debug)]
pub struct WatchSettings {
    /// How often each feed is looked at.
    pub every: Duration,
    /// How often each page is looked at again; none for more seldom the older it is.
    pub recheck: Option<Duration>,
    /// So many hosts are asked at a time.
    pub hosts_at_once: usize,
    /// How sources are looked for.
    pub trace: TraceSettings,
    /// Who is told.
    pub channels: Vec<Channel>,
}

impl Default for WatchSettings {
    fn default() -> Self {
        Self {
            every: Duration::from_secs(900),
            recheck: None,
            hosts_at_once: 8,
            trace: TraceSettings::default(),
            channels: Vec::new(),
        }
    }
}

/// What a round did.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Round {
    /// When it began, in seconds since 1970.
    pub at: i64,
    /// Feeds that were looked at.
    pub feeds: usize,
    /// Pages that were fetched, or articles read from folders.
    pub pages: usize,
    /// New articles and new versions.
    pub captures: usize,
    /// What was found.
    pub findings: Vec<Finding>,
    /// Deliveries that were made.
    pub delivered: usize,
    /// What went wrong, one line each; the watch goes on.
    pub faults: Vec<String>,
    /// Channels that a delivery failed on: the others of this round go the same way and wait for the next.
    held: Vec<String>,
}

/// Watches: holds what a round needs.
pub struct Watcher<'w> {
    /// What is remembered.
    pub store: &'w mut Store,
    /// Where sources are looked for, and where captured articles go.
    pub archive: &'w Archive,
    /// Who fetches.
    pub fetcher: &'w Fetcher,
    /// Who compares.
    pub comparer: &'w Comparer<'w>,
    /// How.
    pub settings: &'w WatchSettings,
    /// Whoever says so ends it.
    pub stop: &'w Stop,
}

impl<'w> Watcher<'w> {
    /// Watches until it is told to stop, round after round; `tell` hears of each.
    ///
    /// # Errors
    ///
    /// As [`Watcher::round`].
    pub fn watch(&mut self, mut tell: impl FnMut(&Round)) -> Result<(), WatchError> {
        let now = || jiff::Timestamp::now().as_second();
        while !self.stop.is_said() {
            let round = self.round(now())?;
            tell(&round);
            let due = self.next_due()?.unwrap_or(i64::MAX).saturating_sub(now());
            let pause = Duration::from_secs(u64::try_from(due).unwrap_or(0));
            self.stop.wait(pause.clamp(SHORTEST_PAUSE, LONGEST_PAUSE));
        }
        Ok(())
    }

    /// Does everything that is due at the time `now`, in seconds since 1970.
    ///
    /// # Errors
    ///
    /// [`WatchError::Store`], [`WatchError::Archive`] when those fail; what goes wrong with a feed, a page or a delivery is
    /// among the round's faults.
    pub fn round(&mut self, now: i64) -> Result<Round, WatchError> {
        let mut round = Round { at: now, ..Round::default() };
        self.archive.reload()?;
        self.finish(&mut round)?;
        self.feeds(&mut round)?;
        loop {
            let due = self.store.due_pages(now, PAGES_AT_ONCE)?;
            let is_last = due.len() < PAGES_AT_ONCE;
            self.pages(due, &mut round)?;
            self.finish(&mut round)?;
            if is_last || self.stop.is_said() {
                self.deliver(&mut round, true)?;
                return Ok(round);
            }
        }
    }

    /// When something is due next, in seconds since 1970; none when nothing is watched.
    ///
    /// # Errors
    ///
    /// [`WatchError::Store`].
    pub fn next_due(&mut self) -> Result<Option<i64>, WatchError> {
        let feeds = self.store.feeds()?.into_iter().map(|feed| feed.due_at).min();
        let times = [feeds, self.store.next_page_due()?, self.store.next_delivery_due()?];
        Ok(times.into_iter().flatten().min())
    }

    /// Fetches pages and captures their articles.
    fn pages(&mut self, due: Vec<Page>, round: &mut Round) -> Result<(), WatchError> {
        let requests = due.into_iter().map(|page| {
            let known = Known { etag: page.etag.clone(), modified: page.modified.clone() };
            Request { address: page.url.clone(), sought: Sought::Page, known, of: page }
        });
        gather(self.gatherer(), requests.collect(), |page, fetched| self.page(page, fetched, round))
    }

    fn gatherer(&self) -> Gatherer<'w> {
        Gatherer { fetcher: self.fetcher, at_once: self.settings.hosts_at_once, stop: self.stop }
    }

    /// Writes down what came of a page.
    fn page(
        &mut self,
        mut page: Page,
        fetched: Result<Fetched, WatchError>,
        round: &mut Round,
    ) -> Result<(), WatchError> {
        let now = round.at;
        round.pages += 1;
        page.checked_at = Some(now);
        let read = fetched.and_then(|fetched| match fetched {
            Fetched::Unchanged => Ok(None),
            Fetched::Document(document) => document.article().map(|article| Some((article, document))),
        });
        match read {
            Ok(read) => {
                (page.failures, page.fault) = (0, None);
                page.due_at = schedule::page_again(&page, self.settings.recheck, now);
                if let Some((article, document)) = read {
                    (page.etag, page.modified) = (document.known.etag.clone(), document.known.modified.clone());
                    let new = captured(&page, article, document, now);
                    round.captures += usize::from(self.store.capture(&new, Stage::Captured)?.is_some());
                }
            }
            Err(error) => {
                page.failures += 1;
                page.due_at = schedule::page_failed(&error, page.failures, now);
                page.fault = Some(error.cause());
                round.faults.push(error.to_string());
            }
        }
        Ok(self.store.page_checked(&page)?)
    }

    /// Judges what was captured, archives what was judged and tells what was found.
    fn finish(&mut self, round: &mut Round) -> Result<(), WatchError> {
        loop {
            let captures = self.store.captures_at(Stage::Captured, LOT)?;
            let is_last = captures.len() < LOT;
            for capture in captures {
                if self.stop.is_said() {
                    return Ok(());
                }
                let found = judge::judge(self, &capture, round.at)?;
                let tell = |finding: &Finding, first: bool| told(&self.settings.channels, finding, first);
                round.findings.extend(self.store.record(&capture.id, &found, round.at, &tell)?);
            }
            self.archive_judged(round)?;
            self.deliver(round, false)?;
            if is_last {
                return Ok(());
            }
        }
    }

    fn archive_judged(&mut self, round: &mut Round) -> Result<(), WatchError> {
        let judged = self.store.captures_at(Stage::Judged, usize::MAX)?;
        if judged.is_empty() {
            return Ok(());
        }
        let mut writer = match self.archive.writer() {
            Ok(writer) => writer,
            // Somebody indexes: what was judged waits for the next round.
            Err(busy @ ArchiveError::Busy { .. }) => {
                round.faults.push(busy.to_string());
                return Ok(());
            }
            Err(error) => return Err(error.into()),
        };
        let articles: Vec<_> = judged.iter().map(|capture| capture.article.clone()).collect();
        writer.add(&articles)?;
        writer.commit()?;
        writer.close()?;
        let ids: Vec<String> = judged.into_iter().map(|capture| capture.id).collect();
        Ok(self.store.archived(&ids)?)
    }

    /// Makes the deliveries that are due. The feed is written once, when all is done.
    fn deliver(&mut self, round: &mut Round, at_end: bool) -> Result<(), WatchError> {
        for channel in self.settings.channels.iter().filter(|channel| at_end || channel.name().is_some()) {
            let name = channel.name().unwrap_or_default();
            if round.held.contains(&name) {
                continue;
            }
            let (made, faults) = channel.deliver(self.store, round.at, self.stop)?;
            round.delivered += made;
            if !faults.is_empty() {
                round.held.push(name);
            }
            round.faults.extend(faults);
        }
        Ok(())
    }
}

/// What goes to the outbox for a finding: a line for each, an alert for the first of a story.
fn told(channels: &[Channel], finding: &Finding, first: bool) -> Vec<NewDelivery> {
    let body = alert::to_json(finding, first);
    let wanted = channels.iter().filter(|channel| first || channel.takes_all());
    wanted.filter_map(|channel| Some(NewDelivery { channel: channel.name()?, body: body.clone() })).collect()
}

/// A page's article, named by its address.
fn captured(page: &Page, mut article: retold::Article, document: Document, now: i64) -> NewCapture {
    article.id.clone_from(&page.url);
    // What a page says of its own address is a claim, and where it came from a fact.
    let stated = article.url.replace(document.address.clone()).filter(|stated| *stated != document.address);
    article.other.extend(stated.map(|stated| ("canonical".to_owned(), serde_json::Value::from(stated).to_string())));
    // Within a feed, no article is another's source.
    article.series = Some(page.feed.clone());
    NewCapture {
        url: page.url.clone(),
        captured_at: now,
        headers: document.headers,
        article,
        page: Some(document.bytes),
    }
}
