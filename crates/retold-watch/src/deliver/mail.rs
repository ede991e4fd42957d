//! Findings by mail: a short text for each, in plain words.

use std::time::Duration;

use lettre::message::{Mailbox, header};
use lettre::{Message, SmtpTransport, Transport};
use retold_store::Delivery;
use serde_json::Value;

use crate::WatchError;
use crate::error::one_line;

/// How long a mail server may take.
const PATIENCE: Duration = Duration::from_secs(20);

/// The longest subject, in characters.
const LONGEST_SUBJECT: usize = 150;

/// The way mail goes.
#[derive(Clone)]
pub struct MailRoute {
    /// Who gets it.
    pub to: Mailbox,
    from: Mailbox,
    server: String,
}

impl std::fmt::Debug for MailRoute {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // The server's address may hold a password.
        write!(f, "MailRoute({} to {})", self.from, self.to)
    }
}

impl MailRoute {
    /// A way from one mailbox to another by a server: `smtps://USER:PASSWORD@HOST`, `smtp://HOST:PORT?tls=required`,
    /// `smtp://localhost`.
    ///
    /// # Errors
    ///
    /// [`WatchError::Unusable`] for what is no mailbox or no server.
    pub fn new(to: &str, from: &str, server: &str) -> Result<Self, WatchError> {
        let mailbox =
            |text: &str| text.parse::<Mailbox>().map_err(|_| WatchError::unusable(text, "is no mail address"));
        let route = Self { to: mailbox(to)?, from: mailbox(from)?, server: server.to_owned() };
        route.open().map_err(|fault| WatchError::unusable("mail server", fault))?;
        Ok(route)
    }

    pub(super) fn open(&self) -> Result<MailSender<'_>, String> {
        let builder = SmtpTransport::from_url(&self.server).map_err(|error| one_line(&error.to_string()))?;
        Ok(MailSender { route: self, transport: builder.timeout(Some(PATIENCE)).build() })
    }
}

/// Sends by one route.
pub(super) struct MailSender<'r> {
    route: &'r MailRoute,
    transport: SmtpTransport,
}

impl MailSender<'_> {
    /// Sends one delivery. Its id is the message's, the same in every attempt: mail has no other way to tell a message
    /// that comes twice.
    pub(super) fn send(&self, delivery: &Delivery) -> Result<(), String> {
        let alert: Value = serde_json::from_str(&delivery.body).map_err(|error| error.to_string())?;
        let message = Message::builder()
            .from(self.route.from.clone())
            .to(self.route.to.clone())
            .subject(subject(&alert))
            .message_id(Some(format!("<{}@retold>", delivery.id)))
            .header(header::ContentType::TEXT_PLAIN)
            .body(text(&alert))
            .map_err(|error| error.to_string())?;
        self.transport.send(&message).map(drop).map_err(|error| one_line(&error.to_string()))
    }
}

fn subject(alert: &Value) -> String {
    let told = &alert["retelling"];
    let by = [&told["publisher"], &told["url"], &told["id"]].into_iter().find_map(Value::as_str).unwrap_or_default();
    let of =
        [&alert["source"]["headline"], &alert["source"]["id"]].into_iter().find_map(Value::as_str).unwrap_or_default();
    let line = match alert["kind"].as_str() {
        Some("revision") => format!("Changed: {of} ({by})"),
        _ => format!("Retold by {by}: {of}"),
    };
    one_line(&line).chars().take(LONGEST_SUBJECT).collect()
}

fn text(alert: &Value) -> String {
    let mut text = String::new();
    for (name, side) in [("Source", &alert["source"]), ("Retelling", &alert["retelling"])] {
        text.push_str(&format!("{name}\n"));
        for field in ["headline", "publisher", "published", "url", "id"] {
            if let Some(value) = side[field].as_str() {
                text.push_str(&format!("    {}\n", one_line(value)));
            }
        }
    }
    let share = |name: &str| alert[name].as_f64().unwrap_or(0.0) * 100.0;
    text.push_str(&format!(
        "\nProbability {:.0} %, {:.0} % of its words explained.\n\n",
        share("probability"),
        share("coverage")
    ));
    if alert["silent"] == true {
        text.push_str("The page says nothing of the change.\n\n");
    }
    for line in alert["evidence"].as_array().into_iter().flatten().filter_map(Value::as_str) {
        text.push_str(&format!("- {}\n", one_line(line)));
    }
    text.push_str(&format!(
        "\nMore of the same story is on record without further mail.\nretold pack {} makes an evidence pack.\n",
        alert["id"].as_str().unwrap_or_default()
    ));
    text
}
