//! Functions of the bits of whole numbers.

use crate::scalar::Call;
use crate::{Value, kql_scalar};

kql_scalar! {
    /// Returns the bits that two numbers both have.
    ///
    /// - `left`, `right`: the numbers.
    ///
    /// Null: a null argument gives null.
    /// Source: <https://learn.microsoft.com/kusto/query/binary-and-function>
    ///
    /// ```kusto
    /// binary_and(12, 10)              // 8
    /// ```
    pub BINARY_AND = binary_and(left: int|long, right: int|long) -> long => binary_and;
}

kql_scalar! {
    /// Returns the bits that at least one of two numbers has.
    ///
    /// - `left`, `right`: the numbers.
    ///
    /// Null: a null argument gives null.
    /// Source: <https://learn.microsoft.com/kusto/query/binary-or-function>
    ///
    /// ```kusto
    /// binary_or(12, 10)               // 14
    /// ```
    pub BINARY_OR = binary_or(left: int|long, right: int|long) -> long => binary_or;
}

kql_scalar! {
    /// Returns the bits that one of two numbers has and the other has not.
    ///
    /// - `left`, `right`: the numbers.
    ///
    /// Null: a null argument gives null.
    /// Source: <https://learn.microsoft.com/kusto/query/binary-xor-function>
    ///
    /// ```kusto
    /// binary_xor(12, 10)              // 6
    /// ```
    pub BINARY_XOR = binary_xor(left: int|long, right: int|long) -> long => binary_xor;
}

kql_scalar! {
    /// Returns the bits that a number has not.
    ///
    /// - `number`: the number, taken as a long.
    ///
    /// Null gives null.
    /// Source: <https://learn.microsoft.com/kusto/query/binary-not-function>
    ///
    /// ```kusto
    /// binary_not(7)                   // -8
    /// ```
    pub BINARY_NOT = binary_not(number: int|long) -> long => binary_not;
}

kql_scalar! {
    /// Returns a number with its bits moved to the left.
    ///
    /// - `number`: the number, taken as a long.
    /// - `shift`: how far; 64 and more count from 0 again.
    ///
    /// Null: a null argument or a negative shift gives null.
    /// Source: <https://learn.microsoft.com/kusto/query/binary-shift-left-function>
    ///
    /// ```kusto
    /// binary_shift_left(3, 4)         // 48
    /// binary_shift_left(3, 65)        // 6
    /// binary_shift_left(3, -1)        // null
    /// ```
    pub BINARY_SHIFT_LEFT = binary_shift_left(number: int|long, shift: int|long) -> long => binary_shift_left;
}

kql_scalar! {
    /// Returns a number with its bits moved to the right; the sign stays.
    ///
    /// - `number`: the number, taken as a long.
    /// - `shift`: how far; 64 and more count from 0 again.
    ///
    /// Null: a null argument or a negative shift gives null.
    /// Source: <https://learn.microsoft.com/kusto/query/binary-shift-right-function>
    ///
    /// ```kusto
    /// binary_shift_right(48, 4)       // 3
    /// binary_shift_right(-8, 1)       // -4
    /// ```
    pub BINARY_SHIFT_RIGHT = binary_shift_right(number: int|long, shift: int|long) -> long => binary_shift_right;
}

kql_scalar! {
    /// Returns how many bits of a number are set.
    ///
    /// - `number`: an int (32 bits) or a long (64 bits).
    ///
    /// Null gives null.
    /// Source: <https://learn.microsoft.com/kusto/query/bitset-count-ones-function>
    ///
    /// ```kusto
    /// bitset_count_ones(255)          // 8
    /// bitset_count_ones(-1)           // 64
    /// ```
    pub BITSET_COUNT_ONES = bitset_count_ones(number: int|long) -> long => bitset_count_ones;
}

fn both<'a>(call: &Call<'a>, combine: fn(i64, i64) -> i64) -> Value<'a> {
    Value::or_null(call.long(0).zip(call.long(1)).map(|(left, right)| combine(left, right)))
}

fn binary_and<'a>(call: &Call<'a>) -> Value<'a> {
    both(call, |left, right| left & right)
}

fn binary_or<'a>(call: &Call<'a>) -> Value<'a> {
    both(call, |left, right| left | right)
}

fn binary_xor<'a>(call: &Call<'a>) -> Value<'a> {
    both(call, |left, right| left ^ right)
}

fn binary_not<'a>(call: &Call<'a>) -> Value<'a> {
    Value::or_null(call.long(0).map(|number| !number))
}

/// The number, and how far to move its bits.
fn shifted(call: &Call<'_>) -> Option<(i64, u32)> {
    let shift = call.long(1).filter(|shift| *shift >= 0)?;
    Some((call.long(0)?, (shift % 64) as u32))
}

fn binary_shift_left<'a>(call: &Call<'a>) -> Value<'a> {
    Value::or_null(shifted(call).map(|(number, shift)| number.wrapping_shl(shift)))
}

fn binary_shift_right<'a>(call: &Call<'a>) -> Value<'a> {
    Value::or_null(shifted(call).map(|(number, shift)| number.wrapping_shr(shift)))
}

fn bitset_count_ones<'a>(call: &Call<'a>) -> Value<'a> {
    match call.value(0) {
        Value::Int(number) => Value::Long(i64::from(number.count_ones())),
        Value::Long(number) => Value::Long(i64::from(number.count_ones())),
        _ => Value::Null,
    }
}
