//! `hash_md5()`, `hash_sha1()`, `hash_sha256()`: hashes that everybody can compute again.

use sha2::Digest;

use crate::scalar::{Argument, Call};
use crate::{Type, Value, kql_scalar};

kql_scalar! {
    /// Returns the MD5 hash of the text of a value in lower-case hexadecimal. It protects from accidents, not from intent.
    ///
    /// - `value`: of any type but dynamic; any type but string is read as `tostring()` gives it.
    ///
    /// Source: <https://learn.microsoft.com/kusto/query/hash-md5-function>
    ///
    /// ```kusto
    /// hash_md5("abc")   // 900150983cd24fb0d6963f7d28e17f72
    /// ```
    pub HASH_MD5 = hash_md5(value: any) -> string => md5, rule check_md5;
}

kql_scalar! {
    /// Returns the SHA-1 hash of the text of a value in lower-case hexadecimal. It protects from accidents, not from intent.
    ///
    /// - `value`: of any type but dynamic; any type but string is read as `tostring()` gives it.
    ///
    /// Source: <https://learn.microsoft.com/kusto/query/hash-sha1-function>
    ///
    /// ```kusto
    /// hash_sha1("abc")   // a9993e364706816aba3e25717850c26c9cd0d89d
    /// ```
    pub HASH_SHA1 = hash_sha1(value: any) -> string => sha1, rule check_sha1;
}

kql_scalar! {
    /// Returns the SHA-256 hash of the text of a value in lower-case hexadecimal.
    ///
    /// - `value`: of any type but dynamic; any type but string is read as `tostring()` gives it.
    ///
    /// Source: <https://learn.microsoft.com/kusto/query/hash-sha256-function>
    ///
    /// ```kusto
    /// hash_sha256("abc")   // ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad
    /// ```
    pub HASH_SHA256 = hash_sha256(value: any) -> string => sha256, rule check_sha256;
}

fn check_md5(arguments: &[Argument]) -> Result<Type, String> {
    super::no_dynamic("hash_md5", arguments).map(|()| Type::String)
}

fn check_sha1(arguments: &[Argument]) -> Result<Type, String> {
    super::no_dynamic("hash_sha1", arguments).map(|()| Type::String)
}

fn check_sha256(arguments: &[Argument]) -> Result<Type, String> {
    super::no_dynamic("hash_sha256", arguments).map(|()| Type::String)
}

fn md5<'a>(call: &Call<'a>) -> Value<'a> {
    Value::from(hex::encode(md5::Md5::digest(call.string(0).as_bytes())))
}

fn sha1<'a>(call: &Call<'a>) -> Value<'a> {
    Value::from(hex::encode(sha1::Sha1::digest(call.string(0).as_bytes())))
}

fn sha256<'a>(call: &Call<'a>) -> Value<'a> {
    Value::from(hex::encode(sha2::Sha256::digest(call.string(0).as_bytes())))
}
