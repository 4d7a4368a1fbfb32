//! Dynamic values: their order, the way into them, which of them are the same.

use std::cmp::Ordering;

use serde_json::Map;

use crate::expression::PathStep;
use crate::value::Json;

/// The most elements an array may have that a function makes out of less: 2^20.
pub const MAX_ELEMENTS: usize = 1 << 20;
/// The most bytes that an array or bag may have that a function makes out of others: 64 MiB, as [`fits`] counts them.
pub const MAX_BYTES: usize = 64 << 20;
/// What a value in a dynamic counts beside its text, in bytes.
const EACH: usize = 32;

/// An order of any two: null, false, true, numbers, strings, arrays, bags; within a kind by value. The order of a bag's keys means nothing.
pub fn compare(left: &Json, right: &Json) -> Ordering {
    match (left, right) {
        (Json::Bool(a), Json::Bool(b)) => a.cmp(b),
        (Json::Number(a), Json::Number(b)) => match (a.as_i64(), b.as_i64()) {
            (Some(a), Some(b)) => a.cmp(&b),
            (Some(a), None) => compare_mixed(a, b.as_f64().unwrap_or_default()),
            (None, Some(b)) => compare_mixed(b, a.as_f64().unwrap_or_default()).reverse(),
            (None, None) => a.as_f64().partial_cmp(&b.as_f64()).unwrap_or(Ordering::Equal),
        },
        (Json::String(a), Json::String(b)) => a.cmp(b),
        (Json::Array(a), Json::Array(b)) => a
            .iter()
            .zip(b)
            .map(|(a, b)| compare(a, b))
            .find(|order| order.is_ne())
            .unwrap_or_else(|| a.len().cmp(&b.len())),
        (Json::Object(a), Json::Object(b)) => {
            let (a, b) = (sorted(a), sorted(b));
            a.iter()
                .zip(&b)
                .map(|(a, b)| a.0.cmp(b.0).then_with(|| compare(a.1, b.1)))
                .find(|order| order.is_ne())
                .unwrap_or_else(|| a.len().cmp(&b.len()))
        }
        _ => rank(left).cmp(&rank(right)),
    }
}

/// A long and a real, exactly: two longs that become one real must not both be equal to it, or the order would be none.
fn compare_mixed(long: i64, real: f64) -> Ordering {
    match whole(real.trunc()) {
        Some(cut) => long.cmp(&cut).then_with(|| 0.0_f64.partial_cmp(&real.fract()).unwrap_or(Ordering::Equal)),
        None if real > 0.0 => Ordering::Less,
        None => Ordering::Greater,
    }
}

/// The long that a real is, when it is one.
fn whole(real: f64) -> Option<i64> {
    // 2^63, the first real above the range of a long.
    const BEYOND: f64 = 9_223_372_036_854_775_808.0;
    (real.fract() == 0.0 && (-BEYOND..BEYOND).contains(&real)).then_some(real as i64)
}

fn rank(json: &Json) -> u8 {
    match json {
        Json::Null => 0,
        Json::Bool(_) => 1,
        Json::Number(_) => 2,
        Json::String(_) => 3,
        Json::Array(_) => 4,
        Json::Object(_) => 5,
    }
}

/// The properties of a bag in the order of their names.
pub fn sorted(bag: &Map<String, Json>) -> Vec<(&String, &Json)> {
    let mut properties: Vec<(&String, &Json)> = bag.iter().collect();
    properties.sort_by(|a, b| a.0.cmp(b.0));
    properties
}

/// A text that two values share exactly when [`compare`] finds them equal: for sets.
pub fn identity(json: &Json) -> String {
    let mut out = String::new();
    write_identity(json, &mut out);
    out
}

