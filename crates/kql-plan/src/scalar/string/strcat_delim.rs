//! `strcat_delim()`: texts with a delimiter between them.

use crate::scalar::Call;
use crate::{Value, kql_scalar};

kql_scalar! {
    /// Returns the texts of all arguments after the first, with the first between them.
    ///
    /// - `delimiter`: what stands between two texts.
    /// - `first`, `second`, `more`: what to join; any type but string is read as `tostring()` gives it.
    ///
    /// Null: a null counts as the empty text, and still has its delimiter.
    /// Source: <https://learn.microsoft.com/kusto/query/strcat-delim-function>
    ///
    /// ```kusto
    /// strcat_delim("-", 2024, "05", 7)         // 2024-05-7
    /// strcat_delim(";", "a", long(null), "b")  // a;;b
    /// ```
    pub STRCAT_DELIM = strcat_delim(delimiter: any, first: any, second: any, [more: any...]) -> string => kernel;
}

fn kernel<'a>(call: &Call<'a>) -> Value<'a> {
    let delimiter = call.string(0);
    let mut joined = String::new();
    for index in 1..call.len() {
        if index > 1 {
            joined.push_str(&delimiter);
        }
        joined.push_str(&call.string(index));
    }
    Value::from(joined)
}
