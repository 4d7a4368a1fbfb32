//! `punycode_from_string()` and its like: texts of any letters in ASCII ones, as in the names of domains.

use idna::punycode;

use crate::scalar::Call;
use crate::{Value, kql_scalar};

/// What stands before a part of a domain's name that is in Punycode.
const MARK: &str = "xn--";

kql_scalar! {
    /// Returns a text in Punycode, without `xn--` before it.
    ///
    /// - `text`: the text.
    ///
    /// Null: `""` when it is too long to be written so.
    /// Source: <https://learn.microsoft.com/kusto/query/punycode-from-string-function>
    ///
    /// ```kusto
    /// punycode_from_string("prüfung")   // prfung-4ya
    /// ```
    pub PUNYCODE_FROM_STRING = punycode_from_string(text: string) -> string => encode;
}

kql_scalar! {
    /// Returns the text that is given in Punycode, without `xn--` before it.
    ///
    /// - `punycode`: the Punycode.
    ///
    /// Null: `""` when it is none.
    /// Source: <https://learn.microsoft.com/kusto/query/punycode-to-string-function>
    ///
    /// ```kusto
    /// punycode_to_string("prfung-4ya")   // prüfung
    /// ```
    pub PUNYCODE_TO_STRING = punycode_to_string(punycode: string) -> string => decode;
}

kql_scalar! {
    /// Returns the name of a domain with its international parts in Punycode. Neither its letters' case nor anything else in it changes.
    ///
    /// - `domain`: the name.
    ///
    /// Null: `""` when a part is too long to be written so.
    /// Source: <https://learn.microsoft.com/kusto/query/punycode-domain-to-string-function>
    ///
    /// ```kusto
    /// punycode_domain_to_string("www.prüfung.example")   // www.xn--prfung-4ya.example
    /// ```
    pub PUNYCODE_DOMAIN_TO_STRING = punycode_domain_to_string(domain: string) -> string => encode_domain;
}

kql_scalar! {
    /// Returns the name of a domain with its parts in Punycode as what they stand for.
    ///
    /// - `domain`: the name.
    ///
    /// Null: `""` when a part after `xn--` is no Punycode.
    /// Source: <https://learn.microsoft.com/kusto/query/punycode-domain-from-string-function>
    ///
    /// ```kusto
    /// punycode_domain_from_string("www.xn--prfung-4ya.example")   // www.prüfung.example
    /// ```
    pub PUNYCODE_DOMAIN_FROM_STRING = punycode_domain_from_string(domain: string) -> string => decode_domain;
}

fn encode<'a>(call: &Call<'a>) -> Value<'a> {
    Value::from(punycode::encode_str(call.text(0)).unwrap_or_default())
}

fn decode<'a>(call: &Call<'a>) -> Value<'a> {
    let text = call.text(0);
    let decoded = if text.is_ascii() { punycode::decode_to_string(text) } else { None };
    Value::from(decoded.unwrap_or_default())
}

fn encode_domain<'a>(call: &Call<'a>) -> Value<'a> {
    let part = |part: &str| {
        if part.is_ascii() { Some(part.to_owned()) } else { Some(format!("{MARK}{}", punycode::encode_str(part)?)) }
    };
    each_part(call.text(0), part)
}

fn decode_domain<'a>(call: &Call<'a>) -> Value<'a> {
    let part = |part: &str| match part.strip_prefix(MARK) {
        Some(written) if written.is_ascii() => punycode::decode_to_string(written),
        Some(_) => None,
        None => Some(part.to_owned()),
    };
    each_part(call.text(0), part)
}

/// Goes over the parts of a name. Besides the full stop three points of East Asian scripts stand between parts.
fn each_part<'a>(domain: &str, part: impl Fn(&str) -> Option<String>) -> Value<'a> {
    let parts: Option<Vec<String>> = domain.split(['.', '\u{3002}', '\u{ff0e}', '\u{ff61}']).map(part).collect();
    Value::from(parts.map(|parts| parts.join(".")).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::{MARK, decode_domain, encode_domain};
    use crate::scalar::Call;
    use crate::{Context, Value};

    #[test]
    fn keeps_what_is_ascii() {
        let context = Context::default();
        let run = |kernel: crate::scalar::Kernel, text: &str| {
            kernel(&Call { arguments: &[Value::string(text)], context: &context }).as_str().to_owned()
        };
        assert_eq!(run(encode_domain, "Www.Zürich。example"), "Www.xn--Zrich-kva.example");
        assert_eq!(run(decode_domain, "Www.xn--Zrich-kva.example"), "Www.Zürich.example");
        assert_eq!(run(decode_domain, &format!("{MARK}!!!!!!!!!!")), "");
    }
}
