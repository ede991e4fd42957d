//! Fetches pages, feeds and robots.txt of the public internet: within bounds, politely, and never from where it must not.

mod address;
mod pace;
mod resolver;
mod robots;

pub use address::{Allowance, is_public};

use std::io::Read;
use std::time::Duration;

use retold::Article;
use ureq::http::{Response, StatusCode, header};
use ureq::unversioned::resolver::DefaultResolver;
use ureq::unversioned::transport::DefaultConnector;
use ureq::{Agent, Body};
use url::Url;

use crate::WatchError;
use pace::Hosts;
use resolver::{Closed, GuardedResolver};
use robots::Robots;

/// Ports that are reached; others are those of services that are no web sites.
const PORTS: [u16; 4] = [80, 443, 8080, 8443];

/// A longer address is a mistake or an attack.
const LONGEST_ADDRESS: usize = 4 << 10;

/// Headers that are kept with a capture: what the server says of the page, and nothing of connections and cookies.
const KEPT_HEADERS: [&str; 9] = [
    "age",
    "cache-control",
    "content-encoding",
    "content-language",
    "content-type",
    "date",
    "etag",
    "last-modified",
    "server",
];

/// A site whose robots.txt cannot be had is asked again after this time.
const ROBOTS_AGAIN: Duration = Duration::from_secs(600);

/// A host that says it has had enough and does not say for how long is left in peace for this time.
const USUAL_REST: Duration = Duration::from_secs(300);

/// No wait that a host asks for is longer.
const LONGEST_REST: Duration = Duration::from_secs(24 * 3600);

/// How pages are fetched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FetchSettings {
    /// The most bytes of one answer, after unpacking.
    pub most_bytes: usize,
    /// The longest time one answer may take, looking up names and redirects left out.
    pub longest: Duration,
    /// The most redirects of one fetch.
    pub most_redirects: usize,
    /// How far apart requests to one host are.
    pub pace: Duration,
    /// Whether robots.txt is asked for and kept to.
    pub robots: bool,
    /// Addresses that may be reached though they are not public.
    pub allowed: Vec<Allowance>,
    /// Where a site's owner can ask who this is: an address of a page or a mailbox.
    pub contact: Option<String>,
}

impl Default for FetchSettings {
    fn default() -> Self {
        Self {
            most_bytes: 8 << 20,
            longest: Duration::from_secs(30),
            most_redirects: 5,
            pace: Duration::from_secs(2),
            robots: true,
            allowed: Vec::new(),
            contact: None,
        }
    }
}

/// What is known of an earlier answer, so that the server need not send it again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Known {
    /// The version that the server named.
    pub etag: Option<String>,
    /// When the server last changed it, in the server's words.
    pub modified: Option<String>,
}

/// What is asked for: decides which types of content are taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sought {
    /// A page with an article.
    Page,
    /// A feed or a sitemap.
    Listing,
}

/// What came of a fetch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fetched {
    /// It is as it was.
    Unchanged,
    /// A document.
    Document(Document),
}

/// A document that a server sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// The address it came from, after redirects.
    pub address: String,
    /// What the server said of it, in the order of the headers' names.
    pub headers: Vec<(String, String)>,
    /// Its type, as the server says.
    pub content_type: String,
    /// What to ask with next time.
    pub known: Known,
    /// Its bytes, unpacked.
    pub bytes: Vec<u8>,
}

/// Fetches documents. One fetcher keeps to the pace of each host, from however many threads it is used.
#[derive(Debug)]
pub struct Fetcher {
    agent: Agent,
    settings: FetchSettings,
    hosts: Hosts,
}

