//! Rows → series over one axis.

use std::collections::BTreeMap;

use kql_plan::{Row, Rows, Type, Value};

use super::Drawn;
use crate::document::{Chart, ChartKind};
use crate::show::{Column, plain};
use crate::text::ellipsised;

/// Most series that can be told apart by their colours.
pub(super) const MOST_SERIES: usize = 8;
/// The most characters of a series' name.
const LONGEST_NAME: usize = 40;

/// What runs along the axis.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Across {
    /// Instants.
    Time,
    /// Numbers.
    Number,
    /// Names, in the order of the rows.
    Names,
}

/// A place on the axis.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Place {
    /// As it is read.
    pub(super) label: String,
    /// Ticks of an instant, a number, or how many names stand before.
    pub(super) at: f64,
}

/// A series: a value for each place, or none.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Series {
    /// As it is read.
    pub(super) name: String,
    /// One a place.
    pub(super) values: Vec<Option<f64>>,
}

/// Series over one axis.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Data {
    /// What runs along the axis.
    pub(super) across: Across,
    /// Places, in order.
    pub(super) places: Vec<Place>,
    /// Series, in the order of their colours.
    pub(super) series: Vec<Series>,
    /// What is left out, or added together.
    pub(super) notes: Vec<String>,
}

impl Data {
    /// The series of a chart's rows. Values of one series at one place are added; what is no number is left out.
    pub(super) fn of(chart: &Chart) -> Self {
        let mut notes = Vec::new();
        let x = chart.rows.position(&chart.x);
        let parts = chart.series.as_deref().and_then(|name| chart.rows.position(name));
        for name in std::iter::once(&chart.x).chain(&chart.y).chain(&chart.series) {
            if chart.rows.position(name).is_none() {
                notes.push(format!("The rows have no column {name}, so it is not drawn."));
            }
        }
        let ys: Vec<usize> = chart.y.iter().filter_map(|name| chart.rows.position(name)).collect();
        let across = x.and_then(|x| chart.rows.columns.get(x)).map_or(Across::Names, |(_, kind)| match kind {
            Type::Datetime => Across::Time,
            kind if kind.is_number() => Across::Number,
            _ => Across::Names,
        });
        // Bars and columns of numbers are as good as names: codes, hours.
        let across = if across == Across::Number && chart.kind == ChartKind::Bar { Across::Names } else { across };
        let mut data = Data { across, places: Vec::new(), series: Vec::new(), notes };
        let Some(x) = x else { return data };
        let of_row = named(&chart.rows, parts, &ys);
        let (kept, rest) = data.choose(&chart.rows, &of_row, chart);
        let index = data.place(&chart.rows, x);
        let names = kept.iter().cloned().chain(rest.then(|| "all others".to_owned()));
        let width = data.places.len();
        data.series = names.map(|name| Series { name, values: vec![None; width] }).collect();
        for row in &chart.rows.rows {
            let Some(place) = row.get(x).and_then(|value| index.get(&key(across, value)?)) else { continue };
            for (name, value) in of_row(row) {
                let known = kept.iter().position(|known| *known == name).or(rest.then_some(kept.len()));
                let cell = known.and_then(|at| data.series.get_mut(at)?.values.get_mut(*place));
                if let (Some(cell), Some(value)) = (cell, value) {
                    *cell = Some(cell.unwrap_or(0.0) + value);
                }
            }
        }
        for series in &mut data.series {
            series.name = ellipsised(&series.name, LONGEST_NAME);
            series.values.iter_mut().for_each(|value| *value = value.filter(|value| value.is_finite()));
        }
        data
    }

    /// Whether there is not one value.
    pub(super) fn is_empty(&self) -> bool {
        self.series.iter().all(|series| series.values.iter().all(Option::is_none))
    }

    /// The smallest and the greatest value; with `stacked`, of what is added together at each place. Zero lies between them.
    pub(super) fn bounds(&self, stacked: bool) -> (f64, f64) {
        let mut bounds = (0.0_f64, 0.0_f64);
        for place in 0..self.places.len() {
            let values = || self.series.iter().filter_map(|series| *series.values.get(place)?);
            let (low, high) = if stacked {
                (values().filter(|v| *v < 0.0).sum(), values().filter(|v| *v > 0.0).sum())
            } else {
                (values().fold(0.0, f64::min), values().fold(0.0, f64::max))
            };
            bounds = (bounds.0.min(low), bounds.1.max(high));
        }
        (bounds.0.max(f64::MIN / 4.0), bounds.1.min(f64::MAX / 4.0))
    }

