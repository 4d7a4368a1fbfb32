//! Every diagnostic has a page, its wrong example gives the diagnostic, its right one does not.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use kql::Code;

/// They tell of the archive, not of the query, so no query alone shows them.
const ONLY_WITH_DATA: &[Code] = &[Code::NoRowsKept, Code::OpenColumn, Code::NotYet];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/errors")
}

fn codes(query: &str) -> BTreeSet<Code> {
    let parsed = kql::parse(query);
    let findings = kql::lint(&parsed.tree);
    parsed.diagnostics.iter().chain(&findings).map(|found| found.code).collect()
}

fn blocks<'p>(page: &'p str, mark: &str) -> Vec<&'p str> {
    let opening = format!("```{mark}\n");
    page.split(opening.as_str()).skip(1).filter_map(|rest| rest.split("\n```").next()).collect()
}

#[test]
fn every_diagnostic_has_a_page_whose_examples_are_true() {
    for code in Code::ALL {
        let path = folder().join(format!("{code}.md"));
        let page = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        assert!(page.starts_with(&format!("# {code}: {}\n", code.title())), "{}: the title", path.display());
        let wrong = blocks(&page, "kusto wrong");
        // No page shows a text of four gigabytes.
        let shown = *code == Code::TooLong || ONLY_WITH_DATA.contains(code);
        assert!(!wrong.is_empty() || shown, "{}: no wrong example", path.display());
        // What names mean is for the binder, whose tests try these.
        for query in wrong.into_iter().filter(|_| code.number() < 200) {
            assert!(codes(query).contains(code), "{}: {query:?} gives {:?}", path.display(), codes(query));
        }
        for query in blocks(&page, "kusto") {
            assert!(!codes(query).contains(code), "{}: {query:?} gives it too", path.display());
            assert!(kql::parse(query).is_ok(), "{}: {query:?} is wrong", path.display());
        }
    }
}

#[test]
fn every_page_is_of_a_diagnostic() {
    let known: BTreeSet<String> = Code::ALL.iter().map(|code| format!("{code}.md")).collect();
    for entry in std::fs::read_dir(folder()).expect("the pages are in the repository") {
        let name = entry.expect("an entry").file_name().to_string_lossy().into_owned();
        assert!(!name.starts_with("KQL") || known.contains(&name), "{name} is of no diagnostic");
    }
}
