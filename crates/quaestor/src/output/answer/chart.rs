//! What `render` asks for, drawn with characters.

use kql_plan::bind::Visualization;
use kql_plan::{Rows, Type, Value};

use super::text;
use crate::output::printable;

/// Most bars of a bar chart.
const BARS: usize = 40;
/// Lines of a line chart.
const HEIGHT: usize = 16;
/// What leads from point to point.
const DOT: char = '·';
/// The marks of the series, in order.
const MARKS: [char; 6] = ['●', '+', '×', '○', '◆', '▲'];

/// Returns the chart, as wide as `width`; none where it cannot be drawn, as a table, a map or a graph.
pub(crate) fn chart(asked: &Visualization, rows: &Rows, width: usize) -> Option<String> {
    let body = match asked.chart.as_str() {
        "barchart" | "columnchart" | "treemap" | "card" => bars(rows, width, false)?,
        "piechart" => bars(rows, width, true)?,
        "scatterchart" => lines(&unrolled(rows), width, false)?,
        "timechart" | "linechart" | "areachart" | "stackedareachart" | "anomalychart" => {
            lines(&unrolled(rows), width, true)?
        }
        _ => return None,
    };
    let title = asked.properties.iter().find(|(name, _)| name == "title").map(|(_, title)| format!("{title}\n"));
    Some(title.unwrap_or_default() + &body)
}

/// A bar for each row: its label is what is no number in it. With `shares` its part of the whole is told too.
fn bars(rows: &Rows, width: usize, shares: bool) -> Option<String> {
    let at = rows.columns.iter().rposition(|(_, kind)| kind.is_number())?;
    let whole: f64 = rows.rows.iter().filter_map(|row| row.get(at)?.as_real()).sum();
    let label = |row: &[Value<'static>]| {
        let cells = row.iter().enumerate().filter(|(cell, _)| *cell != at).map(|(_, value)| printable(&text(value)));
        cut(&cells.collect::<Vec<_>>().join(" "), width / 3)
    };
    let shown: Vec<(String, String, f64)> = rows
        .rows
        .iter()
        .take(BARS)
        .filter_map(|row| {
            let (number, size) = (text(row.get(at)?), row.get(at)?.as_real().unwrap_or(0.0));
            let told = if shares && whole > 0.0 { format!("{number} {:>3.0} %", size / whole * 100.0) } else { number };
            Some((label(row), told, size))
        })
        .collect();
    let labels = shown.iter().map(|(label, ..)| label.chars().count()).max()?;
    let numbers = shown.iter().map(|(_, number, _)| number.chars().count()).max()?;
    let most = shown.iter().map(|(.., number)| number.abs()).fold(0.0, f64::max);
    let room = width.saturating_sub(labels + numbers + 4).max(10);
    let mut drawn = String::new();
    for (label, text, number) in &shown {
        let eighths = if most > 0.0 { (number.abs() / most * room as f64 * 8.0).round() as usize } else { 0 };
        let rest = [' ', '▏', '▎', '▍', '▌', '▋', '▊', '▉'].get(eighths % 8).copied().unwrap_or(' ');
        let bar = "█".repeat(eighths / 8) + rest.to_string().trim_end();
        drawn += &format!("{label:labels$}  {text:>numbers$}  {bar}\n");
    }
    if rows.rows.len() > BARS {
        drawn += &format!("… and {} more\n", rows.rows.len() - BARS);
    }
    Some(drawn)
}

