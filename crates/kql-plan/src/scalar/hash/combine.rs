//! `hash_combine()`, `hash_many()`: one hash of several values.

use twox_hash::XxHash64;

use super::xxhash::xxhash;
use crate::scalar::{Argument, Call};
use crate::{Type, Value, kql_scalar};

kql_scalar! {
    /// Returns one hash of several hashes; their order matters.
    ///
    /// - `first`, `second`, `more`: the hashes.
    ///
    /// The number is the XXH64 hash of the hashes' bytes, from the lowest on. How the service combines hashes is not published: it answers with
    /// another number, of which it says itself that it is good for one query only.
    /// Null: null when one of them is.
    /// Source: <https://learn.microsoft.com/kusto/query/hash-combine-function>
    ///
    /// ```kusto
    /// hash_combine(hash("a"), hash("b")) == hash_many("a", "b")             // true
    /// hash_combine(hash("a"), hash("b")) == hash_combine(hash("b"), hash("a"))  // false
    /// ```
    pub HASH_COMBINE = hash_combine(first: long, second: long, [more: long...]) -> long => combine;
}

kql_scalar! {
    /// Returns one hash of several values: their hashes as `hash()` gives them, combined by `hash_combine()`.
    ///
    /// - `values`: of any type but dynamic; their order matters.
    ///
    /// The service answers with another number: see `hash_combine()`.
    /// Source: <https://learn.microsoft.com/kusto/query/hash-many-function>
    ///
    /// ```kusto
    /// hash_many("a", 1) == hash_many("a", 1)     // true
    /// hash_many("a", "b") == hash_many("ab", "") // false
    /// ```
    pub HASH_MANY = hash_many(values: any...) -> long => many, rule check;
}

fn check(arguments: &[Argument]) -> Result<Type, String> {
    super::no_dynamic("hash_many", arguments).map(|()| Type::Long)
}

fn combine<'a>(call: &Call<'a>) -> Value<'a> {
    let hashes: Option<Vec<i64>> = call.arguments.iter().map(Value::as_long).collect();
    hashes.map_or(Value::Null, |hashes| Value::Long(combined(hashes.into_iter())))
}

fn many<'a>(call: &Call<'a>) -> Value<'a> {
    Value::Long(combined(call.arguments.iter().map(|value| xxhash(value).cast_signed())))
}

fn combined(hashes: impl Iterator<Item = i64>) -> i64 {
    let bytes: Vec<u8> = hashes.flat_map(i64::to_le_bytes).collect();
    XxHash64::oneshot(0, &bytes).cast_signed()
}
