//! What the plugins of user analytics share: a timeline cut into bins, and rows put into groups.

use std::collections::HashMap;

use super::PluginCall;
use super::argument::Operand;
use crate::aggregate::key::key;
use crate::calendar::{Moment, day_of_week, start_of_day};
use crate::rows::{Row, RunError};
use crate::value::{MAX_DATETIME, TICKS_PER_DAY};
use crate::{Context, Type, Value};

/// The most bins a timeline may have.
const MOST_BINS: usize = 1_048_576;

/// From one bin to the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    /// So many ticks or units.
    Fixed(i64),
    /// Weeks that begin on Sunday.
    Week,
    /// Months of the calendar.
    Month,
    /// Years of the calendar.
    Year,
}

/// Bins of one width from a start on.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bins {
    /// The first moment that counts.
    pub(super) start: i64,
    /// The last one.
    pub(super) end: i64,
    /// From one bin to the next.
    pub(super) step: Step,
}

impl Bins {
    /// Where the bin begins that a moment is in.
    pub(super) fn bin(&self, position: i64) -> i64 {
        match self.step {
            Step::Fixed(step) => {
                let offset = i128::from(position) - i128::from(self.start);
                let bin = offset.div_euclid(i128::from(step.max(1))) * i128::from(step.max(1)) + i128::from(self.start);
                i64::try_from(bin).unwrap_or(position)
            }
            Step::Week => {
                let position = position.clamp(0, MAX_DATETIME);
                start_of_day(position) - day_of_week(position) * TICKS_PER_DAY
            }
            Step::Month => calendar_start(position, Step::Month),
            Step::Year => calendar_start(position, Step::Year),
        }
    }

    /// Where the bin after this one begins.
    pub(super) fn next(&self, bin: i64) -> i64 {
        match self.step {
            Step::Fixed(step) => bin.saturating_add(step.max(1)),
            Step::Week => bin.saturating_add(7 * TICKS_PER_DAY),
            Step::Month => calendar_start(bin.saturating_add(32 * TICKS_PER_DAY), Step::Month),
            Step::Year => calendar_start(bin.saturating_add(367 * TICKS_PER_DAY), Step::Year),
        }
    }

    /// Whether a moment lies between start and end, both included.
    pub(super) fn holds(&self, position: i64) -> bool {
        (self.start..=self.end).contains(&position)
    }

    /// The beginnings of all bins from the start to the end.
    ///
    /// # Errors
    /// When there are too many.
    pub(super) fn all(&self) -> Result<Vec<i64>, RunError> {
        let mut out = Vec::new();
        let mut at = self.bin(self.start);
        while at <= self.end {
            if out.len() >= MOST_BINS {
                return Err(RunError(format!(
                    "from start to end there are more than {MOST_BINS} steps; take a wider step"
                )));
            }
            out.push(at);
            let next = self.next(at);
            if next <= at {
                break;
            }
            at = next;
        }
        Ok(out)
    }
}

fn calendar_start(position: i64, step: Step) -> i64 {
    let moment = Moment::from_ticks(position);
    let month = if step == Step::Year { 1 } else { moment.month };
    Moment { month, day: 1, hour: 0, minute: 0, second: 0, tick: 0, ..moment }.ticks().unwrap_or(position)
}

/// A moment or a length of time as a whole number; `None` for the null and what has none.
pub(super) fn whole(value: &Value<'_>) -> Option<i64> {
    value.as_ticks().or_else(|| value.as_long()).or_else(|| match value {
        Value::Real(number) if number.is_finite() => Some(number.floor() as i64),
        Value::Decimal(number) => bigdecimal::ToPrimitive::to_i64(number),
        _ => None,
    })
}

/// A whole number as a value of the timeline's type.
pub(super) fn moment(position: i64, kind: Type) -> Value<'static> {
    match kind {
        Type::Datetime => Value::datetime(position),
        Type::Timespan => Value::Timespan(position),
        Type::Int => i32::try_from(position).map_or(Value::Null, Value::Int),
        Type::Real => Value::Real(position as f64),
        Type::Decimal => Value::Decimal(position.into()),
        _ => Value::Long(position),
    }
}

