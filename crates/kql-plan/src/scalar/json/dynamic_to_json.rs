//! `dynamic_to_json()`: a text that equal dynamics share.

use crate::convert::{json_text, text};
use crate::scalar::Call;
use crate::{Json, Value, dynamic};

crate::kql_scalar! {
    /// Returns the JSON of a value in a form that equal values share: the properties of a bag stand in the order of their names, without spaces.
    ///
    /// - `value`: a dynamic; a value of another type gives what `tostring()` gives.
    ///
    /// Null: `""`.
    /// Source: <https://learn.microsoft.com/kusto/query/dynamic-to-json-function>
    ///
    /// ```kusto
    /// dynamic_to_json(dynamic({"zone": 1, "area": [2, {"y": 3, "x": 4}]}))   // {"area":[2,{"x":4,"y":3}],"zone":1}
    /// dynamic_to_json(dynamic(["a"]))                                        // ["a"]
    /// dynamic_to_json(5)                                                     // 5
    /// ```
    pub DYNAMIC_TO_JSON = dynamic_to_json(value: any) -> string => kernel;
}

fn kernel<'a>(call: &Call<'a>) -> Value<'a> {
    match call.value(0) {
        Value::Dynamic(json) => Value::from(json_text(&canonical(json))),
        other => Value::from(text(other)),
    }
}

fn canonical(json: &Json) -> Json {
    match json {
        Json::Array(elements) => elements.iter().map(canonical).collect(),
        Json::Object(bag) => {
            dynamic::sorted(bag).into_iter().map(|(name, value)| (name.clone(), canonical(value))).collect()
        }
        other => other.clone(),
    }
}
