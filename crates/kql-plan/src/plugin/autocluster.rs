//! `autocluster`: a few patterns that describe most of the rows.

use std::sync::Arc;

use super::argument::{Operand, piped};
use super::basket::segment_columns;
use super::patterns::{Pattern, Population, share, weight, wildcards};
use super::timeline::piped_rows;
use super::{Plugin, PluginCall, PluginPlan};
use crate::rows::{Row, Rows, RowsOperator, RunError};
use crate::{Context, Value};

/// `autocluster([size_weight], [weight], [seeds], [wildcards…])`.
pub static AUTOCLUSTER: Plugin = Plugin {
    name: "autocluster",
    documentation: "\
`autocluster([size_weight, weight, seeds, wildcard …])`: a few patterns that together describe many rows: `SegmentId`, from 0 on; `Count` and \
`Percent` of the rows; and the columns of the input with the pattern's values, or a wildcard where any value will do. `size_weight`, from 0 to \
1 (0.5 when absent), says how much it matters that a pattern has many rows, against that it names many values. `weight` is a column that says \
how much a row counts; each `wildcard` stands for the null in columns of its type; `seeds` is taken and changes nothing. `~` stands for what \
is absent. The best pattern comes first, by the weighted geometric mean of its share of rows and its share of columns; each further one has \
mostly rows that those before it have not. The engine searches by chance and may tell others.

Source: <https://learn.microsoft.com/kusto/query/autocluster-plugin>",
    needs_data: false,
    plan,
};

/// Patterns of a lesser share of the rows are not looked at.
const LEAST_SHARE: f64 = 0.02;
/// How many patterns are told.
const MOST_SEGMENTS: usize = 20;
/// Of how many columns a pattern may name values.
const MOST_ITEMS: usize = 8;

#[derive(Debug)]
struct Autocluster {
    size_weight: f64,
    weight: Option<Operand>,
    wildcards: Vec<Value<'static>>,
}

fn plan(call: &PluginCall) -> Result<PluginPlan, String> {
    let size_weight = share(call.arguments.first(), 0.5, "size weight")?;
    let weight = weight(call, call.arguments.get(1))?;
    let places: Vec<usize> = (0..piped(call).len()).collect();
    let wildcards = wildcards(call, call.arguments.iter().skip(3), &places)?;
    let operator = Arc::new(Autocluster { size_weight, weight, wildcards });
    Ok(PluginPlan { columns: segment_columns(call), operator, open: false })
}

impl RowsOperator for Autocluster {
    fn name(&self) -> &'static str {
        "autocluster"
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
            count > 0.0 && count >= LEAST_SHARE * total
        };
        let score = |pattern: &Pattern| {
            let size = population.count(&pattern.rows) as f64 / total;
            let named = pattern.items.len() as f64 / looked.len() as f64;
            size.powf(self.size_weight) * named.powf(1.0 - self.size_weight)
        };
        let patterns = population.patterns(&looked, MOST_ITEMS, &enough)?;
        let mut ranked: Vec<(f64, Pattern)> = patterns.into_iter().map(|pattern| (score(&pattern), pattern)).collect();
        ranked.sort_by(|left, right| right.0.total_cmp(&left.0));
        let mut told: Vec<Pattern> = Vec::new();
        let mut covered = population.those(|_| false);
        for (_, pattern) in ranked {
            let count = population.count(&pattern.rows);
            if told.len() < MOST_SEGMENTS && population.count(&pattern.rows.without(&covered)) * 2 > count {
                covered = covered.or(&pattern.rows);
                told.push(pattern);
            }
        }
        let row = |(segment, pattern): (usize, &Pattern)| {
            let count = population.count(&pattern.rows);
            let mut row = vec![
                Value::Long(segment as i64),
                Value::Long(i64::try_from(count).unwrap_or(i64::MAX)),
                Value::Real(count as f64 * 100.0 / total),
            ];
            row.extend(population.row(pattern, &columns, &self.wildcards));
            row
        };
        Ok(told.iter().enumerate().map(row).collect())
    }
}
