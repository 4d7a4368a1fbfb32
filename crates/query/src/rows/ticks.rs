//! From stored instants (microseconds since 1970) to Kusto's ticks (100 ns since the year 1), and back.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use datafusion::arrow::array::{ArrayRef, AsArray, Int64Array, RecordBatch};
use datafusion::arrow::datatypes::{DataType, Int64Type, Schema, TimeUnit, TimestampMicrosecondType};
use datafusion::common::{Result, ScalarValue, exec_err};
use datafusion::logical_expr::ColumnarValue;
use datafusion::physical_expr::PhysicalExpr;
use kql_plan::value::UNIX_EPOCH;

/// Ticks in a microsecond.
const TICKS: i64 = 10;

/// How the archive stores an instant.
pub(super) fn stored_type() -> DataType {
    DataType::Timestamp(TimeUnit::Microsecond, Some("UTC".into()))
}

/// Returns the ticks of a stored instant; none where it is beyond the years of Kusto.
pub(crate) fn ticks(microseconds: i64) -> Option<i64> {
    microseconds
        .checked_mul(TICKS)?
        .checked_add(UNIX_EPOCH)
        .filter(|ticks| (0..=kql_plan::value::MAX_DATETIME).contains(ticks))
}

/// Returns the last stored instant that is not after these ticks, and whether it is the same.
pub(super) fn floor(ticks: i64) -> (i64, bool) {
    let since = ticks.saturating_sub(UNIX_EPOCH);
    (since.div_euclid(TICKS), since.rem_euclid(TICKS) == 0)
}

/// The ticks of a stored instant.
#[derive(Debug, Eq)]
pub(super) struct Ticks(pub(super) Arc<dyn PhysicalExpr>);

impl Hash for Ticks {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.hash(state);
    }
}

impl PartialEq for Ticks {
    fn eq(&self, other: &Self) -> bool {
        self.0.eq(&other.0)
    }
}

impl fmt::Display for Ticks {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "ticks({})", self.0)
    }
}

impl PhysicalExpr for Ticks {
    fn data_type(&self, _input: &Schema) -> Result<DataType> {
        Ok(DataType::Int64)
    }

    fn nullable(&self, _input: &Schema) -> Result<bool> {
        Ok(true)
    }

    fn evaluate(&self, batch: &RecordBatch) -> Result<ColumnarValue> {
        match self.0.evaluate(batch)? {
            ColumnarValue::Array(array) => Ok(ColumnarValue::Array(of_array(&array)?)),
            ColumnarValue::Scalar(scalar) => {
                let array = of_array(&scalar.to_array_of_size(1)?)?;
                Ok(ColumnarValue::Scalar(ScalarValue::try_from_array(&array, 0)?))
            }
        }
    }

    fn children(&self) -> Vec<&Arc<dyn PhysicalExpr>> {
        vec![&self.0]
    }

    fn with_new_children(self: Arc<Self>, children: Vec<Arc<dyn PhysicalExpr>>) -> Result<Arc<dyn PhysicalExpr>> {
        let Some(child) = children.into_iter().next() else { return exec_err!("ticks() is of one instant") };
        Ok(Arc::new(Self(child)))
    }

    fn fmt_sql(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, out)
    }
}

pub(super) fn of_array(array: &ArrayRef) -> Result<ArrayRef> {
    let Some(instants) = array.as_primitive_opt::<TimestampMicrosecondType>() else {
        return exec_err!("an instant is stored as {}", array.data_type());
    };
    let all: Int64Array = instants.unary_opt::<_, Int64Type>(ticks);
    Ok(Arc::new(all))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn instants_of_all_years_have_ticks_and_go_back() {
        assert_eq!(ticks(0), Some(UNIX_EPOCH));
        assert_eq!(ticks(-62_135_596_800_000_000), Some(0));
        assert_eq!(ticks(i64::MAX), None);
        assert_eq!(floor(UNIX_EPOCH + 19), (1, false));
        assert_eq!(floor(UNIX_EPOCH - 1), (-1, false));
        assert_eq!(floor(UNIX_EPOCH), (0, true));
    }
}
