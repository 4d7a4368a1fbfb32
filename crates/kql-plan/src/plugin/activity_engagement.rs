//! `activity_engagement`: active ids of an inner window as a share of those of an outer one.

use std::sync::Arc;

use super::argument::Operand;
use super::timeline::{Activity, Bins, Step, activity, between, distinct, length, piped_rows};
use super::{Plugin, PluginArgument, PluginCall, PluginPlan};
use crate::rows::{Row, Rows, RowsOperator, RunError};
use crate::{Context, Type, Value};

/// `activity_engagement(id, timeline, [start, end,] inner, outer, dimensions…)`.
pub static ACTIVITY_ENGAGEMENT: Plugin = Plugin {
    name: "activity_engagement",
    documentation: "\
`activity_engagement(id, timeline [, start, end], inner, outer [, dimension …])`: for each window of the length `inner` in which something \
happened: the number of distinct ids in it (`dcount_activities_inner`), in the window of the length `outer` that ends with it \
(`dcount_activities_outer`), and the former divided by the latter (`activity_ratio`): daily over weekly active users, and the like. Without \
`start` and `end` all rows count.

Source: <https://learn.microsoft.com/kusto/query/activity-engagement-plugin>",
    needs_data: false,
    plan,
};

#[derive(Debug)]
struct ActivityEngagement {
    activity: Activity,
    range: Option<(Operand, Operand)>,
    inner: Operand,
    outer: Operand,
}

/// How many arguments after id and timeline are no columns: those before the dimensions.
pub(super) fn scalars(call: &PluginCall) -> usize {
    let is_scalar = |argument: &&PluginArgument| !matches!(argument, PluginArgument::Column(..));
    call.arguments.iter().skip(2).take_while(is_scalar).count()
}

fn plan(call: &PluginCall) -> Result<PluginPlan, String> {
    let with_range = scalars(call) > 2;
    let names: &[&str] =
        if with_range { &["start", "end", "inner window", "outer window"] } else { &["inner window", "outer window"] };
    let (activity, mut values) = activity(call, names)?;
    let (Some(outer), Some(inner)) = (values.pop(), values.pop()) else {
        return Err("the windows are missing".to_owned());
    };
    let range = match (values.pop(), values.pop()) {
        (Some(end), Some(start)) => Some((start, end)),
        _ => None,
    };
    let mut columns = activity.columns();
    columns.extend([
        ("dcount_activities_inner".to_owned(), Type::Long),
        ("dcount_activities_outer".to_owned(), Type::Long),
        ("activity_ratio".to_owned(), Type::Real),
    ]);
    let operator = Arc::new(ActivityEngagement { activity, range, inner, outer });
    Ok(PluginPlan { columns, operator, open: false })
}

impl RowsOperator for ActivityEngagement {
    fn name(&self) -> &'static str {
        "activity_engagement"
    }

    fn run(&self, inputs: Vec<Rows>, context: &Context) -> Result<Vec<Row>, RunError> {
        let inner = length(&self.inner, "inner window", context)?;
        let outer = length(&self.outer, "outer window", context)?;
        if inner <= 0 || outer <= 0 {
            return Err(RunError("the windows of `activity_engagement` must be greater than zero".to_owned()));
        }
        let groups = self.activity.groups(&piped_rows(inputs), context);
        let (start, end) = if let Some((start, end)) = &self.range {
            (length(start, "start", context)?, length(end, "end", context)?)
        } else {
            let times = || groups.iter().flat_map(|group| group.events.iter().map(|event| event.at));
            let first = times().min().unwrap_or_default();
            // Without a start the windows are those of `bin()`.
            (first.saturating_sub(first.rem_euclid(inner)), times().max().unwrap_or_default())
        };
        let bins = Bins { start, end, step: Step::Fixed(inner) };
        let mut out = Vec::new();
        for group in &groups {
            let within: Vec<_> = group.events.iter().filter(|event| bins.holds(event.at)).cloned().collect();
            for chunk in within.chunk_by(|left, right| bins.bin(left.at) == bins.bin(right.at)) {
                let Some(first) = chunk.first() else { continue };
                let bin = bins.bin(first.at);
                let last = bins.next(bin).saturating_sub(1).min(end);
                let (few, many) = (
                    distinct(chunk),
                    distinct(between(&group.events, bins.next(bin).saturating_sub(1).saturating_sub(outer), last)),
                );
                let measures = [Value::Long(few), Value::Long(many), Value::Real(few as f64 / many as f64)];
                out.push(self.activity.row(bin, group, measures));
            }
        }
        Ok(out)
    }
}
