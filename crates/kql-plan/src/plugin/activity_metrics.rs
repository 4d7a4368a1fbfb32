//! `activity_metrics`: who is new, who came back, and who was lost, from each window to the next.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use super::activity_engagement::scalars;
use super::argument::Operand;
use super::timeline::{Activity, Bins, Step, activity, length, piped_rows, step};
use super::{Plugin, PluginCall, PluginPlan};
use crate::rows::{Row, Rows, RowsOperator, RunError};
use crate::{Context, Type, Value};

/// `activity_metrics(id, timeline, [start, end,] window, dimensions…)`.
pub static ACTIVITY_METRICS: Plugin = Plugin {
    name: "activity_metrics",
    documentation: "\
`activity_metrics(id, timeline [, start, end], window [, dimension …])`: for each window in which something happened: the number of distinct \
ids (`dcount_values`), of those that were not in the window before (`dcount_newvalues`), the share of the ids of the window before that \
came back (`retention_rate`) and the share that did not (`churn_rate`). The rates are NaN where there was no id in the window before. \
Without `start` and `end` all rows count.

Source: <https://learn.microsoft.com/kusto/query/activity-metrics-plugin>",
    needs_data: false,
    plan,
};

#[derive(Debug)]
struct ActivityMetrics {
    activity: Activity,
    range: Option<(Operand, Operand)>,
    window: Operand,
}

fn plan(call: &PluginCall) -> Result<PluginPlan, String> {
    let names: &[&str] = if scalars(call) > 1 { &["start", "end", "window"] } else { &["window"] };
    let (activity, mut values) = activity(call, names)?;
    let Some(window) = values.pop() else { return Err("the window is missing".to_owned()) };
    let range = match (values.pop(), values.pop()) {
        (Some(end), Some(start)) => Some((start, end)),
        _ => None,
    };
    let mut columns = activity.columns();
    columns.extend([
        ("dcount_values".to_owned(), Type::Long),
        ("dcount_newvalues".to_owned(), Type::Long),
        ("retention_rate".to_owned(), Type::Real),
        ("churn_rate".to_owned(), Type::Real),
    ]);
    Ok(PluginPlan { columns, operator: Arc::new(ActivityMetrics { activity, range, window }), open: false })
}

impl RowsOperator for ActivityMetrics {
    fn name(&self) -> &'static str {
        "activity_metrics"
    }

    fn run(&self, inputs: Vec<Rows>, context: &Context) -> Result<Vec<Row>, RunError> {
        let window = step(&self.window, "window", context)?;
        let groups = self.activity.groups(&piped_rows(inputs), context);
        let (start, end) = if let Some((start, end)) = &self.range {
            (length(start, "start", context)?, length(end, "end", context)?)
        } else {
            let times = || groups.iter().flat_map(|group| group.events.iter().map(|event| event.at));
            let first = times().min().unwrap_or_default();
            let first =
                if let Step::Fixed(width) = window { first.saturating_sub(first.rem_euclid(width)) } else { first };
            (first, times().max().unwrap_or_default())
        };
        let bins = Bins { start, end, step: window };
        let mut out = Vec::new();
        for group in &groups {
            let mut windows: BTreeMap<i64, HashSet<usize>> = BTreeMap::new();
            for event in group.events.iter().filter(|event| bins.holds(event.at)) {
                windows.entry(bins.bin(event.at)).or_default().insert(event.id);
            }
            let nobody = HashSet::new();
            let mut before: (i64, &HashSet<usize>) = (i64::MIN, &nobody);
            for (bin, ids) in &windows {
                let previous = if before.0 == *bin { before.1 } else { &nobody };
                let returned = ids.intersection(previous).count();
                let (kept, all) = (returned as f64, previous.len() as f64);
                let measures = [
                    Value::Long(ids.len() as i64),
                    Value::Long((ids.len() - returned) as i64),
                    Value::Real(kept / all),
                    Value::Real((all - kept) / all),
                ];
                out.push(self.activity.row(*bin, group, measures));
                before = (bins.next(*bin), ids);
            }
        }
        Ok(out)
    }
}
