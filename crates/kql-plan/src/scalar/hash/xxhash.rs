//! `hash()`, `hash_xxhash64()`, `hash_many()`: quick hashes.

use twox_hash::XxHash64;

use crate::scalar::{Argument, Call};
use crate::{Type, Value, kql_scalar};

kql_scalar! {
    /// Returns the XXH64 hash of a value, with 0 as its seed.
    ///
    /// - `value`: of any type but dynamic. A text is hashed by its UTF-8, a number, datetime or timespan by its bytes from the lowest on.
    /// - `modulus`: when given the hash, read as a number without sign, is reduced to 0 up to but not including it.
    ///
    /// Null: null when `modulus` is null or less than 1. A null is hashed as the empty text.
    /// Source: <https://learn.microsoft.com/kusto/query/hash-function>
    ///
    /// ```kusto
    /// hash("quaestor")        // -4270593040758627396
    /// hash("quaestor", 1000)  // 220
    /// ```
    pub HASH = hash(value: any, [modulus: long]) -> long => kernel, rule check;
}

kql_scalar! {
    /// Returns the XXH64 hash of a value, with 0 as its seed.
    ///
    /// - `value`: of any type but dynamic. A text is hashed by its UTF-8, a number, datetime or timespan by its bytes from the lowest on.
    /// - `modulus`: when given the hash, read as a number without sign, is reduced to 0 up to but not including it.
    ///
    /// Null: null when `modulus` is null or less than 1. A null is hashed as the empty text.
    /// Source: <https://learn.microsoft.com/kusto/query/hash-xxhash64-function>
    ///
    /// ```kusto
    /// hash_xxhash64("quaestor")       // -4270593040758627396
    /// hash_xxhash64("quaestor", 1000) // 220
    /// ```
    pub HASH_XXHASH64 = hash_xxhash64(value: any, [modulus: long]) -> long => kernel, rule check_xxhash64;
}

fn check(arguments: &[Argument]) -> Result<Type, String> {
    super::no_dynamic("hash", arguments).map(|()| Type::Long)
}

fn check_xxhash64(arguments: &[Argument]) -> Result<Type, String> {
    super::no_dynamic("hash_xxhash64", arguments).map(|()| Type::Long)
}

fn kernel<'a>(call: &Call<'a>) -> Value<'a> {
    let hash = xxhash(call.value(0));
    if !call.has(1) {
        return Value::Long(hash.cast_signed());
    }
    let reduced = || hash.checked_rem(u64::try_from(call.long(1)?).ok()?);
    Value::or_null(reduced().map(u64::cast_signed))
}

/// The hash of a value by its bytes.
pub(super) fn xxhash(value: &Value<'_>) -> u64 {
    let of = |bytes: &[u8]| XxHash64::oneshot(0, bytes);
    match value {
        Value::Bool(flag) => of(&[u8::from(*flag)]),
        Value::Int(number) => of(&number.to_le_bytes()),
        Value::Long(number) | Value::Datetime(number) | Value::Timespan(number) => of(&number.to_le_bytes()),
        Value::Real(number) => of(&number.to_bits().to_le_bytes()),
        Value::Guid(guid) => of(&crate::scalar::encoding::guid_bytes(*guid)),
        Value::Null | Value::String(_) | Value::Decimal(_) | Value::Dynamic(_) => {
            of(crate::convert::text_of(value).as_bytes())
        }
    }
}
