//! Kusto's scalar types.

use kql::tree::ScalarType;

/// A scalar type. What a value of it is: [`Value`](crate::Value).
///
/// Source: <https://learn.microsoft.com/kusto/query/scalar-data-types/>
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Type {
    /// `true` or `false`.
    Bool,
    /// 32 bits, signed.
    Int,
    /// 64 bits, signed.
    Long,
    /// 64 bits, floating.
    Real,
    /// Up to 38 digits before and 38 after the point.
    Decimal,
    /// Unicode text; never null.
    String,
    /// 100 ns ticks since 0001-01-01T00:00Z.
    Datetime,
    /// 100 ns ticks.
    Timespan,
    /// 128 bits.
    Guid,
    /// JSON.
    Dynamic,
}

impl Type {
    /// All of them.
    pub const ALL: [Type; 10] = [
        Type::Bool,
        Type::Int,
        Type::Long,
        Type::Real,
        Type::Decimal,
        Type::String,
        Type::Datetime,
        Type::Timespan,
        Type::Guid,
        Type::Dynamic,
    ];

    /// As the language writes it: `long`, `datetime`.
    pub fn name(self) -> &'static str {
        match self {
            Type::Bool => "bool",
            Type::Int => "int",
            Type::Long => "long",
            Type::Real => "real",
            Type::Decimal => "decimal",
            Type::String => "string",
            Type::Datetime => "datetime",
            Type::Timespan => "timespan",
            Type::Guid => "guid",
            Type::Dynamic => "dynamic",
        }
    }

    /// The .NET type that `getschema` and the wire protocols name.
    pub fn clr_name(self) -> &'static str {
        match self {
            Type::Bool => "System.SByte",
            Type::Int => "System.Int32",
            Type::Long => "System.Int64",
            Type::Real => "System.Double",
            Type::Decimal => "System.Data.SqlTypes.SqlDecimal",
            Type::String => "System.String",
            Type::Datetime => "System.DateTime",
            Type::Timespan => "System.TimeSpan",
            Type::Guid => "System.Guid",
            Type::Dynamic => "System.Object",
        }
    }

    /// The type of this name, synonyms included.
    pub fn by_name(name: &str) -> Option<Type> {
        Some(match name {
            "bool" | "boolean" => Type::Bool,
            "int" => Type::Int,
            "long" => Type::Long,
            "real" | "double" => Type::Real,
            "decimal" => Type::Decimal,
            "string" => Type::String,
            "datetime" | "date" => Type::Datetime,
            "timespan" | "time" => Type::Timespan,
            "guid" | "uuid" | "uniqueid" => Type::Guid,
            "dynamic" => Type::Dynamic,
            _ => return None,
        })
    }

    /// int, long, real or decimal.
    pub fn is_number(self) -> bool {
        matches!(self, Type::Int | Type::Long | Type::Real | Type::Decimal)
    }

    /// int or long.
    pub fn is_integer(self) -> bool {
        matches!(self, Type::Int | Type::Long)
    }

    /// The number type that holds both: decimal over real over long over int.
    ///
    /// ```
    /// use kql_plan::Type;
    /// assert_eq!(Type::Int.wider_number(Type::Real), Some(Type::Real));
    /// assert_eq!(Type::Int.wider_number(Type::String), None);
    /// ```
    pub fn wider_number(self, other: Type) -> Option<Type> {
        let rank = |kind| match kind {
            Type::Int => Some(0),
            Type::Long => Some(1),
            Type::Real => Some(2),
            Type::Decimal => Some(3),
            _ => None,
        };
        Some(if rank(self)? >= rank(other)? { self } else { other })
    }
}

impl From<ScalarType> for Type {
    fn from(written: ScalarType) -> Self {
        match written {
            ScalarType::Bool => Type::Bool,
            ScalarType::DateTime => Type::Datetime,
            ScalarType::Decimal => Type::Decimal,
            ScalarType::Dynamic => Type::Dynamic,
            ScalarType::Guid => Type::Guid,
            ScalarType::Int => Type::Int,
            ScalarType::Long => Type::Long,
            ScalarType::Real => Type::Real,
            ScalarType::String => Type::String,
            ScalarType::Timespan => Type::Timespan,
        }
    }
}

impl std::fmt::Display for Type {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(self.name())
    }
}
