//! `sequence_detect`: steps that follow one another.

use std::collections::HashMap;
use std::sync::Arc;

use super::argument::{self, Operand, unique};
use super::timeline::{length, moment, on_timeline, piped_rows, row_key, whole};
use super::{Plugin, PluginCall, PluginPlan};
use crate::rows::{Row, Rows, RowsOperator, RunError};
use crate::{Context, Type};

/// `sequence_detect(timeline, max_step, max_span, steps…, dimensions…)`.
pub static SEQUENCE_DETECT: Plugin = Plugin {
    name: "sequence_detect",
    documentation: "\
`sequence_detect(timeline, max_step, max_span, step, step …, dimension …)`: the places where rows fulfil one `step` after the other, within \
each combination of dimensions. A step is a condition, best with a name: `invited=(OperationName == \"Invite\")`. From one step to the next it \
takes at most `max_step`, from the first to the last at most `max_span`. For each row that completes a sequence there is one result row, \
which goes back to the latest row that fulfils the step before, and so on: the dimensions, `<step>_<timeline>` for each step, and `Duration`. \
No row is two steps of one sequence.

Source: <https://learn.microsoft.com/kusto/query/sequence-detect-plugin>",
    needs_data: false,
    plan,
};

#[derive(Debug)]
struct SequenceDetect {
    timeline: Operand,
    max_step: Operand,
    max_span: Operand,
    steps: Vec<Operand>,
    dimensions: Vec<Operand>,
}

fn plan(call: &PluginCall) -> Result<PluginPlan, String> {
    let mut arguments = call.arguments.iter();
    let timeline = argument::column(call, arguments.next(), "timeline")?;
    on_timeline(&timeline)?;
    let max_step = argument::scalar(call, arguments.next(), "longest time between steps")?;
    let max_span = argument::scalar(call, arguments.next(), "longest time of a sequence")?;
    let (mut steps, mut dimensions) = (Vec::new(), Vec::new());
    for argument in arguments {
        let operand = argument::scalar(call, Some(argument), "step")?;
        let is_step = operand.kind == Type::Bool && dimensions.is_empty() && operand.place().is_none();
        if is_step { steps.push(operand) } else { dimensions.push(operand) }
    }
    if steps.is_empty() {
        return Err("there is no step: a condition such as start=(EventType == \"Start\")".to_owned());
    }
    let mut columns: Vec<(String, Type)> = Vec::new();
    for (index, dimension) in dimensions.iter().enumerate() {
        let name = dimension.name.clone().unwrap_or_else(|| format!("dim{}", index + 1));
        columns.push((unique(&name, &columns), dimension.kind));
    }
    let along = timeline.name.clone().unwrap_or_default();
    for (index, step) in steps.iter().enumerate() {
        let name = step.name.clone().unwrap_or_else(|| format!("expr{}", index + 1));
        columns.push((unique(&format!("{name}_{along}"), &columns), timeline.kind));
    }
    let duration = if timeline.kind == Type::Datetime { Type::Timespan } else { timeline.kind };
    columns.push((unique("Duration", &columns), duration));
    let operator = Arc::new(SequenceDetect { timeline, max_step, max_span, steps, dimensions });
    Ok(PluginPlan { columns, operator, open: false })
}

/// One combination of dimensions: its rows by time, with what steps each fulfils.
type Group = (Row, Vec<(i64, Vec<bool>)>);

impl SequenceDetect {
    fn groups(&self, rows: &[Row], context: &Context) -> Vec<Group> {
        let mut places: HashMap<Vec<u8>, usize> = HashMap::new();
        let mut groups: Vec<Group> = Vec::new();
        for row in rows {
            let Some(at) = whole(&self.timeline.value(row, context)) else { continue };
            let fulfils: Vec<bool> =
                self.steps.iter().map(|step| step.value(row, context).as_bool() == Some(true)).collect();
            if !fulfils.contains(&true) {
                continue;
            }
            let dimensions: Row = self.dimensions.iter().map(|dimension| dimension.value(row, context)).collect();
            let place = *places.entry(row_key(&dimensions)).or_insert(groups.len());
            if place == groups.len() {
                groups.push((dimensions, Vec::new()));
            }
            if let Some((_, events)) = groups.get_mut(place) {
                events.push((at, fulfils));
            }
        }
        for (_, events) in &mut groups {
            events.sort_by_key(|event| event.0);
        }
        groups
    }
}

impl RowsOperator for SequenceDetect {
    fn name(&self) -> &'static str {
        "sequence_detect"
    }

    fn run(&self, inputs: Vec<Rows>, context: &Context) -> Result<Vec<Row>, RunError> {
        let max_step = length(&self.max_step, "longest time between steps", context)?;
        let max_span = length(&self.max_span, "longest time of a sequence", context)?;
        let kind = self.timeline.kind;
        let duration = if kind == Type::Datetime { Type::Timespan } else { kind };
        let mut out = Vec::new();
        for (dimensions, events) in self.groups(&piped_rows(inputs), context) {
            // For each step the times of the latest sequence that got so far.
            let mut latest: Vec<Option<Vec<i64>>> = vec![None; self.steps.len()];
            for (at, fulfils) in events {
                // From the last step back, so that no row follows itself.
                for step in (0..fulfils.len()).rev().filter(|step| fulfils.get(*step) == Some(&true)) {
                    let times = match step.checked_sub(1) {
                        None => Some(vec![at]),
                        Some(before) => latest.get(before).and_then(Option::as_ref).and_then(|times| {
                            let close = times.last().is_some_and(|last| at.saturating_sub(*last) <= max_step);
                            let short = times.first().is_some_and(|first| at.saturating_sub(*first) <= max_span);
                            (close && short).then(|| times.iter().copied().chain([at]).collect())
                        }),
                    };
                    let Some(times) = times else { continue };
                    if step + 1 == self.steps.len() {
                        let first = times.first().copied().unwrap_or(at);
                        let mut row = dimensions.clone();
                        row.extend(times.iter().map(|time| moment(*time, kind)));
                        row.push(moment(at.saturating_sub(first), duration));
                        out.push(row);
                    } else if let Some(slot) = latest.get_mut(step) {
                        *slot = Some(times);
                    }
                }
            }
        }
        Ok(out)
    }
}
