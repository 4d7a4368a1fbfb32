//! Distinct values by a sketch of each group.

use std::borrow::Cow;
use std::mem::size_of;
use std::sync::Arc;

use datafusion::arrow::array::{Array, ArrayRef, AsArray, BinaryBuilder, BooleanArray, Int64Array};
use datafusion::common::{Result, internal_err};
use datafusion::logical_expr::{EmitTo, GroupsAccumulator};
use kql_plan::aggregate::hash;
use kql_plan::scalar::sketch::HyperLogLog;
use kql_plan::{Type, Value};

use super::{Groups, counts};
use crate::array::{Memo, Reader};

/// Sketches what each group has seen.
#[derive(Debug)]
pub(super) struct Sketches {
    kind: Type,
    accuracy: Option<i64>,
    groups: Vec<HyperLogLog>,
    bytes: usize,
    memo: Memo,
}

impl Sketches {
    pub(super) fn new(kind: Type, accuracy: Option<i64>) -> Self {
        Sketches { kind, accuracy, groups: Vec::new(), bytes: 0, memo: Memo::default() }
    }

    fn change(&mut self, group: usize, change: impl FnOnce(&mut HyperLogLog)) {
        if let Some(sketch) = self.groups.get_mut(group) {
            let before = sketch.size();
            change(sketch);
            self.bytes = (self.bytes + sketch.size()).saturating_sub(before);
        }
    }

    /// Takes the sketches of groups.
    fn take(&mut self, emit_to: EmitTo) -> Vec<HyperLogLog> {
        let taken = emit_to.take_needed(&mut self.groups);
        self.bytes = self.groups.iter().map(HyperLogLog::size).sum();
        self.memo.forget();
        taken
    }
}

impl Groups for Sketches {
    fn make_room(&mut self, groups: usize) {
        if self.groups.len() < groups {
            self.groups.resize(groups, HyperLogLog::with_accuracy(self.accuracy));
        }
    }
}

impl GroupsAccumulator for Sketches {
    fn update_batch(
        &mut self,
        values: &[ArrayRef],
        group_indices: &[usize],
        filter: Option<&BooleanArray>,
        total_num_groups: usize,
    ) -> Result<()> {
        self.make_room(total_num_groups);
        let Some(values) = values.first() else { return internal_err!("dcount without its argument") };
        if let (Type::String, Some(texts)) = (self.kind, values.as_string_view_opt()) {
            self.memo.begin(texts);
            for ((row, view), group) in texts.views().iter().enumerate().zip(group_indices) {
                if !counts(filter, row) {
                    continue;
                }
                // A string that is missing is the empty one.
                let (view, text) = if texts.is_valid(row) { (*view, texts.value(row)) } else { (0, "") };
                let find = || hash(&Value::String(Cow::Borrowed(text)));
                let (hash, other) = self.memo.number(view, *group, find);
                if other {
                    self.change(*group, |sketch| sketch.insert(hash));
                }
            }
            return Ok(());
        }
        let reader = Reader::new(values.as_ref(), self.kind)?;
        for (row, group) in group_indices.iter().enumerate() {
            let value = reader.value(row);
            if !value.is_null() && counts(filter, row) {
                self.change(*group, |sketch| sketch.insert(hash(&value)));
            }
        }
        Ok(())
    }

    fn evaluate(&mut self, emit_to: EmitTo) -> Result<ArrayRef> {
        Ok(Arc::new(self.take(emit_to).iter().map(|sketch| Some(sketch.estimate())).collect::<Int64Array>()))
    }

    fn state(&mut self, emit_to: EmitTo) -> Result<Vec<ArrayRef>> {
        let mut states = BinaryBuilder::new();
        for sketch in self.take(emit_to) {
            states.append_value(sketch.to_bytes());
        }
        Ok(vec![Arc::new(states.finish())])
    }

    fn merge_batch(&mut self, values: &[ArrayRef], group_indices: &[usize], total_num_groups: usize) -> Result<()> {
        self.make_room(total_num_groups);
        let Some(states) = values.first().and_then(|states| states.as_binary_opt::<i32>()) else {
            return internal_err!("states of dcount are no bytes");
        };
        for (state, group) in states.iter().zip(group_indices) {
            let Some(sketch) = state.and_then(HyperLogLog::from_bytes) else {
                return internal_err!("a state of dcount is no sketch");
            };
            self.change(*group, |merged| merged.merge(&sketch));
        }
        Ok(())
    }

    fn convert_to_state(&self, values: &[ArrayRef], filter: Option<&BooleanArray>) -> Result<Vec<ArrayRef>> {
        let Some(values) = values.first() else { return internal_err!("dcount without its argument") };
        let reader = Reader::new(values.as_ref(), self.kind)?;
        let mut states = BinaryBuilder::new();
        for row in 0..values.len() {
            let mut sketch = HyperLogLog::with_accuracy(self.accuracy);
            let value = reader.value(row);
            if !value.is_null() && counts(filter, row) {
                sketch.insert(hash(&value));
            }
            states.append_value(sketch.to_bytes());
        }
        Ok(vec![Arc::new(states.finish())])
    }

    fn size(&self) -> usize {
        self.bytes + self.groups.capacity() * size_of::<HyperLogLog>()
    }
}

#[cfg(test)]
mod tests {
    use datafusion::arrow::datatypes::Int64Type;

    use super::*;

    #[test]
    fn halves_merge_into_the_whole() {
        let (mut whole, mut merged) = (Sketches::new(Type::Long, Some(1)), Sketches::new(Type::Long, Some(1)));
        for half in [0..30_000_i64, 20_000..60_000] {
            let values: ArrayRef = Arc::new(Int64Array::from_iter_values(half));
            let groups = vec![1; values.len()];
            whole.update_batch(&[Arc::clone(&values)], &groups, None, 2).unwrap();
            let mut part = Sketches::new(Type::Long, Some(1));
            part.update_batch(&[values], &groups, None, 2).unwrap();
            let states = part.state(EmitTo::All).unwrap();
            assert!(part.evaluate(EmitTo::All).unwrap().is_empty());
            merged.merge_batch(&states, &[0, 1], 2).unwrap();
        }
        let estimates = |sketches: &mut Sketches| {
            sketches.evaluate(EmitTo::All).unwrap().as_primitive::<Int64Type>().values().to_vec()
        };
        let estimate = estimates(&mut merged);
        assert_eq!(estimate, estimates(&mut whole));
        assert_eq!(estimate[0], 0);
        assert!((59_000..61_000).contains(&estimate[1]), "{estimate:?}");
    }

    #[test]
    fn a_row_alone_is_a_state_too() {
        let values: ArrayRef = Arc::new(Int64Array::from(vec![Some(1), Some(1), Some(2), None, Some(3)]));
        let filter = BooleanArray::from(vec![true, true, true, true, false]);
        let mut sketches = Sketches::new(Type::Long, None);
        let states = sketches.convert_to_state(&[values], Some(&filter)).unwrap();
        sketches.merge_batch(&states, &[0, 0, 0, 1, 1], 2).unwrap();
        let counts = sketches.evaluate(EmitTo::All).unwrap();
        assert_eq!(counts.as_primitive::<Int64Type>().values(), &[2, 0]);
    }
}
