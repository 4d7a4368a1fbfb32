//! Reads a workbook back: its sheets, and of each cell what it is.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// Cells by row and column: what each is, and its text.
type Cells = BTreeMap<(usize, String), (String, String)>;

/// A workbook that was read.
#[derive(Debug)]
pub(crate) struct Workbook {
    /// Name and cells of each sheet.
    pub(crate) sheets: Vec<(String, Cells)>,
    /// Formulas that were found, in any sheet.
    pub(crate) formulas: usize,
}

impl Workbook {
    pub(crate) fn read(bytes: &[u8]) -> Self {
        let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
        let mut part = |name: &str| {
            let mut text = String::new();
            archive.by_name(name).ok()?.read_to_string(&mut text).unwrap();
            Some(text)
        };
        let names = names(&part("xl/workbook.xml").unwrap());
        let shared = part("xl/sharedStrings.xml").map(|text| strings(&text)).unwrap_or_default();
        let mut formulas = 0;
        let mut sheets = Vec::new();
        for (number, name) in names.into_iter().enumerate() {
            let text = part(&format!("xl/worksheets/sheet{}.xml", number + 1)).unwrap();
            formulas += text.matches("<f>").count() + text.matches("<f ").count();
            sheets.push((name, cells(&text, &shared)));
        }
        Self { sheets, formulas }
    }

    /// Every cell on a line.
    pub(crate) fn told(&self) -> String {
        let mut out = String::new();
        for (name, cells) in &self.sheets {
            out += &format!("[{name}]\n");
            for ((row, column), (kind, text)) in cells {
                out += &format!("{column}{row} {kind} {}\n", text.replace('\n', "\\n"));
            }
        }
        out
    }
}

fn attribute(start: &BytesStart<'_>, name: &str) -> String {
    let value = start.try_get_attribute(name).unwrap();
    value.map(|value| value.unescape_value().unwrap().into_owned()).unwrap_or_default()
}

fn names(xml: &str) -> Vec<String> {
    let mut reader = Reader::from_str(xml);
    let mut found = Vec::new();
    loop {
        match reader.read_event().unwrap() {
            Event::Start(start) | Event::Empty(start) if start.name().as_ref() == b"sheet" => {
                found.push(attribute(&start, "name"));
            }
            Event::Eof => return found,
            _ => {}
        }
    }
}

/// The character that an entity stands for.
fn referred(name: &str) -> String {
    quick_xml::escape::unescape(&format!("&{name};")).unwrap().into_owned()
}

/// The text of each shared string.
fn strings(xml: &str) -> Vec<String> {
    let mut reader = Reader::from_str(xml);
    let (mut all, mut now, mut inside) = (Vec::new(), String::new(), false);
    loop {
        match reader.read_event().unwrap() {
            Event::Start(start) if start.name().as_ref() == b"si" => inside = true,
            Event::End(end) if end.name().as_ref() == b"si" => {
                inside = false;
                all.push(std::mem::take(&mut now));
            }
            Event::Text(text) if inside => now += &text.decode().unwrap(),
            Event::GeneralRef(name) if inside => now += &referred(&name.decode().unwrap()),
            Event::Eof => return all,
            _ => {}
        }
    }
}

fn cells(xml: &str, shared: &[String]) -> Cells {
    let mut reader = Reader::from_str(xml);
    let mut cells = BTreeMap::new();
    let (mut place, mut kind, mut text) = (None, String::new(), String::new());
    loop {
        match reader.read_event().unwrap() {
            Event::Start(start) if start.name().as_ref() == b"c" => {
                let at = attribute(&start, "r");
                let column: String = at.chars().filter(char::is_ascii_alphabetic).collect();
                let row = at.trim_start_matches(|letter: char| letter.is_ascii_alphabetic()).parse().unwrap();
                place = Some((row, column));
                kind = match (attribute(&start, "t"), attribute(&start, "s")) {
                    (kind, style) if kind.is_empty() => format!("number style {style}"),
                    (kind, _) => kind,
                };
                text.clear();
            }
            Event::Text(part) if place.is_some() => text += &part.decode().unwrap(),
            Event::GeneralRef(name) if place.is_some() => text += &referred(&name.decode().unwrap()),
            Event::End(end) if end.name().as_ref() == b"c" => {
                let cell = match kind.as_str() {
                    "s" => ("text".to_owned(), shared[text.parse::<usize>().unwrap()].clone()),
                    "inlineStr" => ("text".to_owned(), text.clone()),
                    _ => (kind.clone(), text.clone()),
                };
                cells.insert(place.take().unwrap(), cell);
            }
            Event::Eof => return cells,
            _ => {}
        }
    }
}
