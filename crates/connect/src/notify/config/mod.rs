//! `notify.yaml`, beside the archive: which channels there are, and which alerts go to which of them, and when.

mod channel;
mod route;
mod secret;

use std::collections::BTreeMap;
use std::path::Path;

use chrono_tz::Tz;
use serde::Deserialize;

pub(crate) use channel::loopback;
pub use channel::{Channel, Endpoint, Mail, Security, SigningKey};
pub use route::{QuietHours, Route, Send, Weekday, Weekly};
pub use secret::{Edge, Secret};

use super::template::TemplateError;
use channel::ChannelFile;
use route::{QuietHoursFile, RouteFile};

/// What `notify.yaml` says, checked, with its secrets read.
#[derive(Clone, Debug)]
pub struct Config {
    /// The zone that times of day are in.
    pub zone: Tz,
    /// The channels by name.
    pub channels: BTreeMap<String, Channel>,
    /// Which alerts go where, in the order of the file.
    pub routes: Vec<Route>,
    /// When nothing is sent at once, except what may.
    pub quiet: Option<QuietHours>,
    /// How many messages a channel gets at once in an hour; what is beyond it waits for the next hour's digest.
    pub hourly: u32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    time_zone: Option<String>,
    channels: BTreeMap<String, ChannelFile>,
    routes: Vec<RouteFile>,
    quiet_hours: Option<QuietHoursFile>,
    #[serde(default = "hourly")]
    at_most_per_hour: u32,
}

fn hourly() -> u32 {
    30
}

/// Why `notify.yaml` cannot be used. Names places and keys, never a secret.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The text is not what is expected there: a key nobody knows, a missing one, a wrong type.
    #[error("reading notify.yaml, line {line}, column {column}: {message}")]
    Syntax {
        /// The line, from one.
        line: u64,
        /// The character in the line, from one.
        column: u64,
        /// What is wrong.
        message: String,
    },
    /// A value that cannot be.
    #[error("reading notify.yaml, {place}: {message}")]
    Value {
        /// Where: `channel soc-mail`, `route 2`.
        place: String,
        /// What is wrong, and what may stand there.
        message: String,
    },
    /// A template that is none.
    #[error("reading notify.yaml, {key} of channel {channel}: {source}")]
    Template {
        /// The channel.
        channel: String,
        /// `title` or `body`.
        key: &'static str,
        /// What is wrong.
        source: TemplateError,
    },
    /// A secret's file could not be read.
    #[error(
        "reading notify.yaml, {key} of channel {channel}: reading {path}: {source}; check the path and its permissions"
    )]
    SecretFile {
        /// The channel.
        channel: String,
        /// The key that names the file.
        key: String,
        /// The file.
        path: String,
        /// What the system said.
        source: std::io::Error,
    },
}

impl ConfigError {
    fn value(place: impl Into<String>, message: impl Into<String>) -> Self {
        Self::Value { place: place.into(), message: message.into() }
    }
}

impl Config {
    /// Reads the text of a `notify.yaml`. Paths in it are taken from `folder`; files and environment come from `edge`.
    pub fn read(text: &str, folder: &Path, edge: &dyn Edge) -> Result<Self, ConfigError> {
        // A snippet of the file could show a password that stands where it should not.
        let options = serde_saphyr::options! { with_snippet: false };
        let file: File = serde_saphyr::from_str_with_options(text, options).map_err(|error| {
            let (line, column) = error.location().map_or((0, 0), |at| (at.line(), at.column()));
            ConfigError::Syntax { line, column, message: without_location(&error.to_string()) }
        })?;
        let zone = match file.time_zone {
            None => Tz::UTC,
            Some(name) => name.parse().map_err(|error: chrono_tz::ParseError| {
                ConfigError::value("time_zone", format!("`{name}`: {error}; a name such as Europe/Berlin is expected"))
            })?,
        };
        let mut channels = BTreeMap::new();
        for (name, channel) in file.channels {
            let channel = channel.check(&name, folder, edge)?;
            channels.insert(name, channel);
        }
        let mut routes = Vec::new();
        for (index, route) in file.routes.into_iter().enumerate() {
            routes.push(route.check(index + 1, &channels)?);
        }
        let quiet = file.quiet_hours.map(QuietHoursFile::check).transpose()?;
        if file.at_most_per_hour == 0 {
            return Err(ConfigError::value("at_most_per_hour", "0 would hold everything back; give 1 or more"));
        }
        Ok(Self { zone, channels, routes, quiet, hourly: file.at_most_per_hour })
    }
}

/// The parser's message without the place that it ends with, which stands before it here.
fn without_location(message: &str) -> String {
    let message = message.lines().next().unwrap_or_default();
    message.split(" at line ").next().unwrap_or(message).trim_start_matches("error: ").to_owned()
}
