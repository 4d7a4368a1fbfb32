//! `make-series`: aggregates along an axis, as arrays.
//!
//! Source: <https://learn.microsoft.com/kusto/query/make-series-operator>

use std::collections::HashMap;

use bigdecimal::{BigDecimal, ToPrimitive};

use super::Key;
use crate::rows::{Row, Rows, RowsOperator, RunError};
use crate::{Context, Json, Type, Value, convert};

/// An array has at most so many elements, as Kusto has it.
const MAX_POINTS: usize = 1_048_576;
/// All arrays of a result have at most so many elements.
const MAX_ELEMENTS: usize = 64 * MAX_POINTS;

/// The axis: values `step` apart.
#[derive(Debug, Clone)]
pub struct Axis {
    /// The type of its values.
    pub kind: Type,
    /// The first value; of each series the first that has rows when absent.
    pub from: Option<Value<'static>>,
    /// Where it ends; of each series behind the last that has rows when absent.
    pub to: Option<Value<'static>>,
    /// From one value to the next: a timespan for datetimes, else of the type of the axis.
    pub step: Value<'static>,
    /// Whether `to` is part of it, as `in range(…)` has it.
    pub inclusive: bool,
}

/// `make-series`: of rows that are already grouped, a row for each group with its aggregates as arrays along the axis.
///
/// Input: the keys, the axis value rounded down to the axis' grid (`bin_at(axis, step, from)`, or `bin(axis, step)` when there is no `from`), the
/// aggregates; each combination of keys and axis value once. A row whose axis value is null or not on the axis counts for nothing.
///
/// Result: the keys, an array for each aggregate, the array of the axis (both dynamic). Where a series has no row its default stands.
///
/// Bounds: arrays of at most 1,048,576 elements.
#[derive(Debug)]
pub struct MakeSeries {
    keys: usize,
    axis: Axis,
    defaults: Vec<Value<'static>>,
    nonempty: bool,
}

/// A value of the axis, to count with: ticks and whole numbers are exact.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
enum Point {
    Whole(i64),
    Real(f64),
}

impl Point {
    fn of(value: &Value<'_>) -> Option<Point> {
        match value {
            Value::Datetime(ticks) | Value::Timespan(ticks) => Some(Point::Whole(*ticks)),
            Value::Int(_) | Value::Long(_) => value.as_long().map(Point::Whole),
            Value::Real(_) | Value::Decimal(_) => value.as_real().filter(|real| real.is_finite()).map(Point::Real),
            _ => None,
        }
    }

    fn real(self) -> f64 {
        match self {
            Point::Whole(whole) => whole as f64,
            Point::Real(real) => real,
        }
    }

    /// How many steps lie between; `None` when it is no whole number of them, or too many.
    fn steps_to(self, other: Point, step: Point) -> Option<i64> {
        if let (Point::Whole(from), Point::Whole(to), Point::Whole(step)) = (self, other, step) {
            let distance = to.checked_sub(from)?;
            return (distance.checked_rem(step)? == 0).then(|| distance / step);
        }
        let steps = (other.real() - self.real()) / step.real();
        let whole = steps.round();
        ((steps - whole).abs() < 1e-6).then(|| whole.to_i64())?
    }

    /// How many values an axis has from here up to another.
    fn count_to(self, end: Point, step: Point, inclusive: bool) -> usize {
        let count = if let (Point::Whole(from), Point::Whole(to), Point::Whole(step)) = (self, end, step) {
            let distance = i128::from(to) - i128::from(from);
            let step = i128::from(step).max(1);
            if inclusive { distance.div_euclid(step) + 1 } else { (distance + step - 1).div_euclid(step) }
        } else {
            let steps = (end.real() - self.real()) / step.real();
            let whole = steps.round();
            let near = (steps - whole).abs() < 1e-6;
            let count = if inclusive {
                (if near { whole } else { steps.floor() }) + 1.0
            } else if near {
                whole
            } else {
                steps.ceil()
            };
            count.to_i128().unwrap_or(i128::MAX)
        };
        usize::try_from(count.max(0)).unwrap_or(usize::MAX)
    }

    /// The value so many steps further.
    fn at(self, steps: usize, step: Point) -> Option<Point> {
        if let (Point::Whole(from), Point::Whole(step)) = (self, step) {
            return from.checked_add(step.checked_mul(i64::try_from(steps).ok()?)?).map(Point::Whole);
        }
        Some(Point::Real(self.real() + step.real() * steps as f64))
    }

