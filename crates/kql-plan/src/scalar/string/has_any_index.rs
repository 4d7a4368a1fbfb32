//! `has_any_index()`: which of many terms a text has.

use std::borrow::Cow;

use crate::scalar::Call;
use crate::scalar::operator::terms::has_term;
use crate::{Value, kql_scalar};

kql_scalar! {
    /// Returns the zero-based position in `values` of the first term that `source` has; -1 when it has none.
    ///
    /// - `source`: where to look.
    /// - `values`: an array of terms, in the sense of the operator `has`: whole words, whatever their case. Numbers and the like are read as texts.
    ///
    /// Source: <https://learn.microsoft.com/kusto/query/has-any-index-function>
    ///
    /// ```kusto
    /// has_any_index("reset password for anna", dynamic(["delete", "Password"]))   // 1
    /// has_any_index("error 53003", range(53003, 53004, 1))                         // 0
    /// has_any_index("reset password for anna", dynamic(["pass"]))                  // -1
    /// ```
    pub HAS_ANY_INDEX = has_any_index(source: string, values: dynamic) -> long => kernel;
}

fn kernel<'a>(call: &Call<'a>) -> Value<'a> {
    let found = call.array(1).unwrap_or_default().iter().position(|value| {
        let value = Value::Dynamic(Cow::Borrowed(value));
        let term = crate::convert::text_of(&value);
        !term.is_empty() && has_term(call.text(0), &term, true)
    });
    Value::Long(found.map_or(-1, |position| position as i64))
}
