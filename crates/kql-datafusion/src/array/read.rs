//! Values out of arrays.

use std::borrow::Cow;

use bigdecimal::BigDecimal;
use bigdecimal::num_bigint::BigInt;
use datafusion::arrow::array::{
    Array, AsArray, BooleanArray, Decimal256Array, Float64Array, Int32Array, Int64Array, StringViewArray,
};
use datafusion::arrow::datatypes::{Decimal256Type, Float64Type, Int32Type, Int64Type, i256};
use datafusion::common::{Result, internal_err};
use kql_plan::{Json, Type, Value};

use crate::physical::DECIMAL_SCALE;

/// An array whose elements are values of a Kusto type.
#[derive(Debug, Clone, Copy)]
pub struct Reader<'a> {
    array: Typed<'a>,
    kind: Type,
}

#[derive(Debug, Clone, Copy)]
enum Typed<'a> {
    Bool(&'a BooleanArray),
    Int(&'a Int32Array),
    Long(&'a Int64Array),
    Real(&'a Float64Array),
    Decimal(&'a Decimal256Array),
    Text(&'a StringViewArray),
}

impl<'a> Reader<'a> {
    /// Reads an array as values of a type.
    ///
    /// # Errors
    /// When the array is not of the Arrow type that stands for it ([`data_type`](crate::physical::data_type)).
    pub fn new(array: &'a dyn Array, kind: Type) -> Result<Self> {
        let typed = match kind {
            Type::Bool => array.as_boolean_opt().map(Typed::Bool),
            Type::Int => array.as_primitive_opt::<Int32Type>().map(Typed::Int),
            Type::Long | Type::Datetime | Type::Timespan => array.as_primitive_opt::<Int64Type>().map(Typed::Long),
            Type::Real => array.as_primitive_opt::<Float64Type>().map(Typed::Real),
            Type::Decimal => array.as_primitive_opt::<Decimal256Type>().map(Typed::Decimal),
            Type::String | Type::Guid | Type::Dynamic => array.as_string_view_opt().map(Typed::Text),
        };
        let Some(array) = typed else {
            return internal_err!("a column of type {kind} came as {}", array.data_type());
        };
        Ok(Reader { array, kind })
    }

    /// How many values there are.
    pub fn len(&self) -> usize {
        match self.array {
            Typed::Bool(array) => array.len(),
            Typed::Int(array) => array.len(),
            Typed::Long(array) => array.len(),
            Typed::Real(array) => array.len(),
            Typed::Decimal(array) => array.len(),
            Typed::Text(array) => array.len(),
        }
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The value of a row; past the end the null.
    pub fn value(&self, row: usize) -> Value<'a> {
        if row >= self.len() {
            return Value::null(self.kind);
        }
        let value = match self.array {
            Typed::Bool(array) => array.is_valid(row).then(|| Value::Bool(array.value(row))),
            Typed::Int(array) => array.is_valid(row).then(|| Value::Int(array.value(row))),
            Typed::Long(array) => array.is_valid(row).then(|| match self.kind {
                Type::Datetime => Value::Datetime(array.value(row)),
                Type::Timespan => Value::Timespan(array.value(row)),
                _ => Value::Long(array.value(row)),
            }),
            Typed::Real(array) => array.is_valid(row).then(|| Value::Real(array.value(row))),
            Typed::Decimal(array) => array.is_valid(row).then(|| Value::Decimal(decimal(array.value(row)))),
            Typed::Text(array) => array.is_valid(row).then(|| text(array.value(row), self.kind)),
        };
        value.unwrap_or_else(|| Value::null(self.kind))
    }
}

/// A string, guid or dynamic from its text in an array.
fn text(text: &str, kind: Type) -> Value<'_> {
    match kind {
        Type::Guid => guid(text).map_or(Value::Null, Value::Guid),
        Type::Dynamic => json(text),
        _ => Value::String(Cow::Borrowed(text)),
    }
}

/// A dynamic from its JSON. What is no JSON is the string that it is, so that nothing of the evidence is lost.
pub(crate) fn json(text: &str) -> Value<'static> {
    match serde_json::from_str::<Json>(text) {
        Ok(json) => Value::dynamic(json),
        Err(_) => Value::dynamic(Json::String(text.to_owned())),
    }
}

/// A guid from its text.
fn guid(text: &str) -> Option<u128> {
    let mut number: u128 = 0;
    let mut digits = 0;
    for byte in text.bytes() {
        if byte != b'-' {
            number = number << 4 | u128::from(char::from(byte).to_digit(16)?);
            digits += 1;
        }
    }
    (digits == 32).then_some(number)
}

/// A decimal without the zeros that the array's scale adds.
fn decimal(unscaled: i256) -> BigDecimal {
    let digits = BigInt::from_signed_bytes_le(&unscaled.to_le_bytes());
    let number = BigDecimal::new(digits, i64::from(DECIMAL_SCALE)).normalized();
    if number.fractional_digit_count() < 0 { number.with_scale(0) } else { number }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::array::Writer;

    #[test]
    fn values_come_back_as_they_were_written() {
        let values = [
            (Type::Bool, Value::Bool(true)),
            (Type::Int, Value::Int(-7)),
            (Type::Long, Value::Long(i64::MIN)),
            (Type::Real, Value::Real(0.1)),
            (Type::Decimal, Value::Decimal("-12.50".parse::<BigDecimal>().unwrap().normalized())),
            (Type::Decimal, Value::Decimal("100".parse().unwrap())),
            (Type::String, Value::string("quaestor")),
            (Type::Datetime, Value::Datetime(621_355_968_000_000_000)),
            (Type::Timespan, Value::Timespan(-1)),
            (Type::Guid, Value::Guid(0x0123_4567_89ab_cdef_0123_4567_89ab_cdef)),
            (Type::Dynamic, Value::dynamic(serde_json::json!({"a": [1, 2.5, null, "x"]}))),
        ];
        for (kind, value) in values {
            let mut writer = Writer::new(kind, 2);
            writer.append(&value);
            writer.append(&Value::Null);
            let array = writer.finish();
            let reader = Reader::new(&array, kind).unwrap();
            assert_eq!(reader.value(0), value);
            assert_eq!(reader.value(1), Value::null(kind));
            assert_eq!(reader.value(2), Value::null(kind));
        }
    }

    #[test]
    fn an_array_of_another_type_is_refused() {
        let mut writer = Writer::new(Type::Long, 1);
        writer.append(&Value::Long(1));
        assert!(Reader::new(&writer.finish(), Type::String).is_err());
    }
}