    fn value(self, kind: Type) -> Value<'static> {
        match (kind, self) {
            (Type::Datetime, Point::Whole(ticks)) => Value::datetime(ticks),
            (Type::Timespan, Point::Whole(ticks)) => Value::Timespan(ticks),
            (Type::Int, Point::Whole(whole)) => i32::try_from(whole).map_or(Value::Null, Value::Int),
            (Type::Decimal, point) => BigDecimal::try_from(point.real()).map_or(Value::Null, Value::Decimal),
            (Type::Real, point) => Value::Real(point.real()),
            (_, Point::Whole(whole)) => Value::Long(whole),
            (_, Point::Real(real)) => Value::Real(real),
        }
    }
}

/// The rows of one group.
#[derive(Debug, Default)]
struct Group {
    keys: Row,
    points: Vec<(Point, Vec<Value<'static>>)>,
}

impl MakeSeries {
    /// Of rows with so many keys; a default for each aggregate, already of its type. `nonempty`: without keys there is a row even of no rows,
    /// when the axis tells where it begins and ends.
    pub fn new(keys: usize, axis: Axis, defaults: Vec<Value<'static>>, nonempty: bool) -> Self {
        MakeSeries { keys, axis, defaults, nonempty }
    }

    fn series(&self, group: Group, step: Point) -> Result<Option<Row>, RunError> {
        let first = self.axis.from.as_ref().and_then(Point::of);
        let least = || group.points.iter().map(|(point, _)| *point).reduce(|a, b| if b < a { b } else { a });
        let Some(from) = first.or_else(least) else { return Ok(None) };
        let count = match self.axis.to.as_ref().and_then(Point::of) {
            Some(to) => from.count_to(to, step, self.axis.inclusive),
            None => group.points.iter().map(|(point, _)| from.count_to(*point, step, true)).max().unwrap_or(0),
        };
        if count > MAX_POINTS {
            let message = format!(
                "make-series: an axis of {count} values is too long, at most {MAX_POINTS} are possible; take a longer step, or bounds that are nearer"
            );
            return Err(RunError(message));
        }
        let mut series: Vec<Vec<Json>> =
            self.defaults.iter().map(|default| vec![convert::to_json(default); count]).collect();
        for (point, values) in group.points {
            let place = from.steps_to(point, step).and_then(|steps| usize::try_from(steps).ok());
            let Some(place) = place else { continue };
            for (array, value) in series.iter_mut().zip(values) {
                if let Some(cell) = array.get_mut(place) {
                    *cell = convert::to_json(&value);
                }
            }
        }
        let axis = (0..count)
            .map(|steps| {
                from.at(steps, step).map_or(Json::Null, |point| convert::to_json(&point.value(self.axis.kind)))
            })
            .collect();
        let mut row = group.keys;
        row.extend(series.into_iter().chain([axis]).map(|array| Value::dynamic(Json::Array(array))));
        Ok(Some(row))
    }
}

impl RowsOperator for MakeSeries {
    fn name(&self) -> &'static str {
        "make-series"
    }

