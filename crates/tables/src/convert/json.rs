//! Reading and writing pieces of JSON text, for columns that are put together from several members.

use sonic_rs::{LazyValue, to_array_iter, to_object_iter};

use super::raw::scalar;

/// Returns the raw text at a dotted path, regardless of letter case; none where there is nothing.
pub(super) fn at<'r>(raw: &'r str, path: &str) -> Option<LazyValue<'r>> {
    let (name, rest) = path.split_once('.').map_or((path, None), |(name, rest)| (name, Some(rest)));
    let (_, value) = to_object_iter(raw).flatten().find(|(key, _)| key.eq_ignore_ascii_case(name))?;
    match rest {
        None => (!is_nothing(value.as_raw_str())).then_some(value),
        Some(rest) => nested(value, rest),
    }
}

/// Continues a path inside a value.
fn nested<'r>(value: LazyValue<'r>, path: &str) -> Option<LazyValue<'r>> {
    let (name, rest) = path.split_once('.').map_or((path, None), |(name, rest)| (name, Some(rest)));
    let (_, inside) = value.into_object_iter()?.flatten().find(|(key, _)| key.eq_ignore_ascii_case(name))?;
    match rest {
        None => (!is_nothing(inside.as_raw_str())).then_some(inside),
        Some(rest) => nested(inside, rest),
    }
}

/// Returns the text of a scalar at a dotted path.
pub(super) fn text_at(raw: &str, path: &str) -> Option<String> {
    scalar(at(raw, path)?.as_raw_str()).map(|text| text.trim().to_owned())
}

/// Returns the elements of an array, or a lone object as its only element.
pub(super) fn elements(raw: &str) -> Vec<LazyValue<'_>> {
    if raw.trim_start().starts_with('{') {
        sonic_rs::from_str(raw).into_iter().collect()
    } else {
        to_array_iter(raw).flatten().collect()
    }
}

/// Returns an object of those members of another that are not named and not empty, as received; none if none is left.
pub(super) fn without(raw: &str, named: impl Fn(&str) -> bool) -> Option<String> {
    let members: Vec<(String, LazyValue<'_>)> = to_object_iter(raw)
        .flatten()
        .filter(|(key, value)| !named(key) && !is_nothing(value.as_raw_str()))
        .map(|(key, value)| (key.to_string(), value))
        .collect();
    (!members.is_empty()).then(|| {
        let mut object = Object::default();
        for (key, value) in &members {
            object.raw(key, value.as_raw_str());
        }
        object.finish()
    })
}

/// Whether a value says nothing.
pub(super) fn is_nothing(raw: &str) -> bool {
    matches!(raw.trim(), "null" | "\"\"" | "[]" | "{}")
}

/// Returns text as a JSON string.
pub(super) fn quoted(text: &str) -> String {
    sonic_rs::to_string(text).unwrap_or_else(|_| "\"\"".into())
}

/// Returns a JSON array of strings.
pub(super) fn list<'t>(texts: impl IntoIterator<Item = &'t str>) -> String {
    format!("[{}]", texts.into_iter().map(quoted).collect::<Vec<_>>().join(","))
}

/// A JSON object being written.
#[derive(Debug, Default)]
pub(super) struct Object {
    members: String,
}

impl Object {
    /// Adds a member whose value is JSON already.
    pub(super) fn raw(&mut self, key: &str, json: &str) {
        if !self.members.is_empty() {
            self.members.push(',');
        }
        self.members.push_str(&quoted(key));
        self.members.push(':');
        self.members.push_str(json);
    }

    /// Adds a member whose value is text.
    pub(super) fn text(&mut self, key: &str, text: &str) {
        self.raw(key, &quoted(text));
    }

    /// Whether it has no member.
    pub(super) fn is_empty(&self) -> bool {
        self.members.is_empty()
    }

    /// Returns its text.
    pub(super) fn finish(self) -> String {
        format!("{{{}}}", self.members)
    }
}
