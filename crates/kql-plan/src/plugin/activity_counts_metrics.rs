//! `activity_counts_metrics`: counts in each window, and against all windows before it.

use std::collections::HashSet;
use std::sync::Arc;

use super::argument::Operand;
use super::timeline::{Activity, activity, bins, distinct, piped_rows};
use super::{Plugin, PluginCall, PluginPlan};
use crate::rows::{Row, Rows, RowsOperator, RunError};
use crate::{Context, Type, Value};

/// `activity_counts_metrics(id, timeline, start, end, step, dimensions…)`.
pub static ACTIVITY_COUNTS_METRICS: Plugin = Plugin {
    name: "activity_counts_metrics",
    documentation: "\
`activity_counts_metrics(id, timeline, start, end, step [, dimension …])`: for each step from `start` to `end` in which something happened, \
and each combination of dimensions: the number of rows (`count`), of distinct ids (`dcount`), of ids never seen in an earlier step \
(`new_dcount`), and of distinct ids from the first step to this one (`aggregated_dcount`). Steps are counted from `start`; `week`, `month` \
and `year` are those of the calendar. Rows before `start` or after `end` do not count.

Source: <https://learn.microsoft.com/kusto/query/activity-counts-metrics-plugin>",
    needs_data: false,
    plan,
};

#[derive(Debug)]
struct ActivityCountsMetrics {
    activity: Activity,
    start: Operand,
    end: Operand,
    step: Operand,
}

fn plan(call: &PluginCall) -> Result<PluginPlan, String> {
    let (activity, values) = activity(call, &["start", "end", "step"])?;
    let Ok([start, end, step]) = <[Operand; 3]>::try_from(values) else {
        return Err("start, end or step is missing".to_owned());
    };
    let mut columns = activity.columns();
    columns.extend(["count", "dcount", "new_dcount", "aggregated_dcount"].map(|name| (name.to_owned(), Type::Long)));
    let operator = Arc::new(ActivityCountsMetrics { activity, start, end, step });
    Ok(PluginPlan { columns, operator, open: false })
}

impl RowsOperator for ActivityCountsMetrics {
    fn name(&self) -> &'static str {
        "activity_counts_metrics"
    }

    fn run(&self, inputs: Vec<Rows>, context: &Context) -> Result<Vec<Row>, RunError> {
        let bins = bins(&self.start, &self.end, &self.step, context)?;
        let mut out = Vec::new();
        for mut group in self.activity.groups(&piped_rows(inputs), context) {
            group.events.retain(|event| bins.holds(event.at));
            let mut seen: HashSet<usize> = HashSet::new();
            for chunk in group.events.chunk_by(|left, right| bins.bin(left.at) == bins.bin(right.at)) {
                let Some(first) = chunk.first() else { continue };
                let before = seen.len();
                seen.extend(chunk.iter().map(|event| event.id));
                let measures = [chunk.len() as i64, distinct(chunk), (seen.len() - before) as i64, seen.len() as i64];
                out.push(self.activity.row(bins.bin(first.at), &group, measures.map(Value::Long)));
            }
        }
        Ok(out)
    }
}
