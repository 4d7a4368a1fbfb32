//! What a section shows.

use super::{Page, card, table};
use crate::document::{Block, Field, Figure, Level, Section};
use crate::markup::Markup;
use crate::rows::is_table;

impl Page {
    /// Writes a block of a section.
    pub(super) fn block(&mut self, block: &Block, section: &Section) {
        let heading = super::heading(section);
        let out = &mut self.markup;
        match block {
            Block::Prose(text) => prose(out, text),
            Block::Notice(level, text) => notice(out, *level, text),
            Block::Fields(fields) => form(out, fields),
            Block::Figures(figures) => self::figures(out, figures),
            Block::Table(table) => table::write(out, table, heading),
            Block::Chart(chart) => self.chart(chart, heading, is_table(section, &chart.rows)),
            Block::Cards(cards) => card::write(out, cards),
        }
    }
}

/// A paragraph for each run of lines.
pub(super) fn paragraphs(out: &mut Markup, text: &str) {
    for paragraph in text.replace("\r\n", "\n").split("\n\n").map(str::trim).filter(|text| !text.is_empty()) {
        out.element("p", &[], paragraph).own("\n");
    }
}

/// Paragraphs of a report's own words, in which what stands between backticks is code.
fn prose(out: &mut Markup, text: &str) {
    for paragraph in text.replace("\r\n", "\n").split("\n\n").map(str::trim).filter(|text| !text.is_empty()) {
        let parts: Vec<&str> = paragraph.split('`').collect();
        out.own("<p>");
        if parts.len().is_multiple_of(2) {
            out.text(paragraph);
        } else {
            for (number, part) in parts.iter().enumerate() {
                if number % 2 == 1 {
                    out.element("code", &[], part);
                } else {
                    out.text(part);
                }
            }
        }
        out.own("</p>\n");
    }
}

/// A mark that tells a level by shape, word and colour.
pub(super) fn badge(out: &mut Markup, level: Level, word: &str) {
    let shape = match level {
        Level::Info => "i",
        Level::Good => "✓",
        Level::Low => "●",
        Level::Medium => "◆",
        Level::High => "▲",
    };
    let class = format!("badge {}", level.name());
    out.open("span", &[("class", &class)]);
    out.element("span", &[("class", "shape"), ("aria-hidden", "true")], shape).text(word).close("span");
}

fn notice(out: &mut Markup, level: Level, text: &str) {
    out.open("div", &[("class", &format!("notice {}", level.name())), ("role", "note")]);
    badge(out, level, level.of_notice());
    out.own("<div>");
    paragraphs(out, text);
    out.own("</div></div>\n");
}

/// A form that is filled in; an empty field is seen to be empty.
fn form(out: &mut Markup, fields: &[Field]) {
    out.own("<dl class=\"form\">\n");
    for field in fields {
        out.own("<div>").element("dt", &[], &field.name);
        values(out, &field.values);
        out.own("</div>\n");
    }
    out.own("</dl>\n");
}

/// A line a value.
pub(super) fn values(out: &mut Markup, values: &[String]) {
    if values.iter().all(|value| value.trim().is_empty()) {
        out.element("dd", &[("class", "blank")], "not filled in");
    }
    for value in values.iter().filter(|value| !value.trim().is_empty()) {
        out.element("dd", &[], value);
    }
}

fn figures(out: &mut Markup, figures: &[Figure]) {
    out.own("<dl class=\"figures\">\n");
    for figure in figures {
        out.open("div", &[("class", &format!("figure {}", figure.level.name()))]);
        out.element("dt", &[], &figure.label).element("dd", &[("class", "value")], &figure.value);
        if figure.change.is_some() || figure.level != Level::Info {
            out.own("<dd class=\"change\">").text(figure.change.as_deref().unwrap_or_default());
            if figure.level != Level::Info {
                badge(out.own(" "), figure.level, figure.level.of_figure());
            }
            out.own("</dd>");
        }
        out.own("</div>\n");
    }
    out.own("</dl>\n");
}
