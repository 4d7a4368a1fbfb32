//! Named conversions from a raw JSON value to a column's text, for columns that need more than their type.

/// Returns the text with its first letter in upper case: Graph writes `high`, Log Analytics `High`.
pub(crate) fn capitalised(raw: &str) -> Option<String> {
    let text = raw.trim().trim_matches('"');
    let mut letters = text.chars();
    let first = letters.next()?;
    Some(first.to_uppercase().chain(letters).collect())
}
