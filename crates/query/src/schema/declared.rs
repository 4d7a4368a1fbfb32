//! What Microsoft's table references declare: `schemas/log-analytics.txt` and `schemas/hunting.txt`, written by `schemas/generate.py`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use kql_plan::Type;

/// A reference: its tables by name, each with the text of its columns.
type Reference = BTreeMap<&'static str, &'static str>;

static WORKSPACE: LazyLock<Reference> = LazyLock::new(|| read(include_str!("../../schemas/log-analytics.txt")));
static HUNTING: LazyLock<Reference> = LazyLock::new(|| read(include_str!("../../schemas/hunting.txt")));

fn read(text: &'static str) -> Reference {
    text.lines().filter_map(|line| line.split_once(": ")).collect()
}

/// Returns the columns that the Azure Monitor reference lists for a table.
pub fn workspace(table: &str) -> Option<impl Iterator<Item = (&'static str, Type)> + Clone> {
    WORKSPACE.get(table).map(|columns| parse(columns))
}

/// Returns the columns that the advanced hunting reference lists for a table.
pub fn hunting(table: &str) -> Option<impl Iterator<Item = (&'static str, Type)> + Clone> {
    HUNTING.get(table).map(|columns| parse(columns))
}

/// Returns the names of all tables of both, in the order of the alphabet.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    let mut names: Vec<&str> = WORKSPACE.keys().chain(HUNTING.keys()).copied().collect();
    names.sort_unstable();
    names.into_iter()
}

fn parse(columns: &'static str) -> impl Iterator<Item = (&'static str, Type)> + Clone {
    columns.split(", ").filter_map(|column| {
        let (name, kind) = column.split_once(' ')?;
        Some((name, Type::by_name(kind)?))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_column_of_the_files_is_read() {
        for reference in [&WORKSPACE, &HUNTING] {
            for (table, columns) in reference.iter() {
                assert_eq!(parse(columns).count(), columns.split(", ").count(), "{table}");
            }
        }
    }
}
