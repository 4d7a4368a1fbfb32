//! `arg_max()`, `arg_min()` by groups: the rows stay where they lie, and only their keys are compared.

use std::cmp::Ordering;
use std::mem::size_of;
use std::sync::Arc;

use datafusion::arrow::array::{Array, ArrayRef, BooleanArray, StructArray};
use datafusion::arrow::compute::interleave;
use datafusion::arrow::datatypes::Fields;
use datafusion::common::{DataFusionError, Result, internal_err};
use datafusion::logical_expr::{EmitTo, GroupsAccumulator};
use kql_plan::{Type, Value};

use crate::array::Reader;

/// Rows that are kept before those that were beaten are let go.
const KEPT: usize = 65_536;

/// The best row of each group.
pub(super) struct ExtremeRow {
    greatest: bool,
    key: Type,
    fields: Fields,
    /// For each group its best key, and in which batch and row it lies.
    best: Vec<Option<(Value<'static>, usize, usize)>>,
    batches: Vec<Vec<ArrayRef>>,
    rows: usize,
    bytes: usize,
}

impl ExtremeRow {
    pub(super) fn new(greatest: bool, key: Type, fields: Fields) -> Self {
        ExtremeRow { greatest, key, fields, best: Vec::new(), batches: Vec::new(), rows: 0, bytes: 0 }
    }

    /// Whether a key beats the best so far: nulls never do, and of equals the first stays.
    fn beats(&self, value: &Value<'_>, best: &Value<'_>) -> bool {
        if best.is_null() || value.is_null() {
            return best.is_null() && !value.is_null();
        }
        let wanted = if self.greatest { Ordering::Greater } else { Ordering::Less };
        value.total_cmp(best) == wanted
    }

    /// The best rows of groups, with nulls where a group has none.
    fn gather(&self, groups: &[Option<(Value<'static>, usize, usize)>]) -> Result<Vec<ArrayRef>> {
        let places: Vec<(usize, usize)> = groups
            .iter()
            .map(|best| best.as_ref().map_or((self.batches.len(), 0), |(_, batch, row)| (*batch, *row)))
            .collect();
        let mut columns = Vec::with_capacity(self.fields.len());
        for (number, field) in self.fields.iter().enumerate() {
            let none = datafusion::arrow::array::new_null_array(field.data_type(), 1);
            let mut sources: Vec<&dyn Array> = Vec::with_capacity(self.batches.len() + 1);
            for batch in &self.batches {
                match batch.get(number) {
                    Some(array) => sources.push(array.as_ref()),
                    None => return internal_err!("arg_max misses an argument"),
                }
            }
            sources.push(none.as_ref());
            columns.push(interleave(&sources, &places)?);
        }
        Ok(columns)
    }

    /// Lets rows go that were beaten.
    fn compact(&mut self) -> Result<()> {
        let columns = self.gather(&self.best)?;
        for (row, best) in self.best.iter_mut().enumerate() {
            if let Some((_, batch, place)) = best {
                (*batch, *place) = (0, row);
            }
        }
        self.rows = self.best.len();
        self.bytes = columns.iter().map(Array::get_array_memory_size).sum();
        self.batches = vec![columns];
        Ok(())
    }
}

impl GroupsAccumulator for ExtremeRow {
    fn update_batch(
        &mut self,
        values: &[ArrayRef],
        group_indices: &[usize],
        filter: Option<&BooleanArray>,
        total_num_groups: usize,
    ) -> Result<()> {
        self.best.resize(total_num_groups, None);
        let Some(keys) = values.first() else { return internal_err!("arg_max without arguments") };
        let reader = Reader::new(keys.as_ref(), self.key)?;
        let batch = self.batches.len();
        let mut used = false;
        for (row, group) in group_indices.iter().enumerate() {
            if filter.is_some_and(|filter| !(filter.is_valid(row) && filter.value(row))) {
                continue;
            }
            let value = reader.value(row);
            let better = match self.best.get(*group) {
                Some(Some((best, _, _))) => self.beats(&value, best),
                Some(None) => true,
                None => false,
            };
            if better && let Some(best) = self.best.get_mut(*group) {
                *best = Some((value.into_owned(), batch, row));
                used = true;
            }
        }
        if used {
            self.rows += keys.len();
            self.bytes += values.iter().map(Array::get_array_memory_size).sum::<usize>();
            self.batches.push(values.to_vec());
            if self.rows > KEPT + 4 * self.best.len() {
                self.compact()?;
            }
        }
        Ok(())
    }

    fn evaluate(&mut self, emit_to: EmitTo) -> Result<ArrayRef> {
        let groups = emit_to.take_needed(&mut self.best);
        let columns = self.gather(&groups)?;
        Ok(Arc::new(StructArray::try_new_with_length(self.fields.clone(), columns, None, groups.len())?))
    }

    fn state(&mut self, _emit_to: EmitTo) -> Result<Vec<ArrayRef>> {
        Err(DataFusionError::ResourcesExhausted("the rows of arg_max cannot go to disk".to_owned()))
    }

    fn merge_batch(&mut self, _values: &[ArrayRef], _groups: &[usize], _total: usize) -> Result<()> {
        internal_err!("arg_max runs in one stage")
    }

    fn convert_to_state(&self, _values: &[ArrayRef], _filter: Option<&BooleanArray>) -> Result<Vec<ArrayRef>> {
        internal_err!("arg_max runs in one stage")
    }

    fn size(&self) -> usize {
        self.bytes + self.best.capacity() * size_of::<Option<(Value<'static>, usize, usize)>>()
    }
}
