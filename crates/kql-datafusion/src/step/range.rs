//! `range`: values from one to another.

use std::sync::Arc;

use bigdecimal::BigDecimal;
use bigdecimal::num_bigint::Sign;
use datafusion::arrow::array::{ArrayRef, RecordBatch};
use datafusion::arrow::datatypes::Field;
use datafusion::common::Result;
use datafusion::execution::SendableRecordBatchStream;
use datafusion::physical_plan::stream::RecordBatchStreamAdapter;
use futures_util::stream;
use kql_plan::{Type, Value};

use super::{Gathering, Step, StepRun};
use crate::array::Writer;

/// Values from one to another, made as they are read.
#[derive(Debug)]
pub(crate) struct Range {
    pub(crate) column: Field,
    pub(crate) kind: Type,
    pub(crate) from: Value<'static>,
    pub(crate) to: Value<'static>,
    pub(crate) step: Value<'static>,
}

impl Step for Range {
    fn name(&self) -> &'static str {
        "Range"
    }

    fn describe(&self) -> String {
        let text = kql_plan::convert::text;
        format!("from {} to {} step {}", text(&self.from), text(&self.to), text(&self.step))
    }

    fn passes(&self) -> bool {
        false
    }

    fn adds(&self) -> Vec<Field> {
        vec![self.column.clone()]
    }

    fn needs(&self, _input: usize) -> Vec<String> {
        Vec::new()
    }

    fn gathering(&self) -> Gathering {
        Gathering::One
    }

    fn run(&self, _inputs: Vec<SendableRecordBatchStream>, run: StepRun) -> Result<SendableRecordBatchStream> {
        let series = Series::new(self.kind, &self.from, &self.to, &self.step);
        let batches = Batches { series, kind: self.kind, size: run.task.session_config().batch_size() };
        let schema = Arc::clone(&run.schema);
        let stream =
            stream::iter(batches.map(move |array| Ok(RecordBatch::try_new(Arc::clone(&schema), vec![array])?)));
        Ok(Box::pin(RecordBatchStreamAdapter::new(run.schema, stream)))
    }
}

/// Arrays of the values of a series.
struct Batches {
    series: Series,
    kind: Type,
    size: usize,
}

impl Iterator for Batches {
    type Item = ArrayRef;

    fn next(&mut self) -> Option<ArrayRef> {
        let mut writer = Writer::new(self.kind, self.size);
        let mut count = 0;
        while count < self.size
            && let Some(value) = self.series.next()
        {
            writer.append(&value);
            count += 1;
        }
        (count > 0).then(|| writer.finish())
    }
}

/// Values from one to another: none when a bound is null, the step is zero or leads away.
enum Series {
    /// int, long, datetime, timespan: the next one, the last, the step.
    Whole(Type, Option<i64>, i64, i64),
    /// real: the first, the step, how many came, the last.
    Real {
        from: f64,
        step: f64,
        came: f64,
        to: f64,
    },
    /// decimal: the next one, the last, the step.
    Decimal(BigDecimal, BigDecimal, BigDecimal),
    None,
}

impl Series {
    fn new(kind: Type, from: &Value<'_>, to: &Value<'_>, step: &Value<'_>) -> Self {
        let whole = |value: &Value<'_>| value.as_long().or_else(|| value.as_ticks());
        match kind {
            Type::Int | Type::Long | Type::Datetime | Type::Timespan => match (whole(from), whole(to), whole(step)) {
                (Some(from), Some(to), Some(step)) if step != 0 => Series::Whole(kind, Some(from), to, step),
                _ => Series::None,
            },
            Type::Real => match (from.as_real(), to.as_real(), step.as_real()) {
                // A step too small to be seen next to the first value would never get anywhere.
                (Some(from), Some(to), Some(step))
                    if from.is_finite() && to.is_finite() && step.is_finite() && (from + step - from).abs() > 0.0 =>
                {
                    Series::Real { from, step, came: 0.0, to }
                }
                _ => Series::None,
            },
            Type::Decimal => match (from.as_decimal(), to.as_decimal(), step.as_decimal()) {
                (Some(from), Some(to), Some(step)) if step.sign() != Sign::NoSign => Series::Decimal(from, to, step),
                _ => Series::None,
            },
            _ => Series::None,
        }
    }

    fn next(&mut self) -> Option<Value<'static>> {
        match self {
            Series::Whole(kind, next, to, step) => {
                let value = (*next)?;
                if if *step > 0 { value > *to } else { value < *to } {
                    return None;
                }
                *next = value.checked_add(*step);
                Some(match kind {
                    Type::Int => Value::Int(i32::try_from(value).ok()?),
                    Type::Datetime => Value::datetime(value),
                    Type::Timespan => Value::Timespan(value),
                    _ => Value::Long(value),
                })
            }
            Series::Real { from, step, came, to } => {
                let value = *from + *came * *step;
                *came += 1.0;
                (if *step > 0.0 { value <= *to } else { value >= *to }).then_some(Value::Real(value))
            }
            Series::Decimal(next, to, step) => {
                let value = next.clone();
                if if step.sign() == Sign::Plus { value > *to } else { value < *to } {
                    return None;
                }
                *next += &*step;
                Some(Value::Decimal(value))
            }
            Series::None => None,
        }
    }
}