/// The value of a scalar argument that must be a moment or a length of time.
///
/// # Errors
/// When it is null or something else.
pub(super) fn length(operand: &Operand, what: &str, context: &Context) -> Result<i64, RunError> {
    whole(&operand.value(&Vec::new(), context))
        .ok_or_else(|| RunError(format!("the {what} must be a number, datetime or timespan, and not null")))
}

/// The value of a step: a length, or `week`, `month`, `year`.
///
/// # Errors
/// When it is none of these, or not greater than zero.
pub(super) fn step(operand: &Operand, what: &str, context: &Context) -> Result<Step, RunError> {
    let value = operand.value(&Vec::new(), context);
    match value.as_str() {
        "week" => return Ok(Step::Week),
        "month" => return Ok(Step::Month),
        "year" => return Ok(Step::Year),
        _ => {}
    }
    whole(&value)
        .filter(|step| *step > 0)
        .map(Step::Fixed)
        .ok_or_else(|| RunError(format!("the {what} must be greater than zero, or one of week, month, year")))
}

/// Who did what when: an id, a timeline, and the dimensions by which the results are split.
#[derive(Debug)]
pub(super) struct Activity {
    pub(super) id: Operand,
    pub(super) timeline: Operand,
    pub(super) dimensions: Vec<Operand>,
}

/// What one id did in one group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Event {
    /// When.
    pub(super) at: i64,
    /// Which id; the same number is the same id.
    pub(super) id: usize,
}

/// The events of one combination of dimensions, in the order of the timeline.
#[derive(Debug)]
pub(super) struct Group {
    /// The values of the dimensions.
    pub(super) dimensions: Vec<Value<'static>>,
    /// The events.
    pub(super) events: Vec<Event>,
}

impl Activity {
    /// The columns that name a result row: timeline, then dimensions.
    pub(super) fn columns(&self) -> Vec<(String, Type)> {
        let name = |operand: &Operand| (operand.name.clone().unwrap_or_default(), operand.kind);
        std::iter::once(name(&self.timeline)).chain(self.dimensions.iter().map(name)).collect()
    }

    /// The events of the rows, by dimensions. Rows without a time or an id are left out.
    pub(super) fn groups(&self, rows: &[Row], context: &Context) -> Vec<Group> {
        let mut ids: HashMap<Vec<u8>, usize> = HashMap::new();
        let mut places: HashMap<Vec<u8>, usize> = HashMap::new();
        let mut groups: Vec<Group> = Vec::new();
        for row in rows {
            let (Some(at), id) = (whole(&self.timeline.value(row, context)), self.id.value(row, context)) else {
                continue;
            };
            if id.is_null() {
                continue;
            }
            let count = ids.len();
            let id = *ids.entry(key(&id)).or_insert(count);
            let dimensions: Vec<Value<'static>> =
                self.dimensions.iter().map(|dimension| dimension.value(row, context)).collect();
            let place = *places.entry(row_key(&dimensions)).or_insert(groups.len());
            if place == groups.len() {
                groups.push(Group { dimensions, events: Vec::new() });
            }
            if let Some(group) = groups.get_mut(place) {
                group.events.push(Event { at, id });
            }
        }
        for group in &mut groups {
            group.events.sort_by_key(|event| event.at);
        }
        groups
    }

    /// A result row: the bin, the dimensions, the measures.
    pub(super) fn row(&self, bin: i64, group: &Group, measures: impl IntoIterator<Item = Value<'static>>) -> Row {
        let mut row = vec![moment(bin, self.timeline.kind)];
        row.extend(group.dimensions.iter().cloned());
        row.extend(measures);
        row
    }
}

