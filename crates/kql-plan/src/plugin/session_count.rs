//! `session_count`: how many sessions begin.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::argument::Operand;
use super::timeline::{Activity, activity, bins, length, piped_rows};
use super::{Plugin, PluginCall, PluginPlan};
use crate::rows::{Row, Rows, RowsOperator, RunError};
use crate::{Context, Type, Value};

/// `session_count(id, timeline, start, end, bin, lookback, dimensions…)`.
pub static SESSION_COUNT: Plugin = Plugin {
    name: "session_count",
    documentation: "\
`session_count(id, timeline, start, end, bin, lookback [, dimension …])`: for each `bin` from `start` to `end` the number of sessions that \
begin in it (`count_sessions`). An id begins a session when it appears and did not within the time `lookback` before. Bins in which no \
session begins are left out.

Source: <https://learn.microsoft.com/kusto/query/session-count-plugin>",
    needs_data: false,
    plan,
};

#[derive(Debug)]
struct SessionCount {
    activity: Activity,
    start: Operand,
    end: Operand,
    bin: Operand,
    lookback: Operand,
}

fn plan(call: &PluginCall) -> Result<PluginPlan, String> {
    let (activity, values) = activity(call, &["start", "end", "bin", "lookback window"])?;
    let Ok([start, end, bin, lookback]) = <[Operand; 4]>::try_from(values) else {
        return Err("an argument is missing".to_owned());
    };
    let mut columns = activity.columns();
    columns.push(("count_sessions".to_owned(), Type::Long));
    Ok(PluginPlan { columns, operator: Arc::new(SessionCount { activity, start, end, bin, lookback }), open: false })
}

impl RowsOperator for SessionCount {
    fn name(&self) -> &'static str {
        "session_count"
    }

    fn run(&self, inputs: Vec<Rows>, context: &Context) -> Result<Vec<Row>, RunError> {
        let bins = bins(&self.start, &self.end, &self.bin, context)?;
        let lookback = length(&self.lookback, "lookback window", context)?;
        let mut out = Vec::new();
        for group in self.activity.groups(&piped_rows(inputs), context) {
            let mut last: HashMap<usize, i64> = HashMap::new();
            let mut sessions: BTreeMap<i64, i64> = BTreeMap::new();
            for event in group.events.iter().filter(|event| bins.holds(event.at)) {
                let before = last.insert(event.id, event.at);
                if before.is_none_or(|before| event.at.saturating_sub(before) > lookback) {
                    *sessions.entry(bins.bin(event.at)).or_default() += 1;
                }
            }
            for (bin, count) in sessions {
                out.push(self.activity.row(bin, &group, [Value::Long(count)]));
            }
        }
        Ok(out)
    }
}
