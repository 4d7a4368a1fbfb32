//! `sliding_window_counts`: counts over a window that slides along the timeline.

use std::sync::Arc;

use super::argument::Operand;
use super::timeline::{Activity, Step, activity, between, bins, distinct, length, piped_rows};
use super::{Plugin, PluginCall, PluginPlan};
use crate::rows::{Row, Rows, RowsOperator, RunError};
use crate::{Context, Type, Value};

/// `sliding_window_counts(id, timeline, start, end, lookback, bin, dimensions…)`.
pub static SLIDING_WINDOW_COUNTS: Plugin = Plugin {
    name: "sliding_window_counts",
    documentation: "\
`sliding_window_counts(id, timeline, start, end, lookback, bin [, dimension …])`: for each `bin` from `start` to `end` the number of rows \
(`Count`) and of distinct ids (`Dcount`) in the window of the length `lookback` that ends with it. Rows before `start` count where a window \
reaches them; bins with empty windows are left out. A `lookback` that is no multiple of `bin` is rounded down to one.

Source: <https://learn.microsoft.com/kusto/query/sliding-window-counts-plugin>",
    needs_data: false,
    plan,
};

#[derive(Debug)]
struct SlidingWindowCounts {
    activity: Activity,
    start: Operand,
    end: Operand,
    lookback: Operand,
    bin: Operand,
}

fn plan(call: &PluginCall) -> Result<PluginPlan, String> {
    let (activity, values) = activity(call, &["start", "end", "lookback window", "bin"])?;
    let Ok([start, end, lookback, bin]) = <[Operand; 4]>::try_from(values) else {
        return Err("an argument is missing".to_owned());
    };
    let mut columns = activity.columns();
    columns.extend(["Count", "Dcount"].map(|name| (name.to_owned(), Type::Long)));
    let operator = Arc::new(SlidingWindowCounts { activity, start, end, lookback, bin });
    Ok(PluginPlan { columns, operator, open: false })
}

impl RowsOperator for SlidingWindowCounts {
    fn name(&self) -> &'static str {
        "sliding_window_counts"
    }

    fn run(&self, inputs: Vec<Rows>, context: &Context) -> Result<Vec<Row>, RunError> {
        let bins = bins(&self.start, &self.end, &self.bin, context)?;
        let lookback = length(&self.lookback, "lookback window", context)?;
        let lookback = match bins.step {
            Step::Fixed(step) => lookback.saturating_sub(lookback.rem_euclid(step)).max(step),
            Step::Week | Step::Month | Step::Year => lookback,
        };
        let mut out = Vec::new();
        let all = bins.all()?;
        for mut group in self.activity.groups(&piped_rows(inputs), context) {
            group.events.retain(|event| event.at <= bins.end);
            for bin in &all {
                let last = bins.next(*bin).saturating_sub(1);
                let window = between(&group.events, last.saturating_sub(lookback), last);
                if !window.is_empty() {
                    let measures = [Value::Long(window.len() as i64), Value::Long(distinct(window))];
                    out.push(self.activity.row(*bin, &group, measures));
                }
            }
        }
        Ok(out)
    }
}
