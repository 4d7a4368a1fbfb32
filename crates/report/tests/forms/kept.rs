//! Each form of a document that has everything, held against what is kept in `golden/`. `UPDATE_SNAPSHOTS=1` writes it anew: then look at the difference.

use report::{Form, render};

use crate::{sample, workbook};

#[expect(clippy::disallowed_methods, reason = "a snapshot is written by whoever asks for it")]
fn is_as_kept(name: &str, text: &str) {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/forms/golden").join(name);
    if std::env::var_os("UPDATE_SNAPSHOTS").is_some() {
        std::fs::write(&path, text).unwrap();
        return;
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    let line = kept.lines().zip(text.lines()).take_while(|(kept, now)| kept == now).count() + 1;
    assert!(
        kept == text,
        "{} differs from line {line} on; if that is meant, run with UPDATE_SNAPSHOTS=1",
        path.display()
    );
}

fn text(form: Form) -> String {
    String::from_utf8(render(form, &sample::document()).unwrap()).unwrap()
}

#[test]
fn html_is_as_kept() {
    is_as_kept("sample.html", &text(Form::Html));
}

#[test]
fn markdown_is_as_kept() {
    is_as_kept("sample.md", &text(Form::Markdown));
}

#[test]
fn csv_is_as_kept() {
    is_as_kept("sample.csv", &text(Form::Csv));
}

#[test]
fn json_is_as_kept() {
    is_as_kept("sample.json", &text(Form::Json));
}

#[test]
fn xlsx_is_as_kept() {
    let bytes = render(Form::Xlsx, &sample::document()).unwrap();
    is_as_kept("sample.xlsx.txt", &workbook::Workbook::read(&bytes).told());
    assert_eq!(bytes, render(Form::Xlsx, &sample::document()).unwrap(), "the same document gives the same bytes");
}

#[test]
fn a_page_holds_no_script_and_fetches_nothing() {
    let page = text(Form::Html);
    assert!(page.contains("default-src 'none'"));
    for word in ["<script", "<link", "<img", "url(", "@import", " src=\"", "onerror=\"", "http-equiv=\"refresh\""] {
        assert!(!page.contains(word), "the page has {word}");
    }
}

#[test]
fn forms_are_known_by_name_and_by_ending() {
    for form in Form::all() {
        assert_eq!(Form::by_name(form.name()), Some(form));
        assert_eq!(Form::by_name(form.extension()), Some(form));
    }
    assert_eq!(Form::by_name("pdf"), None);
}
