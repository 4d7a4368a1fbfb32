//! `toguid()`.

use crate::scalar::Call;
use crate::{Type, Value, kql_scalar};

kql_scalar! {
    /// Returns the value as a guid.
    ///
    /// - `value`: text, a guid, or a dynamic.
    ///
    /// Text has 32 hexadecimal digits, with dashes or without, in braces or not.
    /// Null: what is no guid gives null.
    /// Source: <https://learn.microsoft.com/kusto/query/toguid-function>
    ///
    /// ```kusto
    /// toguid("{00112233-4455-6677-8899-AABBCCDDEEFF}")   // 00112233-4455-6677-8899-aabbccddeeff
    /// toguid("4711")                                     // null
    /// ```
    pub TOGUID = toguid(value: string|guid|dynamic) -> guid => kernel;
}

fn kernel<'a>(call: &Call<'a>) -> Value<'a> {
    crate::convert::convert(call.value(0), Type::Guid)
}
