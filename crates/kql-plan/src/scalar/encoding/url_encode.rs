//! `url_encode()`, `url_encode_component()`, `url_decode()`: texts as they stand in a URL.

use crate::scalar::Call;
use crate::{Value, kql_scalar};

kql_scalar! {
    /// Returns a text as it stands in the query of a URL: a blank as `+`, and all but letters, digits and `-_.!*()` as `%` and two digits.
    ///
    /// - `text`: the text.
    ///
    /// Source: <https://learn.microsoft.com/kusto/query/url-encode-function>
    ///
    /// ```kusto
    /// url_encode("a b/ü")   // a+b%2f%c3%bc
    /// ```
    pub URL_ENCODE = url_encode(text: string) -> string => form;
}

kql_scalar! {
    /// Returns a text as it stands in a URL: all but letters, digits and `-_.!*()` as `%` and two digits, a blank too.
    ///
    /// - `text`: the text.
    ///
    /// Source: <https://learn.microsoft.com/kusto/query/url-encode-component-function>
    ///
    /// ```kusto
    /// url_encode_component("a b/ü")   // a%20b%2f%c3%bc
    /// ```
    pub URL_ENCODE_COMPONENT = url_encode_component(text: string) -> string => component;
}

kql_scalar! {
    /// Returns the text that stands in a URL as given: `%` and two digits as their byte, `+` as a blank.
    ///
    /// - `encoded`: the text as it stands in the URL. A `%` without two digits stays; bytes that are not UTF-8 become `U+FFFD`.
    ///
    /// Source: <https://learn.microsoft.com/kusto/query/url-decode-function>
    ///
    /// ```kusto
    /// url_decode("a+b%2F%C3%BC")   // a b/ü
    /// url_decode("100%")           // 100%
    /// ```
    pub URL_DECODE = url_decode(encoded: string) -> string => decode;
}

fn form<'a>(call: &Call<'a>) -> Value<'a> {
    Value::from(encoded(call.text(0), "+"))
}

fn component<'a>(call: &Call<'a>) -> Value<'a> {
    Value::from(encoded(call.text(0), "%20"))
}

fn encoded(text: &str, blank: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'!' | b'*' | b'(' | b')' => {
                encoded.push(char::from(byte));
            }
            b' ' => encoded.push_str(blank),
            other => encoded.push_str(&format!("%{other:02x}")),
        }
    }
    encoded
}

fn decode<'a>(call: &Call<'a>) -> Value<'a> {
    Value::from(decoded(call.text(0)))
}

/// What a text in a URL stands for.
pub(crate) fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        let pair = match after {
            [high, low, ..] if *first == b'%' => digit(*high).zip(digit(*low)),
            _ => None,
        };
        if let Some((high, low)) = pair {
            bytes.push((high << 4) | low);
            rest = after.get(2..).unwrap_or_default();
        } else {
            bytes.push(if *first == b'+' { b' ' } else { *first });
            rest = after;
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn digit(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}
