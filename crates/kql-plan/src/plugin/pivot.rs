//! `pivot`: the values of a column become columns.

use std::collections::HashMap;
use std::sync::Arc;

use super::argument::{self, Operand, piped, unique};
use super::timeline::{piped_rows, row_key};
use super::{Plugin, PluginArgument, PluginCall, PluginPlan};
use crate::aggregate::key::key;
use crate::aggregate::{self, Accumulator, Aggregate, AggregateArgument};
use crate::convert::{convert, text};
use crate::rows::{Row, Rows, RowsOperator, RunError};
use crate::scalar::Argument;
use crate::{Context, Type, Value};

/// `pivot(column, [aggregate], [keys…])`.
pub static PIVOT: Plugin = Plugin {
    name: "pivot",
    documentation: "\
`pivot(column [, aggregate] [, key …])`: for each combination of the keys a row, with a column for each value of `column` that holds the \
aggregate over the rows with that value. `aggregate` is one of min, max, take_any, sum, dcount, avg, stdev, variance, make_list, make_bag, \
make_set, count; `count()` when absent. Without keys all columns are keys but those that stand in `column` and `aggregate`. Where there is no \
row, count, dcount and sum are 0 and the others null. The new columns come in the order in which their values first stand; they depend on \
the data: at most 10,000, and a name that no value has is taken for a null.

Source: <https://learn.microsoft.com/kusto/query/pivot-plugin>",
    needs_data: true,
    plan,
};

/// The most columns that values make.
const MOST_COLUMNS: usize = 10_000;
/// What can be computed for each cell.
const AGGREGATES: [&str; 13] = [
    "min",
    "max",
    "take_any",
    "any",
    "sum",
    "dcount",
    "avg",
    "stdev",
    "variance",
    "make_list",
    "make_bag",
    "make_set",
    "count",
];

#[derive(Debug)]
struct Pivot {
    column: Operand,
    keys: Vec<Operand>,
    aggregate: &'static Aggregate,
    /// The arguments of the aggregate and the types they are converted to.
    arguments: Vec<(Operand, Option<Type>)>,
    /// The values that make columns, by their bytes.
    values: HashMap<Vec<u8>, usize>,
    /// A cell without rows.
    empty: Value<'static>,
}

fn plan(call: &PluginCall) -> Result<PluginPlan, String> {
    let column = argument::column(call, call.arguments.first(), "first argument")?;
    let mut given = call.arguments.iter().skip(1).peekable();
    let (name, arguments): (&str, &[PluginArgument]) = match given.peek() {
        Some(PluginArgument::Aggregate(name, arguments)) => {
            given.next();
            (name, arguments)
        }
        _ => ("count", &[]),
    };
    let aggregate = aggregate::by_name(name).filter(|_| AGGREGATES.contains(&name));
    let aggregate =
        aggregate.ok_or_else(|| format!("`{name}` is none of its aggregates: {}", AGGREGATES.join(", ")))?;
    let operands: Option<Vec<Operand>> = arguments.iter().map(|argument| Operand::read(call, argument)).collect();
    let operands = operands.ok_or("the aggregate takes scalars")?;
    let mut keys = Vec::new();
    for argument in given {
        keys.push(argument::column(call, Some(argument), "key")?);
    }
    if keys.is_empty() {
        let used = |place: usize| {
            column.place() == Some(place) || operands.iter().any(|operand| operand.place() == Some(place))
        };
        let others = piped(call).iter().enumerate().filter(|(place, _)| !used(*place));
        keys = others.map(|(place, column)| Operand::of_column(place, column)).collect();
    }
    let described: Vec<Argument> =
        operands.iter().map(|operand| Argument { kind: operand.kind, constant: operand.constant().cloned() }).collect();
    let resolved = aggregate.signature().resolve(name, &described).map_err(|error| error.message)?;
    let arguments: Vec<(Operand, Option<Type>)> = operands.into_iter().zip(resolved.parameters).collect();
    let kind = cell_kind(aggregate, &arguments)?;

    let mut columns: Vec<(String, Type)> = Vec::new();
    for operand in &keys {
        columns.push((unique(&operand.name.clone().unwrap_or_default(), &columns), operand.kind));
    }
    let mut values = HashMap::new();
    // No row is evaluated here with anything but its own columns.
    let context = Context::default();
    for row in call.data.iter().flat_map(|rows| &rows.rows) {
        let value = column.value(row, &context);
        let count = values.len();
        if let std::collections::hash_map::Entry::Vacant(place) = values.entry(key(&value)) {
            if count >= MOST_COLUMNS {
                return Err(format!("the column to pivot has more than {MOST_COLUMNS} different values"));
            }
            place.insert(count);
            let name = text(&value);
            let name = if name.is_empty() { format!("Column{}", columns.len() + 1) } else { name };
            columns.push((unique(&name, &columns), kind));
        }
    }
    let empty = if matches!(name, "count" | "dcount" | "sum") {
        let arguments: Vec<Argument> = arguments.iter().map(described_as).collect();
        (aggregate.accumulator)(&arguments).finish().into_iter().next().unwrap_or_default()
    } else {
        Value::null(kind)
    };
    let operator = Arc::new(Pivot { column, keys, aggregate, arguments, values, empty });
    Ok(PluginPlan { columns, operator, open: true })
}

