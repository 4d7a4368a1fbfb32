//! Rows of Log Analytics, Sentinel and advanced-hunting tables: which table, and in which form.

use std::collections::{BTreeMap, BTreeSet};

use sonic_rs::JsonValueTrait;
use tables::{Kind, Shape, Table};

use super::{Class, Form, Format};
use crate::import::json::Object;
use crate::import::sniff::{Key, Keys};

/// Rows whose table cannot be told: summaries, projections, tables we do not have.
pub(crate) const QUERY_RESULT: Kind = Kind::Other("query result");
/// Rows that tell how a query was run.
pub(crate) const QUERY_METADATA: Kind = Kind::Other("query metadata");

/// Returns whether an object is a row, judging by its keys.
pub(crate) fn recognise(keys: &Keys) -> Option<Class> {
    let hunting =
        [Key::ActionType, Key::ReportId, Key::DeviceId, Key::AccountObjectId, Key::NetworkMessageId, Key::AlertId];
    let row = keys.pascal() && (keys.has(Key::TimeGenerated) || keys.has(Key::Timestamp) && keys.any(&hunting));
    row.then_some(ROW)
}

/// The class of a row whose table is still to be told.
pub(crate) const ROW: Class = Class { format: Format::LogAnalyticsJson, kind: QUERY_RESULT, form: Form::Row };

/// Names that columns of many tables and members of many objects have.
const COMMON: [&str; 16] = [
    "Id",
    "Name",
    "Type",
    "Status",
    "Title",
    "Description",
    "Category",
    "Result",
    "Action",
    "Version",
    "Level",
    "Location",
    "Item",
    "Actor",
    "Operation",
    "Scope",
];

/// Returns whether an object that nothing else is known about has columns of a table: the result of a query that
/// chose or computed columns.
pub(crate) fn resembles_row(names: &[&str]) -> bool {
    tables::all()
        .iter()
        .any(|table| names.iter().filter(|n| !COMMON.contains(n) && table.column(n).is_some()).take(2).count() == 2)
}

/// Returns the table that rows with these columns belong to, given the values of their `Type` and `Category` columns.
///
/// The name in `Type` counts unless the columns belie it, as those of a summary do. Without it the table that most of
/// the columns belong to is taken, if no other comes as near.
pub(crate) fn table_of(names: &[&str], type_name: Option<&str>, category: Option<&str>) -> Option<&'static Table> {
    let matching = |table: &Table| names.iter().filter(|n| table.column(base_name(n)).is_some()).count();
    if let Some(table) = type_name.and_then(tables::by_name) {
        return (!belied(matching(table), names.len())).then_some(table);
    }
    if type_name.is_some_and(|n| n.chars().all(|c| c.is_ascii_alphanumeric() || c == '_') && n.len() > 3) {
        return None;
    }
    let mut best: Vec<(usize, &'static Table)> = Vec::new();
    for table in tables::all() {
        let matching = matching(table);
        match best.first().map_or(0, |(most, _)| *most) {
            most if matching > most => best = vec![(matching, table)],
            most if matching == most => best.push((matching, table)),
            _ => {}
        }
    }
    let (most, first) = *best.first()?;
    if most < 3 || most * 10 < names.len() * 6 {
        return None;
    }
    if let Some((_, table)) = best.iter().find(|(_, t)| t.category.is_some() && t.category == category) {
        return Some(table);
    }
    best.iter().all(|(_, t)| t.family == first.family).then_some(first)
}

/// Columns that name the table of a row, the surest first: the table's own, and those of queries over several tables.
pub(crate) const TABLE_NAMES: [&str; 4] = ["Type", "$table", "TableName", "SourceTable"];

/// Returns whether a text is the name of a table.
pub(crate) fn names_table(name: &str) -> bool {
    tables::by_name(name).is_some()
}

/// Returns whether the columns of a row belie the name of its table, so few of them are the table's.
pub(crate) fn belied(matching: usize, columns: usize) -> bool {
    matching * 2 < columns && matching < 10
}