    fn run(&self, inputs: Vec<Rows>, _context: &Context) -> Result<Vec<Row>, RunError> {
        let step = Point::of(&self.axis.step).filter(|step| step.real() > 0.0);
        let Some(step) = step else {
            return Err(RunError("make-series: the step is not greater than zero; write one that is".to_owned()));
        };
        let mut groups: Vec<Group> = Vec::new();
        let mut of_keys: HashMap<Vec<Key>, usize> = HashMap::new();
        for mut row in inputs.into_iter().next().unwrap_or_default().rows {
            let Some(point) = row.get(self.keys).and_then(Point::of) else { continue };
            let group = *of_keys.entry(Key::of_row(&row, 0..self.keys)).or_insert(groups.len());
            let values = row.split_off((self.keys + 1).min(row.len()));
            if group == groups.len() {
                row.truncate(self.keys);
                groups.push(Group { keys: row, points: Vec::new() });
            }
            if let Some(group) = groups.get_mut(group) {
                group.points.push((point, values));
            }
        }
        if groups.is_empty() && self.nonempty && self.keys == 0 {
            groups.push(Group::default());
        }
        let mut rows = Vec::with_capacity(groups.len());
        let mut elements = 0usize;
        for group in groups {
            let Some(row) = self.series(group, step)? else { continue };
            let length = row.last().and_then(Value::as_json).and_then(Json::as_array).map_or(0, Vec::len);
            elements = elements.saturating_add(length.saturating_mul(self.defaults.len() + 1));
            if elements > MAX_ELEMENTS {
                let message = format!(
                    "make-series: the series have more than {MAX_ELEMENTS} elements together; take a longer step, or fewer groups"
                );
                return Err(RunError(message));
            }
            rows.push(row);
        }
        Ok(rows)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn axis(from: Option<i64>, to: Option<i64>, step: i64, inclusive: bool) -> Axis {
        Axis {
            kind: Type::Long,
            from: from.map(Value::Long),
            to: to.map(Value::Long),
            step: Value::Long(step),
            inclusive,
        }
    }

    fn run(operator: &MakeSeries, rows: Vec<Row>) -> Result<Vec<String>, RunError> {
        let input = Rows { columns: Vec::new(), rows };
        let rows = operator.run(vec![input], &Context::default())?;
        Ok(rows
            .iter()
            .map(|row| {
                let cells: Vec<String> = row
                    .iter()
                    .map(|value| value.as_json().map_or_else(|| value.as_str().to_owned(), Json::to_string))
                    .collect();
                cells.join(" ")
            })
            .collect())
    }

    fn row(key: &str, at: i64, value: i64) -> Row {
        vec![Value::string(key.to_owned()), Value::Long(at), Value::Long(value)]
    }

    #[test]
    fn gaps_have_the_default_and_rows_off_the_axis_count_for_nothing() {
        let operator = MakeSeries::new(1, axis(Some(1), Some(10), 3, false), vec![Value::Long(0)], false);
        let rows = vec![row("a", 1, 5), row("b", 4, 6), row("a", 7, 8), row("a", 10, 9)];
        assert_eq!(run(&operator, rows).unwrap(), ["a [5,0,8] [1,4,7]", "b [0,6,0] [1,4,7]"]);
    }

    #[test]
    fn without_bounds_each_series_has_its_own() {
        let operator = MakeSeries::new(1, axis(None, None, 2, false), vec![Value::Null], false);
        let rows = vec![row("a", 4, 1), row("a", 8, 2), row("b", 0, 3)];
        assert_eq!(run(&operator, rows).unwrap(), ["a [1,null,2] [4,6,8]", "b [3] [0]"]);
    }

    #[test]
    fn the_end_of_a_range_is_within() {
        let operator = MakeSeries::new(1, axis(Some(0), Some(4), 2, true), vec![Value::Long(0)], false);
        assert_eq!(run(&operator, vec![row("a", 4, 1)]).unwrap(), ["a [0,0,1] [0,2,4]"]);
    }

    #[test]
    fn reals_find_their_place_in_spite_of_rounding() {
        let axis = Axis {
            kind: Type::Real,
            from: Some(Value::Real(0.0)),
            to: Some(Value::Real(0.5)),
            step: Value::Real(0.1),
            inclusive: false,
        };
        let operator = MakeSeries::new(0, axis, vec![Value::Long(0)], false);
        let rows = vec![vec![Value::Real(0.1 + 0.2), Value::Long(7)]];
        assert!(run(&operator, rows).unwrap().first().unwrap().starts_with("[0,0,0,7,0] "));
    }

    #[test]
    fn no_rows_make_a_series_only_when_asked_for() {
        let bounds = || axis(Some(1), Some(3), 1, false);
        assert!(run(&MakeSeries::new(0, bounds(), vec![Value::Long(4)], false), Vec::new()).unwrap().is_empty());
        let operator = MakeSeries::new(0, bounds(), vec![Value::Long(4)], true);
        assert_eq!(run(&operator, Vec::new()).unwrap(), ["[4,4] [1,2]"]);
    }

    #[test]
    fn an_axis_without_end_is_refused() {
        let operator = MakeSeries::new(0, axis(Some(0), Some(i64::MAX), 1, false), Vec::new(), true);
        assert!(run(&operator, Vec::new()).unwrap_err().0.contains("too long"));
        let operator = MakeSeries::new(0, axis(Some(0), Some(1), 0, false), Vec::new(), true);
        assert!(run(&operator, Vec::new()).unwrap_err().0.contains("greater than zero"));
    }
}
