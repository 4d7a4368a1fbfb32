//! Distinct values one by one.

use std::mem::size_of;
use std::sync::Arc;

use datafusion::arrow::array::{Array, ArrayRef, AsArray, BooleanArray, Int64Array, ListArray, StringViewBuilder};
use datafusion::arrow::buffer::OffsetBuffer;
use datafusion::arrow::datatypes::{DataType, Field, FieldRef, Int64Type};
use datafusion::common::{HashMap, HashSet, Result, internal_err};
use datafusion::logical_expr::{EmitTo, GroupsAccumulator};
use kql_plan::Type;

use super::{Groups, counts};
use crate::array::Memo;

/// The type of a state: the values that a group has seen.
pub(super) fn state_type(values: &DataType) -> DataType {
    DataType::List(element(values))
}

fn element(values: &DataType) -> FieldRef {
    Arc::new(Field::new_list_field(values.clone(), true))
}

/// Which values, by number, each group has seen.
#[derive(Debug, Default)]
struct Seen {
    pairs: HashSet<(usize, u64)>,
    counts: Vec<i64>,
}

impl Seen {
    fn insert(&mut self, group: usize, number: u64) {
        if self.pairs.insert((group, number))
            && let Some(count) = self.counts.get_mut(group)
        {
            *count += 1;
        }
    }

    fn make_room(&mut self, groups: usize) {
        if self.counts.len() < groups {
            self.counts.resize(groups, 0);
        }
    }

    /// Takes how many values groups have seen.
    fn take_counts(&mut self, emit_to: EmitTo) -> Vec<i64> {
        let counts = emit_to.take_needed(&mut self.counts);
        let pairs = std::mem::take(&mut self.pairs);
        self.pairs =
            pairs.into_iter().filter_map(|(group, number)| Some((group.checked_sub(counts.len())?, number))).collect();
        counts
    }

    /// Takes the values that groups have seen, group by group, and how many each has.
    fn take(&mut self, emit_to: EmitTo) -> (Vec<u64>, Vec<usize>) {
        let counts = emit_to.take_needed(&mut self.counts);
        let (mut taken, mut left) = (Vec::with_capacity(self.pairs.len()), HashSet::default());
        for (group, number) in std::mem::take(&mut self.pairs) {
            match group.checked_sub(counts.len()) {
                Some(group) => _ = left.insert((group, number)),
                None => taken.push((group, number)),
            }
        }
        self.pairs = left;
        taken.sort_unstable();
        (taken.into_iter().map(|(_, number)| number).collect(), counts.iter().map(|count| *count as usize).collect())
    }

    fn size(&self) -> usize {
        self.pairs.capacity() * (size_of::<(usize, u64)>() + 1) + self.counts.capacity() * size_of::<i64>()
    }
}

/// A state of each group out of the values of all.
fn lists(values: ArrayRef, lengths: Vec<usize>) -> Result<ArrayRef> {
    let element = element(values.data_type());
    Ok(Arc::new(ListArray::try_new(element, OffsetBuffer::from_lengths(lengths), values, None)?))
}

/// The values of states, and the group of each.
fn flat(states: &[ArrayRef], groups: &[usize]) -> Result<(ArrayRef, Vec<usize>)> {
    let Some(lists) = states.first().and_then(|states| states.as_list_opt::<i32>()) else {
        return internal_err!("states of a count of distinct values are no lists");
    };
    let mut of_value = Vec::with_capacity(lists.values().len());
    for (length, group) in lists.offsets().lengths().zip(groups) {
        of_value.extend(std::iter::repeat_n(*group, length));
    }
    let first = lists.offsets().first().copied().unwrap_or_default();
    let start = usize::try_from(first).unwrap_or_default();
    Ok((lists.values().slice(start, of_value.len()), of_value))
}

/// Each value as a state of its own; none of a row that does not count.
fn single(values: &[ArrayRef], filter: Option<&BooleanArray>, text: bool) -> Result<Vec<ArrayRef>> {
    let Some(values) = values.first() else { return internal_err!("a count of distinct values without its argument") };
    let counted: BooleanArray =
        (0..values.len()).map(|row| Some(counts(filter, row) && (text || values.is_valid(row)))).collect();
    let lengths = counted.iter().map(|counted| usize::from(counted == Some(true))).collect();
    let values = datafusion::arrow::compute::filter(values, &counted)?;
    Ok(vec![lists(values, lengths)?])
}

/// Counts distinct texts.
#[derive(Debug)]
#[expect(clippy::struct_field_names, reason = "the texts by their number, beside the numbers by their text")]
pub(super) struct Texts {
    /// Whether a null is the empty text.
    filled: bool,
    seen: Seen,
    numbers: HashMap<Arc<str>, u64>,
    texts: Vec<Arc<str>>,
    bytes: usize,
    memo: Memo,
}

