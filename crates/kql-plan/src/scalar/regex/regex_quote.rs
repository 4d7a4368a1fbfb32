//! `regex_quote()`: a text as a pattern that matches just it.

use crate::scalar::Call;
use crate::{Value, kql_scalar};

kql_scalar! {
    /// Returns the text with a backslash before every character that means something in a pattern.
    ///
    /// - `value`: the text; any other type is read as `tostring()` gives it.
    ///
    /// Source: <https://learn.microsoft.com/kusto/query/regex-quote-function>
    ///
    /// ```kusto
    /// regex_quote("a.b (c)")   // a\.b \(c\)
    /// ```
    pub REGEX_QUOTE = regex_quote(value: any) -> string => kernel;
}

fn kernel<'a>(call: &Call<'a>) -> Value<'a> {
    Value::from(regex::escape(&call.string(0)))
}
