//! A drawing with its legend and its numbers.

use super::{Page, table};
use crate::document::Chart;
use crate::svg;

/// Rows of a chart's numbers in the page.
const SHOWN: usize = 200;

impl Page {
    /// Writes a chart of a section with this heading; its numbers too, where no table of the section has them.
    pub(super) fn chart(&mut self, chart: &Chart, section: &str, has_table: bool) {
        self.charts += 1;
        let drawn = svg::draw(chart, &format!("chart-{}", self.charts));
        let out = &mut self.markup;
        out.own("<figure>\n");
        let title = if chart.title.is_empty() { section } else { &chart.title };
        if !chart.title.is_empty() {
            out.element("h3", &[], &chart.title).own("\n");
        }
        if !chart.unit.is_empty() && !drawn.svg.is_empty() {
            let unit = if chart.unit == "%" { "Per cent" } else { &chart.unit };
            out.element("p", &[("class", "unit")], unit).own("\n");
        }
        if drawn.svg.is_empty() {
            out.element("p", &[("class", "nothing")], "There is nothing to draw.").own("\n");
        } else {
            out.open("div", &[("class", "scroll"), ("tabindex", "0"), ("role", "group"), ("aria-label", title)]);
            out.add(&drawn.svg).own("</div>\n");
        }
        if !drawn.legend.is_empty() {
            out.own("<ul class=\"legend\">");
            for (class, text) in &drawn.legend {
                out.own("<li>").element("span", &[("class", &format!("swatch {class}"))], "").text(text).own("</li>");
            }
            out.own("</ul>\n");
        }
        for note in &drawn.notes {
            out.element("p", &[("class", "note")], note).own("\n");
        }
        if !chart.rows.rows.is_empty() && !has_table {
            out.own("<details class=\"numbers\"><summary>The numbers</summary>\n");
            table::rows(out, &chart.rows, SHOWN, &format!("{title}: the numbers"));
            out.own("</details>\n");
        }
        out.own("</figure>\n");
    }
}
