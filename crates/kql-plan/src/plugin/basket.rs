//! `basket`: values that often stand together.

use std::sync::Arc;

use super::argument::{self, Operand, piped, unique};
use super::patterns::{Population, share, weight, wildcards};
use super::timeline::piped_rows;
use super::{Plugin, PluginCall, PluginPlan};
use crate::rows::{Row, Rows, RowsOperator, RunError};
use crate::{Context, Type, Value};

/// `basket([threshold], [weight], [most], [wildcards…])`.
pub static BASKET: Plugin = Plugin {
    name: "basket",
    documentation: "\
`basket([threshold, weight, most, wildcard …])`: the patterns that at least the share `threshold` of the rows has (0.05 when absent): \
`SegmentId`, from 0 on; `Count` and `Percent` of the rows; and the columns of the input with the pattern's values, or a wildcard where any \
value will do. `weight` is a column that says how much a row counts, `most` the number of values in a pattern (5 when absent), and each \
`wildcard` stands for the null in columns of its type. `~` stands for what is absent. All patterns are found, not a sample of them, \
but for those that say less about the same rows than another does; at most 100,000 are looked at.

Source: <https://learn.microsoft.com/kusto/query/basket-plugin>",
    needs_data: false,
    plan,
};

#[derive(Debug)]
struct Basket {
    threshold: f64,
    weight: Option<Operand>,
    most_items: usize,
    wildcards: Vec<Value<'static>>,
}

fn plan(call: &PluginCall) -> Result<PluginPlan, String> {
    let threshold = share(call.arguments.first(), 0.05, "threshold")?;
    let weight = weight(call, call.arguments.get(1))?;
    let most = argument::constant(call.arguments.get(2), "number of values")?.map_or(Some(5), Value::as_long);
    let most_items = most.and_then(|most| usize::try_from(most).ok()).filter(|most| *most > 0);
    let most_items = most_items.ok_or("the number of values must be greater than zero")?;
    let places: Vec<usize> = (0..piped(call).len()).collect();
    let wildcards = wildcards(call, call.arguments.iter().skip(3), &places)?;
    let operator = Arc::new(Basket { threshold, weight, most_items, wildcards });
    Ok(PluginPlan { columns: segment_columns(call), operator, open: false })
}

/// `SegmentId`, `Count`, `Percent`, and the columns of the input.
pub(super) fn segment_columns(call: &PluginCall) -> Vec<(String, Type)> {
    let mut columns = vec![
        ("SegmentId".to_owned(), Type::Long),
        ("Count".to_owned(), Type::Long),
        ("Percent".to_owned(), Type::Real),
    ];
    for column in piped(call) {
        columns.push((unique(&column.name, &columns), column.kind));
    }
    columns
}

impl RowsOperator for Basket {
    fn name(&self) -> &'static str {
        "basket"
    }

    fn run(&self, inputs: Vec<Rows>, context: &Context) -> Result<Vec<Row>, RunError> {
        let population = Population::new(piped_rows(inputs), self.weight.as_ref(), context);
        let total = population.count(&population.all()) as f64;
        let columns: Vec<usize> = (0..self.wildcards.len()).collect();
        let looked: Vec<usize> = columns
            .iter()
            .copied()
            .filter(|place| Some(*place) != self.weight.as_ref().and_then(Operand::place))
            .collect();
        let enough = |rows: &_| {
            let count = population.count(rows) as f64;
            count > 0.0 && count >= self.threshold * total
        };
        let mut found: Vec<_> = population
            .patterns(&looked, self.most_items, &enough)?
            .into_iter()
            .map(|pattern| (population.count(&pattern.rows), pattern))
            .collect();
        found.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
        let row = |(segment, (count, pattern)): (usize, &(u64, _))| {
            let mut row = vec![
                Value::Long(segment as i64),
                Value::Long(i64::try_from(*count).unwrap_or(i64::MAX)),
                Value::Real(*count as f64 * 100.0 / total),
            ];
            row.extend(population.row(pattern, &columns, &self.wildcards));
            row
        };
        Ok(found.iter().enumerate().map(row).collect())
    }
}
