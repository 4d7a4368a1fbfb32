//! `bag_remove_keys()`: a bag without some of its properties.

use serde_json::Map;

use crate::scalar::Call;
use crate::{Json, Value, dynamic};

crate::kql_scalar! {
    /// Returns a bag without the properties named.
    ///
    /// - `bag`: the bag.
    /// - `keys`: an array of names, or of JSON paths of properties such as `$.user.name`; what the bag has not, and what is no string, is passed over.
    ///
    /// Null: null when `bag` is no bag or `keys` is no array.
    /// Source: <https://learn.microsoft.com/kusto/query/bag-remove-keys-function>
    ///
    /// ```kusto
    /// bag_remove_keys(dynamic({"a": 1, "b": 2}), dynamic(["b", "z"]))              // {"a":1}
    /// bag_remove_keys(dynamic({"a": {"b": 2, "c": 3}}), dynamic(["$.a.b"]))        // {"a":{"c":3}}
    /// ```
    pub BAG_REMOVE_KEYS = bag_remove_keys(bag: dynamic, keys: dynamic) -> dynamic => kernel;
}

fn kernel<'a>(call: &Call<'a>) -> Value<'a> {
    let (Some(Json::Object(bag)), Some(keys)) = (call.json(0), call.array(1)) else { return Value::Null };
    let mut bag = bag.clone();
    for key in keys.iter().filter_map(Json::as_str) {
        match dynamic::property_path(key) {
            Some(path) => remove(&mut bag, &path),
            None => {
                bag.shift_remove(key);
            }
        }
    }
    Value::dynamic(Json::Object(bag))
}

fn remove(bag: &mut Map<String, Json>, path: &[String]) {
    match path {
        [] => {}
        [last] => {
            bag.shift_remove(last);
        }
        [first, rest @ ..] => {
            if let Some(Json::Object(inner)) = bag.get_mut(first) {
                remove(inner, rest);
            }
        }
    }
}