/// Bytes that tell rows apart.
pub(super) fn row_key(values: &[Value<'_>]) -> Vec<u8> {
    let mut out = Vec::new();
    for value in values {
        let bytes = key(value);
        out.extend((bytes.len() as u64).to_be_bytes());
        out.extend(bytes);
    }
    out
}

/// Reads id and timeline, `scalars` scalar arguments, and the dimensions after them.
///
/// Errors: what is missing, and what is no column.
pub(super) fn activity(call: &PluginCall, scalars: &[&str]) -> Result<(Activity, Vec<Operand>), String> {
    let id = super::argument::column(call, call.arguments.first(), "id")?;
    let timeline = super::argument::column(call, call.arguments.get(1), "timeline")?;
    on_timeline(&timeline)?;
    let mut values = Vec::new();
    for (index, what) in scalars.iter().enumerate() {
        values.push(super::argument::scalar(call, call.arguments.get(index + 2), what)?);
    }
    let mut dimensions = Vec::new();
    for argument in call.arguments.iter().skip(scalars.len() + 2) {
        dimensions.push(super::argument::column(call, Some(argument), "dimension")?);
    }
    Ok((Activity { id, timeline, dimensions }, values))
}

/// Whether a column can be a timeline.
pub(super) fn on_timeline(operand: &Operand) -> Result<(), String> {
    match operand.kind {
        Type::Datetime | Type::Timespan | Type::Int | Type::Long | Type::Real | Type::Decimal => Ok(()),
        other => Err(format!("a timeline is a datetime, a timespan or a number, not {other}")),
    }
}

/// How many different ids there are among events.
pub(super) fn distinct<'e>(events: impl IntoIterator<Item = &'e Event>) -> i64 {
    let ids: std::collections::HashSet<usize> = events.into_iter().map(|event| event.id).collect();
    i64::try_from(ids.len()).unwrap_or(i64::MAX)
}

/// The events after one moment and up to another, the latter included. They must be in order.
pub(super) fn between(events: &[Event], after: i64, to: i64) -> &[Event] {
    let from = events.partition_point(|event| event.at <= after);
    let until = events.partition_point(|event| event.at <= to);
    events.get(from..until.max(from)).unwrap_or_default()
}

/// The bins of a call from its start, end and step.
///
/// # Errors
/// When one of them is null or makes no sense.
pub(super) fn bins(start: &Operand, end: &Operand, width: &Operand, context: &Context) -> Result<Bins, RunError> {
    Ok(Bins {
        start: length(start, "start", context)?,
        end: length(end, "end", context)?,
        step: step(width, "step", context)?,
    })
}

/// The rows of the piped input.
pub(super) fn piped_rows(inputs: Vec<crate::Rows>) -> Vec<Row> {
    inputs.into_iter().next().map(|rows| rows.rows).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{Bins, Event, Step, between};
    use crate::convert::datetime_text;

    #[test]
    fn bins_begin_at_the_start_or_with_the_calendar() {
        let fixed = Bins { start: 3, end: 20, step: Step::Fixed(7) };
        assert_eq!((fixed.bin(3), fixed.bin(9), fixed.bin(10), fixed.bin(2)), (3, 3, 10, -4));
        assert_eq!(fixed.all().unwrap(), [3, 10, 17]);
        for step in [Step::Fixed(7), Step::Week, Step::Month, Step::Year] {
            let edge = Bins { start: i64::MIN, end: i64::MAX, step };
            for position in [i64::MIN, 0, i64::MAX] {
                assert!(edge.next(edge.bin(position)) >= edge.bin(position));
            }
        }
        let ticks = 636_351_984_000_000_000;
        let first = |step| {
            let bins = Bins { start: ticks, end: ticks, step };
            let bin = bins.bin(ticks);
            [datetime_text(bin), datetime_text(bins.next(bin))].map(|text| text.chars().take(10).collect::<String>())
        };
        assert_eq!(first(Step::Week), ["2017-07-09", "2017-07-16"]);
        assert_eq!(first(Step::Month), ["2017-07-01", "2017-08-01"]);
        assert_eq!(first(Step::Year), ["2017-01-01", "2018-01-01"]);
    }

    #[test]
    fn a_window_is_open_at_its_beginning() {
        let events: Vec<Event> = [1, 2, 2, 5].map(|at| Event { at, id: 0 }).into();
        assert_eq!(between(&events, 1, 2).len(), 2);
        assert_eq!(between(&events, 0, 5).len(), 4);
        assert_eq!(between(&events, 5, 9).len(), 0);
    }
}
