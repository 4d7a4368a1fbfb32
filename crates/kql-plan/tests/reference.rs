//! The reference of functions, aggregates and plugins is written from their declarations; `make reference` writes it anew.
#![expect(clippy::unwrap_used, reason = "a test may")]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use kql_plan::scalar::FAMILIES;
use kql_plan::{aggregate, plugin};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/reference/kql")
}

/// Documentation lines without the space that `///` leaves.
fn text(documentation: &[&str]) -> String {
    documentation.iter().map(|line| line.strip_prefix(' ').unwrap_or(line)).collect::<Vec<_>>().join("\n")
}

/// A declaration as a person writes it, without the spaces that the compiler puts in.
fn signature(declaration: &str) -> String {
    let mut signature = declaration.split_whitespace().collect::<Vec<_>>().join(" ");
    for (from, to) in [
        (" (", "("),
        ("( ", "("),
        (" )", ")"),
        (" ,", ","),
        (" :", ":"),
        ("[ ", "["),
        (" ]", "]"),
        (" | ", "|"),
        (" ...", "..."),
        ("- >", "->"),
    ] {
        signature = signature.replace(from, to);
    }
    signature
}

fn entry(page: &mut String, name: &str, aliases: &[&str], declaration: &str, documentation: &str) {
    writeln!(page, "\n## {name}\n\n`{declaration}`").unwrap();
    if !aliases.is_empty() {
        writeln!(page, "\nAlso: `{}`.", aliases.join("`, `")).unwrap();
    }
    writeln!(page, "\n{}", documentation.trim_end()).unwrap();
}

fn pages() -> Vec<(String, String)> {
    let mut pages = Vec::new();
    let mut index = String::from(
        "# Functions, aggregates and plugins\n\nWritten from their declarations; the examples are run by the tests. Operators have pages of their own: [operators](../../kql/operators/).\n",
    );
    for (family, functions) in FAMILIES {
        if functions.is_empty() {
            continue;
        }
        let mut page = format!("# Functions: {family}\n");
        let mut sorted: Vec<_> = functions.to_vec();
        sorted.sort_by_key(|scalar| scalar.name);
        for scalar in &sorted {
            entry(&mut page, scalar.name, scalar.aliases, &signature(scalar.declaration), &text(scalar.documentation));
        }
        let names: Vec<&str> = sorted.iter().map(|scalar| scalar.name).collect();
        writeln!(index, "\n- [{family}]({family}.md): {}", names.join(", ")).unwrap();
        pages.push((format!("{family}.md"), page));
    }
    let mut page = String::from("# Aggregates\n");
    let mut aggregates: Vec<_> = aggregate::ALL.to_vec();
    aggregates.sort_by_key(|found| found.name);
    for found in &aggregates {
        let declaration = signature(found.declaration);
        let declaration = declaration.trim_end_matches(" -> dynamic");
        entry(&mut page, found.name, found.aliases, declaration, &text(found.documentation));
    }
    let names: Vec<&str> = aggregates.iter().map(|found| found.name).collect();
    writeln!(index, "\n- [aggregates](aggregates.md): {}", names.join(", ")).unwrap();
    pages.push(("aggregates.md".to_owned(), page));
    let mut page = String::from("# Plugins of `evaluate`\n");
    let mut plugins: Vec<_> = plugin::ALL.to_vec();
    plugins.sort_by_key(|found| found.name);
    for found in &plugins {
        writeln!(page, "\n## {}\n\n{}", found.name, found.documentation.trim()).unwrap();
    }
    writeln!(page, "\n## What is refused\n").unwrap();
    for (name, reason) in plugin::REFUSED {
        writeln!(page, "- `{name}` {reason}").unwrap();
    }
    let names: Vec<&str> = plugins.iter().map(|found| found.name).collect();
    writeln!(index, "\n- [plugins](plugins.md): {}", names.join(", ")).unwrap();
    pages.push(("plugins.md".to_owned(), page));
    pages.push(("README.md".to_owned(), index));
    pages
}

#[test]
fn the_reference_is_that_of_the_declarations() {
    let update = std::env::vars().any(|(name, _)| name == "UPDATE_REFERENCE");
    if update {
        std::fs::create_dir_all(folder()).unwrap();
    }
    for (name, page) in pages() {
        let path = folder().join(&name);
        if update {
            #[expect(clippy::disallowed_methods, reason = "a page of the repository, not of the archive")]
            std::fs::write(&path, page).unwrap();
            continue;
        }
        let written = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(written == page, "{name} is out of date: run `make reference`");
    }
}
