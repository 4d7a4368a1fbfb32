//! Arrays: `array_length()`, `array_slice()`, `pack_array()`.

pub mod array_concat;
pub mod array_iff;
pub mod array_index_of;
pub mod array_length;
pub mod array_reverse;
pub mod array_rotate;
pub mod array_shift;
pub mod array_slice;
pub mod array_sort;
pub mod array_split;
pub mod array_sum;
pub mod pack_array;
pub mod range;
pub mod repeat;
pub mod zip;

use super::Scalar;

/// The functions of the family.
pub static ALL: &[&Scalar] = &[
    &array_concat::ARRAY_CONCAT,
    &array_iff::ARRAY_IFF,
    &array_index_of::ARRAY_INDEX_OF,
    &array_length::ARRAY_LENGTH,
    &array_reverse::ARRAY_REVERSE,
    &array_rotate::ARRAY_ROTATE_LEFT,
    &array_rotate::ARRAY_ROTATE_RIGHT,
    &array_shift::ARRAY_SHIFT_LEFT,
    &array_shift::ARRAY_SHIFT_RIGHT,
    &array_slice::ARRAY_SLICE,
    &array_sort::ARRAY_SORT_ASC,
    &array_sort::ARRAY_SORT_DESC,
    &array_split::ARRAY_SPLIT,
    &array_sum::ARRAY_SUM,
    &pack_array::PACK_ARRAY,
    &range::RANGE,
    &repeat::REPEAT,
    &zip::ZIP,
];

/// A place of an array, counted from its start and kept between 0 and its length; a negative one counts from the end.
fn from_start(place: i64, length: usize) -> usize {
    let length = i64::try_from(length).unwrap_or(i64::MAX);
    let place = if place < 0 { place.saturating_add(length) } else { place };
    usize::try_from(place.clamp(0, length)).unwrap_or(0)
}