impl Fetcher {
    /// A fetcher by these settings.
    pub fn new(settings: FetchSettings) -> Self {
        let contact = settings.contact.as_deref().map(|contact| format!(" (+{})", crate::error::one_line(contact)));
        let config = Agent::config_builder()
            // A proxy would look names up by itself, past the guard.
            .proxy(None)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .http_status_as_error(false)
            .timeout_global(Some(settings.longest))
            .max_response_header_size(64 << 10)
            .max_idle_age(Duration::from_secs(10))
            .user_agent(format!("retold/{}{}", env!("CARGO_PKG_VERSION"), contact.unwrap_or_default()))
            .build();
        let resolver = GuardedResolver { names: DefaultResolver::default(), allowed: settings.allowed.clone() };
        let agent = Agent::with_parts(config, DefaultConnector::default(), resolver);
        Self { agent, settings, hosts: Hosts::default() }
    }

    /// The article of a page, with the document it was read from.
    ///
    /// # Errors
    ///
    /// As [`Fetcher::fetch`]; [`WatchError::Unusable`] for a page without an article.
    pub fn article(&self, address: &str) -> Result<(Article, Document), WatchError> {
        match self.fetch(address, Sought::Page, &Known::default())? {
            Fetched::Document(document) => Ok((document.article()?, document)),
            Fetched::Unchanged => Err(WatchError::unusable(address, "the server sent nothing")),
        }
    }

    /// Fetches a document, following redirects; each step is held to the same rules. Waits for the host's turn.
    ///
    /// # Errors
    ///
    /// [`WatchError::Forbidden`], [`WatchError::Failed`], [`WatchError::Unusable`].
    pub fn fetch(&self, address: &str, sought: Sought, known: &Known) -> Result<Fetched, WatchError> {
        let mut url = self.checked(address)?;
        for _ in 0..=self.settings.most_redirects {
            if !self.may_fetch(&url)? {
                return Err(WatchError::forbidden(url.as_str(), "the site's robots.txt forbids it"));
            }
            let answer = self.ask(&url, known)?;
            if !answer.status().is_redirection() || answer.status() == StatusCode::NOT_MODIFIED {
                return self.taken(&url, sought, answer);
            }
            let next = header_of(&answer, header::LOCATION.as_str()).unwrap_or_default();
            let next = url.join(&next).map_err(|_| WatchError::unusable(url.as_str(), "a redirect to no address"))?;
            url = self.checked(next.as_str())?;
        }
        Err(WatchError::unusable(address, format!("more than {} redirects", self.settings.most_redirects)))
    }

    /// An address that may be asked for at all: http or https, a usual port, nothing hidden in it.
    fn checked(&self, address: &str) -> Result<Url, WatchError> {
        let forbidden = |cause: &str| Err(WatchError::forbidden(address, cause));
        if address.len() > LONGEST_ADDRESS {
            return forbidden("the address is too long");
        }
        let Ok(mut url) = Url::parse(address) else { return Err(WatchError::unusable(address, "is no address")) };
        if !matches!(url.scheme(), "http" | "https") {
            return forbidden("only http and https are fetched");
        }
        if !url.username().is_empty() || url.password().is_some() {
            return forbidden("an address with a name and password in it");
        }
        let port = url.port_or_known_default().unwrap_or(0);
        if !PORTS.contains(&port) && !self.settings.allowed.iter().any(|allowance| allowance.names_port(port)) {
            return forbidden(&format!("port {port} is not one of web sites"));
        }
        url.set_fragment(None);
        Ok(url)
    }

    /// Sends one request in the host's turn.
    fn ask(&self, url: &Url, known: &Known) -> Result<Response<Body>, WatchError> {
        let host = url.authority().to_owned();
        let resting = self.hosts.resting(&host);
        if resting > USUAL_REST.min(self.settings.pace * 30 + self.settings.longest) {
            let wait = Some(resting);
            return Err(WatchError::Failed {
                place: url.to_string(),
                cause: "the host asked for a pause".to_owned(),
                wait,
            });
        }
        std::thread::sleep(self.hosts.take_turn(&host, self.settings.pace));
        let mut request = self.agent.get(url.as_str()).header("accept", "text/html, application/xhtml+xml, */*;q=0.5");
        if let Some(etag) = &known.etag {
            request = request.header("if-none-match", etag);
        }
        if let Some(modified) = &known.modified {
            request = request.header("if-modified-since", modified);
        }
        let answer = request.call().map_err(|error| failure(url.as_str(), &error))?;
        if matches!(answer.status().as_u16(), 429 | 503) {
            let wait = header_of(&answer, header::RETRY_AFTER.as_str()).and_then(|value| pause(&value));
            self.hosts.rest(&host, wait.unwrap_or(USUAL_REST));
        }
        Ok(answer)
    }

