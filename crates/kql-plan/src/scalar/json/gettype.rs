//! `gettype()`: which type a value is of.

use crate::scalar::Call;
use crate::{Json, Value};

crate::kql_scalar! {
    /// Returns the name of the type that a value is of; of a dynamic, the type of what is in it.
    ///
    /// - `value`: any value.
    ///
    /// Bounds: in a dynamic a bag is a `dictionary`, a real a `double`; datetimes, timespans and guids in a dynamic are strings.
    /// Null: `null`.
    /// Source: <https://learn.microsoft.com/kusto/query/gettype-function>
    ///
    /// ```kusto
    /// gettype(7)                      // long
    /// gettype(dynamic({"a": 7}))      // dictionary
    /// gettype(dynamic([7]))           // array
    /// gettype(parse_json("null"))     // null
    /// ```
    pub GETTYPE = gettype(value: any) -> string => kernel;
}

fn kernel<'a>(call: &Call<'a>) -> Value<'a> {
    Value::from(match call.value(0) {
        Value::Dynamic(json) => match json.as_ref() {
            Json::Null => "null",
            Json::Bool(_) => "bool",
            Json::Number(number) if number.is_i64() => "long",
            Json::Number(_) => "double",
            Json::String(_) => "string",
            Json::Array(_) => "array",
            Json::Object(_) => "dictionary",
        },
        other => other.kind().map_or("null", crate::Type::name),
    })
}
