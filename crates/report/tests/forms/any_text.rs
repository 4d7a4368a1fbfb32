//! Laws over any text in any place of a document: it stays a text, whatever form the document is given.

use std::collections::BTreeSet;

use kql_plan::{Rows, Type, Value};
use proptest::prelude::*;
use quick_xml::Reader;
use quick_xml::events::Event;
use report::{
    Block, Card, Chart, ChartKind, Document, Fact, Field, Figure, Form, Level, Section, Source, Status, Table, render,
};

use crate::workbook;

/// A document that has this text in every place where a text can be.
fn document(text: &str) -> Document {
    let owned = || text.to_owned();
    let rows = Rows {
        columns: vec![
            (owned(), Type::String),
            ("n".into(), Type::Real),
            ("t".into(), Type::Datetime),
            (format!("d{text}"), Type::Dynamic),
        ],
        rows: vec![
            vec![
                Value::string(owned()),
                Value::Real(1.5),
                Value::Datetime(638_000_000_000_000_000),
                Value::dynamic(serde_json::json!([text])),
            ],
            vec![
                Value::string(format!("{text}2")),
                Value::Real(-3.0),
                Value::Datetime(638_000_864_000_000_000),
                Value::Null,
            ],
        ],
    };
    let chart = |kind, x: &str| {
        Block::Chart(Chart {
            title: owned(),
            kind,
            x: x.into(),
            y: vec!["n".into()],
            series: Some(owned()),
            unit: owned(),
            rows: rows.clone(),
        })
    };
    let blocks = vec![
        Block::Prose(owned()),
        Block::Notice(Level::High, owned()),
        Block::Fields(vec![Field { name: owned(), values: vec![owned(), owned()] }]),
        Block::Figures(vec![Figure { label: owned(), value: owned(), change: Some(owned()), level: Level::Low }]),
        chart(ChartKind::Line, "t"),
        chart(ChartKind::Area, "t"),
        chart(ChartKind::Column, "t"),
        chart(ChartKind::Bar, text),
        chart(ChartKind::Map, text),
        chart(ChartKind::Heatmap, text),
        Block::Table(Table {
            title: owned(),
            rows: Rows { columns: rows.columns.clone(), rows: rows.rows.iter().rev().cloned().collect() },
            shown: 9,
        }),
        Block::Cards(vec![Card {
            id: owned(),
            level: Level::Medium,
            title: owned(),
            text: owned(),
            marks: vec![owned()],
            facts: vec![Field { name: owned(), values: vec![owned()] }],
            status: Status { decision: Some(owned()), detail: owned() },
        }]),
    ];
    let source = Source { definition: owned(), population: owned(), coverage: vec![owned()], query: Some(owned()) };
    let section = Section { id: owned(), title: owned(), blocks, source: Some(source) };
    Document {
        title: owned(),
        subtitle: owned(),
        facts: vec![Fact { name: owned(), value: owned() }],
        sections: vec![section.clone(), section],
    }
}

/// The names of elements and attributes of a page that is well-formed.
fn names(page: &str) -> BTreeSet<String> {
    let mut reader = Reader::from_str(page);
    let mut found = BTreeSet::new();
    loop {
        match reader.read_event().expect("the page is well-formed") {
            Event::Start(start) | Event::Empty(start) => {
                let element = String::from_utf8(start.name().as_ref().to_vec()).unwrap();
                for attribute in start.attributes() {
                    let attribute = attribute.expect("attributes are well-formed");
                    let name = String::from_utf8(attribute.key.as_ref().to_vec()).unwrap();
                    attribute.unescape_value().expect("values are well-formed");
                    found.insert(format!("{element} {name}"));
                }
                found.insert(element);
            }
            Event::Comment(_) | Event::CData(_) | Event::PI(_) => panic!("the page has what nobody wrote"),
            Event::Eof => return found,
            _ => {}
        }
    }
}

fn page(text: &str) -> String {
    String::from_utf8(render(Form::Html, &document(text)).unwrap()).unwrap()
}

