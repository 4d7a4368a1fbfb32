//! Any aggregate of the language, row by row.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::mem::size_of;
use std::sync::{Arc, Mutex};

use datafusion::arrow::array::{Array, ArrayRef, BooleanArray, StructArray};
use datafusion::arrow::datatypes::{DataType, Field, FieldRef, Fields};
use datafusion::common::{Result, ScalarValue, not_impl_err};
use datafusion::logical_expr::function::{AccumulatorArgs, StateFieldsArgs};
use datafusion::logical_expr::{Accumulator, AggregateUDFImpl, EmitTo, Expr, GroupsAccumulator, Signature, Volatility};
use datafusion::prelude::lit;
use kql_plan::aggregate::{Accumulator as Running, Aggregate};
use kql_plan::plan::AggregateCall;
use kql_plan::scalar::Argument;
use kql_plan::{Type, Value};

use super::extreme_row::ExtremeRow;
use super::field;
use crate::array::{Reader, Writer};

/// An aggregate of the language as one of DataFusion's, named `kql_…`. Its state cannot be taken apart and merged, so that it runs in one
/// stage ([`SingleStage`](super::SingleStage)).
pub(super) struct GenericAggregate {
    name: String,
    plan: Call,
    signature: Signature,
}

/// What makes a running state and feeds it.
#[derive(Clone)]
struct Call {
    aggregate: &'static Aggregate,
    arguments: Vec<Argument>,
    /// For each argument that is no constant, its place among the arrays.
    places: Vec<Option<usize>>,
    outputs: Vec<Type>,
    fields: Fields,
}

impl GenericAggregate {
    /// The aggregate, and the expressions it is called with: constants are not among them.
    pub(super) fn new(call: &AggregateCall, arguments: Vec<Argument>, lowered: Vec<Expr>) -> (Self, Vec<Expr>) {
        let mut places = Vec::with_capacity(arguments.len());
        let mut physical = Vec::new();
        for (argument, expression) in arguments.iter().zip(lowered) {
            if argument.constant.is_some() {
                places.push(None);
            } else {
                places.push(Some(physical.len()));
                physical.push(expression);
            }
        }
        if physical.is_empty() {
            // Tells how many rows there are.
            physical.push(lit(true));
        }
        let plan = Call {
            aggregate: call.aggregate,
            arguments,
            places,
            outputs: call.outputs.iter().map(|column| column.kind).collect(),
            fields: field::fields(&call.outputs),
        };
        let signature = Signature::any(physical.len(), Volatility::Immutable);
        (GenericAggregate { name: plan.name(), plan, signature }, physical)
    }
}

impl Call {
    /// The name, with the constants: DataFusion tells calls apart by name.
    fn name(&self) -> String {
        let mut name = format!("kql_{}", self.aggregate.name);
        for (place, argument) in self.arguments.iter().enumerate() {
            if let Some(constant) = &argument.constant {
                name.push_str(&format!(" {place}={constant:?}"));
            }
        }
        name
    }

    /// Whether the call asks for the row with the greatest or the least key, in a way that compares as the array does. Not by reals: NaN.
    fn extreme_row(&self) -> Option<bool> {
        let greatest = match self.aggregate.name {
            "arg_max" | "argmax" => true,
            "arg_min" | "argmin" => false,
            _ => return None,
        };
        let varying = self.places.iter().enumerate().all(|(index, place)| *place == Some(index));
        let same = self.arguments.iter().map(|argument| argument.kind).eq(self.outputs.iter().copied());
        let comparable = self.arguments.first().is_some_and(|key| {
            matches!(key.kind, Type::Int | Type::Long | Type::Datetime | Type::Timespan | Type::String)
        });
        (varying && same && comparable).then_some(greatest)
    }

    fn start(&self) -> Box<dyn Running> {
        (self.aggregate.accumulator)(&self.arguments)
    }

