//! `split()`: the parts of a text between delimiters.

use crate::scalar::Call;
use crate::{Json, Value, kql_scalar};

kql_scalar! {
    /// Returns the parts of `source` between the delimiters as an array of strings.
    ///
    /// - `source`: the text to cut; any other type is read as `tostring()` gives it.
    /// - `delimiter`: what stands between two parts; it is a text, not a pattern. An empty one cuts nothing.
    /// - `index`: only the part at this zero-based position, in an array of one; a negative one asks for all parts.
    ///
    /// Null: null when there is no part at `index`. The empty text has one part, which is empty.
    /// Source: <https://learn.microsoft.com/kusto/query/split-function>
    ///
    /// ```kusto
    /// split("a.b.c", ".")       // ["a","b","c"]
    /// split("a..c", ".")        // ["a","","c"]
    /// split("a.b.c", ".", 2)    // ["c"]
    /// split("a.b.c", ".", 3)    // null
    /// ```
    pub SPLIT = split(source: any, delimiter: string, [index: long]) -> dynamic => kernel;
}

fn kernel<'a>(call: &Call<'a>) -> Value<'a> {
    let source = call.string(0);
    let delimiter = call.text(1);
    let mut parts: Box<dyn Iterator<Item = &str>> =
        if delimiter.is_empty() { Box::new(std::iter::once(&*source)) } else { Box::new(source.split(delimiter)) };
    match call.long(2).map(usize::try_from) {
        Some(Ok(index)) => {
            parts.nth(index).map_or(Value::Null, |part| Value::dynamic(Json::Array(vec![Json::from(part)])))
        }
        Some(Err(_)) | None => Value::dynamic(parts.map(Json::from).collect()),
    }
}
