//! `array_sort_asc()`, `array_sort_desc()`: an array in order, and others in the order of it.

use std::cmp::Ordering;

use crate::scalar::{Argument, Call};
use crate::{Json, Type, Value, dynamic};

crate::kql_scalar! {
    /// Returns an array from low to high. With several arrays the others are brought into the order that the first one takes.
    ///
    /// - `arrays`: the arrays, and after them, if wanted, a bool: whether nulls come last (they do when it is absent).
    ///
    /// Several values: with several arrays the result is an array of the arrays, which the binder takes apart into one column each.
    /// Bounds: numbers come before strings, strings before all else; all else keeps its order. An array of another length than the first is null.
    /// Null: what is no array gives null.
    /// Source: <https://learn.microsoft.com/kusto/query/array-sort-asc-function>
    ///
    /// ```kusto
    /// array_sort_asc(dynamic([3, 1, 2]))                              // [1,2,3]
    /// array_sort_asc(dynamic(["b", null, "a"]))                       // ["a","b",null]
    /// array_sort_asc(dynamic(["b", null, "a"]), false)                // [null,"a","b"]
    /// array_sort_asc(dynamic([2, 1]), dynamic(["two", "one"]))[1]     // ["one","two"]
    /// ```
    pub ARRAY_SORT_ASC = array_sort_asc(arrays: dynamic | bool...) -> dynamic => ascending, rule rule;
}

crate::kql_scalar! {
    /// Returns an array from high to low. With several arrays the others are brought into the order that the first one takes.
    ///
    /// - `arrays`: the arrays, and after them, if wanted, a bool: whether nulls come last (they do when it is absent).
    ///
    /// Several values: with several arrays the result is an array of the arrays, which the binder takes apart into one column each.
    /// Bounds: numbers come before strings, strings before all else; all else keeps its order. An array of another length than the first is null.
    /// Null: what is no array gives null.
    /// Source: <https://learn.microsoft.com/kusto/query/array-sort-desc-function>
    ///
    /// ```kusto
    /// array_sort_desc(dynamic([3, 1, 2]))                  // [3,2,1]
    /// array_sort_desc(dynamic(["b", null, "a"]))           // ["b","a",null]
    /// array_sort_desc(dynamic(["b", null, "a"]), false)    // [null,"b","a"]
    /// ```
    pub ARRAY_SORT_DESC = array_sort_desc(arrays: dynamic | bool...) -> dynamic => descending, rule rule;
}

fn rule(arguments: &[Argument]) -> Result<Type, String> {
    let arrays = arguments.iter().take_while(|argument| argument.kind == Type::Dynamic).count();
    if arrays == 0 || arrays + 1 < arguments.len() {
        return Err("the arguments are arrays, and after them at most one bool: whether nulls come last".to_owned());
    }
    Ok(Type::Dynamic)
}

fn ascending<'a>(call: &Call<'a>) -> Value<'a> {
    sorted(call, false)
}

fn descending<'a>(call: &Call<'a>) -> Value<'a> {
    sorted(call, true)
}

fn sorted<'a>(call: &Call<'a>, descending: bool) -> Value<'a> {
    let nulls_last = call.len().checked_sub(1).and_then(|last| call.boolean(last));
    let arrays = if nulls_last.is_some() { call.len() - 1 } else { call.len() };
    let order = call.array(0).map(|first| order(first, descending, nulls_last.unwrap_or(true)));
    let in_order = |index| {
        let (order, array) = (order.as_ref()?, call.array(index)?);
        (array.len() == order.len()).then(|| order.iter().filter_map(|place| array.get(*place)).cloned().collect())
    };
    if arrays == 1 {
        Value::or_null(in_order(0).map(Json::Array))
    } else {
        Value::dynamic((0..arrays).map(|index| in_order(index).map_or(Json::Null, Json::Array)).collect())
    }
}

/// The places of an array in the order of its elements.
fn order(array: &[Json], descending: bool, nulls_last: bool) -> Vec<usize> {
    let kind = |json: &Json| match json {
        Json::Null if nulls_last => 4,
        Json::Null => 0,
        Json::Number(_) => 1,
        Json::String(_) => 2,
        Json::Bool(_) | Json::Array(_) | Json::Object(_) => 3,
    };
    let mut places: Vec<(usize, &Json)> = array.iter().enumerate().collect();
    places.sort_by(|(_, left), (_, right)| {
        kind(left).cmp(&kind(right)).then_with(|| match kind(left) {
            1 | 2 if descending => dynamic::compare(right, left),
            1 | 2 => dynamic::compare(left, right),
            _ => Ordering::Equal,
        })
    });
    places.into_iter().map(|(place, _)| place).collect()
}
