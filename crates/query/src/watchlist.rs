//! Watchlists: CSV files in the archive's `watchlists` folder, each named as the list is.

use std::path::Path;

use kql_plan::value::Json;
use kql_plan::{Rows, Type, Value};

/// The most rows a watchlist gives; Sentinel takes 10 million items in all, which no rule joins with.
const MAX_ROWS: usize = 1_048_576;

/// Columns that every watchlist has, before those of its file.
const FIXED: [(&str, Type); 4] = [
    ("_DTItemId", Type::String),
    ("LastUpdatedTimeUTC", Type::Datetime),
    ("SearchKey", Type::String),
    ("WatchlistItem", Type::Dynamic),
];

/// Reads a watchlist: the fixed columns, then those of the file, all texts. The search key is the column of that name, else the first. None where there
/// is no file of this name.
///
/// # Errors
/// When the file is no CSV.
///
/// Source: <https://learn.microsoft.com/azure/sentinel/watchlists-queries>
pub(crate) fn read(folder: &Path, alias: &str) -> Option<Result<Rows, String>> {
    let plain = !alias.is_empty() && !alias.contains(['/', '\\', ':']) && !alias.starts_with('.');
    let path = folder.join(format!("{alias}.csv"));
    if !plain || !path.is_file() {
        return None;
    }
    let changed = std::fs::metadata(&path).and_then(|meta| meta.modified()).ok();
    let changed = changed.map(|time| chrono::DateTime::<chrono::Utc>::from(time).timestamp_micros());
    let changed = changed.and_then(crate::rows::ticks_of).map_or(Value::Null, Value::Datetime);
    Some(table(&path, alias, &changed).map_err(|error| format!("the watchlist `{alias}` cannot be read: {error}")))
}

fn table(path: &Path, alias: &str, changed: &Value<'static>) -> Result<Rows, csv::Error> {
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_path(path)?;
    let headers: Vec<String> =
        reader.headers()?.iter().map(|header| header.trim_start_matches('\u{feff}').trim().to_owned()).collect();
    let mut list = Items::new(alias, &headers, changed);
    for record in reader.records().take(MAX_ROWS) {
        let record = record?;
        list.add(|at| record.get(at).unwrap_or_default());
    }
    Ok(list.rows)
}

/// Returns the watchlist of these items, whose values stand in the order of the columns.
pub(crate) fn of_items<'a>(alias: &str, headers: &[String], items: impl Iterator<Item = &'a [String]>) -> Rows {
    let mut list = Items::new(alias, headers, &Value::Null);
    for item in items {
        list.add(|at| item.get(at).map_or("", String::as_str));
    }
    list.rows
}

/// A watchlist being read.
struct Items<'a> {
    alias: &'a str,
    headers: &'a [String],
    changed: &'a Value<'static>,
    /// Which column is the search key.
    key: usize,
    /// Which columns of the file become columns.
    own: Vec<usize>,
    rows: Rows,
}

impl<'a> Items<'a> {
    fn new(alias: &'a str, headers: &'a [String], changed: &'a Value<'static>) -> Self {
        let key = headers.iter().position(|header| header == "SearchKey").unwrap_or(0);
        let own: Vec<usize> = (0..headers.len())
            .filter(|at| headers.get(*at).is_some_and(|header| is_own(headers, *at, header)))
            .collect();
        let mut columns: Vec<(String, Type)> = FIXED.iter().map(|(name, kind)| ((*name).to_owned(), *kind)).collect();
        columns.extend(own.iter().filter_map(|at| Some((headers.get(*at)?.clone(), Type::String))));
        Self { alias, headers, changed, key, own, rows: Rows::new(columns) }
    }

    fn add<'b>(&mut self, cell: impl Fn(usize) -> &'b str) {
        let text = |at: usize| cell(at).to_owned();
        let item: serde_json::Map<String, Json> =
            self.headers.iter().enumerate().map(|(at, header)| (header.clone(), Json::String(text(at)))).collect();
        let mut row = vec![
            Value::from(format!("{}-{}", self.alias, self.rows.rows.len() + 1)),
            self.changed.clone(),
            Value::from(text(self.key)),
            Value::dynamic(Json::Object(item)),
        ];
        row.extend(self.own.iter().map(|at| Value::from(text(*at))));
        self.rows.rows.push(row);
    }
}

/// Whether a column of the file becomes a column: it has a name, the first of its kind, which is none of the fixed ones.
fn is_own(headers: &[String], at: usize, header: &str) -> bool {
    let first = headers.iter().position(|other| other == header) == Some(at);
    first && !header.is_empty() && FIXED.iter().all(|(name, _)| *name != header)
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "a test writes its own ground")]
mod tests {
    use super::*;

    #[test]
    fn a_watchlist_is_its_file_after_the_fixed_columns() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(
            folder.path().join("vip.csv"),
            "\u{feff}upn,why\r\nann@contoso.example,board\r\nbo@contoso.example\r\n",
        )
        .unwrap();
        let rows = read(folder.path(), "vip").unwrap().unwrap();
        let names: Vec<&str> = rows.columns.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["_DTItemId", "LastUpdatedTimeUTC", "SearchKey", "WatchlistItem", "upn", "why"]);
        let texts: Vec<Vec<&str>> = rows.rows.iter().map(|row| [2, 4, 5].map(|at| row[at].as_str()).into()).collect();
        assert_eq!(
            texts,
            [["ann@contoso.example", "ann@contoso.example", "board"], ["bo@contoso.example", "bo@contoso.example", ""]]
        );
        assert_eq!(rows.rows[0][3].as_json().unwrap()["why"], "board");
        assert!(read(folder.path(), "none").is_none() && read(folder.path(), "../vip").is_none());
    }
}
