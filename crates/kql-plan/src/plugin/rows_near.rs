//! `rows_near`: rows around those that fulfil a condition.

use std::sync::Arc;

use super::argument::{self, Operand, piped};
use super::timeline::piped_rows;
use super::{Plugin, PluginCall, PluginPlan};
use crate::rows::{Row, Rows, RowsOperator, RunError};
use crate::{Context, Type, Value};

/// `rows_near(condition, rows, [rows_after])`.
pub static ROWS_NEAR: Plugin = Plugin {
    name: "rows_near",
    documentation: "\
`rows_near(condition, rows [, rows_after])`: the rows for which `condition` is true, with the `rows` before and after each of them; with \
`rows_after` so many after. No row comes twice, and the order is kept.

Source: <https://learn.microsoft.com/kusto/query/rows-near-plugin>",
    needs_data: false,
    plan,
};

#[derive(Debug)]
struct RowsNear {
    condition: Operand,
    before: usize,
    after: usize,
}

fn plan(call: &PluginCall) -> Result<PluginPlan, String> {
    let (named, _) = argument::by_name(call, &["Condition", "NumRows", "RowsAfter"])?;
    let condition = argument::scalar(call, named.first().copied().flatten(), "condition")?;
    if condition.kind != Type::Bool {
        return Err(format!("the condition must be a bool, not {}", condition.kind));
    }
    let count = |index: usize| -> Result<Option<usize>, String> {
        let value = argument::constant(named.get(index).copied().flatten(), "number of rows")?;
        Ok(value.and_then(Value::as_long).map(|count| usize::try_from(count).unwrap_or_default()))
    };
    let before = count(1)?.ok_or("the number of rows is missing")?;
    let after = count(2)?.unwrap_or(before);
    let columns = piped(call).iter().map(|column| (column.name.clone(), column.kind)).collect();
    Ok(PluginPlan { columns, operator: Arc::new(RowsNear { condition, before, after }), open: false })
}

impl RowsOperator for RowsNear {
    fn name(&self) -> &'static str {
        "rows_near"
    }

    fn run(&self, inputs: Vec<Rows>, context: &Context) -> Result<Vec<Row>, RunError> {
        let rows = piped_rows(inputs);
        // Up to which row (not included) the rows are wanted already.
        let mut wanted: Vec<std::ops::Range<usize>> = Vec::new();
        for (index, row) in rows.iter().enumerate() {
            if self.condition.value(row, context).as_bool() == Some(true) {
                let from = index.saturating_sub(self.before);
                let until = index.saturating_add(self.after).saturating_add(1);
                match wanted.last_mut() {
                    Some(last) if last.end >= from => last.end = until,
                    _ => wanted.push(from..until),
                }
            }
        }
        let mut wanted = wanted.into_iter().peekable();
        let near = |index: usize| {
            while wanted.next_if(|range| range.end <= index).is_some() {}
            wanted.peek().is_some_and(|range| range.contains(&index))
        };
        let near: Vec<bool> = (0..rows.len()).map(near).collect();
        Ok(rows.into_iter().zip(near).filter(|(_, near)| *near).map(|(row, _)| row).collect())
    }
}
