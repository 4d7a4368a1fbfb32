//! How Kusto's types lie in Arrow arrays while a query runs.
//!
//! | Kusto | Arrow | note |
//! |---|---|---|
//! | bool | `Boolean` | |
//! | int, long, real | `Int32`, `Int64`, `Float64` | |
//! | decimal | `Decimal256(76, 38)` | |
//! | string | `Utf8View` | a null in the array means the empty text: a KQL string is never null |
//! | datetime, timespan | `Int64` | ticks of 100 ns; a datetime counts from 0001-01-01T00:00Z |
//! | guid | `Utf8View` | canonical text in lower case |
//! | dynamic | `Utf8View` | compact JSON; the null is the array's null, never the text `null` |

use std::sync::Arc;

use datafusion::arrow::datatypes::{DataType, Field, Schema, SchemaRef};
use datafusion::common::ScalarValue;
use kql_plan::{Column, ColumnId, Type, Value};

use crate::array::Writer;

/// Digits of a decimal in an array.
pub const DECIMAL_PRECISION: u8 = 76;
/// Digits of it after the point.
pub const DECIMAL_SCALE: i8 = 38;

/// The Arrow type of a Kusto type.
pub fn data_type(kind: Type) -> DataType {
    match kind {
        Type::Bool => DataType::Boolean,
        Type::Int => DataType::Int32,
        Type::Long | Type::Datetime | Type::Timespan => DataType::Int64,
        Type::Real => DataType::Float64,
        Type::Decimal => DataType::Decimal256(DECIMAL_PRECISION, DECIMAL_SCALE),
        Type::String | Type::Guid | Type::Dynamic => DataType::Utf8View,
    }
}

/// The name of a column while a query runs: unique in a plan, as its id is.
pub(crate) fn name(id: ColumnId) -> String {
    format!("c{}", id.0)
}

/// The field of a column while a query runs.
pub(crate) fn field(column: &Column) -> Field {
    Field::new(name(column.id), data_type(column.kind), true)
}

/// The schema of columns while a query runs.
pub(crate) fn schema(columns: &[Column]) -> SchemaRef {
    Arc::new(Schema::new(columns.iter().map(field).collect::<Vec<_>>()))
}

/// A constant as DataFusion's expressions hold it.
pub(crate) fn scalar(value: &Value<'_>, kind: Type) -> datafusion::common::Result<ScalarValue> {
    let text = |text: &str| ScalarValue::Utf8View(Some(text.to_owned()));
    Ok(match (kind, value) {
        (Type::Bool, _) => ScalarValue::Boolean(value.as_bool()),
        (Type::Int, Value::Int(number)) => ScalarValue::Int32(Some(*number)),
        (Type::Int, _) => ScalarValue::Int32(None),
        (Type::Long, _) => ScalarValue::Int64(value.as_long()),
        (Type::Real, _) => ScalarValue::Float64(value.as_real()),
        (Type::Datetime | Type::Timespan, _) => ScalarValue::Int64(value.as_ticks()),
        (Type::String, _) => text(value.as_str()),
        (Type::Decimal | Type::Guid | Type::Dynamic, _) => {
            let mut writer = Writer::new(kind, 1);
            writer.append(value);
            ScalarValue::try_from_array(&writer.finish(), 0)?
        }
    })
}
