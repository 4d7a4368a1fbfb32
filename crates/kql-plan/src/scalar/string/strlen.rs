//! `strlen()`: how many characters a text has.

use crate::scalar::Call;
use crate::{Value, kql_scalar};

kql_scalar! {
    /// Returns how many characters `text` has.
    ///
    /// - `text`: the text to measure. A character is a Unicode code point, so a letter with a combining accent counts as two.
    ///
    /// Null: the empty text gives 0.
    /// Source: <https://learn.microsoft.com/kusto/query/strlen-function>
    ///
    /// ```kusto
    /// strlen("quaestor")   // 8
    /// strlen("Prüfung")    // 7
    /// strlen("")           // 0
    /// ```
    pub STRLEN = strlen(text: string) -> long => kernel;
}

fn kernel<'a>(call: &Call<'a>) -> Value<'a> {
    Value::Long(call.text(0).chars().count() as i64)
}
