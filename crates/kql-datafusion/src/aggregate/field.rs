//! One output out of the result of an aggregate that has several.

use std::sync::Arc;

use datafusion::arrow::array::{Array, AsArray};
use datafusion::arrow::datatypes::{DataType, Field, Fields};
use datafusion::common::{Result, ScalarValue, internal_err};
use datafusion::logical_expr::expr::ScalarFunction;
use datafusion::logical_expr::{
    ColumnarValue, Expr, ScalarFunctionArgs, ScalarUDF, ScalarUDFImpl, Signature, Volatility,
};
use kql_plan::{Column, Type};

use crate::physical;

/// The struct that holds the outputs of an aggregate.
pub(super) fn fields(outputs: &[Column]) -> Fields {
    outputs
        .iter()
        .enumerate()
        .map(|(index, column)| Field::new(format!("o{index}"), physical::data_type(column.kind), true))
        .collect()
}

/// The output of this number.
pub(super) fn of(result: Expr, index: usize, kind: Type) -> Expr {
    let function = TakeOutput { index, kind, signature: Signature::any(1, Volatility::Immutable) };
    let function = Arc::new(ScalarUDF::new_from_impl(function));
    Expr::ScalarFunction(ScalarFunction::new_udf(function, vec![result]))
}

/// `kql_output`: a field of a struct.
#[derive(Debug, PartialEq, Eq, Hash)]
struct TakeOutput {
    index: usize,
    kind: Type,
    signature: Signature,
}

impl ScalarUDFImpl for TakeOutput {
    fn name(&self) -> &'static str {
        "kql_output"
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn return_type(&self, _arguments: &[DataType]) -> Result<DataType> {
        Ok(physical::data_type(self.kind))
    }

    fn invoke_with_args(&self, arguments: ScalarFunctionArgs) -> Result<ColumnarValue> {
        let (array, constant) = match arguments.args.into_iter().next() {
            Some(ColumnarValue::Array(array)) => (array, false),
            Some(ColumnarValue::Scalar(scalar)) => (scalar.to_array()?, true),
            None => return internal_err!("kql_output without its argument"),
        };
        let Some(outputs) = array.as_struct_opt() else {
            return internal_err!("the outputs of an aggregate came as {}", array.data_type());
        };
        let Some(column) = outputs.columns().get(self.index) else {
            return internal_err!("an aggregate has no output {}", self.index);
        };
        if constant {
            return Ok(ColumnarValue::Scalar(ScalarValue::try_from_array(column, 0)?));
        }
        Ok(ColumnarValue::Array(Arc::clone(column)))
    }
}
