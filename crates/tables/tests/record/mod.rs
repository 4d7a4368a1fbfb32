//! Records made to order: a value at a path.

use serde_json::{Value, json};

/// One step of a path, read here a second time so that the engine's reading is checked against another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    Key(String),
    Index(usize),
    Bag(String, String),
}

/// Splits a path at dots and brackets.
pub(crate) fn steps(path: &str) -> Vec<Step> {
    let mut found = Vec::new();
    let mut letters = path.chars().peekable();
    let mut key = String::new();
    while let Some(letter) = letters.next() {
        if letter != '.' && letter != '[' {
            key.push(letter);
            continue;
        }
        if !key.is_empty() {
            found.push(Step::Key(std::mem::take(&mut key)));
        }
        if letter == '[' {
            let inside: String = letters.by_ref().take_while(|l| *l != ']').collect();
            found.push(if let Some(quoted) = inside.strip_prefix('\'') {
                Step::Key(quoted.trim_end_matches('\'').to_owned())
            } else if let Some((name, value)) = inside.split_once('=') {
                Step::Bag(name.to_owned(), value.to_owned())
            } else {
                Step::Index(inside.parse().unwrap_or(usize::MAX))
            });
        }
    }
    if !key.is_empty() {
        found.push(Step::Key(key));
    }
    found
}

/// Returns whether a path can be read.
pub(crate) fn is_path(path: &str) -> bool {
    steps(path).iter().all(|step| *step != Step::Index(usize::MAX))
        && !path.contains("..")
        && !path.ends_with('.')
        && !path.starts_with('.')
        && path.matches('[').count() == path.matches(']').count()
}

/// Puts a value at a path, making what is not there.
pub(crate) fn insert(record: &mut Value, path: &[Step], value: Value) {
    let Some((step, rest)) = path.split_first() else {
        *record = value;
        return;
    };
    let next = match step {
        Step::Key(key) => {
            if !record.is_object() {
                *record = json!({});
            }
            &mut record[key.as_str()]
        }
        Step::Index(index) => {
            if !record.is_array() {
                *record = json!([]);
            }
            while record.get(*index).is_none() {
                record.as_array_mut().into_iter().for_each(|list| list.push(json!({})));
            }
            &mut record[*index]
        }
        Step::Bag(name, value) => {
            if !record.is_array() {
                *record = json!([{ name: "of another kind" }]);
            }
            record.as_array_mut().into_iter().for_each(|list| list.push(json!({ name: value })));
            let last = record.as_array().map_or(0, Vec::len) - 1;
            &mut record[last]
        }
    };
    insert(next, rest, value);
}
