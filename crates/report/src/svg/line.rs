//! Lines over time, each with its name at its end.

use super::frame::{Frame, LETTER};
use super::scale::Scale;
use super::series::{Data, Series, class};
use super::{Drawn, WIDTH, at, begin, label};
use crate::document::Chart;
use crate::markup::Markup;
use crate::number::{readable, with_unit};
use crate::text::ellipsised;

/// Most points that are marked one by one.
const MOST_MARKS: usize = 100;
/// The least distance between two names.
const LEADING: f64 = 15.0;
/// The most characters of a name beside its line.
const LONGEST: usize = 18;

pub(super) fn draw(chart: &Chart, id: &str) -> Drawn {
    let mut data = Data::of(chart);
    if data.is_empty() {
        return data.nothing();
    }
    let bounds = bounds(&mut data);
    let several = data.series.len() > 1;
    let widest = data.series.iter().map(|series| series.name.chars().count().min(LONGEST)).max().unwrap_or_default();
    let right = if several { widest as f64 * LETTER + 22.0 } else { 16.0 };
    let frame = Frame::new(bounds, &chart.unit, right);
    let (low, high) = (data.places.first().map_or(0.0, |p| p.at), data.places.last().map_or(0.0, |p| p.at));
    let along = Scale::new((low, high), (frame.sides.0 + 6.0, frame.sides.1 - 4.0));
    let names: Vec<&str> = data.series.iter().map(|series| series.name.as_str()).collect();
    let mut svg = begin(chart, id, frame.height, &format!("lines of {}", names.join(", ")));
    frame.grid(&mut svg, &chart.unit);
    frame.below(&mut svg, &data, along, (frame.sides.1 - frame.sides.0) / data.places.len().max(1) as f64);
    for (number, series) in data.series.iter().enumerate() {
        line(&mut svg, &data, series, &class(number), along, frame.up);
        if data.places.len() <= MOST_MARKS {
            marks(&mut svg, &data, series, &class(number), (along, frame.up), &chart.unit);
        }
    }
    if several {
        for (number, y) in places_of_names(&data, &frame).into_iter().enumerate() {
            let Some(series) = data.series.get(number) else { continue };
            svg.empty(
                "circle",
                &[("class", &class(number)), ("cx", &at(frame.sides.1 + 8.0)), ("cy", &at(y - 4.0)), ("r", "3.5")],
            );
            label(&mut svg, "start", (frame.sides.1 + 16.0, y), &ellipsised(&series.name, LONGEST));
        }
    }
    svg.close("svg");
    // Names that are whole beside their lines need no legend.
    let legend = if widest < LONGEST { Vec::new() } else { data.legend() };
    debug_assert!(frame.sides.1 < WIDTH);
    Drawn { svg, legend, notes: data.notes }
}

/// The bounds of the values: from zero on, but where all lie close together far from zero.
fn bounds(data: &mut Data) -> (f64, f64) {
    let (low, high) = data.bounds(false);
    let values = data.series.iter().flat_map(|series| &series.values).flatten();
    let least = values.fold(f64::MAX, |least, value| least.min(*value));
    if low < 0.0 || high <= 0.0 || least < high * 0.7 {
        return (low, high);
    }
    data.notes.push("The axis does not begin at zero.".to_owned());
    let room = (high - least).max(high * 0.01) * 0.2;
    (least - room, high)
}

/// The path: where several points share a step of the screen, their first, least, greatest and last.
fn line(svg: &mut Markup, data: &Data, series: &Series, class: &str, along: Scale, up: Scale) {
    let mut path = String::new();
    let mut pen = false;
    let mut step: Vec<(f64, f64)> = Vec::new();
    let flush = |step: &mut Vec<(f64, f64)>, path: &mut String, pen: &mut bool| {
        let by_height = |one: &&(f64, f64), other: &&(f64, f64)| one.1.total_cmp(&other.1);
        let kept = if step.len() > 4 {
            let mut kept: Vec<(f64, f64)> = [step.first(), step.iter().min_by(by_height)]
                .into_iter()
                .chain([step.iter().max_by(by_height), step.last()])
                .flatten()
                .copied()
                .collect();
            kept.sort_by(|one, other| one.0.total_cmp(&other.0));
            kept
        } else {
            step.clone()
        };
        for (x, y) in kept {
            path.push_str(&format!("{}{} {}", if *pen { "L" } else { "M" }, at(x), at(y)));
            *pen = true;
        }
        step.clear();
    };
    for (place, value) in data.places.iter().zip(&series.values) {
        let Some(value) = value else {
            flush(&mut step, &mut path, &mut pen);
            pen = false;
            continue;
        };
        let point = (along.at(place.at), up.at(*value));
        if step.last().is_some_and(|last: &(f64, f64)| last.0.floor() < point.0.floor()) {
            flush(&mut step, &mut path, &mut pen);
        }
        step.push(point);
    }
    flush(&mut step, &mut path, &mut pen);
    svg.empty("path", &[("class", &format!("line {class}")), ("d", &path)]);
}

/// A mark a point, which tells its value when it is pointed at.
fn marks(svg: &mut Markup, data: &Data, series: &Series, class: &str, (along, up): (Scale, Scale), unit: &str) {
    for (place, value) in data.places.iter().zip(&series.values) {
        let Some(value) = value else { continue };
        let (x, y) = (at(along.at(place.at)), at(up.at(*value)));
        let tip = format!("{}, {}: {}", place.label, series.name, with_unit(&readable(*value), unit));
        svg.open("circle", &[("class", class), ("cx", &x), ("cy", &y), ("r", "2.2")]);
        svg.element("title", &[], &tip).close("circle");
    }
}

/// The height of each series' name: that of its last value, moved where two would touch.
fn places_of_names(data: &Data, frame: &Frame) -> Vec<f64> {
    let last = |series: &Series| series.values.iter().rev().flatten().next().copied();
    let mut heights: Vec<(usize, f64)> = data
        .series
        .iter()
        .enumerate()
        .map(|(at, series)| (at, last(series).map_or(frame.ends.1, |value| frame.up.at(value)) + 4.0))
        .collect();
    heights.sort_by(|one, other| one.1.total_cmp(&other.1).then(one.0.cmp(&other.0)));
    let mut free = frame.ends.0 + 4.0;
    for (_, height) in &mut heights {
        *height = height.max(free);
        free = *height + LEADING;
    }
    // What was pushed out below is pushed back from there.
    let mut most = frame.ends.1 + 4.0;
    for (_, height) in heights.iter_mut().rev() {
        *height = height.min(most);
        most = *height - LEADING;
    }
    heights.sort_by_key(|(at, _)| *at);
    heights.into_iter().map(|(_, height)| height).collect()
}
