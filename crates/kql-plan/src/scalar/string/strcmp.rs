//! `strcmp()`: the order of two texts.

use crate::scalar::Call;
use crate::{Value, kql_scalar};

kql_scalar! {
    /// Returns -1 when the first text stands before the second, 0 when they are equal, 1 when it stands after.
    ///
    /// - `first`, `second`: the texts; any other type is read as `tostring()` gives it. Case matters; the order is that of the code points.
    ///
    /// Source: <https://learn.microsoft.com/kusto/query/strcmp-function>
    ///
    /// ```kusto
    /// strcmp("alice", "bob")   // -1
    /// strcmp("bob", "bob")     // 0
    /// strcmp("bob", "Bob")     // 1
    /// ```
    pub STRCMP = strcmp(first: any, second: any) -> long => kernel;
}

fn kernel<'a>(call: &Call<'a>) -> Value<'a> {
    Value::Long(call.string(0).cmp(&call.string(1)) as i64)
}
