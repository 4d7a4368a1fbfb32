//! `base64_encode_tostring()` and its like: base64 with the letters `+` and `/`, and padding.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::{guid_bytes, guid_of_bytes};
use crate::scalar::Call;
use crate::{Json, Value, kql_scalar};

kql_scalar! {
    /// Returns the UTF-8 of a text in base64.
    ///
    /// - `text`: the text.
    ///
    /// Source: <https://learn.microsoft.com/kusto/query/base64-encode-tostring-function>
    ///
    /// ```kusto
    /// base64_encode_tostring("quaestor")   // cXVhZXN0b3I=
    /// ```
    pub BASE64_ENCODE_TOSTRING = base64_encode_tostring(text: string) -> string => encode_string,
        aliases ["base64_encodestring"];
}

kql_scalar! {
    /// Returns the text whose UTF-8 is given in base64.
    ///
    /// - `base64`: the base64, with its padding.
    ///
    /// Null: `""` when it is no base64, or not that of UTF-8.
    /// Source: <https://learn.microsoft.com/kusto/query/base64-decode-tostring-function>
    ///
    /// ```kusto
    /// base64_decode_tostring("cXVhZXN0b3I=")   // quaestor
    /// ```
    pub BASE64_DECODE_TOSTRING = base64_decode_tostring(base64: string) -> string => decode_string,
        aliases ["base64_decodestring"];
}

kql_scalar! {
    /// Returns the bytes that are given in base64, as an array of numbers.
    ///
    /// - `base64`: the base64, with its padding.
    ///
    /// Null: null when it is no base64.
    /// Source: <https://learn.microsoft.com/kusto/query/base64-decode-toarray-function>
    ///
    /// ```kusto
    /// base64_decode_toarray("AAEC/w==")   // [0,1,2,255]
    /// ```
    pub BASE64_DECODE_TOARRAY = base64_decode_toarray(base64: string) -> dynamic => decode_array;
}

kql_scalar! {
    /// Returns bytes in base64.
    ///
    /// - `bytes`: an array of numbers from 0 to 255.
    ///
    /// Null: `""` when it is no array, or has anything else in it.
    /// Source: <https://learn.microsoft.com/kusto/query/base64-encode-fromarray-function>
    ///
    /// ```kusto
    /// base64_encode_fromarray(dynamic([0, 1, 2, 255]))   // AAEC/w==
    /// ```
    pub BASE64_ENCODE_FROMARRAY = base64_encode_fromarray(bytes: dynamic) -> string => encode_array;
}

kql_scalar! {
    /// Returns the 16 bytes of a guid in base64. The first three parts of the guid stand with their lowest byte first, as in Windows.
    ///
    /// - `guid`: the guid.
    ///
    /// Null: `""` when it is null.
    /// Source: <https://learn.microsoft.com/kusto/query/base64-encode-fromguid-function>
    ///
    /// ```kusto
    /// base64_encode_fromguid(guid(00112233-4455-6677-8899-aabbccddeeff))   // MyIRAFVEd2aImaq7zN3u/w==
    /// ```
    pub BASE64_ENCODE_FROMGUID = base64_encode_fromguid(guid: guid) -> string => encode_guid;
}

kql_scalar! {
    /// Returns the guid whose 16 bytes are given in base64. Its first three parts stand with their lowest byte first, as in Windows.
    ///
    /// - `base64`: the base64, with its padding.
    ///
    /// Null: null when it is no base64, or not that of 16 bytes.
    /// Source: <https://learn.microsoft.com/kusto/query/base64-decode-toguid-function>
    ///
    /// ```kusto
    /// base64_decode_toguid("MyIRAFVEd2aImaq7zN3u/w==")   // 00112233-4455-6677-8899-aabbccddeeff
    /// base64_decode_toguid("AAEC/w==")                   // null
    /// ```
    pub BASE64_DECODE_TOGUID = base64_decode_toguid(base64: string) -> guid => decode_guid;
}

fn encode_string<'a>(call: &Call<'a>) -> Value<'a> {
    Value::from(STANDARD.encode(call.text(0)))
}

fn decode_string<'a>(call: &Call<'a>) -> Value<'a> {
    let text = STANDARD.decode(call.text(0)).ok().and_then(|bytes| String::from_utf8(bytes).ok());
    Value::from(text.unwrap_or_default())
}

fn decode_array<'a>(call: &Call<'a>) -> Value<'a> {
    STANDARD
        .decode(call.text(0))
        .map_or(Value::Null, |bytes| Value::dynamic(bytes.into_iter().map(Json::from).collect()))
}

fn encode_array<'a>(call: &Call<'a>) -> Value<'a> {
    let byte = |element: &Json| u8::try_from(element.as_i64()?).ok();
    let bytes: Option<Vec<u8>> = call.array(0).and_then(|elements| elements.iter().map(byte).collect());
    Value::from(bytes.map(|bytes| STANDARD.encode(bytes)).unwrap_or_default())
}

fn encode_guid<'a>(call: &Call<'a>) -> Value<'a> {
    match call.value(0) {
        Value::Guid(guid) => Value::from(STANDARD.encode(guid_bytes(*guid))),
        _ => Value::string(""),
    }
}

fn decode_guid<'a>(call: &Call<'a>) -> Value<'a> {
    let bytes = STANDARD.decode(call.text(0)).ok().and_then(|bytes| <[u8; 16]>::try_from(bytes).ok());
    bytes.map_or(Value::Null, |bytes| Value::Guid(guid_of_bytes(bytes)))
}
