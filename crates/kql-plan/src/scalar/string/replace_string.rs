//! `replace_string()`, `replace_strings()`: texts in place of other texts.

use crate::scalar::Call;
use crate::{Json, Value, kql_scalar};

kql_scalar! {
    /// Returns `text` with every occurrence of `lookup` replaced. Occurrences do not overlap.
    ///
    /// - `text`: where to look.
    /// - `lookup`: what to replace; it is a text, not a pattern, and its case matters. An empty one replaces nothing.
    /// - `rewrite`: what to put in its place.
    ///
    /// Source: <https://learn.microsoft.com/kusto/query/replace-string-function>
    ///
    /// ```kusto
    /// replace_string("10.0.0.1", ".", "[.]")   // 10[.]0[.]0[.]1
    /// replace_string("Anna", "a", "")          // Ann
    /// ```
    pub REPLACE_STRING = replace_string(text: string, lookup: string, rewrite: string) -> string => one;
}

kql_scalar! {
    /// Returns `text` with every occurrence of any of the lookups replaced by the rewrite at the same position.
    ///
    /// - `text`: where to look.
    /// - `lookups`: an array of what to replace. At one place the earlier lookup wins. What is no string, or empty, is passed over.
    /// - `rewrites`: an array of what to put in their place. Where it has no string the occurrence stays, and counts as handled.
    ///
    /// Source: <https://learn.microsoft.com/kusto/query/replace-strings-function>
    ///
    /// ```kusto
    /// replace_strings("allow or deny", dynamic(["allow", "deny"]), dynamic(["deny", "allow"]))   // deny or allow
    /// replace_strings("admins", dynamic(["admin", "s"]), dynamic([null, "!"]))                   // admin!
    /// ```
    pub REPLACE_STRINGS = replace_strings(text: string, lookups: dynamic, rewrites: dynamic) -> string => many;
}

fn one<'a>(call: &Call<'a>) -> Value<'a> {
    let (text, lookup) = (call.text(0), call.text(1));
    if lookup.is_empty() || !text.contains(lookup) {
        return Value::string(text);
    }
    Value::from(text.replace(lookup, call.text(2)))
}

fn many<'a>(call: &Call<'a>) -> Value<'a> {
    Value::from(replace_strings(call.text(0), call.array(1).unwrap_or_default(), call.array(2).unwrap_or_default()))
}

/// Goes through the text once; at each place the first lookup that stands there is replaced.
fn replace_strings(text: &str, lookups: &[Json], rewrites: &[Json]) -> String {
    let pairs: Vec<(&str, Option<&str>)> = lookups
        .iter()
        .enumerate()
        .filter_map(|(index, lookup)| Some((lookup.as_str()?, rewrites.get(index).and_then(Json::as_str))))
        .filter(|(lookup, _)| !lookup.is_empty())
        .collect();
    let mut replaced = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(character) = rest.chars().next() {
        if let Some((after, lookup, rewrite)) =
            pairs.iter().find_map(|(lookup, rewrite)| Some((rest.strip_prefix(lookup)?, lookup, rewrite)))
        {
            replaced.push_str(rewrite.unwrap_or(lookup));
            rest = after;
        } else {
            replaced.push(character);
            rest = rest.get(character.len_utf8()..).unwrap_or_default();
        }
    }
    replaced
}
