//! `dcount()`, `count_distinct()` and their conditional forms in two stages: what each stream has seen, then all of it together.

mod estimate;
mod exact;

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use datafusion::arrow::array::{Array, ArrayRef, BooleanArray};
use datafusion::arrow::datatypes::{DataType, Field, FieldRef};
use datafusion::common::{Column, Result, ScalarValue, internal_err};
use datafusion::logical_expr::expr::AggregateFunction;
use datafusion::logical_expr::function::{AccumulatorArgs, StateFieldsArgs};
use datafusion::logical_expr::{
    Accumulator, AggregateUDF, AggregateUDFImpl, EmitTo, Expr, GroupsAccumulator, Signature, Volatility, cast,
};
use kql_plan::plan::AggregateCall;
use kql_plan::{Expression, Type};

use super::Lowered;
use crate::physical;

/// The call in two stages; `None` when it is another, or the values are of a type whose arrays do not tell which of them are the same.
pub(super) fn lower(call: &AggregateCall, arguments: &[Expr], name: &str) -> Option<Lowered> {
    let (exact, conditional) = match call.aggregate.name {
        "dcount" => (false, false),
        "dcountif" => (false, true),
        "count_distinct" => (true, false),
        "count_distinctif" => (true, true),
        _ => return None,
    };
    let kind = match call.arguments.first()?.kind {
        Type::Int if exact => Type::Long,
        kind => kind,
    };
    let counting = if exact {
        let comparable = matches!(kind, Type::Long | Type::Datetime | Type::Timespan | Type::String | Type::Guid);
        comparable.then_some(Counting::Exact)?
    } else {
        Counting::Estimate(accuracy(call.arguments.get(if conditional { 2 } else { 1 }))?)
    };
    let function = DistinctCount { counting, kind, signature: Signature::any(1, Volatility::Immutable) };
    let filter = if conditional { Some(Box::new(arguments.get(1)?.clone())) } else { None };
    let mut value = arguments.first()?.clone();
    if call.arguments.first()?.kind != kind {
        value = cast(value, physical::data_type(kind));
    }
    let function = Arc::new(AggregateUDF::new_from_impl(function));
    let lowered = AggregateFunction::new_udf(function, vec![value], false, filter, Vec::new(), None);
    let result = Expr::Column(Column::new_unqualified(name));
    let outputs = call.outputs.iter().map(|output| result.clone().alias(physical::name(output.id))).collect();
    Some(Lowered { call: Expr::AggregateFunction(lowered), outputs })
}

/// The accuracy that is asked for, if any; `None` when it is no constant.
fn accuracy(argument: Option<&Expression>) -> Option<Option<i64>> {
    match argument {
        None => Some(None),
        Some(argument) => argument.as_literal().map(kql_plan::Value::as_long),
    }
}

/// How the values are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Counting {
    /// One by one.
    Exact,
    /// By a sketch of this accuracy.
    Estimate(Option<i64>),
}

/// How many distinct values there are that are not null. A string is never null.
#[derive(Debug, PartialEq, Eq, Hash)]
struct DistinctCount {
    counting: Counting,
    kind: Type,
    signature: Signature,
}

impl DistinctCount {
    fn groups(&self) -> Box<dyn Groups> {
        match self.counting {
            Counting::Exact if physical::data_type(self.kind) == DataType::Int64 => Box::new(exact::Wholes::default()),
            Counting::Exact => Box::new(exact::Texts::new(self.kind)),
            Counting::Estimate(accuracy) => Box::new(estimate::Sketches::new(self.kind, accuracy)),
        }
    }
}

impl AggregateUDFImpl for DistinctCount {
    fn name(&self) -> &'static str {
        match self.counting {
            Counting::Exact => "kql_count_distinct",
            // DataFusion tells calls apart by name.
            Counting::Estimate(Some(0)) => "kql_dcount 0",
            Counting::Estimate(Some(2)) => "kql_dcount 2",
            Counting::Estimate(Some(3)) => "kql_dcount 3",
            Counting::Estimate(Some(4)) => "kql_dcount 4",
            Counting::Estimate(_) => "kql_dcount",
        }
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn return_type(&self, _arguments: &[DataType]) -> Result<DataType> {
        Ok(DataType::Int64)
    }

    fn default_value(&self, _data_type: &DataType) -> Result<ScalarValue> {
        Ok(ScalarValue::Int64(Some(0)))
    }

    fn state_fields(&self, arguments: StateFieldsArgs<'_>) -> Result<Vec<FieldRef>> {
        let kind = match self.counting {
            Counting::Exact => exact::state_type(&physical::data_type(self.kind)),
            Counting::Estimate(_) => DataType::Binary,
        };
        Ok(vec![Arc::new(Field::new(format!("{}[distinct]", arguments.name), kind, true))])
    }

    fn accumulator(&self, _arguments: AccumulatorArgs<'_>) -> Result<Box<dyn Accumulator>> {
        let mut groups = self.groups();
        groups.make_room(1);
        Ok(Box::new(OneGroup(Mutex::new(groups))))
    }

    fn groups_accumulator_supported(&self, _arguments: AccumulatorArgs<'_>) -> bool {
        true
    }

    fn create_groups_accumulator(&self, _arguments: AccumulatorArgs<'_>) -> Result<Box<dyn GroupsAccumulator>> {
        Ok(self.groups())
    }

    fn order_sensitivity(&self) -> datafusion::logical_expr::utils::AggregateOrderSensitivity {
        datafusion::logical_expr::utils::AggregateOrderSensitivity::Insensitive
    }
}

/// What groups have seen.
trait Groups: GroupsAccumulator {
    /// Makes room for so many groups: one that no row comes to has seen nothing.
    fn make_room(&mut self, groups: usize);
}

/// All rows as one group. Never contended: DataFusion wants to share what it only ever uses in one place.
struct OneGroup(Mutex<Box<dyn Groups>>);

impl OneGroup {
    fn groups(&mut self) -> &mut dyn Groups {
        self.0.get_mut().unwrap_or_else(PoisonError::into_inner).as_mut()
    }

    fn see(&mut self, arrays: &[ArrayRef], merge: bool) -> Result<()> {
        let Some(first) = arrays.first() else {
            return internal_err!("a count of distinct values without its argument");
        };
        let places = vec![0; first.len()];
        if merge {
            self.groups().merge_batch(arrays, &places, 1)
        } else {
            self.groups().update_batch(arrays, &places, None, 1)
        }
    }
}

impl fmt::Debug for OneGroup {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("distinct values of all rows")
    }
}

impl Accumulator for OneGroup {
    fn update_batch(&mut self, values: &[ArrayRef]) -> Result<()> {
        self.see(values, false)
    }

    fn evaluate(&mut self) -> Result<ScalarValue> {
        ScalarValue::try_from_array(&self.groups().evaluate(EmitTo::All)?, 0)
    }

    fn size(&self) -> usize {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).size()
    }

    fn state(&mut self) -> Result<Vec<ScalarValue>> {
        self.groups().state(EmitTo::All)?.iter().map(|state| ScalarValue::try_from_array(state, 0)).collect()
    }

    fn merge_batch(&mut self, states: &[ArrayRef]) -> Result<()> {
        self.see(states, true)
    }
}

/// Whether a row counts.
fn counts(filter: Option<&BooleanArray>, row: usize) -> bool {
    filter.is_none_or(|filter| filter.is_valid(row) && filter.value(row))
}