fn write_identity(json: &Json, out: &mut String) {
    match json {
        Json::Number(number) => match number.as_f64().filter(|_| !number.is_i64()).and_then(whole) {
            Some(long) => out.push_str(&long.to_string()),
            None => out.push_str(&number.to_string()),
        },
        Json::Array(elements) => {
            out.push('[');
            for element in elements {
                write_identity(element, out);
                out.push(',');
            }
            out.push(']');
        }
        Json::Object(bag) => {
            out.push('{');
            for (name, value) in sorted(bag) {
                write_identity(&Json::String(name.clone()), out);
                out.push(':');
                write_identity(value, out);
                out.push(',');
            }
            out.push('}');
        }
        Json::Null | Json::Bool(_) | Json::String(_) => out.push_str(&json.to_string()),
    }
}

/// Whether values together have no more than [`MAX_BYTES`]: 32 bytes for each value in them, and their text.
pub fn fits<'j>(values: impl IntoIterator<Item = &'j Json>) -> bool {
    let mut left = MAX_BYTES;
    values.into_iter().all(|value| spend(value, &mut left))
}

/// Whether a value fits so many times.
pub fn fits_times(value: &Json, times: usize) -> bool {
    let mut left = MAX_BYTES;
    spend(value, &mut left) && (MAX_BYTES - left).checked_mul(times).is_some_and(|bytes| bytes <= MAX_BYTES)
}

fn spend(value: &Json, left: &mut usize) -> bool {
    let text = value.as_str().map_or(0, str::len);
    match left.checked_sub(EACH + text) {
        Some(rest) => *left = rest,
        None => return false,
    }
    match value {
        Json::Array(elements) => elements.iter().all(|element| spend(element, left)),
        Json::Object(bag) => bag.iter().all(|(name, value)| {
            *left = left.saturating_sub(name.len());
            spend(value, left)
        }),
        _ => true,
    }
}

/// What the steps lead to; `None` when a step leads nowhere or to null.
pub fn path<'j>(json: &'j Json, steps: &[PathStep]) -> Option<&'j Json> {
    let mut at = json;
    for step in steps {
        at = match step {
            PathStep::Property(name) => at.as_object()?.get(name)?,
            PathStep::Index(index) => element(at.as_array()?, *index)?,
        };
    }
    if at.is_null() { None } else { Some(at) }
}

/// An element of an array; a negative index counts from the end.
pub fn element(array: &[Json], index: i64) -> Option<&Json> {
    let index = if index < 0 { index.checked_add(i64::try_from(array.len()).ok()?)? } else { index };
    array.get(usize::try_from(index).ok()?)
}

/// Reads JSON; `None` when the text is none. A whole number that fits is a long, any other number a real.
pub fn parse(text: &str) -> Option<Json> {
    let mut json: Json = serde_json::from_str(text).ok()?;
    settle_numbers(&mut json);
    Some(json)
}

/// Turns whole numbers above the range of a long into reals: a dynamic has no other integer than the long.
fn settle_numbers(json: &mut Json) {
    match json {
        Json::Number(number) if number.is_u64() && !number.is_i64() => *json = Json::from(number.as_f64()),
        Json::Array(elements) => elements.iter_mut().for_each(settle_numbers),
        Json::Object(bag) => bag.values_mut().for_each(settle_numbers),
        _ => {}
    }
}

/// The properties that a JSON path such as `$.Details['Response Code']` goes through; `None` when it is no path or has an index of an array.
///
/// Source: <https://learn.microsoft.com/kusto/query/jsonpath>
pub fn property_path(text: &str) -> Option<Vec<String>> {
    let names: Option<Vec<String>> = path_steps(text)?
        .into_iter()
        .map(|step| match step {
            PathStep::Property(name) => Some(name),
            PathStep::Index(_) => None,
        })
        .collect();
    names.filter(|names| !names.is_empty())
}

