//! The cells of a row of a Log Analytics table, before they are put into CSV, JSON lines or a query's answer.

use crate::guid::Guid;
use crate::text::Text;
use crate::time::Moment;
use crate::world::World;

/// What a cell holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum CellKind {
    Text,
    /// JSON text of a dynamic column.
    Dynamic,
    Boolean,
    Number,
    Time(Moment),
    Empty,
}

/// The type of a column, as a query's answer names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ColumnType {
    String,
    Dynamic,
    Bool,
    Int,
    Long,
    DateTime,
}

impl ColumnType {
    fn name(self) -> &'static str {
        match self {
            Self::String => "string",
            Self::Dynamic => "dynamic",
            Self::Bool => "bool",
            Self::Int => "int",
            Self::Long => "long",
            Self::DateTime => "datetime",
        }
    }
}

/// A column: its name, its type, and what writes its one cell for a record.
pub(crate) type Column<T> = (&'static str, ColumnType, fn(&World, &T, &mut Cells));

/// The cells of a record.
pub(crate) fn cells<T>(columns: &[Column<T>], world: &World, record: &T) -> Cells {
    let mut cells = Cells::default();
    for (_, _, write) in columns {
        write(world, record, &mut cells);
    }
    cells
}

/// The names and types of columns.
pub(crate) fn signature<T>(columns: &[Column<T>]) -> Vec<(&'static str, ColumnType)> {
    columns.iter().map(|(name, kind, _)| (*name, *kind)).collect()
}

/// The cells of one row, in the order of its table's columns.
#[derive(Debug, Default)]
pub(crate) struct Cells {
    text: Text,
    ends: Vec<(usize, CellKind)>,
}

impl Cells {
    /// A cell of plain text.
    pub(crate) fn text(&mut self, text: &str) {
        self.with(|out| {
            out.raw(text);
        });
    }

    /// A cell with an identifier.
    pub(crate) fn guid(&mut self, guid: Guid) {
        self.with(|out| {
            out.guid(guid);
        });
    }

    /// A cell whose text is written by `write`.
    pub(crate) fn with(&mut self, write: impl FnOnce(&mut Text)) {
        write(&mut self.text);
        self.end(CellKind::Text);
    }

    /// A cell with JSON written by `write`.
    pub(crate) fn dynamic(&mut self, write: impl FnOnce(&mut Text)) {
        write(&mut self.text);
        self.end(CellKind::Dynamic);
    }

    pub(crate) fn boolean(&mut self, value: bool) {
        self.text.boolean(value);
        self.end(CellKind::Boolean);
    }

    pub(crate) fn number(&mut self, number: impl itoa::Integer) {
        self.text.integer(number);
        self.end(CellKind::Number);
    }

    pub(crate) fn time(&mut self, moment: Moment) {
        self.end(CellKind::Time(moment));
    }

    pub(crate) fn empty(&mut self) {
        self.end(CellKind::Empty);
    }

    fn end(&mut self, kind: CellKind) {
        self.ends.push((self.text.len(), kind));
    }

    fn each(&self, mut take: impl FnMut(usize, &str, CellKind)) {
        let mut begin = 0;
        for (position, (end, kind)) in self.ends.iter().enumerate() {
            take(position, self.text.as_str().get(begin..*end).unwrap_or(""), *kind);
            begin = *end;
        }
    }

    /// A line of plain CSV.
    pub(crate) fn line(&self, out: &mut Text) {
        self.each(|position, text, _| {
            out.raw(if position > 0 { "," } else { "" }).cell(text);
        });
        out.raw("\n");
    }

    /// A line as the portal of Log Analytics exports it: times in United States notation, everything dynamic as JSON text.
    pub(crate) fn portal_line(&self, out: &mut Text) {
        self.each(|position, text, kind| {
            if position > 0 {
                out.raw(",");
            }
            match kind {
                CellKind::Time(moment) => {
                    out.raw("\"").portal_time(moment).raw("\"");
                }
                _ => {
                    out.cell(text);
                }
            }
        });
        out.raw("\n");
    }

    /// A JSON object; dynamic values are strings, empty cells are left out.
    pub(crate) fn object(&self, columns: &[(&str, ColumnType)], out: &mut Text) {
        let mut first = true;
        out.raw("{");
        self.each(|position, text, kind| {
            if kind == CellKind::Empty {
                return;
            }
            out.raw(if first { "\"" } else { ",\"" });
            first = false;
            out.raw(columns.get(position).map_or("", |(name, ..)| name)).raw("\":");
            value(text, kind, out);
        });
        out.raw("}");
    }

    /// A JSON array, as a row of a query's answer.
    pub(crate) fn row(&self, out: &mut Text) {
        out.raw("[");
        self.each(|position, text, kind| {
            if position > 0 {
                out.raw(",");
            }
            if kind == CellKind::Empty {
                out.raw("null");
            } else {
                value(text, kind, out);
            }
        });
        out.raw("]");
    }
}

fn value(text: &str, kind: CellKind, out: &mut Text) {
    match kind {
        CellKind::Text | CellKind::Dynamic => out.string(text),
        CellKind::Boolean | CellKind::Number => out.raw(text),
        CellKind::Time(moment) => out.raw("\"").ticks_z(moment).raw("\""),
        CellKind::Empty => out,
    };
}

/// The header line of the portal's export.
pub(crate) fn portal_header(columns: &[(&str, ColumnType)]) -> String {
    let mut out = Text::default();
    for (position, (name, kind)) in columns.iter().enumerate() {
        out.raw(if position > 0 { "," } else { "" });
        if *kind == ColumnType::DateTime {
            out.raw("\"").raw(name).raw(" [UTC]\"");
        } else {
            out.raw(name);
        }
    }
    out.raw("\n");
    out.into_string()
}

/// The `columns` array of a query's answer.
pub(crate) fn answer_columns(columns: &[(&str, ColumnType)]) -> String {
    let mut out = Text::default();
    out.raw("[");
    for (position, (name, kind)) in columns.iter().enumerate() {
        out.raw(if position > 0 { "," } else { "" });
        out.raw("{\"name\":\"").raw(name).raw("\",\"type\":\"").raw(kind.name()).raw("\"}");
    }
    out.raw("]");
    out.into_string()
}
