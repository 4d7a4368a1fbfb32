//! Small JSON writing: objects put together from JSON text and plain text.

/// An object being written, member by member.
#[derive(Debug, Default)]
pub(crate) struct Object {
    text: String,
}

impl Object {
    /// Adds a member whose value is JSON text already.
    pub(crate) fn raw(&mut self, name: &str, value: &str) {
        self.name(name);
        self.text.push_str(value);
    }

    /// Adds a member whose value is this text.
    pub(crate) fn text(&mut self, name: &str, value: &str) {
        self.name(name);
        push_text(&mut self.text, value);
    }

    /// Returns the JSON text of the object.
    pub(crate) fn finish(mut self) -> String {
        if self.text.is_empty() {
            self.text.push('{');
        }
        self.text.push('}');
        self.text
    }

    fn name(&mut self, name: &str) {
        self.text.push(if self.text.is_empty() { '{' } else { ',' });
        push_text(&mut self.text, name);
        self.text.push(':');
    }
}

/// Appends `value` as a JSON string.
pub(crate) fn push_text(json: &mut String, value: &str) {
    json.push('"');
    for character in value.chars() {
        match character {
            '"' => json.push_str("\\\""),
            '\\' => json.push_str("\\\\"),
            '\n' => json.push_str("\\n"),
            '\r' => json.push_str("\\r"),
            '\t' => json.push_str("\\t"),
            control if u32::from(control) < 0x20 => {
                let code = u32::from(control);
                json.push_str("\\u00");
                json.extend([code >> 4, code & 15].iter().filter_map(|digit| char::from_digit(*digit, 16)));
            }
            other => json.push(other),
        }
    }
    json.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn any_text_survives_being_written(name in ".*", value in ".*") {
            let mut object = Object::default();
            object.text(&name, &value);
            object.raw("raw", "[1]");
            let read: serde_json::Value = serde_json::from_str(&object.finish()).unwrap();
            let expected = if name == "raw" { &serde_json::json!([1]) } else { &serde_json::json!(value) };
            prop_assert_eq!(&read[&name], expected);
        }
    }
}
