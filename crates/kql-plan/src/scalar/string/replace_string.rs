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
    /// - `lookups`: an array of what to replace. The first lookup takes all its occurrences, the next what is left between them. What is no string, or empty, is passed over.
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

/// Each lookup takes its occurrences in what those before it left; nothing that was put in is looked through again.
fn replace_strings(text: &str, lookups: &[Json], rewrites: &[Json]) -> String {
    let mut pieces = vec![Piece::Left(text)];
    for (index, lookup) in lookups.iter().enumerate() {
        let Some(lookup) = lookup.as_str().filter(|lookup| !lookup.is_empty()) else { continue };
        let rewrite = rewrites.get(index).and_then(Json::as_str).unwrap_or(lookup);
        let mut next = Vec::with_capacity(pieces.len());
        for piece in pieces {
            match piece {
                Piece::Done(_) => next.push(piece),
                Piece::Left(left) => {
                    for (part, between) in left.split(lookup).enumerate() {
                        if part > 0 {
                            next.push(Piece::Done(rewrite));
                        }
                        next.push(Piece::Left(between));
                    }
                }
            }
        }
        pieces = next;
    }
    pieces
        .iter()
        .map(|piece| match piece {
            Piece::Left(text) | Piece::Done(text) => *text,
        })
        .collect()
}

/// A part of the text.
#[derive(Clone, Copy)]
enum Piece<'t> {
    /// Nothing was found in it yet.
    Left(&'t str),
    /// It stands in the place of something.
    Done(&'t str),
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::replace_strings;

    #[test]
    fn the_earlier_lookup_goes_first() {
        let replaced = |lookups: serde_json::Value, rewrites: serde_json::Value| {
            replace_strings("island hopping", lookups.as_array().unwrap(), rewrites.as_array().unwrap())
        };
        assert_eq!(replaced(json!(["land", "island"]), json!(["LAND", "ISLE"])), "isLAND hopping");
        assert_eq!(replaced(json!(["island", "land"]), json!(["ISLE", "LAND"])), "ISLE hopping");
        assert_eq!(replaced(json!(["island", "land"]), json!([7, "LAND"])), "island hopping");
        assert_eq!(replaced(json!(["p", "P"]), json!(["P", "x"])), "island hoPPing");
        assert_eq!(replaced(json!([null, ""]), json!(["P", "x"])), "island hopping");
    }
}