impl Texts {
    pub(super) fn new(kind: Type) -> Self {
        Texts {
            filled: kind == Type::String,
            seen: Seen::default(),
            numbers: HashMap::default(),
            texts: Vec::new(),
            bytes: 0,
            memo: Memo::default(),
        }
    }

    fn see(&mut self, array: &ArrayRef, groups: &[usize], filter: Option<&BooleanArray>) -> Result<()> {
        let Some(texts) = array.as_string_view_opt() else {
            return internal_err!("a text came as {}", array.data_type());
        };
        self.memo.begin(texts);
        for ((row, view), group) in texts.views().iter().enumerate().zip(groups) {
            if !counts(filter, row) {
                continue;
            }
            let (view, text) = match (texts.is_valid(row), self.filled) {
                (true, _) => (*view, texts.value(row)),
                (false, true) => (0, ""),
                (false, false) => continue,
            };
            let find = || match self.numbers.get(text) {
                Some(number) => *number,
                None => {
                    let kept: Arc<str> = text.into();
                    let number = self.texts.len() as u64;
                    self.bytes += text.len() + 2 * size_of::<usize>();
                    self.texts.push(Arc::clone(&kept));
                    self.numbers.insert(kept, number);
                    number
                }
            };
            let (number, other) = self.memo.number(view, *group, find);
            if other {
                self.seen.insert(*group, number);
            }
        }
        Ok(())
    }

    /// Texts that no group has any more are let go with the last of them.
    fn emitted(&mut self) {
        self.memo.forget();
        if self.seen.counts.is_empty() {
            self.numbers = HashMap::default();
            self.texts = Vec::new();
            self.bytes = 0;
        }
    }
}

impl Groups for Texts {
    fn make_room(&mut self, groups: usize) {
        self.seen.make_room(groups);
    }
}

impl GroupsAccumulator for Texts {
    fn update_batch(
        &mut self,
        values: &[ArrayRef],
        group_indices: &[usize],
        filter: Option<&BooleanArray>,
        total_num_groups: usize,
    ) -> Result<()> {
        self.seen.make_room(total_num_groups);
        let Some(values) = values.first() else { return internal_err!("count_distinct without its argument") };
        self.see(values, group_indices, filter)
    }

    fn evaluate(&mut self, emit_to: EmitTo) -> Result<ArrayRef> {
        let counts = self.seen.take_counts(emit_to);
        self.emitted();
        Ok(Arc::new(Int64Array::from(counts)))
    }

    fn state(&mut self, emit_to: EmitTo) -> Result<Vec<ArrayRef>> {
        let (numbers, lengths) = self.seen.take(emit_to);
        let mut texts = StringViewBuilder::with_capacity(numbers.len());
        for number in numbers {
            texts.append_option(self.texts.get(number as usize));
        }
        self.emitted();
        Ok(vec![lists(Arc::new(texts.finish()), lengths)?])
    }

    fn merge_batch(&mut self, values: &[ArrayRef], group_indices: &[usize], total_num_groups: usize) -> Result<()> {
        self.seen.make_room(total_num_groups);
        let (values, groups) = flat(values, group_indices)?;
        self.see(&values, &groups, None)
    }

    fn convert_to_state(&self, values: &[ArrayRef], filter: Option<&BooleanArray>) -> Result<Vec<ArrayRef>> {
        single(values, filter, self.filled)
    }

    fn size(&self) -> usize {
        let each = size_of::<(Arc<str>, u64)>() + 1;
        self.seen.size() + self.bytes + self.numbers.capacity() * each + self.texts.capacity() * size_of::<Arc<str>>()
    }
}

/// Counts distinct longs, datetimes or timespans.
#[derive(Debug, Default)]
pub(super) struct Wholes(Seen);

impl Wholes {
    fn see(&mut self, array: &ArrayRef, groups: &[usize], filter: Option<&BooleanArray>) -> Result<()> {
        let Some(values) = array.as_primitive_opt::<Int64Type>() else {
            return internal_err!("a long came as {}", array.data_type());
        };
        for ((row, value), group) in values.iter().enumerate().zip(groups) {
            if let Some(value) = value.filter(|_| counts(filter, row)) {
                self.0.insert(*group, value.cast_unsigned());
            }
        }
        Ok(())
    }
}

impl Groups for Wholes {
    fn make_room(&mut self, groups: usize) {
        self.0.make_room(groups);
    }
}

