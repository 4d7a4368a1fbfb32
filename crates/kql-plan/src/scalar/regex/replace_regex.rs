//! `replace_regex()`, `replace()`: texts in place of the matches of a pattern.

use regex::Regex;

use crate::scalar::{Argument, Call, regex_cache};
use crate::{Type, Value, kql_scalar};

kql_scalar! {
    /// Returns `source` with every match of a pattern replaced. Matches do not overlap.
    ///
    /// - `source`: where to look.
    /// - `regex`: the pattern.
    /// - `rewrite`: what to put in the place of a match; in it `\0` stands for the match, `\1` to `\9` for its groups, `\\` for a backslash.
    ///
    /// Source: <https://learn.microsoft.com/kusto/query/replace-regex-function>
    ///
    /// ```kusto
    /// replace_regex("10.1.2.3", @"\d+$", "0")                       // 10.1.2.0
    /// replace_regex("Doe, Jane", @"(\w+), (\w+)", @"\2 \1")         // Jane Doe
    /// ```
    pub REPLACE_REGEX = replace_regex(source: string, regex: string, rewrite: string) -> string => kernel, rule check;
}

kql_scalar! {
    /// Returns `source` with every match of a pattern replaced: the older form of `replace_regex()`, with the arguments in another order.
    ///
    /// - `regex`: the pattern.
    /// - `rewrite`: what to put in the place of a match; in it `\0` stands for the match, `\1` to `\9` for its groups, `\\` for a backslash.
    /// - `source`: where to look.
    ///
    /// Source: <https://learn.microsoft.com/kusto/query/replace-regex-function>
    ///
    /// ```kusto
    /// replace(@"\s+", " ", "too   many   blanks")    // too many blanks
    /// ```
    pub REPLACE = replace(regex: string, rewrite: string, source: string) -> string => older, rule check_older;
}

fn check(arguments: &[Argument]) -> Result<Type, String> {
    regex_cache::check("replace_regex", arguments, 1).map(|_| Type::String)
}

fn check_older(arguments: &[Argument]) -> Result<Type, String> {
    regex_cache::check("replace", arguments, 0).map(|_| Type::String)
}

fn kernel<'a>(call: &Call<'a>) -> Value<'a> {
    replaced(call.text(0), call.text(1), call.text(2))
}

fn older<'a>(call: &Call<'a>) -> Value<'a> {
    replaced(call.text(2), call.text(0), call.text(1))
}

fn replaced<'a>(source: &'a str, regex: &str, rewrite: &str) -> Value<'a> {
    match regex_cache::cached(regex) {
        Some(regex) if regex.is_match(source) => Value::from(replace_all(&regex, source, rewrite)),
        Some(_) => Value::string(source),
        None => Value::string(""),
    }
}

/// The source with each match rewritten.
fn replace_all(regex: &Regex, source: &str, rewrite: &str) -> String {
    if !rewrite.contains('\\') {
        return regex.replace_all(source, regex::NoExpand(rewrite)).into_owned();
    }
    let write = |captures: &regex::Captures<'_>| {
        let mut written = String::new();
        let mut characters = rewrite.chars();
        while let Some(character) = characters.next() {
            if character != '\\' {
                written.push(character);
                continue;
            }
            match characters.next() {
                Some(digit) if digit.is_ascii_digit() => {
                    let group = digit.to_digit(10).and_then(|group| captures.get(group as usize));
                    written.push_str(group.map_or("", |group| group.as_str()));
                }
                Some('\\') | None => written.push('\\'),
                Some(other) => written.extend(['\\', other]),
            }
        }
        written
    };
    regex.replace_all(source, write).into_owned()
}
