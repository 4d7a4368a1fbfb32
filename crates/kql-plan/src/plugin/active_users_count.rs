//! `active_users_count`: distinct ids that were active often enough before.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use super::argument::Operand;
use super::timeline::{Activity, Bins, activity, bins, length, piped_rows, step};
use super::{Plugin, PluginCall, PluginPlan};
use crate::rows::{Row, Rows, RowsOperator, RunError};
use crate::{Context, Type, Value};

/// `active_users_count(id, timeline, start, end, lookback, period, active_periods, bin, dimensions…)`.
pub static ACTIVE_USERS_COUNT: Plugin = Plugin {
    name: "active_users_count",
    documentation: "\
`active_users_count(id, timeline, start, end, lookback, period, active_periods, bin [, dimension …])`: for each `bin` from `start` to `end` \
the number of distinct ids that were active in it (`dcount`). An id is active when it appears, and did so in at least `active_periods` \
different periods of the length `period` within the time `lookback` that ends with this appearance. Appearances before `start` help to make \
an id active, and are not counted themselves.

Source: <https://learn.microsoft.com/kusto/query/active-users-count-plugin>",
    needs_data: false,
    plan,
};

#[derive(Debug)]
struct ActiveUsersCount {
    activity: Activity,
    start: Operand,
    end: Operand,
    lookback: Operand,
    period: Operand,
    active_periods: Operand,
    bin: Operand,
}

fn plan(call: &PluginCall) -> Result<PluginPlan, String> {
    let (activity, values) = activity(call, &["start", "end", "lookback window", "period", "active periods", "bin"])?;
    let Ok([start, end, lookback, period, active_periods, bin]) = <[Operand; 6]>::try_from(values) else {
        return Err("an argument is missing".to_owned());
    };
    let mut columns = activity.columns();
    columns.push(("dcount".to_owned(), Type::Long));
    let operator = Arc::new(ActiveUsersCount { activity, start, end, lookback, period, active_periods, bin });
    Ok(PluginPlan { columns, operator, open: false })
}

impl RowsOperator for ActiveUsersCount {
    fn name(&self) -> &'static str {
        "active_users_count"
    }

    fn run(&self, inputs: Vec<Rows>, context: &Context) -> Result<Vec<Row>, RunError> {
        let bins = bins(&self.start, &self.end, &self.bin, context)?;
        let lookback = length(&self.lookback, "lookback window", context)?;
        let periods = Bins { step: step(&self.period, "period", context)?, ..bins };
        let needed = length(&self.active_periods, "number of active periods", context)?;
        let mut out = Vec::new();
        for group in self.activity.groups(&piped_rows(inputs), context) {
            let mut times: HashMap<usize, Vec<i64>> = HashMap::new();
            let mut active: BTreeMap<i64, HashSet<usize>> = BTreeMap::new();
            for event in group.events.iter().filter(|event| event.at <= bins.end) {
                let times = times.entry(event.id).or_default();
                times.push(event.at);
                if event.at < bins.start {
                    continue;
                }
                let after = event.at.saturating_sub(lookback);
                let from = times.partition_point(|at| *at <= after);
                let seen: HashSet<i64> = times.iter().skip(from).map(|at| periods.bin(*at)).collect();
                if seen.len() as i64 >= needed {
                    active.entry(bins.bin(event.at)).or_default().insert(event.id);
                }
            }
            for (bin, ids) in active {
                out.push(self.activity.row(bin, &group, [Value::Long(ids.len() as i64)]));
            }
        }
        Ok(out)
    }
}
