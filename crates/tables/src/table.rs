//! Tables, columns, and where each column's value comes from.

use arrow_schema::{Field, Schema, SchemaRef};

use crate::{KustoType, Shape};

/// A table of the archive.
#[derive(Debug)]
pub struct Table {
    /// Name as Log Analytics or advanced hunting writes it, such as `SigninLogs`.
    pub name: &'static str,
    /// What a row is, and the vendor's page.
    pub doc: &'static str,
    /// The published columns, in published order, and after them our own additions.
    pub columns: &'static [Column],
    /// Typed columns, hidden from readers, that repeat hot paths of dynamic columns.
    pub promoted: &'static [Promoted],
    /// Rows of tables of one family with the same identity are versions of one record: the four sign-in tables are one
    /// family, because a portal export does not always tell which of them a row belongs to.
    pub family: &'static str,
    /// Columns whose values together name a record. Empty where rows have no name; then equal content is one record.
    pub identity: &'static [&'static str],
    /// Column that tells which of two versions is the newer one, if the record carries such a time.
    pub revision: Option<&'static str>,
    /// Column that holds the Entra tenant a row belongs to, if the table has one.
    pub tenant: Option<&'static str>,
    /// Category of the Azure Monitor diagnostic records that fill the table.
    pub category: Option<&'static str>,
    /// Whether a row may have no time. Elsewhere a record without one is refused.
    pub undated: bool,
}

/// A column of a table.
#[derive(Debug)]
pub struct Column {
    /// Name, case-sensitive as in KQL.
    pub name: &'static str,
    /// Kusto type.
    pub kind: KustoType,
    /// Meaning, units and bounds: the published documentation.
    pub doc: &'static str,
    /// Where the value stands in each shape, first found wins. For [`Shape::Row`] the column's own name is implied
    /// as the first, unless a source names it.
    pub sources: &'static [Source],
}

/// Where a column's value stands in one shape.
#[derive(Debug)]
pub struct Source {
    /// The shape this source applies to; none means every shape.
    pub shape: Option<Shape>,
    /// Path in the record: `status.errorCode`, `targetResources[0].id`, `ExtendedProperties[Name=UserAgent].Value`.
    /// Keys match regardless of letter case. Empty for a constant.
    pub path: &'static str,
    /// How the value becomes the column's.
    pub convert: Convert,
}

/// How a raw value becomes a column's value.
#[derive(Clone, Copy, Debug)]
pub enum Convert {
    /// By the column's type: text from any scalar, JSON text from objects and arrays, numbers and booleans from their
    /// text forms, instants from every form in which the exporters write them.
    Plain,
    /// A fixed text, whatever the record says.
    Always(&'static str),
    /// A named function from the raw JSON text to the column's text.
    With(fn(&str) -> Option<String>),
}

/// A typed copy of a path in a dynamic (or JSON-holding string) column.
#[derive(Debug)]
pub struct Promoted {
    /// Name of the hidden column, such as `_Status_errorCode`.
    pub name: &'static str,
    /// Type of the copy.
    pub kind: KustoType,
    /// Meaning.
    pub doc: &'static str,
    /// `(column, path inside it)`, first found wins. An empty path copies the column.
    pub from: &'static [(&'static str, &'static str)],
}

impl Table {
    /// Returns the Arrow schema of the table's own columns, then the promoted ones; provenance is the store's.
    pub fn schema(&self) -> SchemaRef {
        let own = self.columns.iter().map(|c| Field::new(c.name, c.kind.arrow(), true));
        let promoted = self.promoted.iter().map(|p| Field::new(p.name, p.kind.arrow(), true));
        Schema::new(own.chain(promoted).collect::<Vec<_>>()).into()
    }

    /// Returns the column of that name.
    pub fn column(&self, name: &str) -> Option<&'static Column> {
        self.columns.iter().find(|c| c.name == name)
    }
}

/// Returns every table, in the order of the reference.
pub fn all() -> &'static [&'static Table] {
    &crate::tables::ALL
}

/// Returns the table of that name; letter case matters.
pub fn by_name(name: &str) -> Option<&'static Table> {
    all().iter().copied().find(|t| t.name == name)
}
