//! Findings by webhook: a signed request for each.
//!
//! `Retold-Signature` is `v1=` and the HMAC-SHA256, in hexadecimal, of the time in `Retold-Timestamp`, a dot and the body,
//! by the shared secret. `Retold-Delivery` is the same in every attempt: a receiver that has seen it answers 200 and does
//! nothing.

use std::fmt;
use std::path::Path;
use std::time::Duration;

use hmac::{Hmac, KeyInit, Mac};
use retold_store::Delivery;
use sha2::Sha256;
use ureq::Agent;

use crate::WatchError;
use crate::pack::hex;

/// A shorter secret can be guessed.
const SHORTEST_SECRET: usize = 16;

/// How long a receiver may take.
const PATIENCE: Duration = Duration::from_secs(20);

/// The secret that a webhook's sender and receiver share. Shows nothing of itself.
#[derive(Clone)]
pub struct WebhookSecret(Vec<u8>);

impl WebhookSecret {
    /// A secret of at least 16 bytes.
    ///
    /// # Errors
    ///
    /// [`WatchError::Unusable`] for a shorter one; `place` says whose it is.
    pub fn new(secret: &[u8], place: &str) -> Result<Self, WatchError> {
        match secret.len() >= SHORTEST_SECRET {
            true => Ok(Self(secret.to_vec())),
            false => Err(WatchError::unusable(place, format!("a secret has at least {SHORTEST_SECRET} bytes"))),
        }
    }

    /// Reads a secret from a file; space around it does not count.
    ///
    /// # Errors
    ///
    /// [`WatchError::File`], [`WatchError::Unusable`].
    pub fn load(path: &Path) -> Result<Self, WatchError> {
        let bytes = std::fs::read(path).map_err(|cause| WatchError::file(path, cause))?;
        Self::new(bytes.trim_ascii(), &path.display().to_string())
    }
}

impl fmt::Debug for WebhookSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("WebhookSecret")
    }
}

/// The signature of a body sent at a time.
pub fn signature(secret: &WebhookSecret, timestamp: &str, body: &str) -> String {
    // HMAC takes a key of any length.
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(&secret.0) else { return String::new() };
    mac.update(timestamp.as_bytes());
    mac.update(b".");
    mac.update(body.as_bytes());
    format!("v1={}", hex(&mac.finalize().into_bytes()))
}

/// Sends to one address. It is the operator's and may be on a private network.
pub(super) struct Sender<'w> {
    agent: Agent,
    address: &'w str,
    secret: &'w WebhookSecret,
}

impl<'w> Sender<'w> {
    pub(super) fn new(address: &'w str, secret: &'w WebhookSecret) -> Self {
        let config = Agent::config_builder()
            .max_redirects(0)
            .http_status_as_error(false)
            .timeout_global(Some(PATIENCE))
            .user_agent(concat!("retold/", env!("CARGO_PKG_VERSION")))
            .build();
        Self { agent: config.new_agent(), address, secret }
    }

    /// Sends one delivery; made when the receiver answers with 2xx.
    pub(super) fn send(&self, delivery: &Delivery, now: i64) -> Result<(), String> {
        let time = now.to_string();
        let request = self
            .agent
            .post(self.address)
            .header("content-type", "application/json")
            .header("retold-delivery", &delivery.id)
            .header("retold-timestamp", &time)
            .header("retold-signature", signature(self.secret, &time, &delivery.body));
        match request.send(delivery.body.as_str()) {
            Ok(answer) if answer.status().is_success() => Ok(()),
            Ok(answer) => Err(format!("the receiver answered {}", answer.status().as_u16())),
            Err(error) => Err(error.to_string()),
        }
    }
}
