//! `array_index_of()`: where in an array a value is.

use crate::convert::to_json;
use crate::scalar::Call;
use crate::{Json, Value, dynamic};

crate::kql_scalar! {
    /// Returns the place of a value in an array, the first being 0, or -1 when it is not there.
    ///
    /// - `array`: the array.
    /// - `value`: what is looked for; numbers are equal across their types, strings only in the same case.
    /// - `start`: the first place to look at; a negative one counts from the end.
    /// - `length`: how many places to look at; -1, as when it is absent, means all that follow.
    /// - `occurrence`: which of several is meant; 1 when it is absent.
    ///
    /// Null: null when `array` is no array, `occurrence` is negative or `length` is below -1.
    /// Source: <https://learn.microsoft.com/kusto/query/array-index-of-function>
    ///
    /// ```kusto
    /// array_index_of(dynamic(["ok", "mfa", "ok"]), "mfa")             // 1
    /// array_index_of(dynamic(["ok", "mfa", "ok"]), "ok", 0, -1, 2)    // 2
    /// array_index_of(dynamic(["ok", "mfa", "ok"]), "mfa", -1)         // -1
    /// array_index_of(dynamic([1, 2.0]), 2)                            // 1
    /// ```
    pub ARRAY_INDEX_OF = array_index_of(array: dynamic, value: any, [start: long, length: long, occurrence: long]) -> long => kernel;
}

fn kernel<'a>(call: &Call<'a>) -> Value<'a> {
    let Some(array) = call.array(0) else { return Value::Null };
    let or = |index, otherwise| if call.has(index) { call.long(index) } else { Some(otherwise) };
    let (Some(start), Some(length), Some(occurrence)) = (or(2, 0), or(3, -1), or(4, 1)) else { return Value::Null };
    if length < -1 || occurrence < 0 {
        return Value::Null;
    }
    let from = super::from_start(start, array.len());
    let count = usize::try_from(length).unwrap_or(usize::MAX);
    let skip = usize::try_from(occurrence - 1).unwrap_or(0);
    let found = position(array, &to_json(call.value(1)), from, count, skip);
    Value::Long(found.and_then(|place| i64::try_from(place).ok()).unwrap_or(-1))
}

fn position(array: &[Json], value: &Json, from: usize, count: usize, skip: usize) -> Option<usize> {
    array
        .iter()
        .enumerate()
        .skip(from)
        .take(count)
        .filter(|(_, element)| dynamic::compare(element, value).is_eq())
        .nth(skip)
        .map(|(place, _)| place)
}
