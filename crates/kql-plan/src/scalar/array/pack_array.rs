//! `pack_array()`: an array of values.

use crate::Value;
use crate::convert::to_json;
use crate::scalar::Call;

crate::kql_scalar! {
    /// Returns an array of the values given.
    ///
    /// - `values`: values of any types; datetimes, timespans, decimals and guids become strings.
    ///
    /// Null: a null becomes an element that is null.
    /// Source: <https://learn.microsoft.com/kusto/query/pack-array-function>
    ///
    /// ```kusto
    /// pack_array(1, "two", 3s)                    // [1,"two","00:00:03"]
    /// pack_array(long(null), dynamic({"a": 1}))   // [null,{"a":1}]
    /// ```
    pub PACK_ARRAY = pack_array(values: any...) -> dynamic => kernel;
}

fn kernel<'a>(call: &Call<'a>) -> Value<'a> {
    Value::dynamic(call.arguments.iter().map(to_json).collect())
}
