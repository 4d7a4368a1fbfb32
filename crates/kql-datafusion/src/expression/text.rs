//! Strings without nulls.

use std::sync::Arc;

use datafusion::arrow::array::{Array, ArrayRef, AsArray, StringViewBuilder};
use datafusion::arrow::datatypes::{DataType, Field, FieldRef};
use datafusion::common::{ExprSchema, Result, ScalarValue, internal_err};
use datafusion::logical_expr::expr::ScalarFunction;
use datafusion::logical_expr::{
    ColumnarValue, Expr, ExprSchemable, ReturnFieldArgs, ScalarFunctionArgs, ScalarUDF, ScalarUDFImpl, Signature,
    Volatility,
};
use kql_plan::Type;

/// The expression such that a string is never null in the array either: for keys, which DataFusion compares as they lie.
pub(crate) fn never_null(expression: Expr, kind: Type, schema: &dyn ExprSchema) -> Result<Expr> {
    if kind != Type::String || !expression.nullable(schema)? {
        return Ok(expression);
    }
    Ok(filled(expression))
}

/// A string with the empty text for the null.
pub(super) fn filled(expression: Expr) -> Expr {
    let function = Arc::new(ScalarUDF::new_from_impl(TextOrEmpty::new()));
    Expr::ScalarFunction(ScalarFunction::new_udf(function, vec![expression]))
}

/// `kql_text`: the text, or the empty one.
#[derive(Debug, PartialEq, Eq, Hash)]
struct TextOrEmpty {
    signature: Signature,
}

impl TextOrEmpty {
    fn new() -> Self {
        TextOrEmpty { signature: Signature::any(1, Volatility::Immutable) }
    }
}

impl ScalarUDFImpl for TextOrEmpty {
    fn name(&self) -> &'static str {
        "kql_text"
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn return_type(&self, _arguments: &[DataType]) -> Result<DataType> {
        Ok(DataType::Utf8View)
    }

    fn return_field_from_args(&self, _arguments: ReturnFieldArgs<'_>) -> Result<FieldRef> {
        Ok(Arc::new(Field::new(self.name(), DataType::Utf8View, false)))
    }

    fn invoke_with_args(&self, arguments: ScalarFunctionArgs) -> Result<ColumnarValue> {
        match arguments.args.into_iter().next() {
            Some(ColumnarValue::Array(array)) => Ok(ColumnarValue::Array(without_nulls(array)?)),
            Some(ColumnarValue::Scalar(scalar)) if scalar.is_null() => {
                Ok(ColumnarValue::Scalar(ScalarValue::Utf8View(Some(String::new()))))
            }
            Some(scalar) => Ok(scalar),
            None => internal_err!("kql_text without its argument"),
        }
    }
}

/// The same strings, with the empty text for nulls.
pub(crate) fn without_nulls(array: ArrayRef) -> Result<ArrayRef> {
    if array.null_count() == 0 {
        return Ok(array);
    }
    let Some(strings) = array.as_string_view_opt() else {
        return internal_err!("a column of strings came as {}", array.data_type());
    };
    let mut builder = StringViewBuilder::with_capacity(strings.len());
    for text in strings {
        builder.append_value(text.unwrap_or_default());
    }
    Ok(Arc::new(builder.finish()))
}
