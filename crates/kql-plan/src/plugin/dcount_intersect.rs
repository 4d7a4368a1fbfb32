//! `dcount_intersect`: how many values sets have in common.

use std::sync::Arc;

use super::argument::{Operand, piped, unique};
use super::timeline::piped_rows;
use super::{Plugin, PluginCall, PluginPlan};
use crate::rows::{Row, Rows, RowsOperator, RunError};
use crate::scalar::sketch::HyperLogLog;
use crate::{Context, Type, Value};

/// `dcount_intersect(sketch, sketch, …)`.
pub static DCOUNT_INTERSECT: Plugin = Plugin {
    name: "dcount_intersect",
    documentation: "\
`dcount_intersect(sketch, sketch …)`: adds the columns `s0`, `s1`, …: the number of distinct values of the first sketch, of the first two \
together, and so on. A sketch is what `hll()` or `hll_merge()` made; there are 2 to 16 of them. The numbers are exact where the sketches are, \
up to 16,384 values each; beyond they are estimated from the sizes of unions, which is coarse for small intersections of large sets.

Source: <https://learn.microsoft.com/kusto/query/dcount-intersect-plugin>",
    needs_data: false,
    plan,
};

#[derive(Debug)]
struct DcountIntersect(Vec<Operand>);

fn plan(call: &PluginCall) -> Result<PluginPlan, String> {
    let sketches: Option<Vec<Operand>> = call.arguments.iter().map(|argument| Operand::read(call, argument)).collect();
    let sketches = sketches.filter(|sketches| (2..=16).contains(&sketches.len()));
    let sketches = sketches.ok_or("it takes 2 to 16 results of hll()")?;
    if let Some(wrong) = sketches.iter().find(|sketch| sketch.kind != Type::Dynamic) {
        return Err(format!("it takes results of hll(), which are dynamic, not {}", wrong.kind));
    }
    let mut columns: Vec<(String, Type)> =
        piped(call).iter().map(|column| (column.name.clone(), column.kind)).collect();
    for index in 0..sketches.len() {
        columns.push((unique(&format!("s{index}"), &columns), Type::Long));
    }
    Ok(PluginPlan { columns, operator: Arc::new(DcountIntersect(sketches)), open: false })
}

impl RowsOperator for DcountIntersect {
    fn name(&self) -> &'static str {
        "dcount_intersect"
    }

    fn run(&self, inputs: Vec<Rows>, context: &Context) -> Result<Vec<Row>, RunError> {
        let mut out = piped_rows(inputs);
        for row in &mut out {
            let sketches: Vec<Option<HyperLogLog>> = self
                .0
                .iter()
                .map(|sketch| sketch.value(row, context).as_json().and_then(HyperLogLog::from_json))
                .collect();
            for count in 1..=sketches.len() {
                let some: Option<Vec<&HyperLogLog>> = sketches.iter().take(count).map(Option::as_ref).collect();
                row.push(some.map_or(Value::Null, |some| Value::Long(HyperLogLog::intersection(&some))));
            }
        }
        Ok(out)
    }
}
