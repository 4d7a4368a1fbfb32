//! Bars that lie, one a name.

use super::frame::LETTER;
use super::scale::Scale;
use super::series::{Data, class};
use super::{Drawn, WIDTH, at, begin, label, rectangle};
use crate::document::Chart;
use crate::number::{readable, with_unit};
use crate::text::ellipsised;

/// Most bars of a chart.
const MOST: usize = 30;
/// The most characters of a name.
const LONGEST: usize = 36;
/// Height of a bar with its distance from the next.
const BAND: f64 = 26.0;

pub(super) fn draw(chart: &Chart, id: &str) -> Drawn {
    let mut data = Data::of(chart);
    if data.is_empty() {
        return data.nothing();
    }
    if data.places.len() > MOST {
        data.notes.push(format!("The first {MOST} of {} are drawn.", data.places.len()));
        data.places.truncate(MOST);
    }
    let longest = |texts: &mut dyn Iterator<Item = usize>| texts.max().unwrap_or_default() as f64 * LETTER;
    let left = longest(&mut data.places.iter().map(|place| place.label.chars().count().min(LONGEST))) + 12.0;
    let wholes: Vec<String> = (0..data.places.len()).map(|place| whole(&data, place, &chart.unit)).collect();
    let right = longest(&mut wholes.iter().map(|text| text.chars().count())) + 12.0;
    let (low, high) = data.bounds(true);
    let along = Scale::new((low, if high > low { high } else { low + 1.0 }), (left, WIDTH - right));
    let height = data.places.len() as f64 * BAND + 8.0;
    let names: Vec<&str> = data.series.iter().map(|series| series.name.as_str()).collect();
    let mut svg = begin(chart, id, height, &format!("bars of {}", names.join(", ")));
    for (number, (place, whole)) in data.places.iter().zip(&wholes).enumerate() {
        let top = number as f64 * BAND + 4.0;
        let middle = top + BAND / 2.0 + 4.0;
        label(&mut svg, "end name", (left - 8.0, middle), &ellipsised(&place.label, LONGEST));
        let (mut above, mut below) = (0.0, 0.0);
        for (colour, series) in data.series.iter().enumerate() {
            let Some(value) = series.values.get(number).copied().flatten() else { continue };
            let from = if value < 0.0 { &mut below } else { &mut above };
            let (one, other) = (along.at(*from), along.at(*from + value));
            *from += value;
            let tip = format!("{}, {}: {}", place.label, series.name, with_unit(&readable(value), &chart.unit));
            let size = ((one - other).abs(), BAND - 8.0);
            rectangle(&mut svg, &class(colour), (one.min(other), top + 4.0), size, &tip);
        }
        label(&mut svg, "start", (along.at(above) + 8.0, middle), whole);
    }
    let zero = at(along.at(0.0));
    svg.empty("line", &[("class", "axis"), ("x1", &zero), ("x2", &zero), ("y1", "2"), ("y2", &at(height - 2.0))]);
    svg.close("svg");
    Drawn { svg, legend: data.legend(), notes: data.notes }
}

/// What stands beside a bar: all of it, added.
fn whole(data: &Data, place: usize, unit: &str) -> String {
    let values: Vec<f64> =
        data.series.iter().filter_map(|series| series.values.get(place).copied().flatten()).collect();
    let unit = if unit == "%" { unit } else { "" };
    if values.is_empty() { crate::show::NOTHING.to_owned() } else { with_unit(&readable(values.iter().sum()), unit) }
}
