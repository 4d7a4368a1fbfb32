//! The reference of the tables, one page a table, written from the tables themselves.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::{collections::BTreeSet, fmt::Write as _, path::PathBuf};

use tables::{Column, Convert, Shape, Source, Table, all};

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../docs/reference/tables")
}

/// Text of a doc comment as one paragraph, fit for a cell of a table.
fn paragraph(doc: &str) -> String {
    doc.split_whitespace().collect::<Vec<_>>().join(" ").replace('|', "\\|")
}

fn shape(shape: Option<Shape>) -> &'static str {
    match shape {
        None => "any",
        Some(Shape::Graph) => "Graph",
        Some(Shape::GraphLegacy) => "retired Graph",
        Some(Shape::Diagnostic) => "diagnostic",
        Some(Shape::Row) => "row",
        Some(Shape::Audit) => "audit",
        Some(Shape::Defender) => "Defender",
        Some(Shape::CloudApp) => "Cloud Apps",
    }
}

fn source(source: &Source) -> String {
    match source.convert {
        Convert::Always(text) => format!("always `{text}`"),
        Convert::Plain | Convert::With(_) if source.path.is_empty() => format!("{}: the record", shape(source.shape)),
        Convert::Plain => format!("{}: `{}`", shape(source.shape), source.path),
        Convert::With(_) => format!("{}: `{}`, converted", shape(source.shape), source.path),
    }
}

fn row(page: &mut String, cells: [&str; 4]) {
    writeln!(page, "| {} | {} | {} | {} |", cells[0], cells[1], cells[2], cells[3]).unwrap();
}

fn column(page: &mut String, column: &Column) {
    let from: Vec<String> = column.sources.iter().map(source).collect();
    let from = from.join("<br>").replace('|', "\\|");
    row(page, [&format!("`{}`", column.name), column.kind.name(), &paragraph(column.doc), &from]);
}

fn page(table: &Table) -> String {
    let mut page = format!("# {}\n\n{}\n\n", table.name, paragraph(table.doc));
    if let Some(category) = table.category {
        writeln!(page, "Diagnostic category: `{category}`.").unwrap();
    }
    let names: Vec<String> = table.identity.iter().map(|name| format!("`{name}`")).collect();
    if names.is_empty() {
        writeln!(page, "Rows have no name of their own: equal content is one record.").unwrap();
    } else {
        writeln!(page, "Rows of the family `{}` with the same {} are one record.", table.family, names.join(", "))
            .unwrap();
    }
    if let Some(revision) = table.revision {
        writeln!(page, "The later `{revision}` is the newer version.").unwrap();
    }
    page.push_str(
        "\n## Columns\n\nThe first source found wins. A row of the table itself is read by its column names.\n\n",
    );
    row(&mut page, ["Column", "Type", "Meaning", "From"]);
    row(&mut page, ["---"; 4]);
    for one in table.columns {
        column(&mut page, one);
    }
    if !table.promoted.is_empty() {
        page.push_str("\n## Hidden columns\n\nTyped copies of what queries ask for most.\n\n");
        row(&mut page, ["Column", "Type", "Meaning", "From"]);
        row(&mut page, ["---"; 4]);
        for promoted in table.promoted {
            let from: Vec<String> = promoted
                .from
                .iter()
                .map(|(of, path)| if path.is_empty() { format!("`{of}`") } else { format!("`{of}`: `{path}`") })
                .collect();
            let name = format!("`{}`", promoted.name);
            row(&mut page, [&name, promoted.kind.name(), &paragraph(promoted.doc), &from.join("<br>")]);
        }
    }
    page
}

fn index() -> String {
    let mut page = "# Tables\n\nPaths name the place in a record: `status.errorCode`, the first element `targetResources[0].id`, \
                    the element of a list by one of its members `ExtendedProperties[Name=UserAgent].Value`. Letter case of \
                    keys does not matter.\n\n"
        .to_owned();
    for table in all() {
        let first = paragraph(table.doc);
        let first = first.split(" Source:").next().unwrap_or_default();
        writeln!(page, "- [{0}]({0}.md): {first}", table.name).unwrap();
    }
    page
}

#[test]
#[expect(clippy::disallowed_methods, reason = "written only where the developer asks for it")]
fn the_reference_says_what_the_tables_are() {
    let update = std::env::var_os("UPDATE_REFERENCE").is_some();
    let mut pages = vec![("README.md".to_owned(), index())];
    pages.extend(all().iter().map(|table| (format!("{}.md", table.name), page(table))));
    if update {
        std::fs::create_dir_all(folder()).unwrap();
        for (name, text) in &pages {
            std::fs::write(folder().join(name), text).unwrap();
        }
    }
    for (name, text) in &pages {
        let kept = std::fs::read_to_string(folder().join(name)).unwrap_or_default();
        assert!(kept == *text, "docs/reference/tables/{name} is not what the table says; run with UPDATE_REFERENCE=1");
    }
    let names: BTreeSet<String> = pages.into_iter().map(|(name, _)| name).collect();
    for entry in std::fs::read_dir(folder()).unwrap().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        assert!(names.contains(&name), "docs/reference/tables/{name} belongs to no table");
    }
}
