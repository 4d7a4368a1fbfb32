//! `bag[name]`, `array[index]` where what stands in the brackets is known only row by row.

use super::Call;
use crate::Value;

crate::kql_scalar! {
    /// Returns a property of a bag or an element of an array; the null when there is none.
    ///
    /// - `base`: the bag or array.
    /// - `index`: the name of a property, or the place of an element, from zero; a negative one counts from the end.
    ///
    /// Source: <https://learn.microsoft.com/kusto/query/scalar-data-types/dynamic#dynamic-object-accessors>
    pub ELEMENT = element(base: dynamic, index: any) -> dynamic => element;
}

fn element<'a>(call: &Call<'a>) -> Value<'a> {
    let found = match (call.json(0), call.value(1)) {
        (Some(crate::Json::Object(bag)), index) => bag.get(crate::convert::text(index).as_str()),
        (Some(crate::Json::Array(array)), index) => {
            let index = crate::convert::convert(index, crate::Type::Long).as_long();
            index.and_then(|index| crate::dynamic::element(array, index))
        }
        _ => None,
    };
    found.map_or(Value::Null, |json| Value::dynamic(json.clone()))
}
