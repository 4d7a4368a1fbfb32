//! An Excel workbook: a summary, a sheet for each table, and where the numbers come from.
//!
//! | part | what it does |
//! |---|---|
//! | this | the workbook, and the order of its sheets |
//! | [`summary`] | facts, figures, fields, notices |
//! | [`sheet`] | rows with their types; what a sheet cannot hold continues on the next |
//! | [`long`] | texts that a cell cannot hold |
//! | [`name`] | names of sheets |
//!
//! Nothing is cut: what does not fit where it belongs stands elsewhere, and a cell says where. A text is never a formula, since it is written as a text.

mod long;
mod name;
mod sheet;
mod summary;
#[cfg(test)]
mod tests;

use kql_plan::{Rows, Type, Value};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, XlsxError};

use crate::document::Document;
use crate::form::RenderError;
use crate::rows;
use long::LongTexts;
use name::Names;

/// The most rows a sheet holds, its header aside.
const MOST_ROWS: usize = 1_048_575;

/// A workbook that is being written.
struct Book {
    file: Workbook,
    names: Names,
    long: LongTexts,
    formats: Formats,
    /// The most rows of a sheet.
    most_rows: usize,
}

/// How cells look.
#[derive(Debug)]
struct Formats {
    title: Format,
    header: Format,
    wrapped: Format,
    instant: Format,
    day: Format,
}

/// Writes the workbook.
pub(crate) fn render(document: &Document) -> Result<Vec<u8>, RenderError> {
    workbook(document).map_err(|error| RenderError {
        form: "xlsx",
        title: document.title.clone(),
        reason: format!("{error}; CSV and JSON have no such bounds"),
    })
}

fn workbook(document: &Document) -> Result<Vec<u8>, XlsxError> {
    let mut book = Book::new(&document.title)?;
    let summary = book.names.fresh("Summary");
    book.file.add_worksheet().set_name(&summary)?;
    let mut listed: Vec<(String, Vec<String>)> = Vec::new();
    for section in &document.sections {
        for found in rows::of(section) {
            listed.push((section.title.clone(), book.rows(found.title, &found.rows)?));
        }
    }
    let sources = sources(document);
    if !sources.rows.is_empty() {
        book.rows("Sources", &sources)?;
    }
    book.summary(document, &listed)?;
    if let Some(rows) = book.long.rows() {
        // Its parts fit their cells, so this adds none.
        book.rows(long::SHEET, &rows)?;
    }
    book.file.save_to_buffer()
}

impl Book {
    fn new(title: &str) -> Result<Self, XlsxError> {
        let mut file = Workbook::new();
        // The same document gives the same bytes, so the file does not say when it was written; a fact of the document does.
        let properties = DocProperties::new().set_creation_datetime(&ExcelDateTime::from_ymd(2000, 1, 1)?);
        file.set_properties(&properties.set_title(long::head(title, 255)));
        let formats = Formats {
            title: Format::new().set_bold().set_font_size(14),
            header: Format::new().set_bold().set_align(FormatAlign::Top),
            wrapped: Format::new().set_text_wrap().set_align(FormatAlign::Top),
            instant: Format::new().set_num_format("yyyy-mm-dd hh:mm:ss"),
            day: Format::new().set_num_format("yyyy-mm-dd"),
        };
        let (names, long) = (Names::default(), LongTexts::default());
        Ok(Self { file, names, long, formats, most_rows: MOST_ROWS })
    }
}

/// A row for each section that says where its numbers come from.
fn sources(document: &Document) -> Rows {
    let names = ["Section", "Definition", "Population", "Coverage", "Query"];
    let mut rows = Rows::new(names.map(|name| (name.to_owned(), Type::String)).to_vec());
    for section in &document.sections {
        let Some(source) = &section.source else { continue };
        let query = source.query.clone().unwrap_or_default();
        let coverage = source.coverage.join("\n");
        let texts = [section.title.clone(), source.definition.clone(), source.population.clone(), coverage, query];
        rows.rows.push(texts.map(Value::string).to_vec());
    }
    rows
}