/// The steps of a JSON path such as `$.Details['Response Code'][0]`; `None` when it is no path.
///
/// Source: <https://learn.microsoft.com/kusto/query/jsonpath>
pub fn path_steps(text: &str) -> Option<Vec<PathStep>> {
    let mut rest = text.strip_prefix('$')?;
    let mut steps = Vec::new();
    let named = |name: &str| if name.is_empty() { None } else { Some(PathStep::Property(name.to_owned())) };
    while !rest.is_empty() {
        if let Some(after) = rest.strip_prefix('.') {
            let (name, remaining) = after.split_at(after.find(['.', '[']).unwrap_or(after.len()));
            steps.push(named(name)?);
            rest = remaining;
            continue;
        }
        let after = rest.strip_prefix('[')?;
        let quote = after.chars().next().filter(|first| matches!(first, '\'' | '"'));
        rest = if let Some(quote) = quote {
            let (name, remaining) = after.strip_prefix(quote)?.split_once(&format!("{quote}]"))?;
            steps.push(named(name)?);
            remaining
        } else {
            let (index, remaining) = after.split_once(']')?;
            steps.push(PathStep::Index(index.trim().parse().ok()?));
            remaining
        };
    }
    Some(steps)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn json(text: &str) -> Json {
        parse(text).unwrap()
    }

    #[test]
    fn the_order_is_by_kind_then_by_value() {
        let ordered =
            ["null", "false", "true", "-1", "0.5", "2", r#""a""#, r#""b""#, "[1]", "[1,2]", "{}", r#"{"a":1}"#];
        for (index, left) in ordered.iter().enumerate() {
            for (other, right) in ordered.iter().enumerate() {
                assert_eq!(compare(&json(left), &json(right)), index.cmp(&other), "{left} {right}");
            }
        }
    }

    #[test]
    fn the_same_value_has_the_same_identity_however_it_is_written() {
        for (left, right) in [("1", "1.0"), (r#"{"a":1,"b":[2]}"#, r#"{"b":[2.0],"a":1}"#)] {
            assert_eq!(identity(&json(left)), identity(&json(right)));
            assert!(compare(&json(left), &json(right)).is_eq());
        }
        for (left, right) in [("1", r#""1""#), ("[1,2]", "[[1],2]"), ("1.5", "1"), ("null", "[]")] {
            assert_ne!(identity(&json(left)), identity(&json(right)));
        }
    }

    #[test]
    fn longs_and_reals_are_compared_exactly() {
        // 2^53 and the next long are one real.
        let (even, real, odd) = (json("9007199254740992"), json("9007199254740992.0"), json("9007199254740993"));
        assert!(compare(&even, &real).is_eq());
        assert!(compare(&real, &odd).is_lt());
        assert!(compare(&json("9223372036854775807"), &json("9223372036854775808")).is_lt());
        assert!(compare(&json("-1"), &json("-1.5")).is_gt());
        assert!(compare(&json("-1e300"), &json("-9223372036854775808")).is_lt());
    }

    #[test]
    fn what_is_made_has_a_bound() {
        let large = Json::String("x".repeat(MAX_BYTES / 2));
        assert!(fits([&large]));
        assert!(!fits([&large, &large]));
        assert!(fits_times(&json("[1,2]"), 1000));
        assert!(!fits_times(&large, 2));
        assert!(!fits_times(&json("[1,2]"), usize::MAX));
    }

    #[test]
    fn numbers_beyond_a_long_are_reals() {
        assert!(json("9223372036854775807").is_i64());
        assert!(json("9223372036854775808").is_f64());
        assert!(json("[18446744073709551615]").get(0).unwrap().is_f64());
        assert_eq!(parse("{'a':1}"), None);
        assert_eq!(parse(""), None);
    }

    #[test]
    fn paths_name_properties() {
        assert_eq!(property_path("$.a.b c['d.e'][\"f\"]").unwrap(), ["a", "b c", "d.e", "f"]);
        for none in ["$", "a", "$.", "$..a", "$[0]", "$['a", "$.a[0]"] {
            assert_eq!(property_path(none), None, "{none}");
        }
    }
}
