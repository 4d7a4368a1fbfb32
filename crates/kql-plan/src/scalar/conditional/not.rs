//! `not()`.

use crate::scalar::Call;
use crate::{Value, kql_scalar};

kql_scalar! {
    /// Returns the contrary of a bool.
    ///
    /// - `value`: a bool.
    ///
    /// Null: null gives null.
    /// Source: <https://learn.microsoft.com/kusto/query/not-function>
    ///
    /// ```kusto
    /// not(2 > 1)          // False
    /// not(bool(null))     // null
    /// ```
    pub NOT = not(value: bool) -> bool => kernel;
}

fn kernel<'a>(call: &Call<'a>) -> Value<'a> {
    Value::or_null(call.boolean(0).map(|value| !value))
}
