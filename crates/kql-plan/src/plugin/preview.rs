//! `preview`: the first rows.

use std::sync::Arc;

use super::argument::{self, piped};
use super::timeline::piped_rows;
use super::{Plugin, PluginCall, PluginPlan};
use crate::rows::{Row, Rows, RowsOperator, RunError};
use crate::{Context, Value};

/// `preview(rows)`.
pub static PREVIEW: Plugin = Plugin {
    name: "preview",
    documentation: "\
`preview(rows)`: the first so many rows. The engine gives a second table, with the number of all rows; ask for it with `count`.

Source: <https://learn.microsoft.com/kusto/query/preview-plugin>",
    needs_data: false,
    plan,
};

#[derive(Debug)]
struct Preview(usize);

fn plan(call: &PluginCall) -> Result<PluginPlan, String> {
    let count = argument::constant(call.arguments.first(), "number of rows")?.and_then(Value::as_long);
    let count = usize::try_from(count.ok_or("the number of rows is missing")?).unwrap_or_default();
    let columns = piped(call).iter().map(|column| (column.name.clone(), column.kind)).collect();
    Ok(PluginPlan { columns, operator: Arc::new(Preview(count)), open: false })
}

impl RowsOperator for Preview {
    fn name(&self) -> &'static str {
        "preview"
    }

    fn run(&self, inputs: Vec<Rows>, _: &Context) -> Result<Vec<Row>, RunError> {
        let mut rows = piped_rows(inputs);
        rows.truncate(self.0);
        Ok(rows)
    }
}
