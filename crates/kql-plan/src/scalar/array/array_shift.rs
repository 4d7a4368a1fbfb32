//! `array_shift_left()`, `array_shift_right()`: the elements of an array moved, others coming in.

use crate::convert::to_json;
use crate::scalar::Call;
use crate::{Json, Value, dynamic};

crate::kql_scalar! {
    /// Returns the elements of an array moved to the left; others come in at the end, so that its length stays.
    ///
    /// - `array`: the array.
    /// - `shift_count`: by how many places; a negative number moves to the right.
    /// - `default_value`: what comes in; when it is absent null, or `""` into an array of strings only.
    ///
    /// Null: null when `array` is no array or `shift_count` is null, or more than 64 MiB would come in.
    /// Source: <https://learn.microsoft.com/kusto/query/array-shift-left-function>
    ///
    /// ```kusto
    /// array_shift_left(dynamic([1, 2, 3]), 1)        // [2,3,null]
    /// array_shift_left(dynamic([1, 2, 3]), 2, -1)    // [3,-1,-1]
    /// array_shift_left(dynamic(["a", "b"]), -1)      // ["","a"]
    /// array_shift_left(dynamic([1, 2]), 9, "gone")   // ["gone","gone"]
    /// ```
    pub ARRAY_SHIFT_LEFT = array_shift_left(array: dynamic, shift_count: long, [default_value: any]) -> dynamic => left;
}

crate::kql_scalar! {
    /// Returns the elements of an array moved to the right; others come in at the start, so that its length stays.
    ///
    /// - `array`: the array.
    /// - `shift_count`: by how many places; a negative number moves to the left.
    /// - `default_value`: what comes in; when it is absent null, or `""` into an array of strings only.
    ///
    /// Null: null when `array` is no array or `shift_count` is null, or more than 64 MiB would come in.
    /// Source: <https://learn.microsoft.com/kusto/query/array-shift-right-function>
    ///
    /// ```kusto
    /// array_shift_right(dynamic([1, 2, 3]), 1)       // [null,1,2]
    /// array_shift_right(dynamic([1, 2, 3]), -2, 0)   // [3,0,0]
    /// ```
    pub ARRAY_SHIFT_RIGHT = array_shift_right(array: dynamic, shift_count: long, [default_value: any]) -> dynamic => right;
}

fn left<'a>(call: &Call<'a>) -> Value<'a> {
    shifted(call, call.long(1)).unwrap_or_default()
}

fn right<'a>(call: &Call<'a>) -> Value<'a> {
    shifted(call, call.long(1).map(i64::saturating_neg)).unwrap_or_default()
}

fn shifted<'a>(call: &Call<'a>, count: Option<i64>) -> Option<Value<'a>> {
    let (array, count) = (call.array(0)?, count?);
    let filling = if call.has(2) {
        to_json(call.value(2))
    } else if !array.is_empty() && array.iter().all(Json::is_string) {
        Json::String(String::new())
    } else {
        Json::Null
    };
    let by = usize::try_from(count.unsigned_abs()).unwrap_or(usize::MAX).min(array.len());
    if !dynamic::fits_times(&filling, by) {
        return None;
    }
    let mut elements = array.to_vec();
    if count >= 0 {
        elements.rotate_left(by);
        elements.iter_mut().rev().take(by).for_each(|element| *element = filling.clone());
    } else {
        elements.rotate_right(by);
        elements.iter_mut().take(by).for_each(|element| *element = filling.clone());
    }
    Some(Value::dynamic(Json::Array(elements)))
}
