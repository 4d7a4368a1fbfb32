//! Areas over time, upon each other.

use super::frame::Frame;
use super::scale::Scale;
use super::series::{Data, Series, class};
use super::{Drawn, at, begin};
use crate::document::Chart;

/// Most places that can be told apart on the screen.
const MOST: usize = 600;

pub(super) fn draw(chart: &Chart, id: &str) -> Drawn {
    let mut data = Data::of(chart);
    if data.is_empty() {
        return data.nothing();
    }
    if data.series.iter().flat_map(|series| &series.values).flatten().any(|value| *value < 0.0) {
        data.notes.push("Negative values cannot be stacked, and are drawn as zero.".to_owned());
    }
    thin(&mut data);
    let frame = Frame::new((0.0, data.bounds(true).1), &chart.unit, 16.0);
    let (low, high) = (data.places.first().map_or(0.0, |p| p.at), data.places.last().map_or(0.0, |p| p.at));
    let along = Scale::new((low, high), (frame.sides.0 + 1.0, frame.sides.1 - 4.0));
    let names: Vec<&str> = data.series.iter().map(|series| series.name.as_str()).collect();
    let mut svg = begin(chart, id, frame.height, &format!("areas of {}", names.join(", ")));
    frame.grid(&mut svg, &chart.unit);
    frame.below(&mut svg, &data, along, (frame.sides.1 - frame.sides.0) / data.places.len().max(1) as f64);
    let mut floor = vec![0.0; data.places.len()];
    for (number, series) in data.series.iter().enumerate() {
        let roof: Vec<f64> =
            floor.iter().zip(&series.values).map(|(floor, value)| floor + value.unwrap_or(0.0).max(0.0)).collect();
        let point = |at_place: usize, value: f64| {
            let x = data.places.get(at_place).map_or(0.0, |place| along.at(place.at));
            format!("{} {}", at(x), at(frame.up.at(value)))
        };
        let upper = roof.iter().enumerate().map(|(at, value)| point(at, *value));
        let lower = floor.iter().enumerate().rev().map(|(at, value)| point(at, *value));
        let mut outline: Vec<String> = upper.chain(lower).collect();
        if data.places.len() == 1 {
            // One place has no width of its own.
            let (top, bottom) =
                (frame.up.at(roof.first().copied().unwrap_or(0.0)), frame.up.at(floor.first().copied().unwrap_or(0.0)));
            let (left, right) = (along.at(low) - 12.0, along.at(low) + 12.0);
            outline = [(left, top), (right, top), (right, bottom), (left, bottom)]
                .map(|(x, y)| format!("{} {}", at(x), at(y)))
                .to_vec();
        }
        svg.open("path", &[("class", &format!("area {}", class(number))), ("d", &format!("M{}Z", outline.join("L")))]);
        svg.element("title", &[], &series.name).close("path");
        floor = roof;
    }
    svg.close("svg");
    Drawn { svg, legend: data.legend(), notes: data.notes }
}

/// Keeps of each run of places that share a step of the screen the one where most is.
fn thin(data: &mut Data) {
    if data.places.len() <= MOST {
        return;
    }
    let run = data.places.len().div_ceil(MOST);
    let whole = |place: &usize| -> f64 {
        data.series.iter().filter_map(|series: &Series| *series.values.get(*place)?).map(|value| value.max(0.0)).sum()
    };
    let all: Vec<usize> = (0..data.places.len()).collect();
    let kept: Vec<usize> = all
        .chunks(run)
        .filter_map(|chunk| chunk.iter().max_by(|one, other| whole(one).total_cmp(&whole(other))).copied())
        .collect();
    data.notes.push(format!("Of every {run} points, the highest is drawn."));
    data.places = kept.iter().filter_map(|at| data.places.get(*at).cloned()).collect();
    for series in &mut data.series {
        series.values = kept.iter().map(|at| series.values.get(*at).copied().flatten()).collect();
    }
}
