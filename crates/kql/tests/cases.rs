//! The literate cases in `cases/`: prose, a query, and what becomes of it, in one file an operator.
//!
//! A query stands in a block marked `kusto`. The blocks that follow it, up to the next query, are checked: `tree` (its outline), `text`
//! (as it is printed), `layout` (as it is laid out), `diagnostics` (what the parser and the linter say: line, column, message). Without a
//! `diagnostics` block there must be no error. `UPDATE_CASES=1` rewrites the blocks.

#![expect(clippy::expect_used, reason = "a test that cannot read its cases fails")]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// A block of a file: its mark, and the lines in it.
struct Block {
    mark: String,
    text: String,
}

/// A file as prose and blocks, in turn.
enum Part {
    Prose(String),
    Block(Block),
}

fn parts(file: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut lines = file.lines();
    let mut prose = String::new();
    while let Some(line) = lines.next() {
        if let Some(mark) = line.strip_prefix("```") {
            parts.push(Part::Prose(std::mem::take(&mut prose)));
            let inside: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
            parts.push(Part::Block(Block { mark: mark.to_owned(), text: inside.join("\n") }));
        } else {
            prose.push_str(line);
            prose.push('\n');
        }
    }
    parts.push(Part::Prose(prose));
    parts
}

fn diagnostics(query: &str) -> String {
    let parsed = kql::parse(query);
    let lines = kql::LineIndex::new(query);
    let mut out = String::new();
    let findings = if parsed.is_ok() { kql::lint(&parsed.tree) } else { Vec::new() };
    for found in parsed.diagnostics.iter().chain(&findings) {
        let place = lines.line_column(query, found.span.start);
        writeln!(out, "{}:{} {found}", place.line, place.column).expect("writing into a string");
    }
    out.trim_end().to_owned()
}

fn answer(query: &str, mark: &str) -> Option<String> {
    let parsed = kql::parse(query);
    Some(match mark {
        "tree" => parsed.tree.to_outline().trim_end().to_owned(),
        "text" => kql::print(&parsed.tree),
        "layout" => kql::format(query).map_or_else(|error| error.to_string(), |text| text.trim_end().to_owned()),
        "diagnostics" => diagnostics(query),
        _ => return None,
    })
}

/// Checks a file; gives what it should be, and what differs.
fn check(path: &Path, file: &str) -> (String, Vec<String>) {
    let mut out = String::new();
    let mut wrong = Vec::new();
    let mut query: Option<String> = None;
    let mut silent = false;
    let mut finish = |query: &Option<String>, silent: bool| {
        if let Some(query) = query
            && silent
            && !kql::parse(query).is_ok()
        {
            wrong.push(format!("{}: {query}\n  has errors:\n{}", path.display(), diagnostics(query)));
        }
    };
    let mut differences = Vec::new();
    for part in parts(file) {
        match part {
            Part::Prose(prose) => out.push_str(&prose),
            Part::Block(block) => {
                let mut text = block.text.clone();
                if block.mark == "kusto" {
                    finish(&query, silent);
                    query = Some(block.text.clone());
                    silent = true;
                } else if let Some(query) = &query {
                    silent &= block.mark != "diagnostics";
                    match answer(query, &block.mark) {
                        Some(answer) => text = answer,
                        None => differences.push(format!("{}: no block is marked `{}`", path.display(), block.mark)),
                    }
                }
                if text != block.text {
                    differences.push(format!(
                        "{}: {}\nexpected:\n{}\nfound:\n{text}",
                        path.display(),
                        block.mark,
                        block.text
                    ));
                }
                write!(out, "```{}\n{text}\n```\n", block.mark).expect("writing into a string");
            }
        }
    }
    finish(&query, silent);
    wrong.extend(differences);
    (out, wrong)
}

fn files() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)
        .expect("the cases are beside the test")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    files.sort();
    files
}

#[test]
fn cases_hold() {
    let update = std::env::var_os("UPDATE_CASES").is_some();
    let mut wrong = Vec::new();
    for path in files() {
        let file = std::fs::read_to_string(&path).expect("a file of cases");
        let (should_be, differences) = check(&path, &file);
        if update && should_be != file {
            #[expect(clippy::disallowed_methods, reason = "the cases are files of the repository, not of an archive")]
            std::fs::write(&path, should_be).expect("the file can be written");
        } else {
            wrong.extend(differences);
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}
