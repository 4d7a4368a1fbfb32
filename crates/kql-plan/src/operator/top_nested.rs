//! `top-nested`: the top values, within each the top values of another expression, and so on.
//!
//! Source: <https://learn.microsoft.com/kusto/query/top-nested-operator>

use std::collections::HashMap;

use super::{Key, Positions};
use crate::expression::{Column, Expression};
use crate::plan::AggregateCall;
use crate::rows::{Row, Rows, RowsOperator, RunError};
use crate::scalar::Argument;
use crate::{Context, Type, Value};

/// The result has at most so many rows.
const MAX_ROWS: usize = 1_048_576;

/// A level of `top-nested`.
#[derive(Debug, Clone)]
pub struct Level {
    /// How many values are kept; all when absent.
    pub count: Option<u64>,
    /// What is grouped by, over the columns of the input.
    pub key: Expression,
    /// What the rest is called, already of the key's type; when absent the rest is not told.
    pub others: Option<Value<'static>>,
    /// The aggregates, over the columns of the input.
    pub aggregates: Vec<AggregateCall>,
    /// What the groups are ordered by and what is told of them, over the outputs of the aggregates.
    pub result: Expression,
    /// From low to high.
    pub ascending: bool,
}

/// `top-nested`: for each level, the groups of rows that have the highest results; the next level looks into each of them.
///
/// Result: for each level the key and the result. Where a level tells of others there is one more row for those groups that were not kept; further
/// levels are null in it, but for those that tell of others too, which tell of all of its rows.
///
/// Bounds: 1,048,576 rows.
#[derive(Debug)]
pub struct TopNested {
    positions: Positions,
    levels: Vec<Level>,
}

impl TopNested {
    /// Of rows with these columns.
    pub fn new(input: &[Column], levels: Vec<Level>) -> Self {
        TopNested { positions: Positions::new(input), levels }
    }

    fn aggregate(&self, level: &Level, rows: &[&Row], context: &Context) -> Value<'static> {
        let mut outputs = Vec::new();
        for call in &level.aggregates {
            let constants: Vec<Argument> = call
                .arguments
                .iter()
                .map(|argument| Argument { kind: argument.kind, constant: argument.as_literal().cloned() })
                .collect();
            let mut accumulator = (call.aggregate.accumulator)(&constants);
            for row in rows {
                let values: Vec<Value<'static>> =
                    call.arguments.iter().map(|argument| self.positions.evaluate(argument, row, context)).collect();
                accumulator.update(&values);
            }
            outputs.extend(accumulator.finish());
        }
        let columns = level.aggregates.iter().flat_map(|call| call.outputs.iter().map(|output| output.id));
        Positions::of(columns).evaluate(&level.result, &outputs, context)
    }

    fn descend(&self, levels: &[Level], rows: &[&Row], context: &Context) -> Result<Vec<Row>, RunError> {
        let Some((level, below)) = levels.split_first() else { return Ok(vec![Row::new()]) };
        let mut groups: Vec<(Value<'static>, Vec<&Row>)> = Vec::new();
        let mut of_key: HashMap<Key, usize> = HashMap::new();
        for row in rows {
            let value = self.positions.evaluate(&level.key, row, context);
            let group = *of_key.entry(Key::from(&value)).or_insert(groups.len());
            if group == groups.len() {
                groups.push((value, Vec::new()));
            }
            if let Some((_, members)) = groups.get_mut(group) {
                members.push(row);
            }
        }
        let mut groups: Vec<_> = groups
            .into_iter()
            .map(|(value, members)| (self.aggregate(level, &members, context), value, members))
            .collect();
        groups.sort_by(
            |(left, ..), (right, ..)| {
                if level.ascending { left.total_cmp(right) } else { right.total_cmp(left) }
            },
        );
        let kept = level.count.map_or(groups.len(), |count| usize::try_from(count).unwrap_or(usize::MAX));
        let rest: Vec<&Row> = groups
            .get(kept.min(groups.len())..)
            .unwrap_or_default()
            .iter()
            .flat_map(|(_, _, members)| members.iter().copied())
            .collect();
        groups.truncate(kept);
        let mut result = Vec::new();
        for (aggregate, value, members) in groups {
            for row in self.descend(below, &members, context)? {
                result.push([value.clone(), aggregate.clone()].into_iter().chain(row).collect());
            }
            if result.len() > MAX_ROWS {
                let message = format!(
                    "top-nested: the result has more than {MAX_ROWS} rows; tell each level how many values to keep"
                );
                return Err(RunError(message));
            }
        }
        if level.others.is_some() && !rest.is_empty() {
            result.push(levels.iter().flat_map(|level| self.others(level, &rest, context)).collect());
        }
        Ok(result)
    }

    /// The key and the result of the rows that were not kept, at their own level or below.
    fn others(&self, level: &Level, rest: &[&Row], context: &Context) -> [Value<'static>; 2] {
        match &level.others {
            Some(others) => [others.clone(), self.aggregate(level, rest, context)],
            None => [Value::null(level.key.kind), Value::null(Type::Long)],
        }
    }
}

