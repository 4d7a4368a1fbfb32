//! Values that repeat in a column of text: what is computed of one need not be computed again.

use datafusion::arrow::array::{Array, AsArray, UInt32Array};

/// Rows of a batch after which repeated values must have paid, or every row is computed by itself.
const TRIAL: usize = 256;
/// How many values are remembered at a time, as a power of two.
const REMEMBERED: u32 = 10;
/// Stands for no row.
const NONE: u32 = u32::MAX;

/// The rows where a value stands first, and for each row which of them has its value.
pub(super) struct Firsts {
    pub(super) rows: UInt32Array,
    pub(super) of_row: UInt32Array,
}

/// The first rows of values of a column of text, told apart by their views; `None` when few repeat.
///
/// Two views of one value in two places of memory count as two, and so does a value that was forgotten for another: it costs time and nothing else.
pub(super) fn firsts(array: &dyn Array) -> Option<Firsts> {
    let strings = array.as_string_view_opt()?;
    if strings.len() < TRIAL {
        return None;
    }
    let mut views = vec![0_u128; 1 << REMEMBERED];
    let mut numbers = vec![NONE; 1 << REMEMBERED];
    let mut null = NONE;
    let mut rows = Vec::with_capacity(TRIAL);
    let mut of_row = Vec::with_capacity(strings.len());
    for (row, view) in strings.views().iter().enumerate() {
        if row == TRIAL && rows.len() > TRIAL / 2 {
            return None;
        }
        let number = if strings.is_valid(row) {
            let place = place(*view);
            let (seen, number) = (views.get_mut(place)?, numbers.get_mut(place)?);
            if *seen != *view {
                (*seen, *number) = (*view, NONE);
            }
            number
        } else {
            &mut null
        };
        if *number == NONE {
            *number = u32::try_from(rows.len()).ok()?;
            rows.push(u32::try_from(row).ok()?);
        }
        of_row.push(*number);
    }
    Some(Firsts { rows: UInt32Array::from(rows), of_row: UInt32Array::from(of_row) })
}

/// Where a view is remembered.
fn place(view: u128) -> usize {
    let folded = (view as u64) ^ ((view >> 64) as u64);
    (folded.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> (64 - REMEMBERED)) as usize
}

#[cfg(test)]
mod tests {
    use datafusion::arrow::array::StringViewArray;
    use datafusion::arrow::compute::take;

    use super::*;

    #[test]
    fn the_rows_come_back_from_their_firsts() {
        let texts: Vec<Option<String>> = (0..5000)
            .map(|row| match row * row % 97 {
                0 => None,
                1 => Some(String::new()),
                number => Some(format!("{}{number}", if number % 2 == 0 { "a longer text, number " } else { "" })),
            })
            .collect();
        let array = StringViewArray::from_iter(texts);
        let few = take(&array, &UInt32Array::from_iter_values((0..5000).map(|row| row * row % 97)), None).unwrap();
        let firsts = firsts(few.as_ref()).unwrap();
        assert!(firsts.rows.len() < 1000, "{}", firsts.rows.len());
        let again = take(&take(&few, &firsts.rows, None).unwrap(), &firsts.of_row, None).unwrap();
        assert_eq!(&again, &few);
    }

    #[test]
    fn few_repeats_are_not_worth_it() {
        let array = StringViewArray::from_iter_values((0..5000).map(|row| row.to_string()));
        assert!(firsts(&array).is_none());
    }
}
