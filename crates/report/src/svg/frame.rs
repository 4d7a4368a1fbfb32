//! Axes and grid of charts that stand on one.

use super::scale::{Scale, time_ticks};
use super::series::{Across, Data};
use super::{WIDTH, at, label};
use crate::markup::Markup;
use crate::number::{short, ticks};
use crate::text::ellipsised;

/// About how wide a letter is.
pub(super) const LETTER: f64 = 7.4;

/// Where a chart's data lie, and how values become places.
#[derive(Debug, Clone)]
pub(super) struct Frame {
    /// Height of the whole.
    pub(super) height: f64,
    /// Left and right end of the data.
    pub(super) sides: (f64, f64),
    /// Upper and lower end of the data.
    pub(super) ends: (f64, f64),
    /// Values that have a line of the grid.
    ticks: Vec<f64>,
    /// Values → heights.
    pub(super) up: Scale,
}

impl Frame {
    /// A frame for values between these bounds. `right` is what is left free for labels beside the data.
    pub(super) fn new((low, high): (f64, f64), unit: &str, right: f64) -> Self {
        let ticks = ticks(low, high, 5);
        let widest = ticks.iter().map(|tick| tick_label(*tick, unit).chars().count()).max().unwrap_or_default();
        let left = (widest as f64 * LETTER + 10.0).min(WIDTH / 4.0);
        let (top, bottom, height) = (10.0, 236.0, 266.0);
        let bounds = (ticks.first().copied().unwrap_or(low), ticks.last().copied().unwrap_or(high));
        let up = Scale::new(bounds, (bottom, top));
        Self { height, sides: (left, WIDTH - right), ends: (top, bottom), ticks, up }
    }

    /// Draws the grid, and what its lines stand for.
    pub(super) fn grid(&self, svg: &mut Markup, unit: &str) {
        for tick in &self.ticks {
            let (y, from, to) = (at(self.up.at(*tick)), at(self.sides.0), at(self.sides.1));
            let class = if *tick == 0.0 { "axis" } else { "grid" };
            svg.empty("line", &[("class", class), ("x1", &from), ("x2", &to), ("y1", &y), ("y2", &y)]);
            label(svg, "end", (self.sides.0 - 8.0, self.up.at(*tick) + 4.0), &tick_label(*tick, unit));
        }
    }

    /// Draws what stands along the axis below. `along` lays places of the data, `room` is what one label has.
    pub(super) fn below(&self, svg: &mut Markup, data: &Data, along: Scale, room: f64) {
        let y = self.ends.1 + 20.0;
        let bounds = (data.places.first().map_or(0.0, |p| p.at), data.places.last().map_or(0.0, |p| p.at));
        match data.across {
            Across::Time => {
                for (tick, text) in time_ticks(bounds.0, bounds.1, 8) {
                    let (x, top, bottom) = (at(along.at(tick)), at(self.ends.1), at(self.ends.1 + 5.0));
                    svg.empty("line", &[("class", "axis"), ("x1", &x), ("x2", &x), ("y1", &top), ("y2", &bottom)]);
                    label(svg, "middle", (along.at(tick), y), &text);
                }
            }
            Across::Number => {
                for tick in ticks(bounds.0, bounds.1, 8).into_iter().filter(|t| (bounds.0..=bounds.1).contains(t)) {
                    label(svg, "middle", (along.at(tick), y), &short(tick));
                }
            }
            Across::Names => {
                let widest = data.places.iter().map(|place| place.label.chars().count()).max().unwrap_or_default();
                // As many labels as fit side by side, each as long as it may be.
                let every = ((widest.min(12) as f64 * LETTER + 8.0) / room.max(1.0)).ceil().max(1.0);
                let longest = ((room * every - 8.0) / LETTER).max(3.0) as usize;
                for place in data.places.iter().step_by(every as usize) {
                    label(svg, "middle", (along.at(place.at), y), &ellipsised(&place.label, longest));
                }
            }
        }
    }
}

/// What a line of the grid says.
fn tick_label(tick: f64, unit: &str) -> String {
    if unit == "%" { format!("{} %", short(tick)) } else { short(tick) }
}
