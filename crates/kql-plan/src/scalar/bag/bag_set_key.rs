//! `bag_set_key()`: a bag with a property set.

use serde_json::Map;

use crate::convert::to_json;
use crate::scalar::Call;
use crate::{Json, Value, dynamic};

crate::kql_scalar! {
    /// Returns a bag in which a property has the value given, whether it was there before or not.
    ///
    /// - `bag`: the bag.
    /// - `key`: the name of the property, or a JSON path of properties such as `$.user.name`; bags on the way that are not there are made.
    /// - `value`: its value.
    ///
    /// Bounds: at most 64 MiB.
    /// Null: null when `bag` is no bag, the result would be larger than that, or `key` begins with `$` and is no path of properties.
    /// Source: <https://learn.microsoft.com/kusto/query/bag-set-key-function>
    ///
    /// ```kusto
    /// bag_set_key(dynamic({"a": 1}), "b", 2)              // {"a":1,"b":2}
    /// bag_set_key(dynamic({"a": 1}), "$.c.d", "x")        // {"a":1,"c":{"d":"x"}}
    /// bag_set_key(dynamic([1]), "a", 2)                   // null
    /// ```
    pub BAG_SET_KEY = bag_set_key(bag: dynamic, key: string, value: any) -> dynamic => kernel;
}

fn kernel<'a>(call: &Call<'a>) -> Value<'a> {
    let Some(Json::Object(bag)) = call.json(0) else { return Value::Null };
    if !dynamic::fits([call.json(0), call.json(2)].into_iter().flatten()) {
        return Value::Null;
    }
    let key = call.text(1);
    let path = match dynamic::property_path(key) {
        Some(path) => path,
        None if key.starts_with('$') => return Value::Null,
        None => vec![key.to_owned()],
    };
    let mut bag = bag.clone();
    set(&mut bag, &path, to_json(call.value(2)));
    Value::dynamic(Json::Object(bag))
}

fn set(bag: &mut Map<String, Json>, path: &[String], value: Json) {
    let Some((name, rest)) = path.split_first() else { return };
    if rest.is_empty() {
        bag.insert(name.clone(), value);
        return;
    }
    let inner = bag.entry(name.clone()).or_insert(Json::Null);
    if !inner.is_object() {
        *inner = Json::Object(Map::new());
    }
    if let Json::Object(inner) = inner {
        set(inner, rest, value);
    }
}
