//! `bag_keys()`: the names of the properties of a bag.

use crate::scalar::Call;
use crate::{Json, Value};

crate::kql_scalar! {
    /// Returns an array of the names of a bag's own properties, in the order they stand in.
    ///
    /// - `bag`: the bag.
    ///
    /// Null: null when it is no bag.
    /// Source: <https://learn.microsoft.com/kusto/query/bag-keys-function>
    ///
    /// ```kusto
    /// bag_keys(dynamic({"city": "Bern", "geo": {"lat": 46.9}}))   // ["city","geo"]
    /// bag_keys(dynamic({}))                                       // []
    /// bag_keys(dynamic([1]))                                      // null
    /// ```
    pub BAG_KEYS = bag_keys(bag: dynamic) -> dynamic => kernel;
}

fn kernel<'a>(call: &Call<'a>) -> Value<'a> {
    match call.json(0) {
        Some(Json::Object(bag)) => Value::dynamic(bag.keys().cloned().collect()),
        _ => Value::Null,
    }
}
