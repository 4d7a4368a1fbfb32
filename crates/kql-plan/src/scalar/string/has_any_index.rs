//! `has_any_index()`: which of many terms a text has.

use std::borrow::Cow;

use crate::scalar::Call;
use crate::{Json, Value, kql_scalar};

kql_scalar! {
    /// Returns the zero-based position in `values` of the first term that `source` has; -1 when it has none.
    ///
    /// - `source`: where to look.
    /// - `values`: an array of terms, in the sense of the operator `has`: whole words, whatever their case. Numbers and the like are read as texts.
    ///
    /// Source: <https://learn.microsoft.com/kusto/query/has-any-index-function>
    ///
    /// ```kusto
    /// has_any_index("reset password for anna", dynamic(["delete", "Password"]))   // 1
    /// has_any_index("error 53003", range(53003, 53004, 1))                         // 0
    /// has_any_index("reset password for anna", dynamic(["pass"]))                  // -1
    /// ```
    pub HAS_ANY_INDEX = has_any_index(source: string, values: dynamic) -> long => kernel;
}

fn kernel<'a>(call: &Call<'a>) -> Value<'a> {
    let source = call.text(0).to_lowercase();
    let found = call.array(1).unwrap_or_default().iter().position(|value| {
        let term = match value {
            Json::Null => Cow::Borrowed(""),
            Json::String(text) => Cow::Borrowed(text.as_str()),
            other => Cow::Owned(crate::convert::text(&Value::Dynamic(Cow::Borrowed(other)))),
        };
        has_term(&source, &term.to_lowercase())
    });
    Value::Long(found.map_or(-1, |position| position as i64))
}

/// Whether the term stands in the text with no letter or digit right before or after it. The empty term is in no text.
fn has_term(text: &str, term: &str) -> bool {
    let is_word = |neighbour: Option<char>| neighbour.is_some_and(char::is_alphanumeric);
    !term.is_empty()
        && text.match_indices(term).any(|(at, _)| {
            let before = text.get(..at).and_then(|before| before.chars().next_back());
            let after = text.get(at + term.len()..).and_then(|after| after.chars().next());
            !is_word(before) && !is_word(after)
        })
}
