//! How a service is run.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::time::Duration;

/// How a service is run.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Address to listen on.
    pub listen: SocketAddr,
    /// Names by which the service is reached beside addresses and `localhost`: those of a proxy before it. A request for
    /// another name is refused, so that no page of another site can reach it by a name of its own.
    pub hosts: Vec<String>,
    /// Whether requests need a token also on this machine alone.
    pub tokens_needed: bool,
    /// So many texts are compared or traced at a time.
    pub at_once: usize,
    /// So many requests may wait for that; more are told to come again later.
    pub waiting: usize,
    /// Most bytes of one request.
    pub largest_upload: usize,
    /// Most connections at a time.
    pub connections: usize,
    /// How long a client may take for the head of a request, and between two requests.
    pub head_wait: Duration,
    /// How long a client may take for a whole request, or between two parts of a stream.
    pub body_wait: Duration,
}

impl Default for Settings {
    /// Listens to this machine alone and works on as many texts as there are cores. At ten texts a second and core, a
    /// request waits no longer than two seconds.
    fn default() -> Self {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        Self {
            listen: SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 8080),
            hosts: Vec::new(),
            tokens_needed: false,
            at_once: cores,
            waiting: 20 * cores,
            largest_upload: 8 << 20,
            connections: 1024,
            head_wait: Duration::from_secs(15),
            body_wait: Duration::from_secs(30),
        }
    }
}

impl Settings {
    /// Whether other machines can reach the service: through its address, or through a proxy that calls it by a name.
    pub fn is_open(&self) -> bool {
        !self.listen.ip().is_loopback() || self.hosts.iter().any(|host| !is_local(host))
    }
}

fn is_local(host: &str) -> bool {
    host.eq_ignore_ascii_case("localhost") || host.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
}
