//! `reverse()`: a text backwards.

use crate::scalar::Call;
use crate::{Value, kql_scalar};

kql_scalar! {
    /// Returns the characters of the text in reverse order.
    ///
    /// - `value`: the text; any other type is read as `tostring()` gives it.
    ///
    /// Source: <https://learn.microsoft.com/kusto/query/reverse-function>
    ///
    /// ```kusto
    /// reverse("moc.osotnoc")   // contoso.com
    /// reverse(120)             // 021
    /// ```
    pub REVERSE = reverse(value: any) -> string => kernel;
}

fn kernel<'a>(call: &Call<'a>) -> Value<'a> {
    Value::from(call.string(0).chars().rev().collect::<String>())
}