    /// The legend; none where there is one series, which the heading names.
    pub(super) fn legend(&self) -> Vec<(String, String)> {
        let names = self.series.iter().enumerate().map(|(at, series)| (class(at), series.name.clone()));
        if self.series.len() > 1 { names.collect() } else { Vec::new() }
    }

    /// What a drawing without any value is.
    pub(super) fn nothing(self) -> Drawn {
        Drawn { notes: self.notes, ..Drawn::default() }
    }

    /// The names of the series that are drawn by themselves, greatest first where there are too many, and whether all others are drawn as one.
    fn choose<F>(&mut self, rows: &Rows, named: &F, chart: &Chart) -> (Vec<String>, bool)
    where
        F: Fn(&Row) -> Vec<(String, Option<f64>)>,
    {
        let mut order: Vec<String> = Vec::new();
        let mut sizes: BTreeMap<String, f64> = BTreeMap::new();
        for (name, value) in rows.rows.iter().flat_map(named) {
            let size = sizes.entry(name.clone()).or_insert_with(|| {
                order.push(name);
                0.0
            });
            *size += value.filter(|value| value.is_finite()).unwrap_or(0.0).abs();
        }
        if order.len() <= MOST_SERIES {
            return (order, false);
        }
        // Shares and lines mean nothing when they are added.
        let adds = chart.kind != ChartKind::Line && chart.unit != "%";
        let size = |name: &String| sizes.get(name).copied().unwrap_or(0.0);
        order.sort_by(|one, other| size(other).total_cmp(&size(one)).then_with(|| one.cmp(other)));
        let left = order.len() - (MOST_SERIES - 1);
        order.truncate(MOST_SERIES - 1);
        let fate = if adds { "drawn together as “all others”" } else { "not drawn" };
        self.notes.push(format!("{left} smaller series are {fate}; the numbers have each of them."));
        (order, adds)
    }

    /// Finds the places, in order, and returns where each key of a row stands among them.
    fn place(&mut self, rows: &Rows, x: usize) -> BTreeMap<Key, usize> {
        let shown = Column::of(rows).get(x).copied();
        let mut index: BTreeMap<Key, usize> = BTreeMap::new();
        let mut found: Vec<(Key, Place)> = Vec::new();
        for value in rows.rows.iter().filter_map(|row| row.get(x)) {
            let Some(key) = key(self.across, value) else { continue };
            if index.contains_key(&key) {
                continue;
            }
            let label = shown.map_or_else(|| plain(value), |column| column.text(value));
            let label = if label.is_empty() { "(empty)".to_owned() } else { label };
            let at = match self.across {
                Across::Names => found.len() as f64,
                Across::Time | Across::Number => {
                    value.as_ticks().map_or_else(|| value.as_real(), |t| Some(t as f64)).unwrap_or(0.0)
                }
            };
            index.insert(key.clone(), found.len());
            found.push((key, Place { label, at }));
        }
        if self.across != Across::Names {
            found.sort_by(|(_, one), (_, other)| one.at.total_cmp(&other.at));
            index = found.iter().enumerate().map(|(at, (key, _))| (key.clone(), at)).collect();
        }
        self.places = found.into_iter().map(|(_, place)| place).collect();
        index
    }
}

/// The class of a series' colour.
pub(super) fn class(series: usize) -> String {
    format!("s{}", series % MOST_SERIES + 1)
}

/// What makes two places one.
type Key = String;

/// The key of a value; none where the value has no place on the axis.
fn key(across: Across, value: &Value<'_>) -> Option<Key> {
    match across {
        Across::Time => value.as_ticks().map(|ticks| ticks.to_string()),
        Across::Number => value.as_real().filter(|number| number.is_finite()).map(|number| number.to_string()),
        Across::Names => Some(kql_plan::convert::text(value)),
    }
}

/// Names the series of each value of a row.
fn named(rows: &Rows, parts: Option<usize>, ys: &[usize]) -> impl Fn(&Row) -> Vec<(String, Option<f64>)> {
    let columns: Vec<(usize, String)> =
        ys.iter().filter_map(|at| Some((*at, rows.columns.get(*at)?.0.clone()))).collect();
    move |row| {
        let part = parts.and_then(|at| row.get(at)).map(plain);
        let part = part.map(|name| if name.is_empty() { "(empty)".to_owned() } else { name });
        let name = |column: &String| match &part {
            Some(part) if columns.len() == 1 => part.clone(),
            Some(part) => format!("{part}, {column}"),
            None => column.clone(),
        };
        columns.iter().map(|(at, column)| (name(column), row.get(*at).and_then(Value::as_real))).collect()
    }
}
