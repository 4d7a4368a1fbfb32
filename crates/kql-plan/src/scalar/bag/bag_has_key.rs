//! `bag_has_key()`: whether a bag has a property.

use crate::scalar::Call;
use crate::{Json, Value, dynamic};

crate::kql_scalar! {
    /// Returns whether a bag has a property, be its value null.
    ///
    /// - `bag`: the bag.
    /// - `key`: the name of the property, or a JSON path of properties such as `$.user.name`; places of arrays cannot stand in it.
    ///
    /// Null: null when `bag` is no bag.
    /// Source: <https://learn.microsoft.com/kusto/query/bag-has-key-function>
    ///
    /// ```kusto
    /// bag_has_key(dynamic({"user": {"id": 7}}), "user")       // True
    /// bag_has_key(dynamic({"user": {"id": 7}}), "$.user.id")  // True
    /// bag_has_key(dynamic({"user": {"id": 7}}), "id")         // False
    /// ```
    pub BAG_HAS_KEY = bag_has_key(bag: dynamic, key: string) -> bool => kernel;
}

fn kernel<'a>(call: &Call<'a>) -> Value<'a> {
    let Some(bag) = call.json(0).filter(|json| json.is_object()) else { return Value::Null };
    let path = dynamic::property_path(call.text(1)).unwrap_or_else(|| vec![call.text(1).to_owned()]);
    Value::Bool(path.iter().try_fold(bag, |at: &Json, name| at.as_object()?.get(name)).is_some())
}
