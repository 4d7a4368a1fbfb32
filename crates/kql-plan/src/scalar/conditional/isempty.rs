//! `isempty()`, `isnotempty()`.

use crate::scalar::Call;
use crate::{Json, Value, kql_scalar};

kql_scalar! {
    /// Returns whether a value is null or the empty text.
    ///
    /// - `value`: a value of any type; an empty array or bag is not empty in this sense.
    ///
    /// Source: <https://learn.microsoft.com/kusto/query/isempty-function>
    ///
    /// ```kusto
    /// isempty("")                // True
    /// isempty(" ")               // False
    /// isempty(dynamic([]))       // False
    /// isempty(int(null))         // True
    /// ```
    pub ISEMPTY = isempty(value: any) -> bool => isempty;
}

kql_scalar! {
    /// Returns whether a value is neither null nor the empty text.
    ///
    /// - `value`: a value of any type; an empty array or bag is not empty in this sense.
    ///
    /// Source: <https://learn.microsoft.com/kusto/query/isnotempty-function>
    ///
    /// ```kusto
    /// isnotempty("x")            // True
    /// isnotempty("")             // False
    /// isnotempty(long(null))     // False
    /// ```
    pub ISNOTEMPTY = isnotempty(value: any) -> bool => isnotempty, aliases ["notempty"];
}

fn isempty<'a>(call: &Call<'a>) -> Value<'a> {
    Value::Bool(is_empty(call.value(0)))
}

fn isnotempty<'a>(call: &Call<'a>) -> Value<'a> {
    Value::Bool(!is_empty(call.value(0)))
}

/// Whether a value is null or the empty text.
pub fn is_empty(value: &Value<'_>) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Dynamic(json) => matches!(json.as_ref(), Json::String(text) if text.is_empty()),
        _ => false,
    }
}
