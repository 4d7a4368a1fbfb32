//! Kusto's scalar types and the Arrow arrays that hold them.

use arrow_schema::{DataType, TimeUnit};

/// A scalar type of the Kusto query language.
///
/// Source: <https://learn.microsoft.com/kusto/query/scalar-data-types/>
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum KustoType {
    /// `true`, `false` or null.
    Bool,
    /// A signed 32-bit whole number.
    Int,
    /// A signed 64-bit whole number.
    Long,
    /// A 64-bit IEEE 754 number.
    Real,
    /// A decimal number, kept as its text.
    Decimal,
    /// Text. Kusto has no null string: a missing one is stored as Arrow null and read as `""`.
    String,
    /// An instant, UTC, stored in microseconds since 1970.
    DateTime,
    /// A length of time in ticks of 100 ns.
    TimeSpan,
    /// A GUID, kept as lower-case text with hyphens.
    Guid,
    /// Any JSON value, kept as its text.
    Dynamic,
}

impl KustoType {
    /// Returns the Arrow type that stores values of this type.
    pub fn arrow(self) -> DataType {
        match self {
            Self::Bool => DataType::Boolean,
            Self::Int => DataType::Int32,
            Self::Long | Self::TimeSpan => DataType::Int64,
            Self::Real => DataType::Float64,
            Self::Decimal | Self::String | Self::Guid | Self::Dynamic => DataType::Utf8,
            Self::DateTime => DataType::Timestamp(TimeUnit::Microsecond, Some("UTC".into())),
        }
    }

    /// Returns the type's name as Kusto writes it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Bool => "bool",
            Self::Int => "int",
            Self::Long => "long",
            Self::Real => "real",
            Self::Decimal => "decimal",
            Self::String => "string",
            Self::DateTime => "datetime",
            Self::TimeSpan => "timespan",
            Self::Guid => "guid",
            Self::Dynamic => "dynamic",
        }
    }
}
