//! Functions of a row, run over columns.

use std::hash::{Hash, Hasher};
use std::sync::Arc;

use datafusion::arrow::array::{Array, ArrayRef};
use datafusion::arrow::compute::take;
use datafusion::arrow::datatypes::DataType;
use datafusion::common::{Result, ScalarValue};
use datafusion::logical_expr::{ColumnarValue, ScalarFunctionArgs, ScalarUDFImpl, Signature, Volatility};
use kql_plan::{Context, Type, Value};

use super::function::Function;
use super::{kernel, repeats};
use crate::array::{Reader, Writer};
use crate::physical;

/// A function as a scalar function of DataFusion, named `kql_…`.
#[derive(Debug)]
pub(crate) struct ColumnFunction {
    function: Function,
    name: String,
    kinds: Vec<Type>,
    result: Type,
    context: Arc<Context>,
    signature: Signature,
}

impl ColumnFunction {
    pub(crate) fn new(function: Function, kinds: Vec<Type>, result: Type, context: Arc<Context>) -> Self {
        let volatility = if function.is_volatile() { Volatility::Volatile } else { Volatility::Immutable };
        let signature =
            if kinds.is_empty() { Signature::nullary(volatility) } else { Signature::any(kinds.len(), volatility) };
        ColumnFunction { name: function.name(result), function, kinds, result, context, signature }
    }

    pub(super) fn function(&self) -> &Function {
        &self.function
    }

    pub(super) fn kinds(&self) -> &[Type] {
        &self.kinds
    }

    pub(super) fn result(&self) -> Type {
        self.result
    }

    /// Its values for so many rows: computed once for values that repeat.
    fn rows(&self, arguments: &[ColumnarValue], count: usize) -> Result<ArrayRef> {
        let Some((place, text)) = self.repeating_column(arguments) else { return self.each_row(arguments, count) };
        let Some(firsts) = repeats::firsts(text) else { return self.each_row(arguments, count) };
        let mut few = arguments.to_vec();
        if let Some(argument) = few.get_mut(place) {
            *argument = ColumnarValue::Array(take(text, &firsts.rows, None)?);
        }
        Ok(take(&self.each_row(&few, firsts.rows.len())?, &firsts.of_row, None)?)
    }

    /// Its values for so many rows.
    fn each_row(&self, arguments: &[ColumnarValue], count: usize) -> Result<ArrayRef> {
        if let Some(array) = kernel::column(&self.function, &self.kinds, self.result, arguments) {
            return Ok(array);
        }
        let mut constants = Vec::with_capacity(arguments.len());
        for argument in arguments {
            constants.push(match argument {
                ColumnarValue::Scalar(scalar) => Some(scalar.to_array()?),
                ColumnarValue::Array(_) => None,
            });
        }
        let mut sources = Vec::with_capacity(arguments.len());
        for ((argument, constant), kind) in arguments.iter().zip(&constants).zip(&self.kinds) {
            sources.push(match (argument, constant) {
                (_, Some(array)) => Source::Constant(Reader::new(array, *kind)?.value(0)),
                (ColumnarValue::Array(array), None) => Source::Column(Reader::new(array, *kind)?),
                (ColumnarValue::Scalar(_), None) => Source::Constant(Value::null(*kind)),
            });
        }
        let mut row_values: Vec<Value<'_>> = Vec::with_capacity(sources.len());
        let mut writer = Writer::new(self.result, count);
        for row in 0..count {
            row_values.clear();
            row_values.extend(sources.iter().map(|source| match source {
                Source::Constant(value) => value.borrowed(),
                Source::Column(reader) => reader.value(row),
            }));
            writer.append(&self.function.call(&row_values, self.result, &self.context));
        }
        Ok(writer.finish())
    }

    /// The only argument that is a column, and its place, when it is text.
    fn repeating_column<'a>(&self, arguments: &'a [ColumnarValue]) -> Option<(usize, &'a dyn Array)> {
        if self.function.is_volatile() {
            return None;
        }
        let mut columns = arguments.iter().enumerate().filter_map(|(place, argument)| match argument {
            ColumnarValue::Array(array) => Some((place, array.as_ref())),
            ColumnarValue::Scalar(_) => None,
        });
        let only = columns.next()?;
        (columns.next().is_none() && only.1.data_type() == &DataType::Utf8View).then_some(only)
    }
}

/// Where an argument comes from.
enum Source<'a> {
    Constant(Value<'a>),
    Column(Reader<'a>),
}

impl PartialEq for ColumnFunction {
    fn eq(&self, other: &Self) -> bool {
        self.function == other.function
            && self.kinds == other.kinds
            && self.result == other.result
            && Arc::ptr_eq(&self.context, &other.context)
    }
}

impl Eq for ColumnFunction {}

impl Hash for ColumnFunction {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.function.hash(state);
        self.kinds.hash(state);
        self.result.hash(state);
    }
}

impl ScalarUDFImpl for ColumnFunction {
    fn name(&self) -> &str {
        &self.name
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn return_type(&self, _arguments: &[DataType]) -> Result<DataType> {
        Ok(physical::data_type(self.result))
    }

    fn invoke_with_args(&self, arguments: ScalarFunctionArgs) -> Result<ColumnarValue> {
        let constant = arguments.args.iter().all(|argument| matches!(argument, ColumnarValue::Scalar(_)));
        if constant && !self.function.is_volatile() {
            let array = self.rows(&arguments.args, 1)?;
            return Ok(ColumnarValue::Scalar(ScalarValue::try_from_array(&array, 0)?));
        }
        Ok(ColumnarValue::Array(self.rows(&arguments.args, arguments.number_rows)?))
    }
}
