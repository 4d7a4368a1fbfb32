//! `funnel_sequence`: what comes before and after a sequence of states.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::argument::{self, Operand};
use super::timeline::{bins, length, moment, on_timeline, piped_rows, row_key, whole};
use super::{Plugin, PluginArgument, PluginCall, PluginPlan};
use crate::aggregate::key::key;
use crate::convert::{convert, to_json};
use crate::rows::{Row, Rows, RowsOperator, RunError};
use crate::value::Json;
use crate::{Context, Type, Value};

/// `funnel_sequence(id, timeline, start, end, max_step, step, state, sequence)`.
pub static FUNNEL_SEQUENCE: Plugin = Plugin {
    name: "funnel_sequence",
    documentation: "\
`funnel_sequence(id, timeline, start, end, max_step, step, state, sequence)`: of the ids whose states ran through `sequence` (an array), one \
state after the other and with at most `max_step` between two: for each `step` from `start` to `end` in which such a sequence begins, and each \
pair of states before and after it (`prev`, `next`; null or empty where there is none): the number of distinct ids (`dcount`) and up to 128 of \
them (`samples`). The engine gives two more tables, with one of `prev` and `next` each; they can be summarised from this one.

Source: <https://learn.microsoft.com/kusto/query/funnel-sequence-plugin>",
    needs_data: false,
    plan,
};

/// How many ids are told.
const MOST_SAMPLES: usize = 128;

#[derive(Debug)]
struct FunnelSequence {
    id: Operand,
    timeline: Operand,
    start: Operand,
    end: Operand,
    max_step: Operand,
    step: Operand,
    state: Operand,
    sequence: Vec<Vec<u8>>,
}

fn plan(call: &PluginCall) -> Result<PluginPlan, String> {
    let mut arguments = call.arguments.iter();
    let id = argument::column(call, arguments.next(), "id")?;
    let timeline = argument::column(call, arguments.next(), "timeline")?;
    on_timeline(&timeline)?;
    let start = argument::scalar(call, arguments.next(), "start")?;
    let end = argument::scalar(call, arguments.next(), "end")?;
    let max_step = argument::scalar(call, arguments.next(), "longest time between two states")?;
    let step = argument::scalar(call, arguments.next(), "step")?;
    let state = argument::column(call, arguments.next(), "state")?;
    let sequence = states(arguments.next(), state.kind)?.iter().map(key).collect();
    let columns = vec![
        (timeline.name.clone().unwrap_or_default(), timeline.kind),
        ("prev".to_owned(), state.kind),
        ("next".to_owned(), state.kind),
        ("dcount".to_owned(), Type::Long),
        ("samples".to_owned(), Type::Dynamic),
    ];
    let operator = Arc::new(FunnelSequence { id, timeline, start, end, max_step, step, state, sequence });
    Ok(PluginPlan { columns, operator, open: false })
}

/// The states of a sequence, as values of the type of the state column.
pub(super) fn states(argument: Option<&PluginArgument>, kind: Type) -> Result<Vec<Value<'static>>, String> {
    let value = argument::constant(argument, "sequence")?;
    let states = value.and_then(Value::as_json).and_then(Json::as_array).filter(|states| !states.is_empty());
    let states = states.ok_or("the sequence must be an array of states")?;
    Ok(states.iter().map(|state| convert(&Value::dynamic(state.clone()), kind).into_owned()).collect())
}

/// What an id did: when it was in which state.
type Path = (Value<'static>, Vec<(i64, Value<'static>)>);

/// The states of each id in the order of the timeline, between start and end.
pub(super) fn paths(
    rows: &[Row],
    (id, timeline, state): (&Operand, &Operand, &Operand),
    within: impl Fn(i64) -> bool,
    context: &Context,
) -> Vec<Path> {
    let mut places: HashMap<Vec<u8>, usize> = HashMap::new();
    let mut paths: Vec<Path> = Vec::new();
    for row in rows {
        let Some(at) = whole(&timeline.value(row, context)).filter(|at| within(*at)) else { continue };
        let id = id.value(row, context);
        let place = *places.entry(key(&id)).or_insert(paths.len());
        if place == paths.len() {
            paths.push((id, Vec::new()));
        }
        if let Some((_, path)) = paths.get_mut(place) {
            path.push((at, state.value(row, context)));
        }
    }
    for (_, path) in &mut paths {
        path.sort_by_key(|(at, _)| *at);
    }
    paths
}

/// The ids of one result row.
struct Found {
    bin: i64,
    before: Value<'static>,
    after: Value<'static>,
    seen: HashSet<Vec<u8>>,
    samples: Vec<Json>,
}

impl RowsOperator for FunnelSequence {
    fn name(&self) -> &'static str {
        "funnel_sequence"
    }

    fn run(&self, inputs: Vec<Rows>, context: &Context) -> Result<Vec<Row>, RunError> {
        let bins = bins(&self.start, &self.end, &self.step, context)?;
        let max_step = length(&self.max_step, "longest time between two states", context)?;
        let rows = piped_rows(inputs);
        let none = Value::null(self.state.kind);
        let mut places: HashMap<Vec<u8>, usize> = HashMap::new();
        let mut found: Vec<Found> = Vec::new();
        let paths = paths(&rows, (&self.id, &self.timeline, &self.state), |at| bins.holds(at), context);
        for (id, path) in &paths {
            let keys: Vec<Vec<u8>> = path.iter().map(|(_, state)| key(state)).collect();
            for (index, (window, steps)) in
                keys.windows(self.sequence.len()).zip(path.windows(self.sequence.len())).enumerate()
            {
                let close = steps.windows(2).all(|pair| match pair {
                    [left, right] => right.0.saturating_sub(left.0) <= max_step,
                    _ => true,
                });
                if window != self.sequence.as_slice() || !close {
                    continue;
                }
                let state = |place: Option<usize>| {
                    place.and_then(|place| path.get(place)).map_or_else(|| none.clone(), |(_, state)| state.clone())
                };
                let bin = bins.bin(steps.first().map_or(bins.start, |(at, _)| *at));
                let (before, after) = (state(index.checked_sub(1)), state(index.checked_add(self.sequence.len())));
                let place = row_key(&[Value::Long(bin), before.clone(), after.clone()]);
                let place = *places.entry(place).or_insert(found.len());
                if place == found.len() {
                    found.push(Found { bin, before, after, seen: HashSet::new(), samples: Vec::new() });
                }
                if let Some(found) = found.get_mut(place)
                    && found.seen.insert(key(id))
                    && found.samples.len() < MOST_SAMPLES
                {
                    found.samples.push(to_json(id));
                }
            }
        }
        let row = |found: Found| {
            vec![
                moment(found.bin, self.timeline.kind),
                found.before,
                found.after,
                Value::Long(found.seen.len() as i64),
                Value::dynamic(Json::Array(found.samples)),
            ]
        };
        found.sort_by(|left, right| left.bin.cmp(&right.bin).then(right.seen.len().cmp(&left.seen.len())));
        Ok(found.into_iter().map(row).collect())
    }
}
