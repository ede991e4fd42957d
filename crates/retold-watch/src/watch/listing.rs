//! Looks at feeds, sitemaps and folders: which pages do they name?

use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use retold_store::{Feed, NewCapture, Page, Stage};
use url::Url;

use super::gather::{Request, gather};
use super::{Round, Watcher, schedule};
use crate::WatchError;
use crate::fetch::{Document, Fetched, Known, Sought};

/// An index of sitemaps leads to so many of them, the first ones: those of news come first and are few.
const MOST_LISTS: usize = 20;

/// So many pages of one list count, the first ones; news sitemaps may have 1,000.
const MOST_PAGES: usize = 2_000;

impl Watcher<'_> {
    /// Looks at every feed that is due.
    pub(super) fn feeds(&mut self, round: &mut Round) -> Result<(), WatchError> {
        let now = round.at;
        let due = self.store.feeds()?.into_iter().filter(|feed| feed.due_at <= now);
        let (remote, folders): (Vec<Feed>, Vec<Feed>) = due.partition(|feed| is_address(&feed.address));
        for feed in folders {
            self.folder(feed, round)?;
        }
        let requests = remote.into_iter().map(|feed| {
            let known = Known { etag: feed.etag.clone(), modified: feed.modified.clone() };
            Request { address: feed.address.clone(), sought: Sought::Listing, known, of: feed }
        });
        gather(self.gatherer(), requests.collect(), |feed, fetched| self.feed(feed, fetched, round))
    }

    fn feed(
        &mut self,
        mut feed: Feed,
        fetched: Result<Fetched, WatchError>,
        round: &mut Round,
    ) -> Result<(), WatchError> {
        let now = round.at;
        round.feeds += 1;
        feed.checked_at = Some(now);
        let pages = fetched.and_then(|fetched| match fetched {
            Fetched::Unchanged => Ok(Vec::new()),
            Fetched::Document(document) => {
                (feed.etag, feed.modified) = (document.known.etag.clone(), document.known.modified.clone());
                self.listed(&document, MOST_LISTS)
            }
        });
        match pages {
            Ok(pages) => {
                (feed.failures, feed.fault) = (0, None);
                feed.due_at = now.saturating_add(schedule::seconds(self.settings.every));
                self.store.pages_named(&feed.address, &pages, now)?;
            }
            Err(error @ (WatchError::Store(_) | WatchError::Archive(_))) => return Err(error),
            Err(error) => {
                feed.failures += 1;
                feed.due_at = schedule::feed_failed(&error, feed.failures, self.settings.every, now);
                // A list that was broken is asked for whole again.
                (feed.etag, feed.modified) = (None, None);
                feed.fault = Some(error.cause());
                round.faults.push(error.to_string());
            }
        }
        Ok(self.store.feed_checked(&feed)?)
    }

    /// Addresses that a feed or sitemap lists, and those of the sitemaps that an index names.
    fn listed(&self, document: &Document, most_lists: usize) -> Result<Vec<String>, WatchError> {
        let broken = |error: retold_formats::ReadError| WatchError::unusable(&document.address, error.cause());
        let listing = retold_formats::read_listing(&document.bytes, &document.address).map_err(broken)?;
        let base = Url::parse(&document.address).ok();
        let whole = |address: &String| {
            let mut url = base.as_ref()?.join(address).ok()?;
            url.set_fragment(None);
            matches!(url.scheme(), "http" | "https").then(|| url.to_string())
        };
        let mut pages: Vec<String> = listing.pages.iter().filter_map(whole).collect();
        for list in listing.lists.iter().filter_map(whole).take(most_lists) {
            // One that cannot be had does not keep the others from being read.
            if let Ok(Fetched::Document(inner)) = self.fetcher.fetch(&list, Sought::Listing, &Known::default()) {
                pages.extend(self.listed(&inner, 0).unwrap_or_default());
            }
        }
        pages.truncate(MOST_PAGES);
        Ok(pages)
    }

    /// Reads the articles of files in a folder that are new or changed: WARC and whatever else is read.
    fn folder(&mut self, mut feed: Feed, round: &mut Round) -> Result<(), WatchError> {
        let now = round.at;
        round.feeds += 1;
        feed.checked_at = Some(now);
        feed.due_at = now.saturating_add(schedule::seconds(self.settings.every));
        match files(Path::new(&feed.address)) {
            Ok(files) => {
                feed.fault = None;
                for (file, mark) in files {
                    self.file(&feed, &file, &mark, round)?;
                    if self.stop.is_said() {
                        // It is still due.
                        return Ok(());
                    }
                }
            }
            Err(cause) => {
                let error = WatchError::file(Path::new(&feed.address), cause);
                feed.fault = Some(error.cause());
                round.faults.push(error.to_string());
            }
        }
        Ok(self.store.feed_checked(&feed)?)
    }

    /// Captures the articles of a file, once for each state of the file.
    fn file(&mut self, feed: &Feed, file: &Path, mark: &str, round: &mut Round) -> Result<(), WatchError> {
        let now = round.at;
        if self.store.page(mark)?.is_some_and(|page| page.due_at.is_none()) {
            return Ok(());
        }
        for read in retold_formats::read_all(file) {
            if self.stop.is_said() {
                // The file is read again; what was captured is known then.
                return Ok(());
            }
            match read {
                Ok(mut article) => {
                    round.pages += 1;
                    article.series.get_or_insert_with(|| feed.address.clone());
                    let new = NewCapture {
                        url: article.id.clone(),
                        captured_at: now,
                        headers: Vec::new(),
                        article,
                        page: None,
                    };
                    round.captures += usize::from(self.store.capture(&new, Stage::Captured)?.is_some());
                }
                Err(error) => round.faults.push(error.to_string()),
            }
        }
        self.store.pages_named(&feed.address, &[mark.to_owned()], now)?;
        Ok(self.store.page_checked(&Page { url: mark.to_owned(), checked_at: Some(now), ..Page::default() })?)
    }
}

/// Whether something to be watched is an address and not a folder on this machine. Whoever takes feeds from others has to
/// ask: a folder is read with the program's own rights.
pub fn is_address(place: &str) -> bool {
    Url::parse(place).is_ok_and(|url| matches!(url.scheme(), "http" | "https") && url.has_host())
}

/// The files of a folder, by name, each with what changes when it does.
fn files(folder: &Path) -> std::io::Result<Vec<(PathBuf, String)>> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    if folder.is_file() {
        folders.clear();
        found.push(folder.to_owned());
    }
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder)? {
            let entry = entry?;
            let kind = entry.file_type()?;
            let is_hidden = entry.file_name().to_string_lossy().starts_with('.');
            match (kind.is_dir(), kind.is_file()) {
                (true, _) if !is_hidden => folders.push(entry.path()),
                (_, true) if !is_hidden => found.push(entry.path()),
                _ => {}
            }
        }
    }
    found.sort();
    let marked = found.into_iter().map(|path| {
        let facts = std::fs::metadata(&path)?;
        let changed = facts.modified()?.duration_since(UNIX_EPOCH).unwrap_or_default().as_nanos();
        let mark = format!("file:{}#{}-{changed}", path.display(), facts.len());
        Ok((path, mark))
    });
    marked.collect()
}
