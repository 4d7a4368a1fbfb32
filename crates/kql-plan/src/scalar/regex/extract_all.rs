//! `extract_all()`: all matches of a pattern.

use std::borrow::Cow;

use regex::{Captures, Regex};

use crate::scalar::{Argument, Call, regex_cache};
use crate::{Json, Type, Value, kql_scalar};

kql_scalar! {
    /// Returns what the groups of a pattern cover in each of its matches in a text: an array of strings, or of arrays when there are several groups.
    ///
    /// - `regex`: the pattern, with at least one pair of parentheses.
    /// - `groups`: an array of the groups to return, by number or name; all when absent. It stands before the text.
    /// - `source`: where to look.
    ///
    /// Null: null when nothing matches. A group that took no part in a match is `""`.
    /// Source: <https://learn.microsoft.com/kusto/query/extract-all-function>
    ///
    /// ```kusto
    /// extract_all(@"(\d+)", "from 10 to 20")                                       // ["10","20"]
    /// extract_all(@"(\w+)=(\w+)", "a=1 b=2")                                       // [["a","1"],["b","2"]]
    /// extract_all(@"(?P<key>\w+)=(\w+)", dynamic(["key"]), "a=1 b=2")              // ["a","b"]
    /// extract_all(@"(\d+)", "none")                                                // null
    /// ```
    pub EXTRACT_ALL = extract_all(regex: string, groups: string|dynamic, [source: string]) -> dynamic => kernel, rule check,
        aliases ["extractall"];
}

fn check(arguments: &[Argument]) -> Result<Type, String> {
    match regex_cache::check("extract_all", arguments, 0)? {
        Some(regex) if regex.captures_len() < 2 => {
            Err(format!("`extract_all` needs a group to extract: put `(…)` around it in `{regex}`"))
        }
        _ => Ok(Type::Dynamic),
    }
}

fn kernel<'a>(call: &Call<'a>) -> Value<'a> {
    let Some(regex) = regex_cache::cached(call.text(0)) else { return Value::Null };
    let (groups, source) = if call.has(2) {
        let Some(wanted) = call.array(1) else { return Value::Null };
        (wanted.iter().filter_map(|group| number(&regex, group)).collect(), Cow::Borrowed(call.text(2)))
    } else {
        ((1..regex.captures_len()).collect::<Vec<usize>>(), call.string(1))
    };
    let matches: Vec<Json> = regex.captures_iter(&source).map(|captures| matched(&captures, &groups)).collect();
    if matches.is_empty() || groups.is_empty() { Value::Null } else { Value::dynamic(Json::Array(matches)) }
}

/// The number of a group that is asked for by number or name; `None` when there is none.
fn number(regex: &Regex, group: &Json) -> Option<usize> {
    match group {
        Json::String(name) => regex.capture_names().position(|known| known == Some(name)),
        other => usize::try_from(other.as_i64()?).ok().filter(|group| *group < regex.captures_len()),
    }
}

/// The text of the group, or the texts of the groups.
fn matched(captures: &Captures<'_>, groups: &[usize]) -> Json {
    let text = |group: &usize| Json::from(captures.get(*group).map_or("", |found| found.as_str()));
    match groups {
        [group] => text(group),
        groups => groups.iter().map(text).collect(),
    }
}
