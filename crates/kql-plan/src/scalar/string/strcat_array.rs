//! `strcat_array()`: the elements of an array as one text.

use std::borrow::Cow;

use crate::scalar::Call;
use crate::{Value, kql_scalar};

kql_scalar! {
    /// Returns the texts of the elements of an array, with a delimiter between them.
    ///
    /// - `array`: the elements; each is read as `tostring()` gives it.
    /// - `delimiter`: what stands between two elements.
    ///
    /// Null: a null element counts as the empty text. What is no array gives `""`.
    /// Source: <https://learn.microsoft.com/kusto/query/strcat-array-function>
    ///
    /// ```kusto
    /// strcat_array(dynamic([4, 5, 6]), "->")      // 4->5->6
    /// strcat_array(dynamic(["a", null, "b"]), ";")  // a;;b
    /// ```
    pub STRCAT_ARRAY = strcat_array(array: dynamic, delimiter: any) -> string => kernel, aliases ["array_strcat"];
}

fn kernel<'a>(call: &Call<'a>) -> Value<'a> {
    let delimiter = call.string(1);
    let mut joined = String::new();
    for (index, element) in call.array(0).unwrap_or_default().iter().enumerate() {
        if index > 0 {
            joined.push_str(&delimiter);
        }
        joined.push_str(&crate::convert::text_of(&Value::Dynamic(Cow::Borrowed(element))));
    }
    Value::from(joined)
}
