//! `tohex()`.

use crate::scalar::Call;
use crate::{Value, kql_scalar};

kql_scalar! {
    /// Returns the hexadecimal digits of a whole number, lower-case; a negative one is written by its bits.
    ///
    /// - `value`: an int (32 bits) or a long (64 bits).
    /// - `length`: the least number of digits, filled up with zeros: 1 to 16.
    ///
    /// Null: a null value gives the empty text.
    /// Source: <https://learn.microsoft.com/kusto/query/tohex-function>
    ///
    /// ```kusto
    /// tohex(4711)         // 1267
    /// tohex(255, 4)       // 00ff
    /// tohex(-1)           // ffffffffffffffff
    /// tohex(int(-2))      // fffffffe
    /// ```
    pub TOHEX = tohex(value: int|long, [length: int|long]) -> string => kernel;
}

fn kernel<'a>(call: &Call<'a>) -> Value<'a> {
    let length = usize::try_from(call.long(1).unwrap_or(1).clamp(1, 16)).unwrap_or(1);
    match call.value(0) {
        Value::Int(number) => Value::from(format!("{number:0length$x}")),
        Value::Long(number) => Value::from(format!("{number:0length$x}")),
        _ => Value::from(""),
    }
}
