//! `narrow`: one row for each value.

use std::sync::Arc;

use super::{Plugin, PluginCall, PluginPlan};
use crate::convert::text;
use crate::rows::{Row, Rows, RowsOperator, RunError};
use crate::{Context, Type, Value};

/// `narrow()`.
pub static NARROW: Plugin = Plugin {
    name: "narrow",
    documentation: "\
`narrow()`: for each value of each row a row of its own: the number of the row from 0 on (`Row`), the name of the column (`Column`), and the \
value as `tostring()` gives it (`Value`).

Source: <https://learn.microsoft.com/kusto/query/narrow-plugin>",
    needs_data: false,
    plan,
};

#[derive(Debug)]
struct Narrow;

fn plan(call: &PluginCall) -> Result<PluginPlan, String> {
    if !call.arguments.is_empty() {
        return Err("it takes no arguments".to_owned());
    }
    let columns =
        vec![("Row".to_owned(), Type::Long), ("Column".to_owned(), Type::String), ("Value".to_owned(), Type::String)];
    Ok(PluginPlan { columns, operator: Arc::new(Narrow), open: false })
}

impl RowsOperator for Narrow {
    fn name(&self) -> &'static str {
        "narrow"
    }

    fn run(&self, inputs: Vec<Rows>, _: &Context) -> Result<Vec<Row>, RunError> {
        let Some(table) = inputs.into_iter().next() else { return Ok(Vec::new()) };
        let mut out = Vec::new();
        for (index, row) in table.rows.iter().enumerate() {
            for ((column, _), value) in table.columns.iter().zip(row) {
                out.push(vec![Value::Long(index as i64), Value::from(column.clone()), Value::from(text(value))]);
            }
        }
        Ok(out)
    }
}
