//! `prev()` over all rows, column by column: the values move down by so many rows.

use std::sync::Arc;

use datafusion::arrow::array::{Array, ArrayRef, AsArray};
use datafusion::arrow::compute::concat;
use datafusion::common::Result;

/// The values of the rows before, as far as rows to come want them.
#[derive(Debug)]
pub(super) struct Shift {
    offset: usize,
    /// The last values that came, as many as the offset at most.
    before: Option<ArrayRef>,
}

impl Shift {
    /// Before the first row.
    pub(super) fn new(offset: usize) -> Self {
        Shift { offset, before: None }
    }

    /// For each row of a batch the value so many rows before; of the first rows of all, which have none, what `default` gives: an array of so many
    /// values.
    pub(super) fn take(
        &mut self,
        values: &ArrayRef,
        default: impl FnOnce(usize) -> Result<ArrayRef>,
    ) -> Result<ArrayRef> {
        let rows = values.len();
        let known = self.before.as_ref().map_or(0, datafusion::arrow::array::Array::len);
        let lacking = (self.offset - known).min(rows);
        let mut parts: Vec<ArrayRef> = Vec::with_capacity(3);
        if lacking > 0 {
            parts.push(default(lacking)?);
        }
        let from_before = known.min(rows - lacking);
        if let Some(before) = &self.before {
            parts.push(before.slice(0, from_before));
        }
        parts.push(values.slice(0, rows - lacking - from_before));
        self.before = Some(self.last(values)?);
        let parts: Vec<&dyn Array> = parts.iter().map(AsRef::as_ref).collect();
        Ok(concat(&parts)?)
    }

    /// The last values with those of a batch.
    fn last(&self, values: &ArrayRef) -> Result<ArrayRef> {
        if let Some(surplus) = values.len().checked_sub(self.offset) {
            return Ok(values.slice(surplus, self.offset));
        }
        let Some(before) = &self.before else { return Ok(Arc::clone(values)) };
        let all = concat(&[before.as_ref(), values.as_ref()])?;
        let surplus = all.len().saturating_sub(self.offset);
        let last = all.slice(surplus, all.len() - surplus);
        // Else the texts of all rows before would be held, batch after batch.
        Ok(match last.as_string_view_opt() {
            Some(texts) => Arc::new(texts.gc()),
            None => last,
        })
    }
}

#[cfg(test)]
mod tests {
    use datafusion::arrow::array::{Int64Array, StringViewArray};
    use datafusion::arrow::datatypes::Int64Type;

    use super::*;

    #[test]
    fn values_move_down_whatever_the_batches() {
        for offset in 0..6 {
            for size in 1..8 {
                let mut shift = Shift::new(offset);
                let mut found: Vec<Option<i64>> = Vec::new();
                let all: Vec<i64> = (0..13).collect();
                for batch in all.chunks(size) {
                    let values: ArrayRef = Arc::new(Int64Array::from(batch.to_vec()));
                    let default = |rows| Ok(Arc::new(Int64Array::from(vec![-1; rows])) as ArrayRef);
                    let shifted = shift.take(&values, default).unwrap();
                    found.extend(shifted.as_primitive::<Int64Type>().iter());
                }
                let expected = (0..13).map(|row: usize| Some(row.checked_sub(offset).map_or(-1, |row| all[row])));
                assert_eq!(found, expected.collect::<Vec<_>>(), "offset {offset}, batches of {size}");
            }
        }
    }

    #[test]
    fn texts_before_do_not_pile_up() {
        let mut shift = Shift::new(3);
        for row in 0..100 {
            let text = format!("a text that is not short, number {row}");
            let values: ArrayRef = Arc::new(StringViewArray::from_iter_values([text]));
            let default = |rows| Ok(Arc::new(StringViewArray::new_null(rows)) as ArrayRef);
            shift.take(&values, default).unwrap();
        }
        assert!(shift.before.unwrap().as_string_view().data_buffers().len() <= 3);
    }
}