    /// Feeds rows to the states that `state` finds.
    fn feed(&self, arrays: &[ArrayRef], mut to: impl FnMut(usize, &[Value<'_>])) -> Result<()> {
        let rows = arrays.first().map_or(0, Array::len);
        let mut readers = Vec::with_capacity(self.arguments.len());
        for (argument, place) in self.arguments.iter().zip(&self.places) {
            readers.push(match place.and_then(|place| arrays.get(place)) {
                Some(array) => Some(Reader::new(array.as_ref(), argument.kind)?),
                None => None,
            });
        }
        let mut values: Vec<Value<'_>> = Vec::with_capacity(readers.len());
        for row in 0..rows {
            values.clear();
            values.extend(readers.iter().zip(&self.arguments).map(|(reader, argument)| match reader {
                Some(reader) => reader.value(row),
                None => argument.constant.as_ref().map_or(Value::Null, Value::borrowed),
            }));
            to(row, &values);
        }
        Ok(())
    }

    /// The results of states, in order.
    fn results(&self, states: impl ExactSizeIterator<Item = Vec<Value<'static>>>) -> Result<StructArray> {
        let count = states.len();
        let mut writers: Vec<Writer> = self.outputs.iter().map(|kind| Writer::new(*kind, count)).collect();
        for values in states {
            for (index, writer) in writers.iter_mut().enumerate() {
                match values.get(index) {
                    Some(value) => writer.append(value),
                    None => writer.append_null(),
                }
            }
        }
        let arrays = writers.iter_mut().map(Writer::finish).collect();
        Ok(StructArray::try_new_with_length(self.fields.clone(), arrays, None, count)?)
    }
}

impl fmt::Debug for GenericAggregate {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.name)
    }
}

impl PartialEq for GenericAggregate {
    fn eq(&self, other: &Self) -> bool {
        let constants = |call: &Call| {
            call.arguments.iter().map(|argument| (argument.kind, argument.constant.clone())).collect::<Vec<_>>()
        };
        std::ptr::eq(self.plan.aggregate, other.plan.aggregate)
            && self.plan.places == other.plan.places
            && self.plan.outputs == other.plan.outputs
            && constants(&self.plan) == constants(&other.plan)
    }
}

impl Eq for GenericAggregate {}

impl Hash for GenericAggregate {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.name.hash(state);
        self.plan.places.hash(state);
        self.plan.outputs.hash(state);
    }
}

impl AggregateUDFImpl for GenericAggregate {
    fn name(&self) -> &str {
        &self.name
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn return_type(&self, _arguments: &[DataType]) -> Result<DataType> {
        Ok(DataType::Struct(self.plan.fields.clone()))
    }

    fn default_value(&self, _data_type: &DataType) -> Result<ScalarValue> {
        let none = self.plan.start().finish();
        Ok(ScalarValue::Struct(Arc::new(self.plan.results(std::iter::once(none))?)))
    }

    fn accumulator(&self, _arguments: AccumulatorArgs<'_>) -> Result<Box<dyn Accumulator>> {
        Ok(Box::new(Whole { call: self.plan.clone(), state: Mutex::new(self.plan.start()) }))
    }

    fn state_fields(&self, arguments: StateFieldsArgs<'_>) -> Result<Vec<FieldRef>> {
        // Named for the sake of schemas of plans; no state is ever taken.
        Ok(vec![Arc::new(Field::new(format!("{}[state]", arguments.name), DataType::Boolean, true))])
    }

    fn groups_accumulator_supported(&self, _arguments: AccumulatorArgs<'_>) -> bool {
        true
    }

    fn create_groups_accumulator(&self, _arguments: AccumulatorArgs<'_>) -> Result<Box<dyn GroupsAccumulator>> {
        if let Some(greatest) = self.plan.extreme_row()
            && let Some(key) = self.plan.arguments.first()
        {
            return Ok(Box::new(ExtremeRow::new(greatest, key.kind, self.plan.fields.clone())));
        }
        Ok(Box::new(Groups { call: self.plan.clone(), states: Vec::new(), size: 0, last_batch: Vec::new(), batch: 0 }))
    }

    fn order_sensitivity(&self) -> datafusion::logical_expr::utils::AggregateOrderSensitivity {
        datafusion::logical_expr::utils::AggregateOrderSensitivity::Insensitive
    }
}

/// The state over all rows.
struct Whole {
    call: Call,
    /// Never contended: DataFusion wants to share what it only ever uses in one place.
    state: Mutex<Box<dyn Running>>,
}

impl fmt::Debug for Whole {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} over all rows", self.call.aggregate.name)
    }
}

