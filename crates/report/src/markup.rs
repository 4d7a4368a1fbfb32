//! Writes elements and texts. Only what the program itself says gets in unescaped: names of elements and attributes are `'static`.

use crate::text::visible;

/// HTML or SVG that is being written.
#[derive(Debug, Default, Clone)]
pub(crate) struct Markup(String);

/// Attributes of an element: name and value.
pub(crate) type Attributes<'a> = [(&'static str, &'a str)];

impl Markup {
    /// What has been written.
    pub(crate) fn into_string(self) -> String {
        self.0
    }

    /// Writes the program's own markup.
    pub(crate) fn own(&mut self, markup: &'static str) -> &mut Self {
        self.0.push_str(markup);
        self
    }

    /// Begins an element.
    pub(crate) fn open(&mut self, name: &'static str, attributes: &Attributes<'_>) -> &mut Self {
        self.begin(name, attributes);
        self.own(">")
    }

    /// Ends an element.
    pub(crate) fn close(&mut self, name: &'static str) -> &mut Self {
        self.own("</").own(name).own(">")
    }

    /// Writes an element that holds nothing, as SVG has them.
    pub(crate) fn empty(&mut self, name: &'static str, attributes: &Attributes<'_>) -> &mut Self {
        self.begin(name, attributes);
        self.own("/>")
    }

    /// Writes an element that holds a text.
    pub(crate) fn element(&mut self, name: &'static str, attributes: &Attributes<'_>, text: &str) -> &mut Self {
        self.open(name, attributes).text(text).close(name)
    }

    /// Writes a text: escaped, and with what cannot be seen written out.
    pub(crate) fn text(&mut self, text: &str) -> &mut Self {
        for letter in visible(text).chars() {
            match letter {
                '&' => self.0.push_str("&amp;"),
                '<' => self.0.push_str("&lt;"),
                '>' => self.0.push_str("&gt;"),
                '"' => self.0.push_str("&quot;"),
                '\'' => self.0.push_str("&#39;"),
                other => self.0.push(other),
            }
        }
        self
    }

    /// Writes what another has written.
    pub(crate) fn add(&mut self, other: &Markup) -> &mut Self {
        self.0.push_str(&other.0);
        self
    }

    /// Whether nothing has been written.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn begin(&mut self, name: &'static str, attributes: &Attributes<'_>) {
        self.own("<").own(name);
        for (name, value) in attributes {
            self.own(" ").own(name).own("=\"").text(value).own("\"");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_and_attributes_are_escaped() {
        let mut markup = Markup::default();
        markup.element("b", &[("title", "\"><script>")], "<i>&\u{202e}");
        assert_eq!(markup.into_string(), "<b title=\"&quot;&gt;&lt;script&gt;\">&lt;i&gt;&amp;‹U+202E›</b>");
    }
}
