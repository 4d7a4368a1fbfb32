//! `schema_merge`: schemas made one.

use std::sync::Arc;

use super::argument::{self, piped};
use super::{Plugin, PluginCall, PluginPlan};
use crate::rows::{Row, Rows, RowsOperator, RunError};
use crate::{Context, Type, Value};

/// `schema_merge([preserve_order])`.
pub static SCHEMA_MERGE: Plugin = Plugin {
    name: "schema_merge",
    documentation: "\
`schema_merge([PreserveOrder])`: makes one schema of several, each as `getschema` tells it and one after the other: `ColumnName`, \
`ColumnOrdinal`, `DataType`, `ColumnType`. Of two number types the wider one is taken; of other types that differ, and with `PreserveOrder` (true \
when absent) of a column whose ordinal differs, the row says `ERROR(…)` as its type, and the ordinal is -1 in the latter case.

Source: <https://learn.microsoft.com/kusto/query/schema-merge-plugin>",
    needs_data: false,
    plan,
};

#[derive(Debug)]
struct SchemaMerge {
    preserve_order: bool,
    name: usize,
    ordinal: usize,
    kind: usize,
}

fn plan(call: &PluginCall) -> Result<PluginPlan, String> {
    let (named, _) = argument::by_name(call, &["PreserveOrder"])?;
    let flag = argument::constant(named.first().copied().flatten(), "flag `PreserveOrder`")?;
    let preserve_order = flag.map_or(Some(true), Value::as_bool).ok_or("`PreserveOrder` must be true or false")?;
    let place = |wanted: &str| {
        let place = piped(call).iter().position(|column| column.name == wanted);
        place.ok_or_else(|| format!("there is no column `{wanted}`; pipe the results of `getschema` in"))
    };
    let operator = SchemaMerge {
        preserve_order,
        name: place("ColumnName")?,
        ordinal: place("ColumnOrdinal")?,
        kind: place("ColumnType")?,
    };
    let columns = vec![
        ("ColumnName".to_owned(), Type::String),
        ("ColumnOrdinal".to_owned(), Type::Int),
        ("DataType".to_owned(), Type::String),
        ("ColumnType".to_owned(), Type::String),
    ];
    Ok(PluginPlan { columns, operator: Arc::new(operator), open: false })
}

/// A column of the merged schema.
struct Merged {
    name: String,
    ordinal: i64,
    kind: Result<Type, &'static str>,
}

impl SchemaMerge {
    fn merge(&self, merged: &mut Vec<Merged>, after: Option<usize>, name: &str, ordinal: i64, kind: Type) -> usize {
        if let Some(place) = merged.iter().position(|known| known.name == name) {
            if let Some(known) = merged.get_mut(place) {
                if self.preserve_order && known.ordinal != ordinal {
                    known.ordinal = -1;
                    known.kind = Err("columns are out of order");
                }
                known.kind = known.kind.and_then(|before| {
                    let wider = if before == kind { Some(kind) } else { before.wider_number(kind) };
                    wider.ok_or("the types of the column differ")
                });
            }
            return place;
        }
        let place = after.map_or(0, |after| after + 1).min(merged.len());
        merged.insert(place, Merged { name: name.to_owned(), ordinal, kind: Ok(kind) });
        place
    }
}

impl RowsOperator for SchemaMerge {
    fn name(&self) -> &'static str {
        "schema_merge"
    }

    fn run(&self, inputs: Vec<Rows>, _: &Context) -> Result<Vec<Row>, RunError> {
        let mut merged: Vec<Merged> = Vec::new();
        let mut after = None;
        for row in super::timeline::piped_rows(inputs) {
            let name = row.get(self.name).map(Value::as_str).unwrap_or_default();
            let ordinal = row.get(self.ordinal).and_then(Value::as_long).unwrap_or_default();
            let kind = row.get(self.kind).and_then(|value| Type::by_name(value.as_str()));
            let kind = kind.ok_or_else(|| RunError(format!("the type of the column `{name}` is none of Kusto's")))?;
            // The next schema begins.
            if ordinal == 0 {
                after = None;
            }
            after = Some(self.merge(&mut merged, after, name, ordinal, kind));
        }
        let row = |(place, column): (usize, Merged)| {
            let ordinal = if self.preserve_order { column.ordinal } else { place as i64 };
            let (data, kind) = match column.kind {
                Ok(kind) => (kind.clr_name().to_owned(), kind.name().to_owned()),
                Err(why) => (format!("ERROR(unknown CSL type:ERROR({why}))"), format!("ERROR({why})")),
            };
            let ordinal = i32::try_from(ordinal).map_or(Value::Null, Value::Int);
            vec![Value::from(column.name), ordinal, Value::from(data), Value::from(kind)]
        };
        Ok(merged.into_iter().enumerate().map(row).collect())
    }
}
