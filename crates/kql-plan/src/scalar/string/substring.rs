//! `substring()`: the part of a text that begins at a character position.

use std::borrow::Cow;

use crate::scalar::Call;
use crate::{Value, kql_scalar};

kql_scalar! {
    /// Returns the part of `source` that begins at a zero-based character position.
    ///
    /// - `source`: the text to cut; any other type is read as `tostring()` gives it.
    /// - `start`: the first character to keep; a negative one counts from the end.
    /// - `length`: how many characters to keep; all that follow when absent.
    ///
    /// Bounds: what of the wanted part lies behind the text is left out; one that begins before the text is `""`, as is one of a negative `length`.
    /// Null: a null `start` or `length` gives `""`.
    /// Not SQL's `substr`, which counts from one.
    /// Source: <https://learn.microsoft.com/kusto/query/substring-function>
    ///
    /// ```kusto
    /// substring("quaestor", 2)        // aestor
    /// substring("quaestor", 0, 4)     // quae
    /// substring("quaestor", -3, 2)    // to
    /// substring("abc", -5, 4)         // ""
    /// ```
    pub SUBSTRING = substring(source: any, start: long, [length: long]) -> string => kernel;
}

fn kernel<'a>(call: &Call<'a>) -> Value<'a> {
    let Some(start) = call.long(1) else { return Value::string("") };
    let length = if call.has(2) { call.long(2).unwrap_or(0) } else { i64::MAX };
    match call.string(0) {
        Cow::Borrowed(text) => Value::string(substring(text, start, length)),
        Cow::Owned(text) => Value::from(substring(&text, start, length).to_owned()),
    }
}

/// The characters at positions `start` to `start + length` of the text, as far as there are any; none when they begin before the text.
fn substring(text: &str, start: i64, length: i64) -> &str {
    let start = if start < 0 { start.saturating_add(text.chars().count() as i64) } else { start };
    if start < 0 {
        return "";
    }
    let end = start.saturating_add(length.max(0));
    let offset = |position: i64| {
        let position = usize::try_from(position).unwrap_or(usize::MAX);
        text.char_indices().nth(position).map_or(text.len(), |(offset, _)| offset)
    };
    text.get(offset(start)..offset(end)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::substring;

    #[test]
    fn keeps_what_lies_inside() {
        assert_eq!(substring("quaestor", -100, 3), "");
        assert_eq!(substring("q", -2, 5), "");
        assert_eq!(substring("q", -1, 5), "q");
        assert_eq!(substring("q", 0, -1), "");
        assert_eq!(substring("", -3, i64::MAX), "");
        assert_eq!(substring("Prüfung", 2, 2), "üf");
        assert_eq!(substring("q", i64::MIN, i64::MAX), "");
        assert_eq!(substring("q", i64::MAX, i64::MAX), "");
    }
}
