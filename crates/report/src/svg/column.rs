//! Bars that stand, one a time or name, upon each other.

use super::frame::Frame;
use super::scale::Scale;
use super::series::{Across, Data, Place, class};
use super::{Drawn, begin, rectangle};
use crate::document::Chart;
use crate::number::{readable, with_unit};

/// Most bars that can be told apart.
const MOST: usize = 180;

pub(super) fn draw(chart: &Chart, id: &str) -> Drawn {
    let mut data = Data::of(chart);
    if data.is_empty() {
        return data.nothing();
    }
    let adds = chart.unit != "%";
    let step = match data.across {
        Across::Names => 1.0,
        Across::Time | Across::Number => merge(&mut data, adds),
    };
    if data.across == Across::Names && data.places.len() > MOST {
        data.notes.push(format!("The first {MOST} of {} are drawn.", data.places.len()));
        data.places.truncate(MOST);
    }
    let frame = Frame::new(data.bounds(true), &chart.unit, 8.0);
    let (low, high) = (data.places.first().map_or(0.0, |p| p.at), data.places.last().map_or(0.0, |p| p.at));
    let bands = ((high - low) / step + 1.0).max(1.0);
    let band = (frame.sides.1 - frame.sides.0) / bands;
    let along = Scale::new((low, high), (frame.sides.0 + band / 2.0, frame.sides.1 - band / 2.0));
    let width = (band * 0.78).clamp(0.6, 56.0);
    let names: Vec<&str> = data.series.iter().map(|series| series.name.as_str()).collect();
    let mut svg = begin(chart, id, frame.height, &format!("columns of {}", names.join(", ")));
    frame.grid(&mut svg, &chart.unit);
    for (at_place, place) in data.places.iter().enumerate() {
        let (mut above, mut below) = (0.0, 0.0);
        for (number, series) in data.series.iter().enumerate() {
            let Some(value) = series.values.get(at_place).copied().flatten() else { continue };
            let from = if value < 0.0 { &mut below } else { &mut above };
            let (one, other) = (frame.up.at(*from), frame.up.at(*from + value));
            *from += value;
            let tip = format!("{}, {}: {}", place.label, series.name, with_unit(&readable(value), &chart.unit));
            let corner = (along.at(place.at) - width / 2.0, one.min(other));
            rectangle(&mut svg, &class(number), corner, (width, (one - other).abs()), &tip);
        }
    }
    frame.below(&mut svg, &data, along, band);
    svg.close("svg");
    Drawn { svg, legend: data.legend(), notes: data.notes }
}

/// How far columns stand apart: the least distance of two places. Where that makes too many, neighbours become one column.
fn merge(data: &mut Data, adds: bool) -> f64 {
    let gaps = data.places.windows(2).filter_map(|pair| match pair {
        [one, other] => Some(other.at - one.at),
        _ => None,
    });
    let step = gaps.fold(f64::MAX, f64::min);
    let (Some(first), Some(last)) = (data.places.first().cloned(), data.places.last().cloned()) else { return 1.0 };
    let span = last.at - first.at;
    if step >= f64::MAX || step <= 0.0 {
        return 1.0;
    }
    if span / step < MOST as f64 {
        return step;
    }
    // A whole multiple, so that what stands in one column is as much as in the next.
    let times = (span / step / (MOST - 1) as f64).ceil();
    let wide = step * times;
    let bin = |place: &Place| ((place.at - first.at) / wide).floor();
    let mut places: Vec<Place> = Vec::new();
    let mut bins: Vec<usize> = Vec::new();
    for place in &data.places {
        if places.last().is_none_or(|last| bin(last) < bin(place)) {
            places.push(Place { label: format!("from {} on", place.label), at: first.at + bin(place) * wide });
        }
        bins.push(places.len() - 1);
    }
    for series in &mut data.series {
        let mut sums = vec![None::<(f64, usize)>; places.len()];
        for (value, bin) in series.values.iter().zip(&bins) {
            if let (Some(value), Some(sum)) = (value, sums.get_mut(*bin)) {
                let (whole, count) = sum.unwrap_or((0.0, 0));
                *sum = Some((whole + value, count + 1));
            }
        }
        let value = |(whole, count): (f64, usize)| if adds { whole } else { whole / count as f64 };
        series.values = sums.into_iter().map(|sum| sum.map(value).filter(|value| value.is_finite())).collect();
    }
    let how = if adds { "the sum" } else { "the mean" };
    data.notes.push(format!("Each column is {how} of up to {} neighbours.", times as u64));
    data.places = places;
    wide
}
