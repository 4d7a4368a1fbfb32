//! The running sum that `sum()`, `avg()` and their conditional forms are made of.

use bigdecimal::{BigDecimal, Zero};

use crate::{Type, Value};

/// A sum and how many values are in it. Whole numbers and ticks are added exactly, whatever their order.
#[derive(Debug)]
pub(super) struct Total {
    kind: Type,
    whole: i128,
    real: f64,
    decimal: BigDecimal,
    count: i64,
}

impl Total {
    /// Of no value.
    pub(super) fn new(kind: Type) -> Self {
        Total { kind, whole: 0, real: 0.0, decimal: BigDecimal::zero(), count: 0 }
    }

    /// Adds a value; the null is none.
    pub(super) fn add(&mut self, value: &Value<'_>) {
        match value {
            Value::Int(number) => self.whole += i128::from(*number),
            Value::Long(number) | Value::Datetime(number) | Value::Timespan(number) => {
                self.whole += i128::from(*number);
            }
            Value::Real(number) => self.real += number,
            Value::Decimal(number) => self.decimal += number,
            _ => return,
        }
        self.count = self.count.saturating_add(1);
    }

    /// The sum; of no value zero. Beyond the range of the type it is null.
    pub(super) fn sum(&self) -> Value<'static> {
        match self.kind {
            Type::Int | Type::Long => i64::try_from(self.whole).map_or(Value::Null, Value::Long),
            Type::Timespan => i64::try_from(self.whole).map_or(Value::Null, Value::Timespan),
            Type::Decimal => Value::Decimal(self.decimal.normalized()),
            _ => Value::Real(self.real),
        }
    }

    /// The mean; of no value NaN where it is a real, else null.
    pub(super) fn mean(&self) -> Value<'static> {
        match self.kind {
            Type::Int | Type::Long => Value::Real(self.whole as f64 / self.count as f64),
            Type::Real => Value::Real(self.real / self.count as f64),
            _ if self.count == 0 => Value::Null,
            Type::Decimal => {
                let mean = &self.decimal / BigDecimal::from(self.count);
                Value::Decimal(mean.with_prec(34).normalized())
            }
            Type::Timespan => i64::try_from(self.whole / i128::from(self.count)).map_or(Value::Null, Value::Timespan),
            Type::Datetime => i64::try_from(self.whole / i128::from(self.count)).map_or(Value::Null, Value::datetime),
            _ => Value::Null,
        }
    }
}
