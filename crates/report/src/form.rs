//! The forms that a document can be given.

use crate::document::Document;
use crate::{csv, html, json, markdown, xlsx};

/// A form that a document can be given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// One page that needs nothing else.
    Html,
    /// Text with tables, as GitHub reads it.
    Markdown,
    /// Lines of cells, for spreadsheets and scripts.
    Csv,
    /// An Excel workbook.
    Xlsx,
    /// Typed values, for programs.
    Json,
}

/// Name, ending and renderer of each form.
type Line = (Form, &'static str, &'static str, fn(&Document) -> Result<Vec<u8>, RenderError>);
const FORMS: &[Line] = &[
    (Form::Html, "html", "html", html::render),
    (Form::Markdown, "markdown", "md", markdown::render),
    (Form::Csv, "csv", "csv", csv::render),
    (Form::Xlsx, "xlsx", "xlsx", xlsx::render),
    (Form::Json, "json", "json", json::render),
];

/// Why a document cannot be given a form.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the {form} of “{title}” cannot be written: {reason}")]
pub struct RenderError {
    /// The form, by name.
    pub form: &'static str,
    /// The document's title.
    pub title: String,
    /// What was in the way.
    pub reason: String,
}

impl Form {
    /// All of them.
    pub fn all() -> impl Iterator<Item = Form> {
        FORMS.iter().map(|(form, ..)| *form)
    }

    /// The form of this name, or of this ending of a file: `markdown`, `md`.
    pub fn by_name(name: &str) -> Option<Form> {
        let found = FORMS
            .iter()
            .find(|(_, known, ending, _)| name.eq_ignore_ascii_case(known) || name.eq_ignore_ascii_case(ending));
        found.map(|(form, ..)| *form)
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        self.line().map_or("", |(_, name, ..)| name)
    }

    /// The ending of its files, without a dot.
    pub fn extension(self) -> &'static str {
        self.line().map_or("", |(_, _, ending, _)| ending)
    }

    fn line(self) -> Option<&'static Line> {
        FORMS.iter().find(|(form, ..)| *form == self)
    }
}

/// The document in a form, as the bytes of a file. The same document gives the same bytes.
///
/// # Errors
/// When the form cannot hold the document: an Excel workbook has bounds.
pub fn render(form: Form, document: &Document) -> Result<Vec<u8>, RenderError> {
    match form.line() {
        Some((.., render)) => render(document),
        None => Err(RenderError {
            form: "file",
            title: document.title.clone(),
            reason: "no renderer is listed for it".to_owned(),
        }),
    }
}
