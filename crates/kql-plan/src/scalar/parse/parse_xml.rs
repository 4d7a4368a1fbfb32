//! `parse_xml()`: XML as a dynamic.

use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;
use serde_json::Map;

use crate::scalar::Call;
use crate::{Json, Value, kql_scalar};

/// No longer text is read, in bytes.
const LONGEST: usize = 1_048_576;
/// No element stands deeper inside others.
const DEEPEST: usize = 120;

kql_scalar! {
    /// Returns XML as a bag with the root element in it.
    ///
    /// - `xml`: the XML.
    ///
    /// An element is its text. One with attributes or elements inside is a bag of them, attributes with `@` before their names, its text as `#text`;
    /// what stands there several times is an array. Texts stay texts, without blanks around them; comments, instructions and CDATA are left out.
    /// Bounds: at most 1 MiB, and 120 elements inside each other.
    /// Null: null when it is no XML or beyond the bounds. An empty element is null.
    /// Source: <https://learn.microsoft.com/kusto/query/parse-xml-function>
    ///
    /// ```kusto
    /// parse_xml("<user><name>anna</name></user>")                    // {"user":{"name":"anna"}}
    /// parse_xml('<code value="1">failed</code>')                     // {"code":{"@value":"1","#text":"failed"}}
    /// parse_xml("<list><id>1</id><id>2</id></list>").list.id[1]      // 2
    /// parse_xml("<list><id></list>")                                 // null
    /// ```
    pub PARSE_XML = parse_xml(xml: string) -> dynamic => kernel;
}

/// An element that is being read.
#[derive(Default)]
struct Element {
    name: String,
    members: Map<String, Json>,
    text: String,
}

impl Element {
    /// Its name and attributes.
    fn open(start: &BytesStart<'_>) -> Option<Self> {
        let name = std::str::from_utf8(start.name().into_inner()).ok()?.to_owned();
        let mut element = Element { name, ..Element::default() };
        for attribute in start.attributes() {
            let attribute = attribute.ok()?;
            let name = std::str::from_utf8(attribute.key.into_inner()).ok()?;
            let value = quick_xml::escape::unescape(std::str::from_utf8(&attribute.value).ok()?).ok()?.into_owned();
            element.add(format!("@{name}"), Json::from(value));
        }
        Some(element)
    }

    /// Another member; of one name all stand in an array.
    fn add(&mut self, name: String, value: Json) {
        match self.members.get_mut(&name) {
            None => {
                self.members.insert(name, value);
            }
            Some(Json::Array(values)) => values.push(value),
            Some(one) => *one = Json::Array(vec![one.take(), value]),
        }
    }

    /// The text read so far is complete.
    fn end_text(&mut self) {
        let text = std::mem::take(&mut self.text);
        let text = text.trim();
        if !text.is_empty() {
            self.add("#text".to_owned(), Json::from(text));
        }
    }

    /// What it is as JSON.
    fn close(mut self) -> (String, Json) {
        self.end_text();
        let only_text = self.members.len() == 1;
        let value = match self.members.remove("#text") {
            Some(text @ Json::String(_)) if only_text => text,
            Some(text) => {
                self.members.insert("#text".to_owned(), text);
                Json::Object(self.members)
            }
            None if self.members.is_empty() => Json::Null,
            None => Json::Object(self.members),
        };
        (self.name, value)
    }
}

fn kernel<'a>(call: &Call<'a>) -> Value<'a> {
    let text = call.text(0);
    let parsed = if text.len() > LONGEST { None } else { parse(text) };
    parsed.map_or(Value::Null, Value::dynamic)
}

/// The root element in a bag; `None` when there is not just one, or anything is wrong.
fn parse(text: &str) -> Option<Json> {
    let mut reader = Reader::from_str(text);
    reader.config_mut().expand_empty_elements = true;
    // The outermost holds the root.
    let mut open = vec![Element::default()];
    loop {
        let event = reader.read_event().ok()?;
        if let Event::Start(start) = &event {
            open.last_mut()?.end_text();
            open.push(Element::open(start)?);
            if open.len() > DEEPEST + 1 {
                return None;
            }
            continue;
        }
        let current = open.last_mut()?;
        match event {
            Event::End(_) => {
                let (name, value) = open.pop()?.close();
                open.last_mut()?.add(name, value);
            }
            Event::Text(written) => current.text.push_str(&written.decode().ok()?),
            Event::GeneralRef(reference) => match reference.resolve_char_ref().ok()? {
                Some(character) => current.text.push(character),
                None => current.text.push_str(resolve_predefined_entity(&reference.decode().ok()?)?),
            },
            Event::Eof => break,
            Event::Start(_)
            | Event::Empty(_)
            | Event::CData(_)
            | Event::Comment(_)
            | Event::Decl(_)
            | Event::PI(_)
            | Event::DocType(_) => {}
        }
    }
    let document = open.pop().filter(|document| open.is_empty() && document.text.trim().is_empty())?;
    let only_root = document.members.len() == 1 && document.members.values().all(|root| !root.is_array());
    if only_root && !document.members.contains_key("#text") { Some(Json::Object(document.members)) } else { None }
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn reads_what_is_xml() {
        let text = |xml: &str| parse(xml).map(|json| json.to_string()).unwrap_or_default();
        assert_eq!(text("<e/>"), r#"{"e":null}"#);
        assert_eq!(text("<?xml version='1.0'?><!-- c --><e a='1' x:b='&lt;'/>"), r#"{"e":{"@a":"1","@x:b":"<"}}"#);
        assert_eq!(text("<e> t <a>x</a> u </e>"), r##"{"e":{"a":"x","#text":["t","u"]}}"##);
        assert_eq!(text("<e>a &amp; b&#33;</e>"), r#"{"e":"a & b!"}"#);
        assert_eq!(text("<e>a<![CDATA[b]]></e>"), r#"{"e":"a"}"#);
        for wrong in
            ["", "text", "<e>", "</e>", "<e></f>", "<e/><f/>", "<e/><e/>", "<e/>x", "<e>&none;</e>", "<e a=1/>"]
        {
            assert_eq!(parse(wrong), None, "{wrong}");
        }
        assert_eq!(parse(&"<e>".repeat(5000)), None);
    }
}
