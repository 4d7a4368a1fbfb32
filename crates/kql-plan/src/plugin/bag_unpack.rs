//! `bag_unpack`: a column for each property.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::argument::{self, piped};
use super::timeline::piped_rows;
use super::{Plugin, PluginCall, PluginPlan};
use crate::convert::from_json;
use crate::rows::{Row, Rows, RowsOperator, RunError};
use crate::value::Json;
use crate::{Context, Type, Value};

/// `bag_unpack(bag, [prefix], [columnsConflict], [ignoredProperties])`.
pub static BAG_UNPACK: Plugin = Plugin {
    name: "bag_unpack",
    documentation: "\
`bag_unpack(bag [, prefix] [, columnsConflict] [, ignoredProperties])`: replaces the column `bag` by one column for each property that some \
bag has, in the order of their names; `prefix` stands before each name. The type of a column is that of all its values (bool, long, real, \
string), or dynamic when they differ. When there is such a column already, `columnsConflict` says what happens: `error` (when absent), \
`replace_source`, `keep_source`. `ignoredProperties` is an array of names that make no column. What is no bag makes nulls. The columns depend \
on the data: at most 10,000, and a name that no bag has is taken for a null.

Source: <https://learn.microsoft.com/kusto/query/bag-unpack-plugin>",
    needs_data: true,
    plan,
};

/// The most columns that properties make.
const MOST_COLUMNS: usize = 10_000;

/// Where a column of the result comes from.
#[derive(Debug, Clone)]
enum From {
    Input(usize),
    Property(String),
}

#[derive(Debug)]
struct BagUnpack {
    bag: usize,
    columns: Vec<(From, Type)>,
}

fn plan(call: &PluginCall) -> Result<PluginPlan, String> {
    let (named, _) =
        argument::by_name(call, &["Column", "OutputColumnPrefix", "columnsConflict", "ignoredProperties"])?;
    let given = |index: usize| named.get(index).copied().flatten();
    let bag = argument::column(call, given(0), "bag")?;
    if bag.kind != Type::Dynamic {
        return Err(format!("the bag must be a dynamic column, not {}", bag.kind));
    }
    let bag = bag.place().unwrap_or_default();
    let prefix = argument::constant(given(1), "prefix")?.map(|value| value.as_str().to_owned()).unwrap_or_default();
    let conflict = argument::constant(given(2), "columnsConflict")?.map_or("error", Value::as_str);
    if !["error", "replace_source", "keep_source"].contains(&conflict) {
        return Err("columnsConflict is one of error, replace_source, keep_source".to_owned());
    }
    let ignored = argument::constant(given(3), "ignoredProperties")?;
    let ignored: Vec<&str> = ignored
        .and_then(Value::as_json)
        .and_then(Json::as_array)
        .map(|names| names.iter().filter_map(Json::as_str).collect())
        .unwrap_or_default();
    let mut properties = properties(call, bag)?;
    properties.retain(|name, _| !ignored.contains(&name.as_str()));

    let mut columns: Vec<(String, Type)> = Vec::new();
    let mut sources: Vec<(From, Type)> = Vec::new();
    for (place, column) in piped(call).iter().enumerate() {
        let property = column.name.strip_prefix(&prefix).and_then(|name| properties.get_key_value(name));
        let property = property.map(|(name, kind)| (name.clone(), *kind));
        let from = match property {
            Some(_) if conflict == "error" && place != bag => {
                return Err(format!(
                    "there is a column `{}` already; give a prefix, or columnsConflict='replace_source' or 'keep_source'",
                    column.name
                ));
            }
            Some((name, _)) if conflict == "keep_source" && place != bag => {
                properties.remove(&name);
                Some((From::Input(place), column.kind))
            }
            Some((name, kind)) => {
                properties.remove(&name);
                Some((From::Property(name), kind))
            }
            None if place == bag => None,
            None => Some((From::Input(place), column.kind)),
        };
        if let Some(from) = from {
            columns.push((column.name.clone(), from.1));
            sources.push(from);
        }
    }
    for (name, kind) in properties {
        columns.push((format!("{prefix}{name}"), kind));
        sources.push((From::Property(name), kind));
    }
    Ok(PluginPlan { columns, operator: Arc::new(BagUnpack { bag, columns: sources }), open: true })
}

/// The properties of all bags and the types of their values.
fn properties(call: &PluginCall, bag: usize) -> Result<BTreeMap<String, Type>, String> {
    let mut found: BTreeMap<String, Option<Type>> = BTreeMap::new();
    let rows = call.data.iter().flat_map(|rows| &rows.rows);
    for (name, value) in rows.filter_map(|row| row.get(bag)?.as_json()?.as_object()).flatten() {
        let kind = from_json(value).kind();
        let full = found.len() >= MOST_COLUMNS;
        match found.get_mut(name) {
            Some(known @ None) => *known = kind,
            Some(Some(known)) if kind.is_some_and(|kind| kind != *known) => *known = Type::Dynamic,
            Some(Some(_)) => {}
            None if full => {
                return Err(format!("the bags have more than {MOST_COLUMNS} different properties"));
            }
            None => {
                found.insert(name.clone(), kind);
            }
        }
    }
    Ok(found.into_iter().map(|(name, kind)| (name, kind.unwrap_or(Type::Dynamic))).collect())
}

impl RowsOperator for BagUnpack {
    fn name(&self) -> &'static str {
        "bag_unpack"
    }

    fn run(&self, inputs: Vec<Rows>, _: &Context) -> Result<Vec<Row>, RunError> {
        let unpacked = |row: Row| {
            let bag = row.get(self.bag).and_then(Value::as_json).and_then(Json::as_object);
            let value = |(from, kind): &(From, Type)| match from {
                From::Input(place) => row.get(*place).cloned().unwrap_or_default(),
                From::Property(name) => match bag.and_then(|bag| bag.get(name)) {
                    None => Value::null(*kind),
                    Some(json) if *kind == Type::Dynamic => Value::dynamic(json.clone()),
                    Some(json) => {
                        let value = from_json(json).into_owned();
                        if value.kind() == Some(*kind) { value } else { Value::null(*kind) }
                    }
                },
            };
            self.columns.iter().map(value).collect()
        };
        Ok(piped_rows(inputs).into_iter().map(unpacked).collect())
    }
}