/// Lines over time or another number: the first such column is across, a text column tells series apart, numbers are up.
/// With `joined` dots lead from each to the next.
fn lines(rows: &Rows, width: usize, joined: bool) -> Option<String> {
    let across = rows
        .columns
        .iter()
        .position(|(_, kind)| *kind == Type::Datetime)
        .or_else(|| rows.columns.iter().position(|(_, kind)| kind.is_number() || *kind == Type::Timespan))?;
    let names: Vec<usize> = positions(rows, |kind| matches!(kind, Type::String | Type::Guid | Type::Bool), across);
    let numbers = positions(rows, Type::is_number, across);
    let mut series: Vec<(String, Vec<(f64, f64)>)> = Vec::new();
    for row in &rows.rows {
        let Some(x) = row.get(across).and_then(position) else { continue };
        let of = names.iter().filter_map(|at| row.get(*at)).map(text).collect::<Vec<_>>().join(" ");
        for at in &numbers {
            let (Some(y), Some((number, _))) = (row.get(*at).and_then(Value::as_real), rows.columns.get(*at)) else {
                continue;
            };
            let name = match (of.is_empty(), numbers.len()) {
                (true, _) => number.clone(),
                (false, 1) => of.clone(),
                (false, _) => format!("{of} {number}"),
            };
            match series.iter_mut().find(|(known, _)| *known == name) {
                Some((_, points)) => points.push((x, y)),
                None => series.push((name, vec![(x, y)])),
            }
        }
    }
    series.truncate(MARKS.len());
    let all = || series.iter().flat_map(|(_, points)| points).filter(|(x, y)| x.is_finite() && y.is_finite());
    let (left, right) = all().fold((f64::MAX, f64::MIN), |(low, high), (x, _)| (low.min(*x), high.max(*x)));
    let (low, high) = all().fold((0.0, f64::MIN), |(low, high): (f64, f64), (_, y)| (low.min(*y), high.max(*y)));
    if left > right {
        return None;
    }
    let margin = short(low).chars().count().max(short(high).chars().count());
    let room = width.saturating_sub(margin + 3).max(20);
    let scale = |value: f64, low: f64, high: f64, steps: usize| {
        if high > low { ((value - low) / (high - low) * (steps - 1) as f64).round() as usize } else { 0 }
    };
    let mut canvas = vec![vec![' '; room]; HEIGHT];
    let mut put = |across: usize, height: usize, mark: char| {
        let line = canvas.get_mut((HEIGHT - 1).saturating_sub(height));
        if let Some(cell) = line.and_then(|line| line.get_mut(across)).filter(|cell| mark != DOT || **cell == ' ') {
            *cell = mark;
        }
    };
    for ((_, points), mark) in series.iter_mut().zip(MARKS) {
        points.retain(|(x, y)| x.is_finite() && y.is_finite());
        points.sort_by(|one, other| one.0.total_cmp(&other.0));
        let places: Vec<(usize, usize)> =
            points.iter().map(|(x, y)| (scale(*x, left, right, room), scale(*y, low, high, HEIGHT))).collect();
        for pair in places.windows(2).filter(|_| joined) {
            if let [(x, y), (next_x, next_y)] = *pair {
                for between in x + 1..next_x {
                    let part = (between - x) as f64 / (next_x - x) as f64;
                    put(between, (y as f64 + part * (next_y as f64 - y as f64)).round() as usize, DOT);
                }
            }
        }
        for (x, y) in places {
            put(x, y, mark);
        }
    }
    let mut drawn = String::new();
    for (at, line) in canvas.iter().enumerate() {
        let label = match at {
            0 => short(high),
            at if at == HEIGHT - 1 => short(low),
            _ => String::new(),
        };
        let line: String = line.iter().collect();
        drawn += format!("{label:>margin$} │{line}").trim_end();
        drawn += "\n";
    }
    let end = |value: f64| match rows.columns.get(across) {
        Some((_, Type::Datetime)) => text(&Value::Datetime(value as i64)).chars().take(19).collect(),
        Some((_, Type::Timespan)) => text(&Value::Timespan(value as i64)),
        _ => short(value),
    };
    let (first, last): (String, String) = (end(left), end(right));
    drawn += &format!("{:margin$} └{}\n", "", "─".repeat(room));
    let gap = room.saturating_sub(first.chars().count() + last.chars().count());
    drawn += &format!("{:margin$}  {first}{}{last}\n", "", " ".repeat(gap));
    if series.len() > 1 {
        let legend = series.iter().zip(MARKS).map(|((name, _), mark)| format!("{mark} {}", cut(&printable(name), 30)));
        drawn += &format!("{:margin$}  {}\n", "", legend.collect::<Vec<_>>().join("   "));
    }
    Some(drawn)
}

