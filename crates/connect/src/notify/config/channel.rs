//! A channel: a way out, and the operator's words for it.

use std::path::{Path, PathBuf};

use lettre::message::Mailbox;
use serde::Deserialize;

use super::super::render::{Templates, webhook};
use super::super::template::Template;
use super::ConfigError;
use super::secret::{Edge, Secret, Source};

/// A way out.
#[derive(Clone, Debug)]
pub struct Channel {
    /// Where it leads.
    pub endpoint: Endpoint,
    /// The operator's words.
    pub templates: Templates,
}

/// Where a channel leads.
#[derive(Clone, Debug)]
pub enum Endpoint {
    /// To mailboxes, by a mail server.
    Mail(Mail),
    /// To an address that takes JSON.
    Webhook {
        /// The address.
        url: Secret,
        /// The keys that sign, newest first; unsigned when there are none.
        keys: Vec<SigningKey>,
        /// Certificates to trust beside the system's.
        ca_file: Option<PathBuf>,
    },
    /// To a Microsoft Teams workflow.
    Teams {
        /// The address, which is the permission to write.
        url: Secret,
        /// Certificates to trust beside the system's.
        ca_file: Option<PathBuf>,
    },
    /// To a Slack incoming webhook.
    Slack {
        /// The address, which is the permission to write.
        url: Secret,
        /// Certificates to trust beside the system's.
        ca_file: Option<PathBuf>,
    },
}

/// A key that signs webhooks.
#[derive(Clone, PartialEq, Eq)]
pub struct SigningKey(Vec<u8>);

impl SigningKey {
    /// The key's bytes.
    pub(crate) fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl std::fmt::Debug for SigningKey {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("SigningKey(…)")
    }
}

/// How the connection to a mail server is kept from eavesdroppers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Security {
    /// TLS from the first byte, usually on port 465.
    Tls,
    /// Plain at first, TLS before anything is said, usually on port 587; a server without it is an error.
    StartTls,
    /// Plain. To this machine only.
    None,
}

