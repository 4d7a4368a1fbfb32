//! `pack_array()`: an array of values.

use crate::convert::to_json;
use crate::scalar::Call;
use crate::{Value, dynamic};

crate::kql_scalar! {
    /// Returns an array of the values given.
    ///
    /// - `values`: values of any types; datetimes, timespans, decimals and guids become strings.
    ///
    /// Bounds: at most 64 MiB.
    /// Null: a null becomes an element that is null; what is larger than that is null as a whole.
    /// Source: <https://learn.microsoft.com/kusto/query/pack-array-function>
    ///
    /// ```kusto
    /// pack_array(1, "two", 3s)                    // [1,"two","00:00:03"]
    /// pack_array(long(null), dynamic({"a": 1}))   // [null,{"a":1}]
    /// ```
    pub PACK_ARRAY = pack_array(values: any...) -> dynamic => kernel;
}

fn kernel<'a>(call: &Call<'a>) -> Value<'a> {
    if !dynamic::fits(call.arguments.iter().filter_map(Value::as_json)) {
        return Value::Null;
    }
    Value::dynamic(call.arguments.iter().map(to_json).collect())
}
