//! The elements of a dynamic, as the texts they are written as.

use std::borrow::Cow;

use sonic_rs::{ArrayJsonIter, LazyValue, ObjectJsonIter, to_array_iter, to_object_iter};

/// Goes through the elements of a JSON text, as the texts they are written as.
///
/// A property of a bag is a bag with that property only, or `[key, value]`. What is no collection is its own only element.
pub(crate) enum Walk<'a> {
    /// What is no collection, until it was given.
    One(Option<&'a str>),
    /// An array.
    Array(ArrayJsonIter<'a>),
    /// A bag, and whether its properties become arrays.
    Bag(ObjectJsonIter<'a>, bool),
}

impl<'a> Walk<'a> {
    /// Before the first element.
    pub(crate) fn of(json: &'a str, bag_as_array: bool) -> Self {
        let trimmed = json.trim_start();
        if trimmed.starts_with('[') {
            Walk::Array(to_array_iter(trimmed))
        } else if trimmed.starts_with('{') {
            Walk::Bag(to_object_iter(trimmed), bag_as_array)
        } else {
            Walk::One(Some(json))
        }
    }
}

impl<'a> Iterator for Walk<'a> {
    type Item = Cow<'a, str>;

    fn next(&mut self) -> Option<Self::Item> {
        match self {
            Walk::One(json) => json.take().map(Cow::Borrowed),
            Walk::Array(elements) => Some(raw(&elements.next()?.ok()?)),
            Walk::Bag(properties, as_array) => {
                let (key, value) = properties.next()?.ok()?;
                let key = serde_json::Value::String(AsRef::<str>::as_ref(&key).to_owned());
                let value = value.as_raw_str();
                Some(Cow::Owned(if *as_array { format!("[{key},{value}]") } else { format!("{{{key}:{value}}}") }))
            }
        }
    }
}

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
    /// The elements of a JSON text.
    pub(crate) fn of(json: Option<&'a str>, bag_as_array: bool) -> Self {
        match json.map(|json| Walk::of(json, bag_as_array)) {
            None => Elements::Null,
            Some(Walk::One(json)) => json.map_or(Elements::Null, Elements::One),
            Some(elements) => Elements::Many(elements.collect()),
        }
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
