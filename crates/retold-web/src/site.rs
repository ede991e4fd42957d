//! What all requests of a service share.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use retold::Article;
use retold::lineage::Finding;
use retold_archive::Archive;
use retold_store::Store;
use retold_watch::pack::DeskKey;

use crate::desk::{CAPTURE, Desk};
use crate::drafts::{Drafts, is_draft};
use crate::error::WebError;
use crate::families::Families;
use crate::figures::Figures;
use crate::gate::Gate;
use crate::outside::{Fetch, FetchError};
use crate::problem::Problem;
use crate::settings::Settings;
use crate::tokens::Tokens;
use crate::watching::{Watch, Watching};

/// A service over one archive.
pub struct Site {
    pub(crate) archive: Archive,
    pub(crate) drafts: Drafts,
    pub(crate) gate: Gate,
    pub(crate) figures: Figures,
    pub(crate) tokens: Tokens,
    pub(crate) settings: Settings,
    fetch: Option<Box<dyn Fetch>>,
    pub(crate) desk: Option<Desk>,
    families: Option<Families>,
    pub(crate) watch: Watch,
    ending: AtomicBool,
}

/// A site as requests share it.
pub(crate) type Shared = Arc<Site>;

impl Site {
    /// A service over an archive, guarded by tokens.
    pub fn new(archive: Archive, tokens: Tokens, settings: Settings) -> Self {
        Self {
            archive,
            drafts: Drafts::default(),
            gate: Gate::new(settings.at_once, settings.waiting),
            figures: Figures::new(),
            tokens,
            settings,
            fetch: None,
            desk: None,
            families: None,
            watch: Watch::default(),
            ending: AtomicBool::new(false),
        }
    }

    /// The same service with somebody who fetches pages of the web.
    pub fn with_fetch(mut self, fetch: impl Fetch + 'static) -> Self {
        self.fetch = Some(Box::new(fetch));
        self
    }

    /// The same service with the store of a watch, and the key that signs evidence packs.
    pub fn with_store(mut self, store: Store, key: Option<DeskKey>) -> Self {
        self.desk = Some(Desk::new(store, key));
        self
    }

    /// The same service with a watch, which begins when the service listens and ends with it.
    pub fn with_watch(mut self, watching: Watching) -> Self {
        self.watch = Watch::of(watching);
        self
    }

    /// The same service with the findings of `retold families`: the families of the whole archive.
    pub fn with_findings(mut self, findings: &[Finding]) -> Self {
        self.families = Some(Families::new(findings));
        self
    }

    /// Tells streams that go on for ever to end, and the watch.
    pub(crate) fn end(&self) {
        self.ending.store(true, Ordering::Relaxed);
        self.watch.stop.say();
    }

    /// Whether the service is about to end.
    pub(crate) fn is_ending(&self) -> bool {
        self.ending.load(Ordering::Relaxed)
    }

    /// Checks that the service is guarded where other machines can reach it.
    ///
    /// # Errors
    ///
    /// [`WebError::Unguarded`], [`WebError::Tokens`].
    pub(crate) fn check(&self) -> Result<(), WebError> {
        if self.needs_token() && self.tokens.all()?.is_empty() {
            let named = self.settings.hosts.first().cloned();
            return Err(WebError::Unguarded { place: named.unwrap_or_else(|| self.settings.listen.to_string()) });
        }
        Ok(())
    }

    /// Whether every request needs a token.
    pub(crate) fn needs_token(&self) -> bool {
        self.settings.tokens_needed || self.settings.is_open()
    }

    /// Whether pages of the web can be fetched.
    pub(crate) fn fetches(&self) -> bool {
        self.fetch.is_some()
    }

    /// The article of a page of the web.
    pub(crate) fn fetched(&self, address: &str) -> Result<Article, Problem> {
        let Some(fetch) = &self.fetch else {
            return Err(Problem::absent("this service fetches no pages; paste the text"));
        };
        fetch.fetch(address).map_err(|error| match error {
            FetchError::Refused(cause) => Problem::wrong(format!("{address}: {cause}")),
            FetchError::Failed(cause) => Problem::far(format!("{address}: {cause}")),
        })
    }

    /// The families of the whole archive, where they are known.
    pub(crate) fn families(&self) -> Result<&Families, Problem> {
        let unknown = "the families of the whole archive are not known: start the service with --findings";
        self.families.as_ref().ok_or_else(|| Problem::absent(unknown))
    }

    /// The desk, where there is one.
    pub(crate) fn desk(&self) -> Result<&Desk, Problem> {
        self.desk.as_ref().ok_or_else(|| Problem::absent("watching is off: start the service with --store"))
    }

    /// The article that a reference stands for: a kept text, a capture of the watch, or an article of the archive by its
    /// id.
    pub(crate) fn article(&self, reference: &str) -> Result<Article, Problem> {
        if let Some(article) = self.drafts.get(reference) {
            return Ok(article);
        }
        if let Some(capture) = reference.strip_prefix(CAPTURE) {
            return self.desk()?.capture(capture);
        }
        if is_draft(reference) {
            return Err(Problem::missing("the text is no longer kept: paste it again"));
        }
        let found = self.archive.get(reference)?;
        found.ok_or_else(|| Problem::missing(format!("{reference}: no article of this id in the archive")))
    }
}
