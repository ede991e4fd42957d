//! Looks names up and passes on only addresses that may be reached. A connection is made to what is passed on here and to
//! nothing else, so a name that leads elsewhere the next time it is asked gains nothing.

use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::NextTimeout;

use super::address::{Allowance, is_public};

/// The system's resolver with a guard behind it.
#[derive(Debug)]
pub(super) struct GuardedResolver {
    pub(super) names: DefaultResolver,
    pub(super) allowed: Vec<Allowance>,
}

/// What a request fails with when its name leads to no address that may be reached.
#[derive(Debug)]
pub(super) struct Closed(String);

impl std::fmt::Display for Closed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "leads to {}, which is not on the public internet", self.0)
    }
}

impl std::error::Error for Closed {}

impl Resolver for GuardedResolver {
    fn resolve(&self, uri: &Uri, config: &Config, timeout: NextTimeout) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let found = self.names.resolve(uri, config, timeout)?;
        let mut open = self.empty();
        let may =
            |place: &&std::net::SocketAddr| is_public(place.ip()) || self.allowed.iter().any(|a| a.covers(**place));
        found.iter().filter(may).for_each(|place| open.push(*place));
        match (open.is_empty(), found.first()) {
            (true, Some(first)) => Err(ureq::Error::Other(Box::new(Closed(first.ip().to_string())))),
            (true, None) => Err(ureq::Error::HostNotFound),
            (false, _) => Ok(open),
        }
    }
}
