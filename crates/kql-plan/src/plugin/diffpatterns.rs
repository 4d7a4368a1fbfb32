//! `diffpatterns`: patterns that are frequent in one set of rows and not in another.

use std::sync::Arc;

use super::argument::{self, Operand, piped, unique};
use super::patterns::{Pattern, Population, share, weight, wildcards};
use super::timeline::piped_rows;
use super::{Plugin, PluginCall, PluginPlan};
use crate::convert::text_of;
use crate::rows::{Row, Rows, RowsOperator, RunError};
use crate::{Context, Type, Value};

/// `diffpatterns(split, a, b, [weight], [threshold], [most], [wildcards…])`.
pub static DIFFPATTERNS: Plugin = Plugin {
    name: "diffpatterns",
    documentation: "\
`diffpatterns(split, a, b [, weight, threshold, most, wildcard …])`: compares the rows whose column `split` reads `a` with those where it reads \
`b`: the patterns whose shares of the two sets differ by at least `threshold` (0.05 when absent): `SegmentId`, from 0 on; `CountA`, `CountB`, \
`PercentA`, `PercentB`, `PercentDiffAB`; and the columns of the input but `split` with the pattern's values, or a wildcard where any value will \
do. The greatest difference comes first; a pattern that mostly has the rows of one before it is left out. `weight` is a column that says how \
much a row counts, `most` the number of values in a pattern, and each `wildcard` stands for the null in columns of its type. `~` stands for \
what is absent.

Source: <https://learn.microsoft.com/kusto/query/diffpatterns-plugin>",
    needs_data: false,
    plan,
};

/// How many patterns are told.
const MOST_SEGMENTS: usize = 50;
/// Of how many columns a pattern may name values, when the call does not say.
const MOST_ITEMS: i64 = 8;

#[derive(Debug)]
struct Diffpatterns {
    split: Operand,
    first: String,
    second: String,
    weight: Option<Operand>,
    threshold: f64,
    most_items: usize,
    columns: Vec<usize>,
    wildcards: Vec<Value<'static>>,
}

fn plan(call: &PluginCall) -> Result<PluginPlan, String> {
    let split = argument::column(call, call.arguments.first(), "column to split by")?;
    let value = |index: usize| -> Result<String, String> {
        let value = argument::constant(call.arguments.get(index), "value of a set")?;
        value
            .map(|value| text_of(value).into_owned())
            .ok_or_else(|| "the values of the two sets are missing".to_owned())
    };
    let (first, second) = (value(1)?, value(2)?);
    let weight = weight(call, call.arguments.get(3))?;
    let threshold = share(call.arguments.get(4), 0.05, "threshold")?;
    let most = argument::constant(call.arguments.get(5), "number of values")?.map_or(Some(MOST_ITEMS), Value::as_long);
    let most_items = most.and_then(|most| usize::try_from(most).ok()).filter(|most| *most > 0);
    let most_items = most_items.ok_or("the number of values must be greater than zero")?;
    let mut columns = vec![("SegmentId".to_owned(), Type::Long)];
    columns.extend(["CountA", "CountB"].map(|name| (name.to_owned(), Type::Long)));
    columns.extend(["PercentA", "PercentB", "PercentDiffAB"].map(|name| (name.to_owned(), Type::Real)));
    let mut places = Vec::new();
    for (place, column) in piped(call).iter().enumerate().filter(|(place, _)| Some(*place) != split.place()) {
        places.push(place);
        columns.push((unique(&column.name, &columns), column.kind));
    }
    let wildcards = wildcards(call, call.arguments.iter().skip(6), &places)?;
    let operator = Diffpatterns { split, first, second, weight, threshold, most_items, columns: places, wildcards };
    Ok(PluginPlan { columns, operator: Arc::new(operator), open: false })
}

/// A pattern and how much of each set it has.
struct Difference {
    counts: [u64; 2],
    percents: [f64; 2],
    pattern: Pattern,
}

impl Difference {
    fn size(&self) -> f64 {
        (self.percents[0] - self.percents[1]).abs()
    }
}

impl RowsOperator for Diffpatterns {
    fn name(&self) -> &'static str {
        "diffpatterns"
    }

    fn run(&self, inputs: Vec<Rows>, context: &Context) -> Result<Vec<Row>, RunError> {
        let rows = piped_rows(inputs);
        let population = Population::new(rows, self.weight.as_ref(), context);
        let set = |wanted: &str| population.those(|row| text_of(&self.split.value(row, context)) == wanted);
        let sets = [set(&self.first), set(&self.second)];
        let totals = [population.count(&sets[0]), population.count(&sets[1])];
        let percents = |counts: [u64; 2]| {
            let percent = |count: u64, total: u64| if total == 0 { 0.0 } else { count as f64 * 100.0 / total as f64 };
            [percent(counts[0], totals[0]), percent(counts[1], totals[1])]
        };
        let counts = |rows: &_| [population.count(&sets[0].and(rows)), population.count(&sets[1].and(rows))];
        let least = self.threshold * 100.0;
        let enough = |rows: &_| percents(counts(rows)).iter().any(|percent| *percent > 0.0 && *percent >= least);
        let weight = self.weight.as_ref().and_then(Operand::place);
        let looked: Vec<usize> = self.columns.iter().copied().filter(|place| Some(*place) != weight).collect();
        let mut found: Vec<Difference> = population
            .patterns(&looked, self.most_items, &enough)?
            .into_iter()
            .map(|pattern| {
                let counts = counts(&pattern.rows);
                Difference { counts, percents: percents(counts), pattern }
            })
            .filter(|difference| difference.size() >= least)
            .collect();
        found.sort_by(|left, right| right.size().total_cmp(&left.size()));
        let mut told: Vec<Difference> = Vec::new();
        for difference in found {
            let alike = |other: &Difference| {
                let (rows, others) = (&difference.pattern.rows, &other.pattern.rows);
                population.count(&rows.and(others)) * 2 > population.count(&rows.or(others))
            };
            if told.len() < MOST_SEGMENTS && !told.iter().any(alike) {
                told.push(difference);
            }
        }
        let row = |(segment, difference): (usize, &Difference)| {
            let mut row = vec![Value::Long(segment as i64)];
            row.extend(difference.counts.map(|count| Value::Long(i64::try_from(count).unwrap_or(i64::MAX))));
            row.extend(difference.percents.map(Value::Real));
            row.push(Value::Real(difference.size()));
            row.extend(population.row(&difference.pattern, &self.columns, &self.wildcards));
            row
        };
        Ok(told.iter().enumerate().map(row).collect())
    }
}
