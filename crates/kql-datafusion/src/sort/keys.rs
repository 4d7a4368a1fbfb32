//! The order of rows by keys that are numbers, or become numbers.

use std::mem::size_of;
use std::sync::Arc;

use datafusion::arrow::array::{Array, ArrayRef, AsArray};
use datafusion::arrow::compute::SortOptions;
use datafusion::arrow::datatypes::{DataType, Int64Type};
use datafusion::common::HashMap;

use crate::array::Memo;

/// Keys that can be handled together.
const MOST_KEYS: usize = 3;
/// From so many distinct texts on they must be fewer than a part of the rows, or comparing is as good.
const MANY_TEXTS: usize = 65_536;

/// Whether rows can be sorted by keys of these types.
pub(super) fn sortable(kinds: &[DataType]) -> bool {
    let kind = |kind: &DataType| matches!(kind, DataType::Int64 | DataType::Utf8View);
    (1..=MOST_KEYS).contains(&kinds.len()) && kinds.iter().all(kind)
}

/// The keys of rows so far.
#[derive(Debug)]
pub(super) struct Keys {
    columns: Vec<Column>,
    rows: usize,
}

#[derive(Debug)]
struct Column {
    descending: bool,
    values: Values,
}

#[derive(Debug)]
enum Values {
    /// Whole numbers, so that the order of their bits is theirs.
    Whole(Vec<u64>),
    /// For each row the number of its text, in the order in which texts came.
    Text { numbers: Vec<u32>, texts: HashMap<Arc<str>, u32>, memo: Memo },
}

impl Keys {
    /// No rows yet, of keys of these types.
    pub(super) fn new(keys: impl IntoIterator<Item = (DataType, SortOptions)>) -> Self {
        let column = |(kind, options): (DataType, SortOptions)| Column {
            descending: options.descending,
            values: match kind {
                DataType::Int64 => Values::Whole(Vec::new()),
                _ => Values::Text { numbers: Vec::new(), texts: HashMap::default(), memo: Memo::default() },
            },
        };
        Keys { columns: keys.into_iter().map(column).collect(), rows: 0 }
    }

    /// Takes the keys of a batch; false when they are not such that rows can be sorted by them here: nulls, too many distinct texts.
    pub(super) fn take(&mut self, arrays: &[ArrayRef]) -> bool {
        let rows = arrays.first().map_or(0, datafusion::arrow::array::Array::len);
        self.rows += rows;
        let all = self.rows;
        u32::try_from(all).is_ok()
            && arrays.len() == self.columns.len()
            && self.columns.iter_mut().zip(arrays).all(|(column, array)| column.values.take(array, all))
    }

    /// About how many bytes they hold, and will hold when the order is found.
    pub(super) fn size(&self) -> usize {
        self.rows * (self.columns.len() * size_of::<u64>() + 4 * size_of::<u32>())
    }

    /// The rows in order, by number; those with the same keys in the order in which they came.
    pub(super) fn order(self) -> Vec<u32> {
        let rows = self.rows as u32;
        let mut images = self.columns.into_iter().map(Column::images);
        let Some((first, distinct)) = images.next() else { return (0..rows).collect() };
        let others: Vec<Vec<u64>> = images.map(|(images, _)| images).collect();
        let image = |images: Option<&Vec<u64>>, row: u32| {
            images.and_then(|images| images.get(row as usize)).copied().unwrap_or_default()
        };
        let rest = |row: u32| (image(others.first(), row), image(others.get(1), row));
        let Some(distinct) = distinct else {
            let mut order: Vec<_> = first.into_iter().zip(0..).map(|(first, row)| (first, rest(row), row)).collect();
            order.sort_by_key(|(first, rest, _)| (*first, *rest));
            return order.into_iter().map(|(_, _, row)| row).collect();
        };
        let (mut order, ends) = grouped(&first, distinct);
        if others.is_empty() {
            return order;
        }
        let mut left = order.as_mut_slice();
        let mut group: Vec<((u64, u64), u32)> = Vec::new();
        let mut start = 0;
        for end in ends {
            let Some((places, after)) = left.split_at_mut_checked(end - start) else { break };
            group.clear();
            group.extend(places.iter().map(|row| (rest(*row), *row)));
            group.sort_by_key(|(rest, _)| *rest);
            places.iter_mut().zip(&group).for_each(|(place, (_, row))| *place = *row);
            (left, start) = (after, end);
        }
        order
    }
}

/// The rows by small numbers, and where the rows of each number end.
fn grouped(numbers: &[u64], distinct: usize) -> (Vec<u32>, Vec<usize>) {
    let mut ends = vec![0_usize; distinct];
    for number in numbers {
        if let Some(count) = ends.get_mut(*number as usize) {
            *count += 1;
        }
    }
    let mut places = Vec::with_capacity(distinct);
    let mut sum = 0;
    for end in &mut ends {
        places.push(sum);
        sum += *end;
        *end = sum;
    }
    let mut order = vec![0_u32; numbers.len()];
    for (number, row) in numbers.iter().zip(0..) {
        if let Some(place) = places.get_mut(*number as usize) {
            if let Some(slot) = order.get_mut(*place) {
                *slot = row;
            }
            *place += 1;
        }
    }
    (order, ends)
}

