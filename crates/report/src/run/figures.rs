//! Rows of `Label` and `Value` → figures.

use kql_plan::{Row, Rows, Value};

use crate::definition::{Direction, Panel};
use crate::document::{Figure, Level};
use crate::number::{readable, with_unit};
use crate::show::{NOTHING, plain};

/// The figures of an answer: a row each. `Before` is the number of the period before; `Unit` and `Good` are of that row alone.
///
/// # Errors
/// When the answer has no `Label` or no `Value`.
pub(super) fn of(panel: &Panel, rows: &Rows) -> Result<Vec<Figure>, String> {
    let place = |name: &str| rows.position(name);
    let (Some(label), Some(value)) = (place("Label"), place("Value")) else {
        let known = rows.columns.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>().join(", ");
        return Err(format!("figures need the columns Label and Value, and the answer has only {known}"));
    };
    let (before, unit, good) = (place("Before"), place("Unit"), place("Good"));
    let figure = |row: &Row| {
        let cell = |at: Option<usize>| at.and_then(|at| row.get(at)).unwrap_or(&Value::Null);
        let unit = Some(cell(unit).as_str()).filter(|unit| !unit.is_empty()).unwrap_or(&panel.unit);
        let good = match cell(good).as_str() {
            "up" => Some(Direction::Up),
            "down" => Some(Direction::Down),
            _ => panel.good,
        };
        let now = cell(Some(value));
        let (change, level) = match (now.as_real(), cell(before).as_real()) {
            (Some(now), Some(before)) if now.is_finite() && before.is_finite() => compared(now, before, unit, good),
            _ => (None, Level::Info),
        };
        Figure { label: plain(cell(Some(label))), value: told(now, unit), change, level }
    };
    Ok(rows.rows.iter().map(figure).collect())
}

/// The value with its unit; what is no number stands as it is.
fn told(value: &Value<'_>, unit: &str) -> String {
    match value.as_real() {
        Some(number) if number.is_finite() => with_unit(&plain(value), unit),
        Some(_) => NOTHING.to_owned(),
        None => plain(value),
    }
}

/// How a number stands to the one before, and whether that is as it should be. Shares differ by points, all else in per cent.
fn compared(now: f64, before: f64, unit: &str, good: Option<Direction>) -> (Option<String>, Level) {
    let was = with_unit(&readable(before), unit);
    let signed = |number: f64| if number > 0.0 { format!("+{}", readable(number)) } else { readable(number) };
    let tenth = |number: f64| (number * 10.0).round() / 10.0;
    let (text, is_change) = if unit == "%" {
        let points = tenth(now - before);
        (format!("{} points", signed(points)), points.abs() > 0.0)
    } else if before == 0.0 {
        (signed(now), now != 0.0)
    } else {
        let share = tenth((now - before) / before.abs() * 100.0);
        (format!("{} %", signed(share)), share.abs() > 0.0)
    };
    if !is_change {
        return (Some(format!("unchanged ({was} before)")), Level::Info);
    }
    let level = match good {
        None => Level::Info,
        Some(Direction::Up) if now > before => Level::Good,
        Some(Direction::Down) if now < before => Level::Good,
        Some(_) => Level::Low,
    };
    (Some(format!("{text} ({was} before)")), level)
}
