//! Columns being built.

use std::{borrow::Cow, sync::Arc};

use arrow_array::{
    ArrayRef,
    builder::{
        ArrayBuilder, BooleanBuilder, Float64Builder, Int32Builder, Int64Builder, StringBuilder,
        TimestampMicrosecondBuilder,
    },
};

use super::{scalar, scalar::Unreadable, slots::Cell};
use crate::{DateOrder, KustoType};

/// A column being built.
#[derive(Debug)]
pub(crate) struct Growing {
    kind: KustoType,
    values: Values,
}

#[derive(Debug)]
enum Values {
    Bool(BooleanBuilder),
    Int(Int32Builder),
    Long(Int64Builder),
    Real(Float64Builder),
    Text(StringBuilder),
    DateTime(TimestampMicrosecondBuilder),
}

/// What became of a value in a column of text, so that hidden columns can look inside.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Kept<'a> {
    /// Null.
    Nothing,
    /// Plain text.
    Text(Cow<'a, str>),
    /// JSON text.
    Json(Cow<'a, str>),
}

impl Growing {
    /// Returns an empty column.
    pub(crate) fn new(kind: KustoType) -> Self {
        let values = match kind {
            KustoType::Bool => Values::Bool(BooleanBuilder::new()),
            KustoType::Int => Values::Int(Int32Builder::new()),
            KustoType::Long | KustoType::TimeSpan => Values::Long(Int64Builder::new()),
            KustoType::Real => Values::Real(Float64Builder::new()),
            KustoType::DateTime => Values::DateTime(TimestampMicrosecondBuilder::new().with_timezone("UTC")),
            KustoType::Decimal | KustoType::String | KustoType::Guid | KustoType::Dynamic => {
                Values::Text(StringBuilder::new())
            }
        };
        Self { kind, values }
    }

    /// Returns whether the column holds text, which hidden columns can look into.
    pub(crate) fn is_text(&self) -> bool {
        matches!(self.kind, KustoType::String | KustoType::Dynamic)
    }

    /// Appends a value to a column of text and returns what was kept.
    pub(crate) fn append_text<'a>(&mut self, cell: Option<Cell<'a>>) -> Kept<'a> {
        let (Values::Text(values), Some(cell)) = (&mut self.values, cell) else {
            self.append_null();
            return Kept::Nothing;
        };
        if self.kind == KustoType::Dynamic {
            let json = scalar::dynamic(cell);
            values.append_option(json.as_deref());
            json.map_or(Kept::Nothing, Kept::Json)
        } else {
            let text = scalar::text(cell);
            values.append_option(text.as_deref());
            text.map_or(Kept::Nothing, Kept::Text)
        }
    }

    /// Appends a value, or null where the column's type cannot hold it. Returns whether there is a value now.
    ///
    /// Inlined up to here, so that what was found is handed over in registers: a hundred columns a record make it matter.
    #[inline]
    pub(crate) fn append(&mut self, cell: Option<Cell<'_>>, order: DateOrder) -> Result<bool, Unreadable> {
        match cell {
            Some(Cell::Json(raw)) => self.append_json(raw, order),
            Some(Cell::Text(text)) => self.append_cell(Cell::Text(text), order),
            None => {
                self.append_null();
                Ok(false)
            }
        }
    }

    #[inline(never)]
    fn append_json(&mut self, raw: &str, order: DateOrder) -> Result<bool, Unreadable> {
        self.append_cell(Cell::Json(raw), order)
    }

    #[inline]
    fn append_cell(&mut self, cell: Cell<'_>, order: DateOrder) -> Result<bool, Unreadable> {
        match (&mut self.values, self.kind) {
            (Values::Text(values), KustoType::Dynamic) => {
                add(Ok(scalar::dynamic(cell)), |json| values.append_option(json.as_deref()))
            }
            (Values::Text(values), KustoType::Guid) => add(scalar::guid(cell), |v| values.append_option(v)),
            (Values::Text(values), KustoType::Decimal) => add(scalar::decimal(cell), |v| values.append_option(v)),
            (Values::Text(values), _) => add(Ok(scalar::text(cell)), |text| values.append_option(text.as_deref())),
            (Values::Bool(values), _) => add(scalar::bool(cell), |v| values.append_option(v)),
            (Values::Int(values), _) => add(scalar::int(cell), |v| values.append_option(v)),
            (Values::Long(values), KustoType::TimeSpan) => add(scalar::timespan(cell), |v| values.append_option(v)),
            (Values::Long(values), _) => add(scalar::long(cell), |v| values.append_option(v)),
            (Values::Real(values), _) => add(scalar::real(cell), |v| values.append_option(v)),
            (Values::DateTime(values), _) => {
                add(scalar::datetime(cell, order).map_err(|_time| Unreadable), |v| values.append_option(v))
            }
        }
    }

    fn append_null(&mut self) {
        match &mut self.values {
            Values::Bool(values) => values.append_null(),
            Values::Int(values) => values.append_null(),
            Values::Long(values) => values.append_null(),
            Values::Real(values) => values.append_null(),
            Values::Text(values) => values.append_null(),
            Values::DateTime(values) => values.append_null(),
        }
    }

    /// Returns the column and starts a new one.
    pub(crate) fn finish(&mut self) -> ArrayRef {
        match &mut self.values {
            Values::Bool(values) => Arc::new(values.finish()),
            Values::Int(values) => Arc::new(values.finish()),
            Values::Long(values) => Arc::new(values.finish()),
            Values::Real(values) => Arc::new(values.finish()),
            Values::Text(values) => {
                // The next batch will be much like this one.
                let next = StringBuilder::with_capacity(values.len(), values.values_slice().len());
                Arc::new(std::mem::replace(values, next).finish())
            }
            Values::DateTime(values) => Arc::new(values.finish()),
        }
    }

    /// Returns the bytes of text so far: offsets of Arrow's text are 31 bits.
    pub(crate) fn bytes(&self) -> usize {
        match &self.values {
            Values::Text(values) => values.values_slice().len(),
            _ => 0,
        }
    }
}

/// Appends what was read, null where nothing was; tells whether it was a value.
fn add<T>(read: Result<Option<T>, Unreadable>, append: impl FnOnce(Option<T>)) -> Result<bool, Unreadable> {
    match read {
        Ok(value) => {
            let is_value = value.is_some();
            append(value);
            Ok(is_value)
        }
        Err(unreadable) => {
            append(None);
            Err(unreadable)
        }
    }
}