impl Values {
    fn take(&mut self, array: &ArrayRef, rows: usize) -> bool {
        if array.null_count() > 0 {
            return false;
        }
        match self {
            Values::Whole(images) => match array.as_primitive_opt::<Int64Type>() {
                Some(values) => {
                    images.extend(values.values().iter().map(|value| value.cast_unsigned() ^ (1 << 63)));
                    true
                }
                None => false,
            },
            Values::Text { numbers, texts, memo } => {
                let Some(array) = array.as_string_view_opt() else { return false };
                memo.begin(array);
                for (row, view) in array.views().iter().enumerate() {
                    let find = || {
                        let text = array.value(row);
                        match texts.get(text) {
                            Some(number) => u64::from(*number),
                            None => {
                                let number = texts.len() as u32;
                                texts.insert(text.into(), number);
                                u64::from(number)
                            }
                        }
                    };
                    numbers.push(memo.number(*view, 0, find).0 as u32);
                }
                texts.len() < MANY_TEXTS || texts.len() < rows / 4
            }
        }
    }
}

impl Column {
    /// A number for each row, in the order of the keys; of texts also how many numbers there are.
    fn images(self) -> (Vec<u64>, Option<usize>) {
        match self.values {
            Values::Whole(mut images) => {
                if self.descending {
                    for image in &mut images {
                        *image = !*image;
                    }
                }
                (images, None)
            }
            Values::Text { numbers, texts, .. } => {
                let mut sorted: Vec<(Arc<str>, u32)> = texts.into_iter().collect();
                sorted.sort_unstable();
                if self.descending {
                    sorted.reverse();
                }
                let mut ranks = vec![0_u64; sorted.len()];
                for ((_, number), rank) in sorted.iter().zip(0..) {
                    if let Some(place) = ranks.get_mut(*number as usize) {
                        *place = rank;
                    }
                }
                let rank = |number: u32| ranks.get(number as usize).copied().unwrap_or_default();
                (numbers.into_iter().map(rank).collect(), Some(sorted.len()))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use datafusion::arrow::array::{Int64Array, StringViewArray, UInt32Array};
    use datafusion::arrow::compute::{SortColumn, lexsort_to_indices, take};

    use super::*;

    /// Batches of texts and numbers that repeat.
    fn batches() -> Vec<[ArrayRef; 2]> {
        let text = |row: i64| match row * row % 13 {
            0 => String::new(),
            1 => "a text that is not short".to_owned(),
            other => format!("{other}"),
        };
        let batch = |start: i64| -> [ArrayRef; 2] {
            let rows = start..start + 50;
            [
                Arc::new(StringViewArray::from_iter_values(rows.clone().map(text))),
                Arc::new(Int64Array::from_iter_values(rows.map(|row| (row * 37 % 101 - 50) * 7))),
            ]
        };
        (0..7).map(|number| batch(number * 50)).collect()
    }

    #[test]
    fn the_order_is_that_of_comparing() {
        for columns in [vec![0], vec![1], vec![0, 1], vec![1, 0], vec![0, 1, 0], vec![1, 0, 1]] {
            for options in 0..4 {
                let descending = [options % 2 == 1, options / 2 == 1];
                let kinds = [DataType::Utf8View, DataType::Int64];
                let option = |column: usize| SortOptions { descending: descending[column], nulls_first: true };
                let mut keys = Keys::new(columns.iter().map(|column| (kinds[*column].clone(), option(*column))));
                let mut whole: Vec<Vec<ArrayRef>> = vec![Vec::new(); columns.len()];
                for batch in batches() {
                    let arrays: Vec<ArrayRef> = columns.iter().map(|column| Arc::clone(&batch[*column])).collect();
                    assert!(keys.take(&arrays));
                    whole.iter_mut().zip(arrays).for_each(|(all, array)| all.push(array));
                }
                let arrays: Vec<ArrayRef> = whole
                    .iter()
                    .map(|parts| {
                        let parts: Vec<&dyn Array> = parts.iter().map(AsRef::as_ref).collect();
                        datafusion::arrow::compute::concat(&parts).unwrap()
                    })
                    .collect();
                let by = |(array, column): (&ArrayRef, &usize)| SortColumn {
                    values: Arc::clone(array),
                    options: Some(option(*column)),
                };
                let expected =
                    lexsort_to_indices(&arrays.iter().zip(&columns).map(by).collect::<Vec<_>>(), None).unwrap();
                let order = UInt32Array::from(keys.order());
                let mut rows = order.values().to_vec();
                rows.sort_unstable();
                assert!(rows.into_iter().eq(0..350));
                for array in &arrays {
                    let sorted = |rows: &UInt32Array| take(array, rows, None).unwrap();
                    assert_eq!(&sorted(&order), &sorted(&expected), "{columns:?} {descending:?}");
                }
            }
        }
    }

    #[test]
    fn rows_of_the_same_key_keep_their_order() {
        let mut keys = Keys::new([(DataType::Utf8View, SortOptions::default())]);
        assert!(keys.take(&[Arc::new(StringViewArray::from(vec!["b", "a", "b", "a"]))]));
        assert!(keys.take(&[Arc::new(StringViewArray::from(vec!["a", "c"]))]));
        assert_eq!(keys.order(), [1, 3, 4, 0, 2, 5]);
    }

    #[test]
    fn nulls_and_ever_new_texts_are_left_to_others() {
        let mut keys = Keys::new([(DataType::Int64, SortOptions::default())]);
        assert!(!keys.take(&[Arc::new(Int64Array::from(vec![Some(1), None]))]));
        let mut keys = Keys::new([(DataType::Utf8View, SortOptions::default())]);
        let texts = StringViewArray::from_iter_values((0..MANY_TEXTS).map(|row| row.to_string()));
        assert!(!keys.take(&[Arc::new(texts)]));
        assert!(
            !sortable(&[DataType::Boolean]) && !sortable(&[]) && !sortable(&[const { DataType::Int64 }; MOST_KEYS + 1])
        );
    }
}
