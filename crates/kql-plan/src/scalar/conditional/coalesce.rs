//! `coalesce()`.

use crate::scalar::Call;
use crate::{Value, kql_scalar};

kql_scalar! {
    /// Returns the first value that is not null, and of texts the first that is not empty.
    ///
    /// - `value`: two or more values, all of one type.
    ///
    /// Null: when every value is null, null.
    /// Source: <https://learn.microsoft.com/kusto/query/coalesce-function>
    ///
    /// ```kusto
    /// coalesce(long(null), 7, 8)      // 7
    /// coalesce("", "unknown")         // unknown
    /// coalesce(int(null), int(null))  // null
    /// ```
    pub COALESCE = coalesce(value: T, other: T...) -> T => kernel;
}

fn kernel<'a>(call: &Call<'a>) -> Value<'a> {
    let empty = |value: &&Value<'a>| match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        _ => false,
    };
    let first = call.arguments.iter().find(|value| !empty(value));
    first.or(call.arguments.last()).cloned().unwrap_or_default()
}
