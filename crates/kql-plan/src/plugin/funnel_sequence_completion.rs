//! `funnel_sequence_completion`: how many get how far in a sequence of states.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::argument::{self, Operand};
use super::funnel_sequence::{paths, states};
use super::timeline::{bins, moment, on_timeline, piped_rows, whole};
use super::{Plugin, PluginCall, PluginPlan};
use crate::aggregate::key::key;
use crate::convert::{convert, text};
use crate::rows::{Row, Rows, RowsOperator, RunError};
use crate::value::Json;
use crate::{Context, Type, Value};

/// `funnel_sequence_completion(id, timeline, start, end, bin, state, sequence, max_periods)`.
pub static FUNNEL_SEQUENCE_COMPLETION: Plugin = Plugin {
    name: "funnel_sequence_completion",
    documentation: "\
`funnel_sequence_completion(id, timeline, start, end, bin, state, sequence, max_periods)`: for each `bin` from `start` to `end`, each of \
`max_periods` (an array of timespans, or of numbers along a numeric timeline) and each state of `sequence` (an array): the number of distinct \
ids that got there (`dcount`), from the first state on in the order of the sequence and within that period. Other states may lie between. \
Each bin is looked at for itself.

Source: <https://learn.microsoft.com/kusto/query/funnel-sequence-completion-plugin>",
    needs_data: false,
    plan,
};

#[derive(Debug)]
struct FunnelSequenceCompletion {
    id: Operand,
    timeline: Operand,
    start: Operand,
    end: Operand,
    bin: Operand,
    state: Operand,
    sequence: Vec<Value<'static>>,
    periods: Vec<i64>,
    period: Type,
}

fn plan(call: &PluginCall) -> Result<PluginPlan, String> {
    let mut arguments = call.arguments.iter();
    let id = argument::column(call, arguments.next(), "id")?;
    let timeline = argument::column(call, arguments.next(), "timeline")?;
    on_timeline(&timeline)?;
    let start = argument::scalar(call, arguments.next(), "start")?;
    let end = argument::scalar(call, arguments.next(), "end")?;
    let bin = argument::scalar(call, arguments.next(), "bin")?;
    let state = argument::column(call, arguments.next(), "state")?;
    let sequence = states(arguments.next(), state.kind)?;
    let along_time = matches!(timeline.kind, Type::Datetime | Type::Timespan);
    let period = if along_time { Type::Timespan } else { Type::Long };
    let periods = argument::constant(arguments.next(), "periods")?.and_then(Value::as_json).and_then(Json::as_array);
    let periods: Option<Vec<i64>> = periods
        .ok_or("the periods must be an array")?
        .iter()
        .map(|json| whole(&convert(&Value::dynamic(json.clone()), period)))
        .collect();
    let periods = periods.ok_or_else(|| format!("each of the periods must be a {period}"))?;
    let columns = vec![
        (timeline.name.clone().unwrap_or_default(), timeline.kind),
        (state.name.clone().unwrap_or_default(), Type::String),
        ("Period".to_owned(), period),
        ("dcount".to_owned(), Type::Long),
    ];
    let operator = FunnelSequenceCompletion { id, timeline, start, end, bin, state, sequence, periods, period };
    Ok(PluginPlan { columns, operator: Arc::new(operator), open: false })
}

/// How many states of the sequence are reached, at best, within a period from a first state on.
fn reached(path: &[(i64, Vec<u8>)], sequence: &[Vec<u8>], period: i64) -> usize {
    let mut best = 0;
    for (index, (from, _)) in path.iter().enumerate().filter(|(_, (_, state))| Some(state) == sequence.first()) {
        let mut next = 0;
        for (at, state) in path.iter().skip(index) {
            if at.saturating_sub(*from) > period {
                break;
            }
            if sequence.get(next) == Some(state) {
                next += 1;
            }
        }
        best = best.max(next);
        if best == sequence.len() {
            break;
        }
    }
    best
}

impl RowsOperator for FunnelSequenceCompletion {
    fn name(&self) -> &'static str {
        "funnel_sequence_completion"
    }

    fn run(&self, inputs: Vec<Rows>, context: &Context) -> Result<Vec<Row>, RunError> {
        let bins = bins(&self.start, &self.end, &self.bin, context)?;
        let sequence: Vec<Vec<u8>> = self.sequence.iter().map(key).collect();
        let rows = piped_rows(inputs);
        // For each bin: for each period, how many ids reached each state.
        let mut counts: BTreeMap<i64, Vec<Vec<i64>>> = BTreeMap::new();
        for (_, path) in paths(&rows, (&self.id, &self.timeline, &self.state), |at| bins.holds(at), context) {
            let path: Vec<(i64, Vec<u8>)> = path.into_iter().map(|(at, state)| (at, key(&state))).collect();
            for chunk in path.chunk_by(|left, right| bins.bin(left.0) == bins.bin(right.0)) {
                let Some((at, _)) = chunk.first() else { continue };
                let entry =
                    counts.entry(bins.bin(*at)).or_insert_with(|| vec![vec![0; sequence.len()]; self.periods.len()]);
                for (period, counts) in self.periods.iter().zip(entry) {
                    for count in counts.iter_mut().take(reached(chunk, &sequence, *period)) {
                        *count += 1;
                    }
                }
            }
        }
        let mut out = Vec::new();
        for (bin, periods) in counts {
            for (period, counts) in self.periods.iter().zip(periods) {
                for (state, count) in self.sequence.iter().zip(counts) {
                    out.push(vec![
                        moment(bin, self.timeline.kind),
                        Value::from(text(state)),
                        moment(*period, self.period),
                        Value::Long(count),
                    ]);
                }
            }
        }
        Ok(out)
    }
}
