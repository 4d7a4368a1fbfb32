//! `new_activity_metrics`: what becomes of those who were new in each window.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use super::argument::{self, Operand};
use super::timeline::{Activity, bins, length, moment, on_timeline};
use super::{Plugin, PluginArgument, PluginCall, PluginPlan};
use crate::aggregate::key::key;
use crate::rows::{Row, Rows, RowsOperator, RunError};
use crate::{Context, Type, Value};

/// `new_activity_metrics(id, timeline, start, end, window, [cohort], dimensions…, [lookback])`.
pub static NEW_ACTIVITY_METRICS: Plugin = Plugin {
    name: "new_activity_metrics",
    documentation: "\
`new_activity_metrics(id, timeline, start, end, window [, cohort] [, dimension …] [, lookback])`: for each window with ids that were in none \
before (a cohort) and each window from it to `end`: `from_…` and `to_…`, where the two windows begin; the ids of the later window that were \
in none up to the cohort's (`dcount_new_values`); of the cohort those that are in the later window (`dcount_retained_values`) and those that \
are not (`dcount_churn_values`); and the latter two as shares of the cohort (`retention_rate`, `churn_rate`). `cohort` picks the cohort of \
one window. `lookback` is a table of ids that are never new.

Source: <https://learn.microsoft.com/kusto/query/new-activity-metrics-plugin>",
    needs_data: false,
    plan,
};

#[derive(Debug)]
struct NewActivityMetrics {
    activity: Activity,
    start: Operand,
    end: Operand,
    window: Operand,
    cohort: Option<Operand>,
    /// The input with ids that are never new, and where its ids stand.
    lookback: Option<(usize, usize)>,
}

fn plan(call: &PluginCall) -> Result<PluginPlan, String> {
    let mut arguments = call.arguments.iter();
    let id = argument::column(call, arguments.next(), "id")?;
    let timeline = argument::column(call, arguments.next(), "timeline")?;
    on_timeline(&timeline)?;
    let start = argument::scalar(call, arguments.next(), "start")?;
    let end = argument::scalar(call, arguments.next(), "end")?;
    let window = argument::scalar(call, arguments.next(), "window")?;
    let (mut cohort, mut dimensions, mut lookback) = (None, Vec::new(), None);
    for (index, argument) in arguments.enumerate() {
        match argument {
            PluginArgument::Table(input) => {
                let columns = call.inputs.get(*input).map(Vec::as_slice).unwrap_or_default();
                let place = columns.iter().position(|column| Some(&column.name) == id.name.as_ref()).unwrap_or(0);
                lookback = Some((*input, place));
            }
            PluginArgument::Column(..) => dimensions.push(argument::column(call, Some(argument), "dimension")?),
            _ if index == 0 => cohort = Some(argument::scalar(call, Some(argument), "cohort")?),
            _ => return Err("after the cohort come columns, then a table".to_owned()),
        }
    }
    let name = timeline.name.clone().unwrap_or_default();
    let mut columns = vec![(format!("from_{name}"), timeline.kind), (format!("to_{name}"), timeline.kind)];
    columns.extend(dimensions.iter().map(|dimension| (dimension.name.clone().unwrap_or_default(), dimension.kind)));
    columns.extend([
        ("dcount_new_values".to_owned(), Type::Long),
        ("dcount_retained_values".to_owned(), Type::Long),
        ("dcount_churn_values".to_owned(), Type::Long),
        ("retention_rate".to_owned(), Type::Real),
        ("churn_rate".to_owned(), Type::Real),
    ]);
    let activity = Activity { id, timeline, dimensions };
    let operator = Arc::new(NewActivityMetrics { activity, start, end, window, cohort, lookback });
    Ok(PluginPlan { columns, operator, open: false })
}

impl NewActivityMetrics {
    /// The piped rows without those whose ids are in the lookback table.
    fn new_rows(&self, inputs: Vec<Rows>, context: &Context) -> Vec<Row> {
        let known: HashSet<Vec<u8>> = match self.lookback {
            Some((input, place)) => {
                let rows = inputs.get(input).map(|table| table.rows.as_slice()).unwrap_or_default();
                rows.iter().filter_map(|row| row.get(place)).map(key).collect()
            }
            None => HashSet::new(),
        };
        let mut rows = super::timeline::piped_rows(inputs);
        if !known.is_empty() {
            rows.retain(|row| !known.contains(&key(&self.activity.id.value(row, context))));
        }
        rows
    }
}

impl RowsOperator for NewActivityMetrics {
    fn name(&self) -> &'static str {
        "new_activity_metrics"
    }

    fn run(&self, inputs: Vec<Rows>, context: &Context) -> Result<Vec<Row>, RunError> {
        let bins = bins(&self.start, &self.end, &self.window, context)?;
        let cohort = match &self.cohort {
            Some(operand) if !operand.is_default() => Some(bins.bin(length(operand, "cohort", context)?)),
            _ => None,
        };
        let all = bins.all()?;
        let rows = self.new_rows(inputs, context);
        let mut out = Vec::new();
        for group in self.activity.groups(&rows, context) {
            let mut windows: BTreeMap<i64, HashSet<usize>> = BTreeMap::new();
            for event in group.events.iter().filter(|event| bins.holds(event.at)) {
                windows.entry(bins.bin(event.at)).or_default().insert(event.id);
            }
            let mut seen: HashSet<usize> = HashSet::new();
            for (from, ids) in &windows {
                let new: HashSet<usize> = ids.difference(&seen).copied().collect();
                let before = seen.clone();
                seen.extend(ids);
                if new.is_empty() || cohort.is_some_and(|cohort| cohort != *from) {
                    continue;
                }
                let nobody = HashSet::new();
                for to in all.iter().filter(|to| *to >= from) {
                    let there = windows.get(to).unwrap_or(&nobody);
                    let known = if to == from { &before } else { &seen };
                    let retained = new.intersection(there).count();
                    let lost = new.len() - retained;
                    let size = new.len() as f64;
                    let kind = self.activity.timeline.kind;
                    let mut row = vec![moment(*from, kind), moment(*to, kind)];
                    row.extend(group.dimensions.iter().cloned());
                    row.extend(
                        [there.difference(known).count(), retained, lost].map(|count| Value::Long(count as i64)),
                    );
                    row.extend([retained as f64 / size, lost as f64 / size].map(Value::Real));
                    out.push(row);
                }
            }
        }
        Ok(out)
    }
}
