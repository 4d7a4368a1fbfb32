//! Rows under their columns.

use kql_plan::{Rows, Type, Value};

use crate::document::Table;
use crate::markup::Markup;
use crate::number::grouped;
use crate::show::Column;

/// A text of so many characters wants room.
const LONG: usize = 36;
/// A text of so many wants some.
const SOME: usize = 13;

/// Writes a table. Its caption is its title, or that of the section it stands in.
pub(super) fn write(out: &mut Markup, table: &Table, section: &str) {
    if !table.title.is_empty() {
        out.element("h3", &[], &table.title).own("\n");
    }
    let caption = if table.title.is_empty() { section } else { &table.title };
    rows(out, &table.rows, table.shown, caption);
}

/// Writes rows, the first `shown` of them, and says how many are left.
pub(super) fn rows(out: &mut Markup, rows: &Rows, shown: usize, caption: &str) {
    if rows.columns.is_empty() {
        out.element("p", &[("class", "note")], "No columns.").own("\n");
        return;
    }
    let columns = Column::of(rows);
    // What is wider than the page is scrolled, also by keyboard.
    out.open("div", &[("class", "scroll"), ("tabindex", "0"), ("role", "group"), ("aria-label", caption)]);
    out.own("<table>\n").element("caption", &[], caption).own("\n<thead><tr>");
    for ((name, _), column) in rows.columns.iter().zip(&columns) {
        out.element("th", &[("scope", "col"), ("class", side(*column))], if name.is_empty() { "–" } else { name });
    }
    out.own("</tr></thead>\n<tbody>\n");
    for row in rows.rows.iter().take(shown) {
        out.own("<tr>");
        for (at, (column, (_, kind))) in columns.iter().zip(&rows.columns).enumerate() {
            let value = row.get(at).unwrap_or(&Value::Null);
            let class = match kind {
                Type::Datetime | Type::Guid if !value.is_null() => "whole",
                _ => side(*column),
            };
            let text = column.text(value);
            let class = match (class, text.chars().count()) {
                ("text", LONG..) => "long",
                ("text", SOME..) => "some",
                (class, _) => class,
            };
            out.element("td", &[("class", class)], &text);
        }
        out.own("</tr>\n");
    }
    out.own("</tbody>\n</table></div>\n");
    let all = rows.rows.len();
    if all == 0 {
        out.element("p", &[("class", "note")], "No rows.").own("\n");
    } else if shown < all {
        let (shown, all) = (grouped(shown as i128), grouped(all as i128));
        let text = format!("{shown} of {all} rows shown. CSV, Excel and JSON have all of them.");
        out.element("p", &[("class", "note")], &text).own("\n");
    }
}

fn side(column: Column) -> &'static str {
    if column.right { "number" } else { "text" }
}
