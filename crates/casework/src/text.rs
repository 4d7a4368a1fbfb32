//! Values as KQL writes them.

use crate::instant::utc;

/// An instant.
pub(crate) fn datetime(micros: i64) -> String {
    format!("datetime({})", utc(micros).format("%Y-%m-%dT%H:%M:%S%.6fZ"))
}

/// A text.
pub(crate) fn literal(text: &str) -> String {
    let mut quoted = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' | '\\' => quoted.extend(['\\', letter]),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            _ => quoted.push(letter),
        }
    }
    quoted.push('"');
    quoted
}
