//! The elements of a dynamic, as the texts they are written as.

use std::borrow::Cow;

use sonic_rs::{LazyValue, to_array_iter, to_object_iter};

/// The elements of one dynamic.
#[derive(Debug)]
pub(crate) enum Elements<'a> {
    /// There is no value.
    Null,
    /// It is no collection: its own only element.
    One(&'a str),
    /// The elements of an array, or of a bag.
    Many(Vec<Cow<'a, str>>),
}

impl<'a> Elements<'a> {
    /// The elements of a JSON text. A property of a bag is a bag with that property only, or `[key, value]`.
    pub(crate) fn of(json: Option<&'a str>, bag_as_array: bool) -> Self {
        let Some(json) = json else { return Elements::Null };
        let trimmed = json.trim_start();
        if trimmed.starts_with('[') {
            let elements = to_array_iter(trimmed).map_while(Result::ok);
            return Elements::Many(elements.map(|element| raw(&element)).collect());
        }
        if trimmed.starts_with('{') {
            let properties = to_object_iter(trimmed).map_while(Result::ok);
            let property = |(key, value): (_, LazyValue<'a>)| {
                let key = serde_json::Value::String(AsRef::<str>::as_ref(&key).to_owned());
                let value = value.as_raw_str();
                Cow::Owned(if bag_as_array { format!("[{key},{value}]") } else { format!("{{{key}:{value}}}") })
            };
            return Elements::Many(properties.map(property).collect());
        }
        Elements::One(json)
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        match self {
            Elements::Null => 0,
            Elements::One(_) => 1,
            Elements::Many(elements) => elements.len(),
        }
    }

    /// Whether there is no value.
    pub(crate) fn is_null(&self) -> bool {
        matches!(self, Elements::Null)
    }

    /// The element at a place.
    pub(crate) fn get(&self, place: usize) -> Option<&str> {
        match self {
            Elements::Null => None,
            Elements::One(json) => (place == 0).then_some(*json),
            Elements::Many(elements) => elements.get(place).map(AsRef::as_ref),
        }
    }
}

/// The text of a lazy value, borrowed where that can be.
fn raw<'a>(value: &LazyValue<'a>) -> Cow<'a, str> {
    value.as_raw_cow()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(json: &str, bag_as_array: bool) -> Vec<String> {
        let elements = Elements::of(Some(json), bag_as_array);
        (0..elements.len()).filter_map(|place| elements.get(place).map(str::to_owned)).collect()
    }

    #[test]
    fn elements_keep_their_text() {
        assert_eq!(texts(r#"[1, "a,b", {"x":[2]}, null]"#, false), ["1", "\"a,b\"", "{\"x\":[2]}", "null"]);
        assert_eq!(texts(r#"{"a":1,"b\"":{"c":2}}"#, false), [r#"{"a":1}"#, r#"{"b\"":{"c":2}}"#]);
        assert_eq!(texts(r#"{"a":1}"#, true), [r#"["a",1]"#]);
        assert_eq!(texts("7", false), ["7"]);
        assert_eq!(texts("[]", false), Vec::<String>::new());
        assert!(Elements::of(None, false).is_null());
    }
}
