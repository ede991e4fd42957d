//! Looks names up and passes on only addresses that may be reached. A connection is made to what is passed on here and to
//! nothing else, so a name that leads elsewhere the next time it is asked gains nothing.

use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::NextTimeout;

use super::address::{Allowance, is_public};

/// A resolver, the system's but for tests, with a guard behind it.
#[derive(Debug)]
pub(super) struct GuardedResolver<R = DefaultResolver> {
    pub(super) names: R,
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

impl<R: Resolver> Resolver for GuardedResolver<R> {
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

#[cfg(test)]
mod tests {
    use std::net::SocketAddr;
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    /// A name that leads elsewhere each time it is asked, as in an attack by rebinding.
    #[derive(Debug)]
    struct Turncoat(Vec<Vec<&'static str>>, AtomicUsize);

    impl Resolver for Turncoat {
        fn resolve(&self, _: &Uri, _: &Config, _: NextTimeout) -> Result<ResolvedSocketAddrs, ureq::Error> {
            let mut found = self.empty();
            let turn = self.1.fetch_add(1, Ordering::Relaxed);
            self.0[turn].iter().for_each(|place| found.push(place.parse().expect("an address")));
            Ok(found)
        }
    }

    fn resolved(guard: &impl Resolver) -> Result<Vec<SocketAddr>, String> {
        let uri = "http://rebind.example/".parse().expect("an address");
        let forever = NextTimeout {
            after: ureq::unversioned::transport::time::Duration::NotHappening,
            reason: ureq::Timeout::Global,
            ..NextTimeout::default()
        };
        let found = guard.resolve(&uri, &Config::default(), forever).map_err(|error| error.to_string())?;
        Ok(found.iter().copied().collect())
    }

    #[test]
    fn a_name_is_judged_each_time_and_only_open_addresses_are_passed_on() {
        let turns = vec![
            vec!["93.184.216.34:80"],
            vec!["127.0.0.1:80"],
            vec!["10.0.0.1:80", "93.184.216.34:80", "[::1]:80", "[::ffff:169.254.169.254]:80"],
            vec![],
        ];
        let guard = GuardedResolver { names: Turncoat(turns, AtomicUsize::new(0)), allowed: Vec::new() };
        let open: Vec<SocketAddr> = vec!["93.184.216.34:80".parse().expect("an address")];
        assert_eq!(resolved(&guard), Ok(open.clone()));
        assert!(resolved(&guard).is_err_and(|error| error.contains("127.0.0.1")));
        assert_eq!(resolved(&guard), Ok(open));
        assert!(resolved(&guard).is_err());
    }
}
