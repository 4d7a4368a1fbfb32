//! Charts as SVG that stands in the page: nothing is fetched, and colours are the page's own, so that they follow light and dark.
//!
//! | part | what it does |
//! |---|---|
//! | [`series`] | rows → series over one axis |
//! | [`scale`] | values → places, and the ticks of an axis |
//! | [`frame`] | axes and grid |
//! | [`shade`] | values → six shades and their legend |
//! | [`line`], [`area`], [`bar`], [`column`], [`map`], [`heatmap`] | one a kind |

mod area;
mod bar;
mod column;
mod frame;
mod heatmap;
mod line;
mod map;
mod scale;
mod series;
mod shade;
#[cfg(test)]
mod tests;

use crate::document::{Chart, ChartKind};
use crate::markup::Markup;

/// The width of every chart, in its own units; the page scales it.
const WIDTH: f64 = 760.0;

/// A chart, drawn.
#[derive(Debug, Default)]
pub(crate) struct Drawn {
    /// The drawing; nothing when there is nothing to draw.
    pub(crate) svg: Markup,
    /// Class of the colour, and what it stands for.
    pub(crate) legend: Vec<(String, String)>,
    /// What the drawing leaves out, or draws otherwise than the rows say.
    pub(crate) notes: Vec<String>,
}

/// Draws a chart. `id` is unique in the page.
pub(crate) fn draw(chart: &Chart, id: &str) -> Drawn {
    match chart.kind {
        ChartKind::Line => line::draw(chart, id),
        ChartKind::Area => area::draw(chart, id),
        ChartKind::Bar => bar::draw(chart, id),
        ChartKind::Column => column::draw(chart, id),
        ChartKind::Map => map::draw(chart, id),
        ChartKind::Heatmap => heatmap::draw(chart, id),
    }
}

/// Begins a drawing that a screen reader calls by its title.
fn begin(chart: &Chart, id: &str, height: f64, about: &str) -> Markup {
    let mut svg = Markup::default();
    let name = format!("{id}-name");
    let view = format!("0 0 {} {}", at(WIDTH), at(height));
    let attributes =
        [("class", "chart"), ("viewBox", view.as_str()), ("role", "img"), ("aria-labelledby", name.as_str())];
    svg.open("svg", &attributes);
    let title = if chart.title.is_empty() { chart.y.join(", ") } else { chart.title.clone() };
    svg.element("title", &[("id", &name)], &format!("{title}: {about}"));
    svg
}

/// A coordinate as text; never anything but a number with an end.
fn at(coordinate: f64) -> String {
    if !coordinate.is_finite() {
        return "0".to_owned();
    }
    let text = format!("{:.1}", coordinate.clamp(-1e6, 1e6));
    let text = text.strip_suffix(".0").unwrap_or(&text);
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

/// A rectangle that tells what it stands for when it is pointed at.
fn rectangle(svg: &mut Markup, class: &str, (x, y): (f64, f64), (width, height): (f64, f64), tip: &str) {
    let (x, y, width, height) = (at(x), at(y), at(width.max(0.0)), at(height.max(0.0)));
    let attributes = [("class", class), ("x", &x), ("y", &y), ("width", &width), ("height", &height)];
    svg.open("rect", &attributes).element("title", &[], tip).close("rect");
}

/// A text; `class` says which of its ends stands at the place.
fn label(svg: &mut Markup, class: &str, (x, y): (f64, f64), text: &str) {
    svg.element("text", &[("class", class), ("x", &at(x)), ("y", &at(y))], text);
}