/// A mail server and who gets mail from it.
#[derive(Clone, Debug)]
pub struct Mail {
    /// The server's name.
    pub server: String,
    /// Its port.
    pub port: u16,
    /// How the connection is protected.
    pub security: Security,
    /// The name and password to sign in with.
    pub login: Option<(String, Secret)>,
    /// Who it is from.
    pub from: Mailbox,
    /// Who gets it.
    pub to: Vec<Mailbox>,
    /// Certificates to trust beside the system's.
    pub ca_file: Option<PathBuf>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ChannelFile {
    mail: Option<MailFile>,
    webhook: Option<WebhookFile>,
    teams: Option<ChatFile>,
    slack: Option<ChatFile>,
    title: Option<String>,
    body: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct MailFile {
    server: String,
    port: Option<u16>,
    security: Security,
    user: Option<String>,
    password_file: Option<String>,
    password_env: Option<String>,
    from: String,
    to: Vec<String>,
    ca_file: Option<PathBuf>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WebhookFile {
    url: Option<String>,
    url_file: Option<String>,
    url_env: Option<String>,
    secret_file: Option<String>,
    secret_env: Option<String>,
    previous_secret_file: Option<String>,
    previous_secret_env: Option<String>,
    ca_file: Option<PathBuf>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ChatFile {
    url_file: Option<String>,
    url_env: Option<String>,
    ca_file: Option<PathBuf>,
}

impl ChannelFile {
    pub(super) fn check(self, name: &str, folder: &Path, edge: &dyn Edge) -> Result<Channel, ConfigError> {
        let template = |key: &'static str, text: Option<String>| {
            let template = text.map(|text| Template::parse(&text)).transpose();
            template.map_err(|source| ConfigError::Template { channel: name.to_owned(), key, source })
        };
        let templates = Templates { title: template("title", self.title)?, body: template("body", self.body)? };
        let ca = |file: Option<PathBuf>| file.map(|file| folder.join(file));
        let endpoint = match (self.mail, self.webhook, self.teams, self.slack) {
            (Some(mail), None, None, None) => Endpoint::Mail(mail.check(name, folder, edge)?),
            (None, Some(webhook), None, None) => webhook.check(name, folder, edge)?,
            (None, None, Some(chat), None) => {
                Endpoint::Teams { ca_file: ca(chat.ca_file.clone()), url: chat.check(name, folder, edge)? }
            }
            (None, None, None, Some(chat)) => {
                Endpoint::Slack { ca_file: ca(chat.ca_file.clone()), url: chat.check(name, folder, edge)? }
            }
            _ => {
                let message = "exactly one of mail, webhook, teams and slack is expected";
                return Err(ConfigError::value(format!("channel {name}"), message));
            }
        };
        Ok(Channel { endpoint, templates })
    }
}

impl MailFile {
    fn check(self, name: &str, folder: &Path, edge: &dyn Edge) -> Result<Mail, ConfigError> {
        let place = format!("channel {name}");
        let mailbox = |key: &str, text: &str| {
            text.parse::<Mailbox>()
                .map_err(|error| ConfigError::value(&place, format!("{key}: `{text}` is no mail address: {error}")))
        };
        let password = Source { channel: name, key: "password", file: self.password_file, env: self.password_env };
        let login = match (self.user, password.read(folder, edge)?) {
            (None, None) => None,
            (Some(user), Some(password)) => Some((user, password)),
            (Some(_), None) => {
                return Err(ConfigError::value(&place, "user needs password_file or password_env"));
            }
            (None, Some(_)) => return Err(ConfigError::value(&place, "a password needs user")),
        };
        if self.security == Security::None && !loopback(&self.server) {
            let message = "security: none is for a server on this machine; use tls or starttls";
            return Err(ConfigError::value(&place, message));
        }
        if self.to.is_empty() {
            return Err(ConfigError::value(&place, "to names nobody"));
        }
        let port = self.port.unwrap_or(match self.security {
            Security::Tls => 465,
            Security::StartTls => 587,
            Security::None => 25,
        });
        let to = self.to.iter().map(|text| mailbox("to", text)).collect::<Result<_, _>>()?;
        let (from, ca_file) = (mailbox("from", &self.from)?, self.ca_file.map(|file| folder.join(file)));
        Ok(Mail { server: self.server, port, security: self.security, login, from, to, ca_file })
    }
}

impl WebhookFile {
    fn check(self, name: &str, folder: &Path, edge: &dyn Edge) -> Result<Endpoint, ConfigError> {
        let place = format!("channel {name}");
        let hidden = Source { channel: name, key: "url", file: self.url_file, env: self.url_env };
        let url = match (self.url, hidden.read(folder, edge)?) {
            (Some(url), None) => Secret::new(url),
            (None, Some(url)) => url,
            _ => return Err(ConfigError::value(&place, "exactly one of url, url_file and url_env is expected")),
        };
        let mut keys = Vec::new();
        for (key, file, env) in [
            ("secret", self.secret_file, self.secret_env),
            ("previous_secret", self.previous_secret_file, self.previous_secret_env),
        ] {
            if let Some(secret) = (Source { channel: name, key, file, env }).read(folder, edge)? {
                let key = webhook::key(secret.reveal()).map_err(|error| {
                    ConfigError::value(&place, format!("{key}: what follows whsec_ is no base64: {error}"))
                })?;
                keys.push(SigningKey(key));
            }
        }
        Ok(Endpoint::Webhook { url: address(&place, url)?, keys, ca_file: self.ca_file.map(|file| folder.join(file)) })
    }
}

impl ChatFile {
    fn check(self, name: &str, folder: &Path, edge: &dyn Edge) -> Result<Secret, ConfigError> {
        let place = format!("channel {name}");
        let source = Source { channel: name, key: "url", file: self.url_file, env: self.url_env };
        let url = source.read(folder, edge)?.ok_or_else(|| {
            let message = "url_file or url_env is expected: whoever has the address may write to the channel";
            ConfigError::value(&place, message)
        })?;
        address(&place, url)
    }
}

/// The address, if alerts may go there: HTTPS, or HTTP to this machine.
fn address(place: &str, url: Secret) -> Result<Secret, ConfigError> {
    let parsed = url
        .reveal()
        .parse::<ureq::http::Uri>()
        .map_err(|error| ConfigError::value(place, format!("url is no address of the web: {error}")))?;
    let host = parsed.host().unwrap_or_default();
    match parsed.scheme_str() {
        Some("https") if !host.is_empty() => Ok(url),
        Some("http") if loopback(host) => Ok(url),
        _ => Err(ConfigError::value(place, "url must begin with https:// (http:// is for this machine only)")),
    }
}

/// Whether a name means this machine.
pub(crate) fn loopback(host: &str) -> bool {
    let host = host.trim_start_matches('[').trim_end_matches(']');
    host.eq_ignore_ascii_case("localhost")
        || host.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
}
