//! Secrets: read from a file or the environment, shown to nobody.

use std::fmt;
use std::io;
use std::path::Path;

use super::ConfigError;

/// A text that is not printed.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// Keeps a text.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The text, for the wire.
    pub(crate) fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Secret(…)")
    }
}

/// What the configuration takes from the machine.
pub trait Edge {
    /// The text of a file.
    fn file(&self, path: &Path) -> io::Result<String>;
    /// The value of an environment variable, if it is set.
    fn environment(&self, name: &str) -> Option<String>;
}

/// Where a secret is to be read from.
pub(super) struct Source<'c> {
    pub(super) channel: &'c str,
    /// The key without `_file` and `_env`.
    pub(super) key: &'static str,
    pub(super) file: Option<String>,
    pub(super) env: Option<String>,
}

impl Source<'_> {
    /// The secret, if one is named. A file's last line feed is not part of it; an empty secret is an error.
    pub(super) fn read(self, folder: &Path, edge: &dyn Edge) -> Result<Option<Secret>, ConfigError> {
        let place = || format!("channel {}", self.channel);
        let (text, from) = match (self.file, self.env) {
            (None, None) => return Ok(None),
            (Some(_), Some(_)) => {
                let message = format!("both {key}_file and {key}_env are given; keep one", key = self.key);
                return Err(ConfigError::value(place(), message));
            }
            (Some(file), None) => {
                let path = folder.join(&file);
                let text = edge.file(&path).map_err(|source| ConfigError::SecretFile {
                    channel: self.channel.to_owned(),
                    key: format!("{}_file", self.key),
                    path: path.display().to_string(),
                    source,
                })?;
                (text.trim_end_matches(['\r', '\n']).to_owned(), file)
            }
            (None, Some(name)) => {
                let text = edge.environment(&name).ok_or_else(|| {
                    let message = format!("{}_env: the environment has no variable {name}; set it", self.key);
                    ConfigError::value(place(), message)
                })?;
                (text, name)
            }
        };
        if text.is_empty() {
            return Err(ConfigError::value(place(), format!("{}: {from} is empty", self.key)));
        }
        Ok(Some(Secret(text)))
    }
}
