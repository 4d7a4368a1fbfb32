//! The thin edge: sockets to mail servers and to addresses of the web.

mod http;
mod roots;
mod smtp;

use std::collections::BTreeMap;
use std::path::PathBuf;

use chrono::{DateTime, Utc};

use super::config::{Config, Endpoint, Secret};
use super::courier::{Failure, Transport};
use super::message::Message;
use super::render::{Templates, slack, teams, webhook};
use http::Web;
use smtp::Postbox;

/// Sends by the channels of a configuration.
#[derive(Debug)]
pub struct Network {
    ways: BTreeMap<String, (Way, Templates)>,
}

#[derive(Debug)]
enum Way {
    Mail(Box<Postbox>),
    Webhook { web: Web, url: Secret, keys: Vec<super::config::SigningKey> },
    Teams { web: Web, url: Secret },
    Slack { web: Web, url: Secret },
}

/// Why connections cannot be made.
#[derive(Debug, thiserror::Error)]
pub enum NetworkError {
    /// A file of certificates cannot be read.
    #[error("reading the certificates of channel {channel} in {path}: {source}; check the path and its permissions")]
    Certificates {
        /// The channel.
        channel: String,
        /// The file.
        path: PathBuf,
        /// What is wrong.
        source: std::io::Error,
    },
    /// A file of certificates has none.
    #[error("reading the certificates of channel {channel} in {path}: there is no certificate in it; PEM is expected")]
    NoCertificate {
        /// The channel.
        channel: String,
        /// The file.
        path: PathBuf,
    },
    /// The mail channel's TLS cannot be set up.
    #[error("setting up TLS for channel {channel}: {source}")]
    Tls {
        /// The channel.
        channel: String,
        /// What is wrong.
        source: lettre::transport::smtp::Error,
    },
}

impl Network {
    /// Makes ready to send by the channels of a configuration. Reads the certificates to trust; connects to nobody.
    pub fn new(config: &Config) -> Result<Self, NetworkError> {
        let mut ways = BTreeMap::new();
        for (name, channel) in &config.channels {
            let web = |ca_file: &Option<PathBuf>, url: &Secret| {
                roots::trusted(name, ca_file.as_deref()).map(|roots| Web::new(&roots, url))
            };
            let way = match &channel.endpoint {
                Endpoint::Mail(mail) => Way::Mail(Box::new(Postbox::new(name, mail)?)),
                Endpoint::Webhook { url, keys, ca_file } => {
                    Way::Webhook { web: web(ca_file, url)?, url: url.clone(), keys: keys.clone() }
                }
                Endpoint::Teams { url, ca_file } => Way::Teams { web: web(ca_file, url)?, url: url.clone() },
                Endpoint::Slack { url, ca_file } => Way::Slack { web: web(ca_file, url)?, url: url.clone() },
            };
            ways.insert(name.clone(), (way, channel.templates.clone()));
        }
        Ok(Self { ways })
    }
}

impl Transport for Network {
    fn send(&self, message: &Message, now: DateTime<Utc>) -> Result<String, Failure> {
        let Some((way, templates)) = self.ways.get(&message.channel) else {
            let reason = format!("notify.yaml has no channel {}; put it back, then requeue", message.channel);
            return Err(Failure::never(reason));
        };
        let written = |error| Failure::never(format!("writing the message as JSON: {error}"));
        match way {
            Way::Mail(postbox) => postbox.send(message, templates, now),
            Way::Webhook { web, url, keys } => {
                let body = webhook::render(message, templates).map_err(written)?;
                let timestamp = now.timestamp();
                let mut headers =
                    vec![("webhook-id", message.key.clone()), ("webhook-timestamp", timestamp.to_string())];
                if !keys.is_empty() {
                    let keys: Vec<&[u8]> = keys.iter().map(super::config::SigningKey::bytes).collect();
                    let signature = webhook::signature(&keys, &message.key, timestamp, &body);
                    headers.push(("webhook-signature", signature));
                }
                web.post(url, &headers, &body, now)
            }
            Way::Teams { web, url } => {
                let body = serde_json::to_vec(&teams::render(&message.content, templates)).map_err(written)?;
                web.post(url, &[], &body, now)
            }
            Way::Slack { web, url } => {
                let body = serde_json::to_vec(&slack::render(&message.content, templates)).map_err(written)?;
                web.post(url, &[], &body, now)
            }
        }
    }
}