impl GroupsAccumulator for Wholes {
    fn update_batch(
        &mut self,
        values: &[ArrayRef],
        group_indices: &[usize],
        filter: Option<&BooleanArray>,
        total_num_groups: usize,
    ) -> Result<()> {
        self.0.make_room(total_num_groups);
        let Some(values) = values.first() else { return internal_err!("count_distinct without its argument") };
        self.see(values, group_indices, filter)
    }

    fn evaluate(&mut self, emit_to: EmitTo) -> Result<ArrayRef> {
        Ok(Arc::new(Int64Array::from(self.0.take_counts(emit_to))))
    }

    fn state(&mut self, emit_to: EmitTo) -> Result<Vec<ArrayRef>> {
        let (numbers, lengths) = self.0.take(emit_to);
        let values = Int64Array::from_iter_values(numbers.into_iter().map(u64::cast_signed));
        Ok(vec![lists(Arc::new(values), lengths)?])
    }

    fn merge_batch(&mut self, values: &[ArrayRef], group_indices: &[usize], total_num_groups: usize) -> Result<()> {
        self.0.make_room(total_num_groups);
        let (values, groups) = flat(values, group_indices)?;
        self.see(&values, &groups, None)
    }

    fn convert_to_state(&self, values: &[ArrayRef], filter: Option<&BooleanArray>) -> Result<Vec<ArrayRef>> {
        single(values, filter, false)
    }

    fn size(&self) -> usize {
        self.0.size()
    }
}

#[cfg(test)]
mod tests {
    use datafusion::arrow::array::StringViewArray;

    use super::*;

    /// Feeds texts in two parts to groups of their own, merges their states, and asks for the counts.
    fn merged(kind: Type, rows: &[(Option<&str>, usize)]) -> Vec<i64> {
        let mut whole = Texts::new(kind);
        for half in rows.chunks(rows.len().div_ceil(2)) {
            let mut part = Texts::new(kind);
            let texts: ArrayRef = Arc::new(half.iter().map(|(text, _)| *text).collect::<StringViewArray>());
            let groups: Vec<usize> = half.iter().map(|(_, group)| *group).collect();
            part.update_batch(&[texts], &groups, None, 3).unwrap();
            let first = part.state(EmitTo::First(1)).unwrap();
            whole.merge_batch(&first, &[0], 3).unwrap();
            let rest = part.state(EmitTo::All).unwrap();
            whole.merge_batch(&rest, &[1, 2], 3).unwrap();
        }
        whole.evaluate(EmitTo::All).unwrap().as_primitive::<Int64Type>().values().to_vec()
    }

    const ROWS: [(Option<&str>, usize); 10] = [
        (Some("a"), 0),
        (None, 0),
        (Some("a text that is not short"), 1),
        (Some("a"), 1),
        (Some(""), 1),
        (Some("a"), 0),
        (Some("a text that is not short"), 1),
        (None, 1),
        (Some("b"), 1),
        (None, 0),
    ];

    #[test]
    fn halves_merge_into_the_whole() {
        assert_eq!(merged(Type::String, &ROWS), [2, 4, 0]);
        assert_eq!(merged(Type::Guid, &ROWS), [1, 4, 0]);
    }

    #[test]
    fn a_row_alone_is_a_state_too() {
        let texts: ArrayRef = Arc::new(ROWS.iter().map(|(text, _)| *text).collect::<StringViewArray>());
        let groups: Vec<usize> = ROWS.iter().map(|(_, group)| *group).collect();
        let filter: BooleanArray = (0..ROWS.len()).map(|row| Some(row != 8)).collect();
        let mut counter = Texts::new(Type::String);
        let states = counter.convert_to_state(&[texts], Some(&filter)).unwrap();
        counter.merge_batch(&states, &groups, 2).unwrap();
        let counts = counter.evaluate(EmitTo::All).unwrap();
        assert_eq!(counts.as_primitive::<Int64Type>().values(), &[2, 3]);
    }

    #[test]
    fn groups_move_up_when_the_first_are_taken() {
        let mut counter = Wholes::default();
        let values: ArrayRef = Arc::new(Int64Array::from(vec![Some(1), Some(1), Some(2), None, Some(i64::MIN)]));
        counter.update_batch(&[Arc::clone(&values)], &[0, 1, 1, 1, 2], None, 3).unwrap();
        let first = counter.evaluate(EmitTo::First(1)).unwrap();
        assert_eq!(first.as_primitive::<Int64Type>().values(), &[1]);
        counter.update_batch(&[values], &[0, 0, 0, 0, 0], None, 2).unwrap();
        let rest = counter.evaluate(EmitTo::All).unwrap();
        assert_eq!(rest.as_primitive::<Int64Type>().values(), &[3, 1]);
    }
}