/// The states of a result row, by the column they are for.
type Cells = HashMap<usize, Box<dyn Accumulator>>;

/// An argument as the aggregate sees it: after conversion.
fn described_as((operand, kind): &(Operand, Option<Type>)) -> Argument {
    Argument { kind: kind.unwrap_or(operand.kind), constant: operand.constant().cloned() }
}

/// The type of a cell.
fn cell_kind(aggregate: &Aggregate, arguments: &[(Operand, Option<Type>)]) -> Result<Type, String> {
    let described: Vec<AggregateArgument> = arguments
        .iter()
        .map(|argument| AggregateArgument { argument: described_as(argument), name: argument.0.name.clone() })
        .collect();
    let outputs = (aggregate.outputs)(&described)?;
    outputs.first().map(|output| output.kind).ok_or_else(|| "the aggregate has no result".to_owned())
}

impl RowsOperator for Pivot {
    fn name(&self) -> &'static str {
        "pivot"
    }

    fn run(&self, inputs: Vec<Rows>, context: &Context) -> Result<Vec<Row>, RunError> {
        let described: Vec<Argument> = self.arguments.iter().map(described_as).collect();
        let mut places: HashMap<Vec<u8>, usize> = HashMap::new();
        let mut groups: Vec<(Row, Cells)> = Vec::new();
        for row in piped_rows(inputs) {
            let Some(cell) = self.values.get(&key(&self.column.value(&row, context))) else { continue };
            let keys: Row = self.keys.iter().map(|operand| operand.value(&row, context)).collect();
            let place = *places.entry(row_key(&keys)).or_insert(groups.len());
            if place == groups.len() {
                groups.push((keys, HashMap::new()));
            }
            let Some((_, cells)) = groups.get_mut(place) else { continue };
            let values: Row = self
                .arguments
                .iter()
                .map(|(operand, kind)| {
                    let value = operand.value(&row, context);
                    kind.map_or_else(|| value.clone(), |kind| convert(&value, kind).into_owned())
                })
                .collect();
            cells.entry(*cell).or_insert_with(|| (self.aggregate.accumulator)(&described)).update(&values);
        }
        let finished = |(mut row, mut cells): (Row, Cells)| {
            for place in 0..self.values.len() {
                let value = cells.get_mut(&place).and_then(|state| state.finish().into_iter().next());
                row.push(value.unwrap_or_else(|| self.empty.clone()));
            }
            row
        };
        Ok(groups.into_iter().map(finished).collect())
    }
}
