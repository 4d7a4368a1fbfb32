//! The cases in `tests/import/cases/*.md`: an export as it reaches us, and what becomes of it.
//!
//! A case is a heading, prose, one or more files, and what is expected. ```` ```file NAME [bom] [crlf] [utf-16le] [utf-16be]
//! [windows-1252] [--as FORMAT] [--dates ORDER]```` gives a file; `\u{..}` in it stands for a character that is hard to see.
//! ```` ```report```` gives the figures, rejections and warnings; ```` ```rows TABLE: COLUMN, …```` gives values, one row
//! a line. `QUAESTOR_BLESS=1` writes what comes out into the cases, for review.

use std::path::Path;

use connect::import::{Format, Options};
use tables::DateOrder;

struct Block {
    head: String,
    body: Vec<String>,
}

enum Part {
    Line(String),
    Block(Block),
}

fn parts(text: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut open: Option<Block> = None;
    for line in text.lines() {
        match (&mut open, line.strip_prefix("```")) {
            (None, Some(head)) => open = Some(Block { head: head.to_owned(), body: Vec::new() }),
            (Some(_), Some(_)) => parts.extend(open.take().map(Part::Block)),
            (Some(block), None) => block.body.push(line.to_owned()),
            (None, None) => parts.push(Part::Line(line.to_owned())),
        }
    }
    parts
}

fn options(head: &str) -> Options {
    let words: Vec<&str> = head.split_whitespace().collect();
    let after = |flag: &str| words.iter().position(|w| *w == flag).and_then(|at| words.get(at + 1)).copied();
    let dates = after("--dates").map(|order| match order {
        "us" => DateOrder::MonthFirst,
        "eu" => DateOrder::DayFirst,
        _ => DateOrder::Unsettled,
    });
    Options { format: after("--as").map(|name| Format::from_name(name).unwrap()), dates, ..Options::default() }
}

fn bytes(head: &str, body: &[String]) -> Vec<u8> {
    let has = |word: &str| head.split_whitespace().any(|w| w == word);
    let mut text = body.join(if has("crlf") { "\r\n" } else { "\n" });
    while let Some((before, after)) = text.split_once("\\u{") {
        let (code, rest) = after.split_once('}').unwrap();
        let character = char::from_u32(u32::from_str_radix(code, 16).unwrap()).unwrap();
        text = format!("{before}{character}{rest}");
    }
    if has("bom") {
        text.insert(0, '\u{FEFF}');
    }
    if has("utf-16le") {
        text.encode_utf16().flat_map(u16::to_le_bytes).collect()
    } else if has("utf-16be") {
        text.encode_utf16().flat_map(u16::to_be_bytes).collect()
    } else if has("windows-1252") {
        text.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect()
    } else {
        text.into_bytes()
    }
}

fn run(path: &Path, bless: bool) -> Vec<String> {
    let text = std::fs::read_to_string(path).unwrap();
    let mut out = Vec::new();
    let mut wrong = Vec::new();
    let mut title = String::new();
    let mut current: Option<(connect::import::FileOutcome, crate::support::Kept)> = None;
    for part in parts(&text) {
        let block = match part {
            Part::Line(line) => {
                if let Some(heading) = line.strip_prefix("## ") {
                    heading.clone_into(&mut title);
                    current = None;
                }
                out.push(line);
                continue;
            }
            Part::Block(block) => block,
        };
        let found = if let Some(head) = block.head.strip_prefix("file ") {
            let name = head.split_whitespace().next().unwrap();
            current = Some(crate::support::import(name, &bytes(head, &block.body), &options(head)));
            block.body.clone()
        } else {
            let (outcome, kept) = current.as_ref().expect("a file comes before what is expected of it");
            let found = match block.head.strip_prefix("rows ") {
                None => crate::support::report(outcome),
                Some(head) => {
                    let (table, columns) = head.split_once(':').unwrap();
                    let columns: Vec<_> = columns.split(',').map(|c| kept.column(table, c.trim())).collect();
                    let rows = columns.first().map_or(0, Vec::len);
                    let row = |at: usize| columns.iter().map(|c| c[at].as_str()).collect::<Vec<_>>().join(" | ");
                    (0..rows).map(row).collect::<Vec<_>>().join("\n")
                }
            };
            found.lines().map(str::to_owned).collect()
        };
        if found != block.body {
            wrong.push(format!(
                "{}: {title}: {}\nexpected\n{}\nfound\n{}",
                path.display(),
                block.head,
                block.body.join("\n"),
                found.join("\n")
            ));
        }
        out.push(format!("```{}", block.head));
        out.extend(found);
        out.push("```".to_owned());
    }
    if bless {
        std::fs::File::create(path)
            .and_then(|mut file| std::io::Write::write_all(&mut file, (out.join("\n") + "\n").as_bytes()))
            .unwrap();
        return Vec::new();
    }
    wrong
}

#[test]
fn every_case_holds() {
    let bless = std::env::var_os("QUAESTOR_BLESS").is_some();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/import/cases");
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    assert!(!paths.is_empty());
    let wrong: Vec<String> = paths.iter().flat_map(|path| run(path, bless)).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}
