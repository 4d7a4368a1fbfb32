//! `isnull()`, `isnotnull()`.

use crate::scalar::Call;
use crate::{Value, kql_scalar};

kql_scalar! {
    /// Returns whether a value is null. Text never is.
    ///
    /// - `value`: a value of any type.
    ///
    /// Source: <https://learn.microsoft.com/kusto/query/isnull-function>
    ///
    /// ```kusto
    /// isnull(tolong("x"))              // True
    /// isnull("")                       // False
    /// isnull(dynamic({"a": null}).a)   // True
    /// ```
    pub ISNULL = isnull(value: any) -> bool => isnull;
}

kql_scalar! {
    /// Returns whether a value is not null. Text never is null.
    ///
    /// - `value`: a value of any type.
    ///
    /// Source: <https://learn.microsoft.com/kusto/query/isnotnull-function>
    ///
    /// ```kusto
    /// isnotnull(0)                     // True
    /// isnotnull("")                    // True
    /// isnotnull(datetime(null))        // False
    /// ```
    pub ISNOTNULL = isnotnull(value: any) -> bool => isnotnull, aliases ["notnull"];
}

fn isnull<'a>(call: &Call<'a>) -> Value<'a> {
    Value::Bool(call.value(0).is_null())
}

fn isnotnull<'a>(call: &Call<'a>) -> Value<'a> {
    Value::Bool(!call.value(0).is_null())
}