    /// The document of an answer, if it is one that can be used.
    fn taken(&self, url: &Url, sought: Sought, answer: Response<Body>) -> Result<Fetched, WatchError> {
        let address = url.as_str();
        let status = answer.status();
        if status == StatusCode::NOT_MODIFIED {
            return Ok(Fetched::Unchanged);
        }
        if !status.is_success() {
            let wait = header_of(&answer, header::RETRY_AFTER.as_str()).and_then(|value| pause(&value));
            let cause = format!("the server answered {}", status.as_u16());
            return Err(WatchError::Failed { place: address.to_owned(), cause, wait });
        }
        let content_type = header_of(&answer, header::CONTENT_TYPE.as_str()).unwrap_or_default();
        if !sought.takes(&content_type) {
            return Err(WatchError::unusable(address, format!("of a type that is not read: {content_type:?}")));
        }
        let headers = kept(&answer);
        let known = Known {
            etag: header_of(&answer, header::ETAG.as_str()),
            modified: header_of(&answer, header::LAST_MODIFIED.as_str()),
        };
        let bytes = self.body(address, answer)?;
        Ok(Fetched::Document(Document { address: address.to_owned(), headers, content_type, known, bytes }))
    }

    /// The bytes of an answer; what comes out of unpacking is bounded as it comes.
    fn body(&self, address: &str, answer: Response<Body>) -> Result<Vec<u8>, WatchError> {
        let most = self.settings.most_bytes;
        let mut bytes = Vec::new();
        let mut body = answer.into_body().into_with_config().limit(most as u64 + 1).reader().take(most as u64 + 1);
        let read = body.read_to_end(&mut bytes);
        if bytes.len() > most {
            return Err(WatchError::unusable(address, format!("larger than {} KiB", most >> 10)));
        }
        read.map_err(|cause| match cause.get_ref().and_then(|inner| inner.downcast_ref::<ureq::Error>()) {
            Some(error) => failure(address, error),
            None => WatchError::failed(address, cause.to_string()),
        })?;
        Ok(bytes)
    }

    /// Whether the site's robots.txt lets this address be fetched.
    fn may_fetch(&self, url: &Url) -> Result<bool, WatchError> {
        if !self.settings.robots {
            return Ok(true);
        }
        let site = url.authority().to_owned();
        let rules = match self.hosts.robots(&site) {
            Some(rules) => rules,
            None => self.learned(url, &site)?,
        };
        if rules.unreachable {
            return Err(WatchError::failed(url.as_str(), "the site's robots.txt cannot be had for now"));
        }
        let query = url.query().map(|query| format!("?{query}")).unwrap_or_default();
        Ok(rules.allows(&format!("{}{query}", url.path())))
    }

    /// Asks a site for its rules: none where there is no such file, everything forbidden for now where the site is ill.
    fn learned(&self, url: &Url, site: &str) -> Result<Robots, WatchError> {
        let rules = self.robots_of(url);
        let (rules, kept) = match rules {
            Ok(rules) => (rules, None),
            Err(error @ WatchError::Forbidden { .. }) => return Err(error),
            Err(error @ WatchError::Failed { .. }) => {
                self.hosts.learn(site, Robots::closed(), Some(ROBOTS_AGAIN.min(self.settings.pace * 300)));
                return Err(error);
            }
            Err(_) => (Robots::default(), None),
        };
        self.hosts.learn(site, rules.clone(), kept);
        Ok(rules)
    }

