//! `set_has_element()`: whether a value is in an array.

use crate::convert::to_json;
use crate::scalar::Call;
use crate::{Value, dynamic};

crate::kql_scalar! {
    /// Returns whether an array has a value.
    ///
    /// - `set`: the array.
    /// - `value`: what is looked for; numbers are equal across their types, strings only in the same case.
    ///
    /// Null: null when `set` is no array.
    /// Source: <https://learn.microsoft.com/kusto/query/set-has-element-function>
    ///
    /// ```kusto
    /// set_has_element(dynamic(["Global Administrator", "Reader"]), "Reader")   // True
    /// set_has_element(dynamic(["Reader"]), "reader")                           // False
    /// set_has_element(dynamic([1, 2.0]), 2)                                    // True
    /// ```
    pub SET_HAS_ELEMENT = set_has_element(set: dynamic, value: any) -> bool => kernel;
}

fn kernel<'a>(call: &Call<'a>) -> Value<'a> {
    let Some(set) = call.array(0) else { return Value::Null };
    let value = to_json(call.value(1));
    Value::Bool(set.iter().any(|element| dynamic::compare(element, &value).is_eq()))
}
