//! `externaldata`: rows of files that the operator allows.
//! Source: <https://learn.microsoft.com/kusto/query/externaldata-operator>

use std::sync::Arc;

use kql::diagnostic::Code;
use kql::tree::ExternalData;

use super::{Binder, Result};
use crate::plan::{Node, Plan};
use crate::rows::Row;
use crate::{Column, Json, Type, Value};

impl Binder<'_> {
    pub(crate) fn external_data(&mut self, tree: &ExternalData) -> Result<Plan> {
        let columns = self.declared_columns(&tree.schema);
        let mut format = None;
        let mut skip_first = false;
        for property in &tree.properties {
            let text = match &property.value {
                // `format=csv`, without quotes.
                kql::tree::Expression::Name(name) if self.scope.find(&name.text).is_none() => {
                    name.text.to_ascii_lowercase()
                }
                other => {
                    let (value, _) = self.isolated(|binder| binder.constant(other, "a property of externaldata"))?;
                    crate::convert::text(&value).to_ascii_lowercase()
                }
            };
            match property.name.text.to_ascii_lowercase().as_str() {
                "format" => format = Some(text),
                "ignorefirstrecord" => skip_first = text == "true",
                _ => {}
            }
        }
        let mut rows = Vec::new();
        for connection in &tree.connections {
            let (location, _) = self.isolated(|binder| binder.constant(connection, "the place of a file"))?;
            let location = crate::convert::text(&location);
            // What follows `;` is a credential of the service.
            let place = location.split(';').next().unwrap_or_default();
            match self.catalog.external(place) {
                Ok(text) => {
                    let format = format.clone().unwrap_or_else(|| by_extension(place).to_owned());
                    match read(&text, &format, skip_first, &columns) {
                        Ok(found) => rows.extend(found),
                        Err(message) => {
                            return self.error(Code::InvalidArgument, connection.span(), format!("{place}: {message}"));
                        }
                    }
                }
                Err(error) => self.note(Code::NotHere, connection.span(), format!("{}: it gives no rows", error.0)),
            }
        }
        Ok(Plan::new(Node::Values(Arc::new(rows)), columns))
    }
}

/// The format that the name of a file tells.
fn by_extension(place: &str) -> &'static str {
    let path = place.split('?').next().unwrap_or_default();
    match path.rsplit('.').next().unwrap_or_default().to_ascii_lowercase().as_str() {
        "tsv" => "tsv",
        "psv" => "psv",
        "json" | "jsonl" | "ndjson" => "multijson",
        "txt" => "txt",
        _ => "csv",
    }
}

fn read(text: &str, format: &str, skip_first: bool, columns: &[Column]) -> std::result::Result<Vec<Row>, String> {
    match format {
        "json" | "multijson" | "singlejson" => json(text, columns),
        "txt" | "raw" => Ok(lines(text, format == "raw", skip_first, columns)),
        "tsv" | "tsve" => separated(text, b'\t', skip_first, columns),
        "psv" => separated(text, b'|', skip_first, columns),
        "scsv" => separated(text, b';', skip_first, columns),
        "sohsv" => separated(text, 1, skip_first, columns),
        "csv" => separated(text, b',', skip_first, columns),
        other => {
            Err(format!("the format `{other}` is not read here: csv, tsv, psv, scsv, txt, raw, json and multijson are"))
        }
    }
}

fn cell(text: &str, kind: Type) -> Value<'static> {
    if kind == Type::Dynamic {
        return serde_json::from_str::<Json>(text)
            .map_or_else(|_| Value::dynamic(Json::String(text.to_owned())), Value::dynamic);
    }
    crate::convert::convert(&Value::string(text.to_owned()), kind).into_owned()
}

fn separated(text: &str, separator: u8, skip_first: bool, columns: &[Column]) -> std::result::Result<Vec<Row>, String> {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(separator)
        .has_headers(skip_first)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|error| format!("record {}: {error}", rows.len() + 1))?;
        rows.push(
            columns
                .iter()
                .enumerate()
                .map(|(place, column)| {
                    record.get(place).map_or_else(|| Value::null(column.kind), |text| cell(text, column.kind))
                })
                .collect(),
        );
    }
    Ok(rows)
}

fn lines(text: &str, whole: bool, skip_first: bool, columns: &[Column]) -> Vec<Row> {
    let row = |text: &str| {
        columns
            .iter()
            .enumerate()
            .map(|(place, column)| if place == 0 { cell(text, column.kind) } else { Value::null(column.kind) })
            .collect()
    };
    if whole { vec![row(text)] } else { text.lines().skip(usize::from(skip_first)).map(row).collect() }
}

fn json(text: &str, columns: &[Column]) -> std::result::Result<Vec<Row>, String> {
    let mut rows = Vec::new();
    for value in serde_json::Deserializer::from_str(text).into_iter::<Json>() {
        let value = value.map_err(|error| format!("record {}: {error}", rows.len() + 1))?;
        let records = match value {
            Json::Array(records) => records,
            one => vec![one],
        };
        for record in records {
            rows.push(
                columns
                    .iter()
                    .map(|column| match record.get(&column.name) {
                        None | Some(Json::Null) => Value::null(column.kind),
                        Some(found) => {
                            crate::convert::convert(&Value::dynamic(found.clone()), column.kind).into_owned()
                        }
                    })
                    .collect(),
            );
        }
    }
    Ok(rows)
}
