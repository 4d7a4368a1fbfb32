//! `repeat()`: an array of one value, many times.

use crate::convert::to_json;
use crate::dynamic::{MAX_ELEMENTS, fits_times};
use crate::scalar::{Argument, Call};
use crate::{Json, Type, Value};

crate::kql_scalar! {
    /// Returns an array that has one value many times.
    ///
    /// - `value`: the value; not a dynamic.
    /// - `count`: how many times.
    ///
    /// Bounds: at most 1,048,576 times and 64 MiB.
    /// Null: null when `count` is null, negative or above those bounds.
    /// Source: <https://learn.microsoft.com/kusto/query/repeat-function>
    ///
    /// ```kusto
    /// repeat("x", 3)      // ["x","x","x"]
    /// repeat(1.5, 0)      // []
    /// repeat(true, -1)    // null
    /// ```
    pub REPEAT = repeat(value: any, count: long) -> dynamic => kernel, rule rule;
}

fn rule(arguments: &[Argument]) -> Result<Type, String> {
    if arguments.first().is_some_and(|argument| argument.kind == Type::Dynamic) {
        return Err("`repeat` takes no dynamic as `value`: convert it, for example with `tostring()`".to_owned());
    }
    Ok(Type::Dynamic)
}

fn kernel<'a>(call: &Call<'a>) -> Value<'a> {
    let value = to_json(call.value(0));
    let count = call.long(1).and_then(|count| usize::try_from(count).ok());
    match count.filter(|count| *count <= MAX_ELEMENTS && fits_times(&value, *count)) {
        Some(count) => Value::dynamic(Json::Array(vec![value; count])),
        None => Value::Null,
    }
}