    fn robots_of(&self, url: &Url) -> Result<Robots, WatchError> {
        let mut url = url.join("/robots.txt").map_err(|e| WatchError::unusable(url.as_str(), e.to_string()))?;
        for _ in 0..=self.settings.most_redirects {
            let answer = self.ask(&url, &Known::default())?;
            match answer.status() {
                status if status.is_redirection() => {
                    let next = header_of(&answer, header::LOCATION.as_str()).unwrap_or_default();
                    let next = url.join(&next).map_err(|e| WatchError::unusable(url.as_str(), e.to_string()))?;
                    url = self.checked(next.as_str())?;
                }
                status if status.is_success() => {
                    let mut bytes = Vec::new();
                    let body = answer.into_body().into_with_config().limit(u64::MAX).reader();
                    let read = body.take(robots::LARGEST as u64).read_to_end(&mut bytes);
                    read.map_err(|cause| WatchError::failed(url.as_str(), cause.to_string()))?;
                    return Ok(Robots::read(&String::from_utf8_lossy(&bytes)));
                }
                status if status.is_server_error() || status.as_u16() == 429 => {
                    let cause = format!("the server answered {} for its robots.txt", status.as_u16());
                    return Err(WatchError::failed(url.as_str(), cause));
                }
                _ => return Ok(Robots::default()),
            }
        }
        Ok(Robots::default())
    }
}

impl Document {
    /// The article in the document.
    ///
    /// # Errors
    ///
    /// [`WatchError::Unusable`] where there is none.
    pub fn article(&self) -> Result<Article, WatchError> {
        retold_formats::read_fetched(self.bytes.clone(), &self.address, &self.content_type)
            .map_err(|error| WatchError::unusable(&self.address, error.cause()))
    }
}

impl Sought {
    /// Whether a type of content can be what is sought. A server that names none may send it.
    fn takes(self, content_type: &str) -> bool {
        let kind = content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        let is_xml = kind == "text/xml" || kind == "application/xml" || kind.ends_with("+xml");
        match self {
            Self::Page => matches!(kind.as_str(), "" | "text/html" | "text/plain" | "application/xhtml+xml"),
            Self::Listing => {
                is_xml
                    || kind.ends_with("json")
                    || matches!(
                        kind.as_str(),
                        "" | "text/plain" | "text/html" | "application/gzip" | "application/x-gzip"
                    )
            }
        }
    }
}

/// One header of an answer, when it is text.
fn header_of(answer: &Response<Body>, name: &str) -> Option<String> {
    answer.headers().get(name)?.to_str().ok().map(str::to_owned)
}

fn kept(answer: &Response<Body>) -> Vec<(String, String)> {
    let value = |name: &&str| Some(((*name).to_owned(), header_of(answer, name)?));
    KEPT_HEADERS.iter().filter_map(value).collect()
}

/// How long a server asks to wait: seconds, or a time.
fn pause(value: &str) -> Option<Duration> {
    let seconds = value.trim().parse::<u64>().ok().map(Duration::from_secs);
    let until = || {
        let time = jiff::fmt::rfc2822::parse(value.trim()).ok()?.timestamp();
        Duration::try_from(time.duration_since(jiff::Timestamp::now())).ok()
    };
    seconds.or_else(until).map(|wait| wait.min(LONGEST_REST))
}

/// What a request failed of.
fn failure(address: &str, error: &ureq::Error) -> WatchError {
    match error {
        ureq::Error::Other(cause) if cause.is::<Closed>() => WatchError::forbidden(address, cause.to_string()),
        ureq::Error::Timeout(_) => WatchError::failed(address, "no answer in time"),
        ureq::Error::HostNotFound => WatchError::failed(address, "there is no such host"),
        ureq::Error::BodyExceedsLimit(_) => WatchError::unusable(address, "larger than is read"),
        ureq::Error::LargeResponseHeader(..) => WatchError::unusable(address, "headers larger than are read"),
        ureq::Error::Decompress(..) => WatchError::unusable(address, "packed wrongly"),
        other => WatchError::failed(address, other.to_string()),
    }
}
