//! `isascii()`, `isutf8()`: how a text is encoded.

use crate::scalar::Call;
use crate::{Value, kql_scalar};

kql_scalar! {
    /// Returns whether the text has only ASCII characters.
    ///
    /// - `value`: the text; any other type is read as `tostring()` gives it.
    ///
    /// Source: <https://learn.microsoft.com/kusto/query/isascii>
    ///
    /// ```kusto
    /// isascii("Pruefung")   // True
    /// isascii("Prüfung")    // False
    /// ```
    pub ISASCII = isascii(value: any) -> bool => ascii;
}

kql_scalar! {
    /// Returns whether the text is valid UTF-8: always, since every text here is checked when it is read.
    ///
    /// - `value`: the text; any other type is read as `tostring()` gives it.
    ///
    /// Source: <https://learn.microsoft.com/kusto/query/isutf8-function>
    ///
    /// ```kusto
    /// isutf8("Prüfung")    // True
    /// ```
    pub ISUTF8 = isutf8(value: any) -> bool => utf8;
}

fn ascii<'a>(call: &Call<'a>) -> Value<'a> {
    Value::Bool(call.string(0).is_ascii())
}

fn utf8<'a>(_call: &Call<'a>) -> Value<'a> {
    Value::Bool(true)
}
