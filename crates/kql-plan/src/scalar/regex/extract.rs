//! `extract()`: the first match of a pattern.

use crate::scalar::{Argument, Call, regex_cache};
use crate::{Type, Value, kql_scalar};

kql_scalar! {
    /// Returns what the first match of a pattern, or a group of it, covers in a text.
    ///
    /// - `regex`: the pattern.
    /// - `group`: 0 for the whole match, 1 for the first pair of parentheses, and so on.
    /// - `source`: where to look.
    ///
    /// A last argument `typeof(…)` asks for the result as another type.
    /// Null: `""` when nothing matches, or the group took no part in the match or does not exist.
    /// Source: <https://learn.microsoft.com/kusto/query/extract-function>
    ///
    /// ```kusto
    /// extract(@"AADSTS(\d+)", 1, "AADSTS50126: Invalid password")                  // 50126
    /// extract(@"AADSTS\d+", 0, "AADSTS50126: Invalid password")                    // AADSTS50126
    /// extract(@"(\d+) minutes", 1, "after 20 minutes", typeof(long)) + 1           // 21
    /// ```
    pub EXTRACT = extract(regex: string, group: long, source: string) -> string => kernel, rule check;
}

fn check(arguments: &[Argument]) -> Result<Type, String> {
    regex_cache::check("extract", arguments, 0).map(|_| Type::String)
}

fn kernel<'a>(call: &Call<'a>) -> Value<'a> {
    let matched = || {
        let regex = regex_cache::cached(call.text(0))?;
        let group = usize::try_from(call.long(1)?).ok()?;
        if group == 0 {
            return Some(regex.find(call.text(2))?.as_str());
        }
        Some(regex.captures(call.text(2))?.get(group)?.as_str())
    };
    Value::string(matched().unwrap_or_default())
}