/// Returns what rows of a table with these columns are: a table's rows need a time, so without one they are kept as what
/// is left of rows of that table.
pub(crate) fn kind_of(table: &'static Table, names: &[&str]) -> Kind {
    let timed = table.undated
        || table.column("TimeGenerated").is_none_or(|time| {
            let sources =
                time.sources.iter().filter(|s| s.shape.is_none_or(|shape| shape == Shape::Row)).map(|s| s.path);
            sources.chain(["TimeGenerated"]).any(|path| names.contains(&path))
        });
    if timed { Kind::Row(table.name) } else { Kind::Other(table.name) }
}

/// Returns a column's name without the suffix that a union of tables gives a column of two types.
pub(crate) fn base_name(name: &str) -> &str {
    name.strip_suffix("_dynamic").or_else(|| name.strip_suffix("_string")).unwrap_or(name)
}

/// Hash of the names, and the values of `Type` and `Category`.
type Columns = (u64, Option<String>, Option<String>);

/// Tells the table of JSON rows, once for each set of columns.
#[derive(Debug, Default)]
pub(crate) struct RowTables {
    known: BTreeMap<Columns, (Kind, bool)>,
}

impl RowTables {
    /// Returns what the row is, and whether some of its columns are twins of two types.
    pub(crate) fn of(&mut self, keys: &Keys, text: &str) -> (Kind, bool) {
        let field = |name: &str| {
            sonic_rs::get(text, [name]).ok().and_then(|v| v.as_str().map(str::to_owned)).filter(|v| v.len() < 100)
        };
        let told = || TABLE_NAMES.iter().filter_map(|name| field(name));
        let type_name = told().find(|name| names_table(name)).or_else(|| told().next());
        let key = (keys.hash() ^ u64::from(keys.count()), type_name, field("Category"));
        if let Some(known) = self.known.get(&key) {
            return *known;
        }
        let names: Vec<_> = sonic_rs::to_object_iter(text).flatten().map(|(key, _)| key).collect();
        let names: Vec<&str> = names.iter().map(AsRef::as_ref).collect();
        let table = table_of(&names, key.1.as_deref(), key.2.as_deref());
        let twins = names.iter().any(|n| base_name(n) != *n);
        let found = (table.map_or(QUERY_RESULT, |t| kind_of(t, &names)), twins);
        if self.known.len() < 4096 {
            self.known.insert(key, found);
        }
        found
    }
}

/// Returns the row with each pair of twin columns (`DeviceDetail_dynamic`, `DeviceDetail_string`) as one column.
pub(crate) fn without_twins(text: &str) -> String {
    let members: Vec<_> = sonic_rs::to_object_iter(text).flatten().collect();
    let own: BTreeSet<&str> = members.iter().map(|(key, _)| key.as_ref()).collect();
    let empty = |raw: &str| matches!(raw, "null" | "\"\"");
    let mut row = Object::default();
    let mut written = BTreeSet::new();
    for (key, value) in &members {
        let base = base_name(key);
        let twin = base != key.as_ref();
        if twin && (own.contains(base) || empty(value.as_raw_str()) || !written.insert(base)) {
            continue;
        }
        row.raw(base, value.as_raw_str());
    }
    row.finish()
}

/// Returns a row of a query's answer, an array, as an object of its columns.
pub(crate) fn object_of(columns: &[String], row: &str) -> Result<String, String> {
    let mut object = Object::default();
    let mut values = 0;
    for (at, value) in sonic_rs::to_array_iter(row).enumerate() {
        let Ok(value) = value else { return Err("the row is not well-formed JSON".into()) };
        match columns.get(at) {
            Some(column) => object.raw(column, value.as_raw_str()),
            None => object.raw(&format!("Column{}", at + 1), value.as_raw_str()),
        }
        values += 1;
    }
    if values < columns.len() {
        return Err(format!("the row has {values} values for {} columns", columns.len()));
    }
    Ok(object.finish())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn twins_become_one_column() {
        let row = r#"{"A_dynamic":{"x":1},"A_string":"","B_string":"s","B_dynamic":null,"C":2}"#;
        assert_eq!(without_twins(row), r#"{"A":{"x":1},"B":"s","C":2}"#);
    }

    #[test]
    fn a_row_takes_the_names_of_its_columns() {
        let columns = ["A".to_owned(), "B".to_owned()];
        assert_eq!(object_of(&columns, r#"["x",{"y":[1]}]"#).unwrap(), r#"{"A":"x","B":{"y":[1]}}"#);
        assert!(object_of(&columns, r#"["x"]"#).is_err());
    }
}
