//! `parse_json()`: the value that a JSON text stands for.

use std::borrow::Cow;

use crate::scalar::Call;
use crate::{Json, Value, dynamic};

crate::kql_scalar! {
    /// Returns the value that a JSON text stands for.
    ///
    /// - `json`: the text; a dynamic is returned as it is, even when it is a string that holds JSON.
    ///
    /// Bounds: a whole number in the range of a long is a long, any other number a real. Text that is no JSON (or is nested deeper than 127
    /// levels) becomes a dynamic string of that text.
    /// Null: `null` and the empty text give null.
    /// Source: <https://learn.microsoft.com/kusto/query/parse-json-function>
    ///
    /// ```kusto
    /// parse_json('{"user": "ada", "tries": 3}').tries   // 3
    /// parse_json("not json")                            // not json
    /// parse_json("null")                                // null
    /// gettype(parse_json("2.5"))                        // double
    /// ```
    pub PARSE_JSON = parse_json(json: string | dynamic) -> dynamic => kernel, aliases ["parsejson", "todynamic", "toobject"];
}

fn kernel<'a>(call: &Call<'a>) -> Value<'a> {
    match call.value(0) {
        Value::Dynamic(json) => Value::Dynamic(Cow::Borrowed(json)),
        Value::String(text) if text.trim().is_empty() => Value::Null,
        Value::String(text) => Value::dynamic(dynamic::parse(text).unwrap_or_else(|| Json::String(text.to_string()))),
        _ => Value::Null,
    }
}
