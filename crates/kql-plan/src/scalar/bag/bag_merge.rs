//! `bag_merge()`: the properties of several bags in one.

use serde_json::Map;

use crate::scalar::Call;
use crate::{Json, Value, dynamic};

crate::kql_scalar! {
    /// Returns a bag with the properties of all bags. Of a property that several have, the first one's value stays.
    ///
    /// - `bag`, `bags`: two to 64 bags; what is no bag adds nothing. Bags inside of them are not merged.
    ///
    /// Bounds: bags of at most 64 MiB together.
    /// Null: null when none of them is a bag, or they are more than that.
    /// Source: <https://learn.microsoft.com/kusto/query/bag-merge-function>
    ///
    /// ```kusto
    /// bag_merge(dynamic({"a": 1}), dynamic({"a": 2, "b": 3}))   // {"a":1,"b":3}
    /// bag_merge(dynamic(null), dynamic({"b": 3}))               // {"b":3}
    /// ```
    pub BAG_MERGE = bag_merge(bag: dynamic, bags: dynamic...) -> dynamic => kernel;
}

fn kernel<'a>(call: &Call<'a>) -> Value<'a> {
    if !dynamic::fits((0..call.len()).filter_map(|index| call.json(index))) {
        return Value::Null;
    }
    let mut merged: Option<Map<String, Json>> = None;
    for bag in (0..call.len()).filter_map(|index| call.json(index)?.as_object()) {
        match &mut merged {
            None => merged = Some(bag.clone()),
            Some(merged) => {
                for (name, value) in bag {
                    if !merged.contains_key(name) {
                        merged.insert(name.clone(), value.clone());
                    }
                }
            }
        }
    }
    merged.map_or(Value::Null, |merged| Value::dynamic(Json::Object(merged)))
}