impl Accumulator for Whole {
    fn update_batch(&mut self, values: &[ArrayRef]) -> Result<()> {
        let state = self.state.get_mut().unwrap_or_else(std::sync::PoisonError::into_inner);
        self.call.feed(values, |_, arguments| state.update(arguments))
    }

    fn evaluate(&mut self) -> Result<ScalarValue> {
        let state = self.state.get_mut().unwrap_or_else(std::sync::PoisonError::into_inner);
        let result = state.finish();
        Ok(ScalarValue::Struct(Arc::new(self.call.results(std::iter::once(result))?)))
    }

    fn size(&self) -> usize {
        self.state.lock().unwrap_or_else(std::sync::PoisonError::into_inner).size()
    }

    fn state(&mut self) -> Result<Vec<ScalarValue>> {
        not_impl_err!("the aggregate {} in two stages", self.call.aggregate.name)
    }

    fn merge_batch(&mut self, _states: &[ArrayRef]) -> Result<()> {
        not_impl_err!("the aggregate {} in two stages", self.call.aggregate.name)
    }
}

/// The states of groups.
struct Groups {
    call: Call,
    states: Vec<Box<dyn Running>>,
    /// About how many bytes they hold.
    size: usize,
    /// For each group the last batch that had it: its size is taken before and after a batch only.
    last_batch: Vec<u64>,
    batch: u64,
}

impl Groups {
    /// Takes the states of the groups that are asked for.
    fn take(&mut self, emit_to: EmitTo) -> Vec<Box<dyn Running>> {
        let taken = emit_to.take_needed(&mut self.states);
        let _ = emit_to.take_needed(&mut self.last_batch);
        self.size = self.states.iter().map(|state| state.size() + size_of::<Box<dyn Running>>()).sum();
        taken
    }
}

impl GroupsAccumulator for Groups {
    fn update_batch(
        &mut self,
        values: &[ArrayRef],
        group_indices: &[usize],
        filter: Option<&BooleanArray>,
        total_num_groups: usize,
    ) -> Result<()> {
        self.batch += 1;
        while self.states.len() < total_num_groups {
            let state = self.call.start();
            self.size += state.size() + size_of::<Box<dyn Running>>();
            self.states.push(state);
            self.last_batch.push(0);
        }
        let mut touched = Vec::new();
        for group in group_indices {
            if let (Some(state), Some(last)) = (self.states.get(*group), self.last_batch.get_mut(*group))
                && *last != self.batch
            {
                *last = self.batch;
                self.size = self.size.saturating_sub(state.size());
                touched.push(*group);
            }
        }
        let states = &mut self.states;
        self.call.feed(values, |row, arguments| {
            let kept = filter.is_none_or(|filter| filter.is_valid(row) && filter.value(row));
            if kept && let Some(state) = group_indices.get(row).and_then(|group| states.get_mut(*group)) {
                state.update(arguments);
            }
        })?;
        for group in touched {
            self.size += self.states.get(group).map_or(0, |state| state.size());
        }
        Ok(())
    }

    fn evaluate(&mut self, emit_to: EmitTo) -> Result<ArrayRef> {
        let mut states = self.take(emit_to);
        Ok(Arc::new(self.call.results(states.iter_mut().map(|state| state.finish()))?))
    }

    fn state(&mut self, _emit_to: EmitTo) -> Result<Vec<ArrayRef>> {
        Err(datafusion::common::DataFusionError::ResourcesExhausted(format!(
            "the aggregate {} cannot go to disk",
            self.call.aggregate.name
        )))
    }

    fn merge_batch(&mut self, _values: &[ArrayRef], _groups: &[usize], _total: usize) -> Result<()> {
        not_impl_err!("the aggregate {} in two stages", self.call.aggregate.name)
    }

    fn convert_to_state(&self, _values: &[ArrayRef], _filter: Option<&BooleanArray>) -> Result<Vec<ArrayRef>> {
        not_impl_err!("the aggregate {} in two stages", self.call.aggregate.name)
    }

    fn size(&self) -> usize {
        self.size + self.last_batch.capacity() * size_of::<u64>()
    }
}
