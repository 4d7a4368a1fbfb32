//! Values into arrays.

use std::sync::Arc;

use bigdecimal::{BigDecimal, RoundingMode};
use datafusion::arrow::array::{
    ArrayRef, BooleanBuilder, Decimal256Builder, Float64Builder, Int32Builder, Int64Builder, StringViewBuilder,
};
use datafusion::arrow::datatypes::i256;
use kql_plan::{Type, Value};

use crate::physical::{self, DECIMAL_PRECISION, DECIMAL_SCALE};

/// Builds an array of values of a Kusto type.
#[derive(Debug)]
pub struct Writer {
    builder: Builder,
    kind: Type,
}

#[derive(Debug)]
enum Builder {
    Bool(BooleanBuilder),
    Int(Int32Builder),
    Long(Int64Builder),
    Real(Float64Builder),
    Decimal(Decimal256Builder),
    Text(StringViewBuilder),
}

impl Writer {
    /// An empty array with room for so many values.
    pub fn new(kind: Type, capacity: usize) -> Self {
        let builder = match kind {
            Type::Bool => Builder::Bool(BooleanBuilder::with_capacity(capacity)),
            Type::Int => Builder::Int(Int32Builder::with_capacity(capacity)),
            Type::Long | Type::Datetime | Type::Timespan => Builder::Long(Int64Builder::with_capacity(capacity)),
            Type::Real => Builder::Real(Float64Builder::with_capacity(capacity)),
            Type::Decimal => Builder::Decimal(
                Decimal256Builder::with_capacity(capacity).with_data_type(physical::data_type(Type::Decimal)),
            ),
            Type::String | Type::Guid | Type::Dynamic => Builder::Text(StringViewBuilder::with_capacity(capacity)),
        };
        Writer { builder, kind }
    }

    /// Adds a value. One of another type than the array's is converted by the rules of `to<type>()`.
    pub fn append(&mut self, value: &Value<'_>) {
        match (&mut self.builder, value) {
            (Builder::Bool(builder), Value::Bool(value)) => builder.append_value(*value),
            (Builder::Int(builder), Value::Int(value)) => builder.append_value(*value),
            (Builder::Long(builder), Value::Long(value)) if self.kind == Type::Long => builder.append_value(*value),
            (Builder::Long(builder), Value::Datetime(ticks)) if self.kind == Type::Datetime => {
                builder.append_value(*ticks);
            }
            (Builder::Long(builder), Value::Timespan(ticks)) if self.kind == Type::Timespan => {
                builder.append_value(*ticks);
            }
            (Builder::Real(builder), Value::Real(value)) => builder.append_value(*value),
            (Builder::Decimal(builder), Value::Decimal(value)) => builder.append_option(unscaled(value)),
            (Builder::Text(builder), Value::String(text)) if self.kind == Type::String => builder.append_value(text),
            (Builder::Text(builder), Value::Guid(number)) if self.kind == Type::Guid => {
                builder.append_value(guid(*number));
            }
            (Builder::Text(builder), Value::Dynamic(json)) if self.kind == Type::Dynamic => {
                builder.append_value(json.to_string());
            }
            (_, Value::Null) => self.append_null(),
            (_, other) => {
                let converted = kql_plan::convert::convert(other, self.kind);
                if converted.kind() == Some(self.kind) { self.append(&converted) } else { self.append_null() }
            }
        }
    }

    /// Adds the null; to strings the empty text.
    pub fn append_null(&mut self) {
        match &mut self.builder {
            Builder::Bool(builder) => builder.append_null(),
            Builder::Int(builder) => builder.append_null(),
            Builder::Long(builder) => builder.append_null(),
            Builder::Real(builder) => builder.append_null(),
            Builder::Decimal(builder) => builder.append_null(),
            Builder::Text(builder) if self.kind == Type::String => builder.append_value(""),
            Builder::Text(builder) => builder.append_null(),
        }
    }

    /// The array; the writer is empty afterwards.
    pub fn finish(&mut self) -> ArrayRef {
        match &mut self.builder {
            Builder::Bool(builder) => Arc::new(builder.finish()),
            Builder::Int(builder) => Arc::new(builder.finish()),
            Builder::Long(builder) => Arc::new(builder.finish()),
            Builder::Real(builder) => Arc::new(builder.finish()),
            Builder::Decimal(builder) => Arc::new(builder.finish()),
            Builder::Text(builder) => Arc::new(builder.finish()),
        }
    }
}

/// The canonical text of a guid.
fn guid(number: u128) -> String {
    let digits = format!("{number:032x}");
    let mut text = String::with_capacity(36);
    for (index, digit) in digits.chars().enumerate() {
        if matches!(index, 8 | 12 | 16 | 20) {
            text.push('-');
        }
        text.push(digit);
    }
    text
}

/// A decimal as the array holds it; `None` when it has too many digits.
fn unscaled(value: &BigDecimal) -> Option<i256> {
    let scaled = value.with_scale_round(i64::from(DECIMAL_SCALE), RoundingMode::HalfEven);
    if scaled.digits() > u64::from(DECIMAL_PRECISION) {
        return None;
    }
    let (digits, _) = scaled.into_bigint_and_scale();
    let bytes = digits.to_signed_bytes_le();
    let sign = if digits.sign() == bigdecimal::num_bigint::Sign::Minus { 0xff } else { 0 };
    let mut fixed = [sign; 32];
    fixed.get_mut(..bytes.len())?.copy_from_slice(&bytes);
    Some(i256::from_le_bytes(fixed))
}
