//! A JSON object put together from flat cells.

use std::borrow::Cow;

use crate::import::json::push_text;

/// An object whose members are set by path.
#[derive(Debug, Default)]
pub(crate) struct Tree {
    members: Vec<(Cow<'static, str>, Node)>,
}

#[derive(Debug)]
enum Node {
    Raw(String),
    Object(Tree),
}

impl Tree {
    /// Sets the value at a path of names joined by points, as JSON text. The first value at a path stays.
    pub(crate) fn raw(&mut self, path: &'static str, value: impl Into<String>) {
        match path.split_once('.') {
            None => self.own(Cow::Borrowed(path), value.into()),
            Some((first, rest)) => {
                let at = self.members.iter().position(|(name, _)| name == first);
                let at = at.unwrap_or_else(|| {
                    self.members.push((Cow::Borrowed(first), Node::Object(Self::default())));
                    self.members.len() - 1
                });
                if let Some((_, Node::Object(inner))) = self.members.get_mut(at) {
                    inner.raw(rest, value);
                }
            }
        }
    }

    /// Sets the text at a path.
    pub(crate) fn text(&mut self, path: &'static str, value: &str) {
        self.raw(path, quoted(value));
    }

    /// Sets a member by a name that is no path.
    pub(crate) fn own(&mut self, name: Cow<'static, str>, raw: String) {
        if !self.members.iter().any(|(known, _)| *known == name) {
            self.members.push((name, Node::Raw(raw)));
        }
    }

    /// Returns whether nothing was set.
    pub(crate) fn is_empty(&self) -> bool {
        self.members.is_empty()
    }

    /// Returns the JSON text.
    pub(crate) fn finish(&self) -> String {
        let mut json = String::new();
        self.write(&mut json);
        json
    }

    fn write(&self, json: &mut String) {
        json.push('{');
        for (at, (name, node)) in self.members.iter().enumerate() {
            if at > 0 {
                json.push(',');
            }
            push_text(json, name);
            json.push(':');
            match node {
                Node::Raw(raw) => json.push_str(raw),
                Node::Object(inner) => inner.write(json),
            }
        }
        json.push('}');
    }
}

/// Returns a text as a JSON string.
pub(crate) fn quoted(value: &str) -> String {
    let mut json = String::with_capacity(value.len() + 2);
    push_text(&mut json, value);
    json
}

/// Returns objects as a JSON array.
pub(crate) fn list(items: &[Tree]) -> String {
    format!("[{}]", items.iter().map(Tree::finish).collect::<Vec<_>>().join(","))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_become_nested_objects() {
        let mut tree = Tree::default();
        tree.text("id", "x");
        tree.raw("status.errorCode", "0");
        tree.text("deviceDetail.browser", "Edge \"1\"");
        tree.text("status.failureReason", "Other.");
        tree.text("id", "second");
        tree.own("Latency (ms).x".into(), "5".into());
        assert_eq!(
            tree.finish(),
            r#"{"id":"x","status":{"errorCode":0,"failureReason":"Other."},"deviceDetail":{"browser":"Edge \"1\""},"Latency (ms).x":5}"#
        );
    }
}
