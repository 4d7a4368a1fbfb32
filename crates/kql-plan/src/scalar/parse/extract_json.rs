//! `extract_json()`: one element of a JSON text.

use std::borrow::Cow;

use crate::scalar::{Argument, Call};
use crate::{Type, Value, dynamic, kql_scalar};

kql_scalar! {
    /// Returns the element of a JSON text that a path leads to: the bare text of a string, the JSON of anything else.
    ///
    /// - `path`: the way to the element from `$`, in names and zero-based positions: `$.user['full name'][0]`.
    /// - `source`: the JSON.
    ///
    /// A last argument `typeof(…)` asks for the result as another type.
    /// Null: `""` when the text is no JSON, or the path leads nowhere.
    /// Source: <https://learn.microsoft.com/kusto/query/extract-json-function>
    ///
    /// ```kusto
    /// extract_json("$.user.name", '{"user": {"name": "anna"}}')               // anna
    /// extract_json("$.codes[1]", '{"codes": [1, 2]}', typeof(long)) + 1       // 3
    /// extract_json("$", '{"a": [1, 2]}')                                      // {"a":[1,2]}
    /// ```
    pub EXTRACT_JSON = extract_json(path: string, source: string) -> string => kernel, rule check, aliases ["extractjson"];
}

fn check(arguments: &[Argument]) -> Result<Type, String> {
    match arguments.first().and_then(|argument| argument.constant.as_ref()) {
        Some(Value::String(path)) if dynamic::path_steps(path).is_none() => {
            Err(format!("`extract_json` needs a path such as `$.name[0]`, not `{path}`"))
        }
        _ => Ok(Type::String),
    }
}

fn kernel<'a>(call: &Call<'a>) -> Value<'a> {
    let element = || {
        let steps = dynamic::path_steps(call.text(0))?;
        let json = dynamic::parse(call.text(1))?;
        Some(crate::convert::text(&Value::Dynamic(Cow::Borrowed(dynamic::path(&json, &steps)?))))
    };
    Value::from(element().unwrap_or_default())
}
