//! `unicode_codepoints_from_string()`, `unicode_codepoints_to_string()`: texts as numbers.

use crate::scalar::Call;
use crate::{Json, Value, kql_scalar};

kql_scalar! {
    /// Returns the Unicode code points of the text as an array.
    ///
    /// - `value`: the text; any other type is read as `tostring()` gives it.
    ///
    /// Source: <https://learn.microsoft.com/kusto/query/unicode-codepoints-from-string-function>
    ///
    /// ```kusto
    /// unicode_codepoints_from_string("Ab€")   // [65,98,8364]
    /// ```
    pub UNICODE_CODEPOINTS_FROM_STRING = unicode_codepoints_from_string(value: any) -> dynamic => from_string,
        aliases ["to_utf8"];
}

kql_scalar! {
    /// Returns the text that Unicode code points make.
    ///
    /// - `values`: code points, or arrays of them, in any mixture.
    ///
    /// Null: `""` when one is no code point.
    /// Source: <https://learn.microsoft.com/kusto/query/unicode-codepoints-to-string-function>
    ///
    /// ```kusto
    /// unicode_codepoints_to_string(75, 81, 76)               // KQL
    /// unicode_codepoints_to_string(dynamic([75, 81]), 76)    // KQL
    /// ```
    pub UNICODE_CODEPOINTS_TO_STRING = unicode_codepoints_to_string(values: long|dynamic...) -> string => to_string,
        aliases ["make_string"];
}

fn from_string<'a>(call: &Call<'a>) -> Value<'a> {
    Value::dynamic(call.string(0).chars().map(|character| Json::from(u32::from(character))).collect())
}

fn to_string<'a>(call: &Call<'a>) -> Value<'a> {
    let mut text = String::new();
    for argument in call.arguments {
        let added = match argument {
            Value::Dynamic(json) => match json.as_array() {
                Some(elements) => elements.iter().all(|element| push(&mut text, element.as_i64())),
                None => push(&mut text, json.as_i64()),
            },
            number => push(&mut text, number.as_long()),
        };
        if !added {
            return Value::string("");
        }
    }
    Value::from(text)
}

/// Adds the character of a code point; tells whether there is one.
fn push(text: &mut String, code_point: Option<i64>) -> bool {
    let character = code_point.and_then(|number| u32::try_from(number).ok()).and_then(char::from_u32);
    text.extend(character);
    character.is_some()
}
