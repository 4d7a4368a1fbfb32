//! Hours across, days down, darker where there is more.

use std::collections::{BTreeMap, BTreeSet};

use kql_plan::calendar::Moment;
use kql_plan::value::TICKS_PER_DAY;
use kql_plan::{Value, convert};

use super::frame::LETTER;
use super::shade::Shades;
use super::{Drawn, WIDTH, begin, label, rectangle};
use crate::document::Chart;
use crate::number::{readable, with_unit};
use crate::show::{day, plain};
use crate::text::ellipsised;

/// Most rows that are drawn.
const MOST_DOWN: usize = 62;
/// Most columns that are drawn.
const MOST_ACROSS: usize = 72;
/// The most characters of a row's name.
const LONGEST: usize = 24;
const WEEK: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// Cells by row and column, each in the order in which it is drawn.
#[derive(Debug, Default)]
struct Cells {
    across: Vec<String>,
    down: Vec<String>,
    values: BTreeMap<(String, String), f64>,
}

pub(super) fn draw(chart: &Chart, id: &str) -> Drawn {
    let mut notes = Vec::new();
    let Some(mut cells) = Cells::of(chart) else {
        let note = format!("The rows have no columns {} and {}, so there is no heatmap.", chart.x, chart.y.join(", "));
        return Drawn { notes: vec![note], ..Drawn::default() };
    };
    if cells.values.is_empty() {
        return Drawn { notes, ..Drawn::default() };
    }
    for (names, most, what) in [(&mut cells.down, MOST_DOWN, "rows"), (&mut cells.across, MOST_ACROSS, "columns")] {
        if names.len() > most {
            notes.push(format!("The first {most} of {} {what} are drawn.", names.len()));
            names.truncate(most);
        }
    }
    let longest = cells.down.iter().map(|name| name.chars().count().min(LONGEST)).max().unwrap_or_default();
    let left = longest as f64 * LETTER + 10.0;
    let width = ((WIDTH - left) / cells.across.len().max(1) as f64).min(64.0);
    let tall = if cells.down.len() > 20 { 18.0 } else { 24.0 };
    let shades = Shades::of(&cells.values.values().copied(), &chart.unit);
    let height = cells.down.len() as f64 * tall + 26.0;
    let mut svg = begin(chart, id, height, "a cell for each hour and day");
    for (line, row) in cells.down.iter().enumerate() {
        let top = line as f64 * tall;
        label(&mut svg, "end name", (left - 8.0, top + tall / 2.0 + 4.0), &ellipsised(row, LONGEST));
        for (place, column) in cells.across.iter().enumerate() {
            let value = cells.values.get(&(row.clone(), column.clone())).copied();
            let told = value.map_or_else(|| "nothing".to_owned(), |value| with_unit(&readable(value), &chart.unit));
            let corner = (left + place as f64 * width + 0.75, top + 0.75);
            let class = value.map_or_else(|| "none".to_owned(), |_| shades.class(value));
            rectangle(&mut svg, &class, corner, (width - 1.5, tall - 1.5), &format!("{row}, {column}: {told}"));
        }
    }
    let widest = cells.across.iter().map(|name| name.chars().count().min(8)).max().unwrap_or_default();
    let every = ((widest as f64 * LETTER + 6.0) / width).ceil().max(1.0) as usize;
    for (place, column) in cells.across.iter().enumerate().step_by(every) {
        label(&mut svg, "middle", (left + (place as f64 + 0.5) * width, height - 8.0), &ellipsised(column, 8));
    }
    svg.close("svg");
    Drawn { svg, legend: shades.legend(&chart.unit), notes }
}

impl Cells {
    /// Cells of a chart's rows. Instants along the axis are taken apart into hour and day where no column gives the rows.
    fn of(chart: &Chart) -> Option<Self> {
        let x = chart.rows.position(&chart.x)?;
        let y = chart.rows.position(chart.y.first()?)?;
        let series = chart.series.as_deref().and_then(|name| chart.rows.position(name));
        let mut cells = Cells::default();
        let (mut across, mut down) = (BTreeSet::new(), BTreeSet::new());
        for row in &chart.rows.rows {
            let (Some(place), Some(value)) = (row.get(x), row.get(y).and_then(Value::as_real)) else { continue };
            let (column, line) = match (place, series.and_then(|at| row.get(at))) {
                (Value::Datetime(ticks), None) => (hour(*ticks), (order_of(&day(*ticks)), day(*ticks))),
                (Value::Datetime(ticks), Some(line)) => (hour(*ticks), named(line)),
                (place, line) => (named(place), line.map_or_else(|| (String::new(), chart.y.join(", ")), named)),
            };
            across.insert(column.clone());
            down.insert(line.clone());
            if value.is_finite() {
                *cells.values.entry((line.1, column.1)).or_default() += value;
            }
        }
        // A day has all its hours, also those in which nothing was.
        let hours = || (0..24).map(|hour| (order_of(&hour.to_string()), hour.to_string()));
        if !across.is_empty() && across.iter().all(|known| hours().any(|hour| hour == *known)) {
            across.extend(hours());
        }
        cells.across = across.into_iter().map(|(_, name)| name).collect();
        cells.down = down.into_iter().map(|(_, name)| name).collect();
        Some(cells)
    }
}

/// The hour of an instant, with what orders it.
fn hour(ticks: i64) -> (String, String) {
    let hour = Moment::from_ticks(ticks).hour.to_string();
    (order_of(&hour), hour)
}

/// What a value is called, with what orders it: numbers and instants by size, days of the week from Monday, else by name.
fn named(value: &Value<'_>) -> (String, String) {
    let name = match value {
        Value::Datetime(ticks) if ticks % TICKS_PER_DAY == 0 => day(*ticks),
        Value::Timespan(ticks) if ticks % TICKS_PER_DAY == 0 => {
            // `dayofweek()` counts days from Sunday.
            let day = (ticks / TICKS_PER_DAY + 6).rem_euclid(7);
            WEEK.get(day as usize).map_or_else(|| plain(value), |name| (*name).to_owned())
        }
        Value::Int(_) | Value::Long(_) => convert::text(value),
        other => plain(other),
    };
    let name = if name.is_empty() { "(empty)".to_owned() } else { name };
    (order_of(&name), name)
}

fn order_of(name: &str) -> String {
    if let Ok(number) = name.parse::<f64>() {
        return format!("0 {:030.6}", number + 1e12);
    }
    let letters: String = name.chars().take(3).collect();
    let of_week = WEEK.iter().position(|day| name.len() >= 3 && day.starts_with(&letters) && day.starts_with(name));
    of_week.map_or_else(|| format!("2 {name}"), |day| format!("1 {day}"))
}
