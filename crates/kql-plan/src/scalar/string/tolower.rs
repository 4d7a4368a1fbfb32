//! `tolower()`, `toupper()`: a text in one case.

use crate::scalar::Call;
use crate::{Value, kql_scalar};

kql_scalar! {
    /// Returns the text in lower case.
    ///
    /// - `value`: the text; any other type is read as `tostring()` gives it.
    ///
    /// Bounds: character by character, in no language's own rules; a character whose other case is more than one character stays.
    /// Source: <https://learn.microsoft.com/kusto/query/tolower-function>
    ///
    /// ```kusto
    /// tolower("GlobalAdmin@Contoso.COM")   // globaladmin@contoso.com
    /// tolower("ÄÖÜ")                       // äöü
    /// ```
    pub TOLOWER = tolower(value: any) -> string => lower;
}

kql_scalar! {
    /// Returns the text in upper case.
    ///
    /// - `value`: the text; any other type is read as `tostring()` gives it.
    ///
    /// Bounds: character by character, in no language's own rules; a character whose other case is more than one character (`ß`) stays.
    /// Source: <https://learn.microsoft.com/kusto/query/toupper-function>
    ///
    /// ```kusto
    /// toupper("de-berlin")   // DE-BERLIN
    /// toupper("Straße")      // STRAßE
    /// ```
    pub TOUPPER = toupper(value: any) -> string => upper;
}

fn lower<'a>(call: &Call<'a>) -> Value<'a> {
    let text = call.string(0);
    if text.is_ascii() {
        return Value::from(text.to_ascii_lowercase());
    }
    Value::from(text.chars().map(|character| single(character, character.to_lowercase())).collect::<String>())
}

fn upper<'a>(call: &Call<'a>) -> Value<'a> {
    let text = call.string(0);
    if text.is_ascii() {
        return Value::from(text.to_ascii_uppercase());
    }
    Value::from(text.chars().map(|character| single(character, character.to_uppercase())).collect::<String>())
}

/// The mapped character; the original when it would become more than one.
fn single(original: char, mut mapped: impl Iterator<Item = char>) -> char {
    match (mapped.next(), mapped.next()) {
        (Some(one), None) => one,
        _ => original,
    }
}
