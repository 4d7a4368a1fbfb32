//! `bag_zip()`: a bag of an array of names and an array of values.

use serde_json::Map;

use crate::scalar::Call;
use crate::{Json, Value};

crate::kql_scalar! {
    /// Returns a bag whose names come from one array and whose values come from the same places of another.
    ///
    /// - `keys`: the names; what is no string is passed over, with the value at its place.
    /// - `values`: the values; those that are missing are null.
    ///
    /// Bounds: of a name that comes twice the last value stays.
    /// Null: null when `keys` is no array; when `values` is none, all values are null.
    /// Source: <https://learn.microsoft.com/kusto/query/bag-zip>
    ///
    /// ```kusto
    /// bag_zip(dynamic(["user", "ip"]), dynamic(["ada", "::1"]))   // {"user":"ada","ip":"::1"}
    /// bag_zip(dynamic(["a", 5, "b"]), dynamic([1, 2]))            // {"a":1,"b":null}
    /// ```
    pub BAG_ZIP = bag_zip(keys: dynamic, values: dynamic) -> dynamic => kernel;
}

fn kernel<'a>(call: &Call<'a>) -> Value<'a> {
    let Some(keys) = call.array(0) else { return Value::Null };
    let values = call.array(1).unwrap_or_default();
    let value = |place: usize| values.get(place).cloned().unwrap_or(Json::Null);
    let named = keys.iter().enumerate().filter_map(|(place, key)| Some((key.as_str()?.to_owned(), value(place))));
    Value::dynamic(Json::Object(named.collect::<Map<String, Json>>()))
}
