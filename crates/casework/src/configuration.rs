//! Files that a person writes: read with the place of what is wrong.

use serde::de::DeserializeOwned;
use serde_saphyr::Spanned;

/// Why a file that a person wrote cannot be followed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("reading {file}, line {line}, column {column}: {message}")]
pub struct ConfigurationError {
    /// The file.
    pub file: String,
    /// The line, from one.
    pub line: u64,
    /// The character in the line, from one.
    pub column: u64,
    /// What is wrong, and what may stand there.
    pub message: String,
}

/// Reads YAML. A file without anything in it is none.
pub(crate) fn read<T: DeserializeOwned>(file: &str, text: &str) -> Result<Option<T>, ConfigurationError> {
    let options = serde_saphyr::options! { with_snippet: false };
    serde_saphyr::from_str_with_options(text, options).map_err(|error| {
        let (line, column) = error.location().map_or((0, 0), |at| (at.line(), at.column()));
        let message = error.to_string();
        let message = message.lines().next().unwrap_or_default();
        let message = message.split(" at line ").next().unwrap_or(message).trim_start_matches("error: ").to_owned();
        ConfigurationError { file: file.to_owned(), line, column, message }
    })
}

/// Says what is wrong with a value, and where it stands.
pub(crate) fn wrong<T>(file: &str, value: &Spanned<T>, message: impl Into<String>) -> ConfigurationError {
    let (line, column) = (value.referenced.line(), value.referenced.column());
    ConfigurationError { file: file.to_owned(), line, column, message: message.into() }
}

/// Returns the name that was most likely meant, as the end of a sentence; nothing when none is near.
pub(crate) fn nearest<'a>(wrong: &str, names: impl IntoIterator<Item = &'a str>) -> String {
    let wrong = wrong.to_lowercase();
    let near = names.into_iter().map(|name| (strsim::damerau_levenshtein(&wrong, &name.to_lowercase()), name)).min();
    match near {
        Some((distance, name)) if distance <= wrong.chars().count() / 3 => format!("; is `{name}` meant?"),
        _ => String::new(),
    }
}