/// The rows with the arrays of `make-series` as a row an element; those without such arrays as they are.
fn unrolled(rows: &Rows) -> Rows {
    let arrays = |row: &[Value<'static>]| -> Vec<Option<Vec<Value<'static>>>> {
        row.iter().map(|value| Some(value.as_json()?.as_array()?.iter().map(element).collect())).collect()
    };
    let Some(first) = rows.rows.first().map(|row| arrays(row)).filter(|all| all.iter().any(Option::is_some)) else {
        return rows.clone();
    };
    let kind = |at: usize, declared: Type| {
        let element = first.get(at).and_then(|elements| elements.as_ref()?.iter().find_map(Value::kind));
        element.unwrap_or(declared)
    };
    let columns = rows.columns.iter().enumerate();
    let mut flat = Rows::new(columns.map(|(at, (name, declared))| (name.clone(), kind(at, *declared))).collect());
    for row in &rows.rows {
        let elements = arrays(row);
        let length = elements.iter().flatten().map(Vec::len).max().unwrap_or_default();
        for index in 0..length {
            let cells = row.iter().zip(&elements).map(|(value, elements)| match elements {
                Some(elements) => elements.get(index).cloned().unwrap_or(Value::Null),
                None => value.clone(),
            });
            flat.rows.push(cells.collect());
        }
    }
    flat
}

/// An element of a series: an instant or a number.
fn element(json: &kql_plan::Json) -> Value<'static> {
    let value = Value::dynamic(json.clone());
    match json {
        kql_plan::Json::String(_) => kql_plan::convert::convert(&value, Type::Datetime).into_owned(),
        _ => value.as_real().or_else(|| json.as_f64()).map_or(Value::Null, Value::Real),
    }
}

fn positions(rows: &Rows, wanted: impl Fn(Type) -> bool, except: usize) -> Vec<usize> {
    (0..rows.columns.len())
        .filter(|at| *at != except && rows.columns.get(*at).is_some_and(|(_, kind)| wanted(*kind)))
        .collect()
}

/// Where a value lies on an axis.
fn position(value: &Value<'static>) -> Option<f64> {
    value.as_ticks().map(|ticks| ticks as f64).or_else(|| value.as_real())
}

/// A number in a few characters.
fn short(number: f64) -> String {
    let size = number.abs();
    for (unit, name) in [(1e12, "T"), (1e9, "G"), (1e6, "M"), (1e3, "k")] {
        if size >= unit * 10.0 {
            return format!("{:.0}{name}", number / unit);
        }
    }
    if number.fract() == 0.0 { format!("{number:.0}") } else { format!("{number:.2}") }
}

/// The text, with an ellipsis where it is longer than `most` characters.
pub(super) fn cut(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    text.chars().take(most.saturating_sub(1)).collect::<String>() + "…"
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(chart: &str) -> Visualization {
        Visualization { chart: chart.to_owned(), properties: vec![("title".into(), "Sign-ins".into())] }
    }

    #[test]
    fn bars_are_as_long_as_their_numbers() {
        let mut rows = Rows::new(vec![("Country".into(), Type::String), ("count_".into(), Type::Long)]);
        rows.rows = vec![vec!["CH".into(), 20_i64.into()], vec!["DE".into(), 10_i64.into()]];
        let drawn = chart(&asked("barchart"), &rows, 28).unwrap();
        assert_eq!(drawn, format!("Sign-ins\nCH  20  {}\nDE  10  {}\n", "█".repeat(20), "█".repeat(10)));
        assert!(chart(&asked("table"), &rows, 80).is_none());
    }

    #[test]
    fn a_line_goes_from_its_first_to_its_last_point() {
        let mut rows = Rows::new(vec![("TimeGenerated".into(), Type::Datetime), ("count_".into(), Type::Long)]);
        let day = |at: i64, count: i64| vec![Value::Datetime(kql_plan::value::UNIX_EPOCH + at), count.into()];
        rows.rows = vec![day(0, 0), day(kql_plan::value::TICKS_PER_DAY, 100)];
        let drawn = chart(&asked("timechart"), &rows, 60).unwrap();
        let lines: Vec<&str> = drawn.lines().collect();
        assert!(lines[1].starts_with("100 │") && lines[1].ends_with('●'), "{drawn}");
        assert!(lines[HEIGHT].starts_with("  0 │●"), "{drawn}");
        assert!(
            lines[HEIGHT + 2].contains("1970-01-01T00:00:00") && lines[HEIGHT + 2].ends_with("1970-01-02T00:00:00")
        );
    }
}