/// Texts that look like markup, formulas and controls more often than chance would have it.
fn texts() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "<",
        ">",
        "&",
        "\"",
        "'",
        "<script>alert(1)</script>",
        "]]>",
        "<!--",
        "-->",
        "</style>",
        "&lt;",
        "=1+1",
        "+",
        "-",
        "@",
        "\t",
        "\r",
        "\n",
        "|",
        "`",
        "```",
        "\u{202e}",
        "\u{200b}",
        "\u{0}",
        "\u{fffe}",
        "NaN",
        "http://x",
        "a",
        "\u{1f468}\u{200d}",
    ]);
    prop_oneof![any::<String>(), prop::collection::vec(pieces, 0..6).prop_map(|pieces| pieces.concat())]
}

#[test]
fn a_page_of_plain_text_has_the_elements_that_it_should() {
    let names = names(&page("plain"));
    for name in ["svg role", "svg aria-labelledby", "th scope", "caption", "main", "nav", "details", "html lang"] {
        assert!(names.contains(name), "no {name}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn any_text_leaves_a_page_well_formed_and_adds_nothing_to_it(text in texts()) {
        let page = page(&text);
        let known = names(&self::page("plain"));
        let added: Vec<String> = names(&page).difference(&known).cloned().collect();
        // A text of spaces alone is a field that is not filled in.
        prop_assert!(added.iter().all(|name| name == "dd class"), "{added:?}");
        for unseen in ['\u{202e}', '\u{200b}', '\u{0}', '\u{feff}'] {
            prop_assert!(!page.contains(unseen));
        }
        for path in page.split("<path ").skip(1).filter_map(|rest| rest.split_once('>')) {
            prop_assert!(!path.0.contains("NaN") && !path.0.contains("inf"));
        }
    }

    #[test]
    fn no_cell_of_csv_begins_a_formula(text in texts()) {
        let bytes = render(Form::Csv, &document(&text)).unwrap();
        let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(bytes.as_slice());
        let mut cells = 0;
        for record in reader.records() {
            for cell in &record.expect("the lines are CSV") {
                cells += 1;
                let begins = cell.trim_start_matches(['"', ' ']).starts_with(['=', '+', '-', '@', '\t', '\r']);
                prop_assert!(!begins || cell.parse::<f64>().is_ok_and(f64::is_finite), "{cell:?}");
            }
        }
        prop_assert!(cells > 50);
    }

    #[test]
    fn json_holds_any_text_as_it_is(text in texts()) {
        let bytes = render(Form::Json, &document(&text)).unwrap();
        let json: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
        prop_assert_eq!(json["title"].as_str(), Some(text.as_str()));
        prop_assert_eq!(json["sections"][0]["blocks"][0]["text"].as_str(), Some(text.as_str()));
        prop_assert_eq!(json["sections"][1]["blocks"][10]["rows"][1][0].as_str(), Some(text.as_str()));
    }

    #[test]
    fn markdown_holds_no_markup_that_was_not_meant(text in texts()) {
        let markdown = String::from_utf8(render(Form::Markdown, &document(&text)).unwrap()).unwrap();
        let outside: String = markdown.split("kusto\n").next().unwrap_or_default().to_owned();
        for tag in outside.split('<').skip(1) {
            prop_assert!(["br>", "details>", "summary>", "/summary>"].iter().any(|known| tag.starts_with(known)), "{tag}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn no_cell_of_a_workbook_is_a_formula(text in texts()) {
        let workbook = workbook::Workbook::read(&render(Form::Xlsx, &document(&text)).unwrap());
        prop_assert_eq!(workbook.formulas, 0);
        prop_assert!(workbook.sheets.iter().all(|(name, _)| name.encode_utf16().count() <= 31));
        let mut names: Vec<String> = workbook.sheets.iter().map(|(name, _)| name.to_lowercase()).collect();
        names.sort_unstable();
        names.dedup();
        prop_assert_eq!(names.len(), workbook.sheets.len());
    }
}

#[test]
fn a_text_that_no_cell_holds_is_whole_on_a_sheet_of_its_own() {
    let text = "=x".repeat(40_000);
    let workbook = workbook::Workbook::read(&render(Form::Xlsx, &document(&text)).unwrap());
    let (name, cells) = workbook.sheets.last().unwrap();
    assert_eq!(name, "Long texts");
    let whole: String = cells
        .iter()
        .filter(|((row, column), _)| column == "C" && (2..=4).contains(row))
        .map(|(_, (_, text))| text.as_str())
        .collect();
    assert_eq!(whole, text);
}
