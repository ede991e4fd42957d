//! The name a request is sent to. A page of another site can have its own name point at this machine (DNS rebinding); its
//! requests then bear that name and are refused.

use std::net::IpAddr;

use axum::extract::{Request, State};
use axum::http::header;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::problem::Problem;
use crate::settings::Settings;
use crate::site::Shared;

/// Refuses requests for other names.
pub(crate) async fn named(State(site): State<Shared>, request: Request, next: Next) -> Response {
    let host = request.headers().get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    if !is_ours(&site.settings, host) {
        return Problem::other_host(host).into_response();
    }
    next.run(request).await
}

fn is_ours(settings: &Settings, authority: &str) -> bool {
    let Some(host) = host_of(authority) else { return false };
    match host.trim_matches(['[', ']']).parse::<IpAddr>() {
        // An address is no name that somebody else could point here.
        Ok(address) => settings.is_open() || address.is_loopback(),
        Err(_) => {
            host.eq_ignore_ascii_case("localhost") || settings.hosts.iter().any(|own| own.eq_ignore_ascii_case(host))
        }
    }
}

/// The host of `host:port`.
fn host_of(authority: &str) -> Option<&str> {
    let (host, port) = match authority.rfind(':') {
        Some(at) if !authority[at..].contains(']') => (&authority[..at], Some(&authority[at + 1..])),
        _ => (authority, None),
    };
    let sound = !host.is_empty() && port.is_none_or(|port| port.parse::<u16>().is_ok());
    sound.then_some(host)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_own_names_and_addresses_are_ours() {
        let local = Settings::default();
        for host in ["localhost", "LOCALHOST:8080", "127.0.0.1:8080", "[::1]:8080"] {
            assert!(is_ours(&local, host), "{host}");
        }
        for host in [
            "evil.example",
            "localhost.evil.example:8080",
            "127.0.0.1.evil.example",
            "10.0.0.7",
            "",
            ":80",
            "localhost:x",
        ] {
            assert!(!is_ours(&local, host), "{host}");
        }
        let open = Settings { hosts: vec!["retold.desk.example".to_owned()], ..Settings::default() };
        assert!(is_ours(&open, "retold.desk.example") && is_ours(&open, "10.0.0.7:8080"));
        assert!(!is_ours(&open, "desk.example"));
    }
}
