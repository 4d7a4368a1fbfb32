//! `string_size()`: how many bytes a text has.

use crate::scalar::Call;
use crate::{Value, kql_scalar};

kql_scalar! {
    /// Returns how many bytes `text` has in UTF-8.
    ///
    /// - `text`: the text to measure.
    ///
    /// Null: the empty text gives 0.
    /// Source: <https://learn.microsoft.com/kusto/query/string-size-function>
    ///
    /// ```kusto
    /// string_size("quaestor")   // 8
    /// string_size("Prüfung")    // 8
    /// ```
    pub STRING_SIZE = string_size(text: string) -> long => kernel;
}

fn kernel<'a>(call: &Call<'a>) -> Value<'a> {
    Value::Long(call.text(0).len() as i64)
}
