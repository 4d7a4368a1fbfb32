//! `count()` and `countif()`: how many rows.

use super::{Accumulator, AggregateArgument, Output, one_output};
use crate::kql_aggregate;
use crate::scalar::Argument;
use crate::{Type, Value};

kql_aggregate! {
    /// Returns the number of rows of the group, a long; 0 when there are none.
    ///
    /// An argument is taken and not looked at: `count(x)` counts the rows where `x` is null as well.
    /// Source: <https://learn.microsoft.com/kusto/query/count-aggregation-function>
    ///
    /// ```kusto
    /// datatable(x: long)[1, 2, long(null)] | summarize count()   // 3
    /// ```
    pub COUNT = count([ignored: any]) => outputs, accumulator;
}

kql_aggregate! {
    /// Returns the number of rows for which `predicate` is true, a long; the null is not true.
    ///
    /// Source: <https://learn.microsoft.com/kusto/query/countif-aggregation-function>
    ///
    /// ```kusto
    /// datatable(x: long)[1, 2, 3] | summarize countif(x > 1)   // 2
    /// ```
    pub COUNTIF = countif(predicate: bool) => outputs_if, accumulator_if;
}

fn outputs(arguments: &[AggregateArgument]) -> Result<Vec<Output>, String> {
    Ok(one_output("count", arguments, Type::Long))
}

fn outputs_if(arguments: &[AggregateArgument]) -> Result<Vec<Output>, String> {
    Ok(one_output("countif", arguments, Type::Long))
}

/// The rows so far.
#[derive(Debug, Default)]
struct Count {
    rows: i64,
    conditional: bool,
}

fn accumulator(_: &[Argument]) -> Box<dyn Accumulator> {
    Box::new(Count::default())
}

fn accumulator_if(_: &[Argument]) -> Box<dyn Accumulator> {
    Box::new(Count { conditional: true, ..Count::default() })
}

impl Accumulator for Count {
    fn update(&mut self, arguments: &[Value<'_>]) {
        if !self.conditional || arguments.first().and_then(Value::as_bool) == Some(true) {
            self.rows = self.rows.saturating_add(1);
        }
    }

    fn finish(&mut self) -> Vec<Value<'static>> {
        vec![Value::Long(self.rows)]
    }

    fn size(&self) -> usize {
        size_of::<Self>()
    }
}
