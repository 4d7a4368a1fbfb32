//! `strcat()`: texts one after the other.

use crate::scalar::Call;
use crate::{Value, kql_scalar};

kql_scalar! {
    /// Returns the texts of all arguments, one after the other.
    ///
    /// - `values`: what to join; any type but string is read as `tostring()` gives it.
    ///
    /// Null: a null adds nothing.
    /// Source: <https://learn.microsoft.com/kusto/query/strcat-function>
    ///
    /// ```kusto
    /// strcat("entry ", 7)          // entry 7
    /// strcat("a", int(null), "b")  // ab
    /// strcat(1h, "/", true)        // 01:00:00/True
    /// ```
    pub STRCAT = strcat(values: any...) -> string => kernel;
}

fn kernel<'a>(call: &Call<'a>) -> Value<'a> {
    let mut joined = String::new();
    for index in 0..call.len() {
        joined.push_str(&call.string(index));
    }
    Value::from(joined)
}