impl RowsOperator for TopNested {
    fn name(&self) -> &'static str {
        "top-nested"
    }

    fn run(&self, inputs: Vec<Rows>, context: &Context) -> Result<Vec<Row>, RunError> {
        let rows = inputs.into_iter().next().unwrap_or_default().rows;
        if rows.is_empty() {
            return Ok(Vec::new());
        }
        self.descend(&self.levels, &rows.iter().collect::<Vec<_>>(), context)
    }
}

#[cfg(test)]
#[expect(unreachable_pub, reason = "what declares a function makes it public")]
mod tests {
    use super::*;
    use crate::ColumnId;
    use crate::aggregate::{Accumulator, AggregateArgument, Output};

    #[derive(Debug, Default)]
    struct Total(i64);

    impl Accumulator for Total {
        fn update(&mut self, arguments: &[Value<'_>]) {
            self.0 += arguments.first().and_then(Value::as_long).unwrap_or_default();
        }

        fn finish(&mut self) -> Vec<Value<'static>> {
            vec![Value::Long(self.0)]
        }

        fn size(&self) -> usize {
            8
        }
    }

    fn outputs(arguments: &[AggregateArgument]) -> Result<Vec<Output>, String> {
        if arguments.len() > 1 {
            return Err("one argument".to_owned());
        }
        Ok(vec![Output { name: "total".to_owned(), kind: Type::Long }])
    }

    fn accumulator(_: &[Argument]) -> Box<dyn Accumulator> {
        Box::<Total>::default()
    }

    crate::kql_aggregate! {
        /// Adds.
        pub TOTAL = total(value: long) => outputs, accumulator;
    }

    fn column(id: u32, kind: Type) -> Column {
        Column { id: ColumnId(id), name: format!("c{id}"), kind }
    }

    fn level(key: u32, count: u64, others: Option<&'static str>, output: u32) -> Level {
        Level {
            count: Some(count),
            key: Expression::column(&column(key, Type::String)),
            others: others.map(Value::from),
            aggregates: vec![AggregateCall {
                aggregate: &TOTAL,
                arguments: vec![Expression::column(&column(2, Type::Long))],
                outputs: vec![column(output, Type::Long)],
            }],
            result: Expression::column(&column(output, Type::Long)),
            ascending: false,
        }
    }

    fn run(levels: Vec<Level>) -> Vec<String> {
        let rows = [("n", "x", 5), ("n", "y", 9), ("s", "x", 8), ("e", "z", 1), ("s", "y", 2)];
        let rows = rows.map(|(a, b, c)| vec![Value::from(a), Value::from(b), Value::Long(c)]).to_vec();
        let input = [column(0, Type::String), column(1, Type::String), column(2, Type::Long)];
        let operator = TopNested::new(&input, levels);
        let result = operator.run(vec![Rows { columns: Vec::new(), rows }], &Context::default()).unwrap();
        result
            .iter()
            .map(|row| {
                let cells: Vec<String> = row
                    .iter()
                    .map(|value| value.as_long().map_or_else(|| value.as_str().to_owned(), |long| long.to_string()))
                    .collect();
                cells.join(",")
            })
            .collect()
    }

    #[test]
    fn the_top_of_the_top() {
        assert_eq!(run(vec![level(0, 2, None, 10), level(1, 1, None, 11)]), ["n,14,y,9", "s,10,x,8"]);
    }

    #[test]
    fn others_are_told_at_each_level_that_asks_for_them() {
        let levels = vec![level(0, 1, Some("rest"), 10), level(1, 1, Some("more"), 11)];
        assert_eq!(run(levels), ["n,14,y,9", "n,14,more,5", "rest,11,more,11"]);
        let levels = vec![level(0, 1, Some("rest"), 10), level(1, 1, None, 11)];
        assert_eq!(run(levels), ["n,14,y,9", "rest,11,,"]);
    }

    #[test]
    fn low_to_high() {
        let ascending = Level { ascending: true, ..level(0, 2, None, 10) };
        assert_eq!(run(vec![ascending]), ["e,1", "s,10"]);
    }
}
