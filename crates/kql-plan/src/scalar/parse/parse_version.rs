//! `parse_version()`: a version as a number that can be compared.

use bigdecimal::BigDecimal;

use crate::scalar::Call;
use crate::{Value, kql_scalar};

kql_scalar! {
    /// Returns a version as a decimal: each of its four parts has eight digits, so that the greater version is the greater number.
    ///
    /// - `version`: one to four numbers of at most eight digits with points between. Parts that are missing are 0.
    ///
    /// Null: null when it is no such version.
    /// Source: <https://learn.microsoft.com/kusto/query/parse-version-function>
    ///
    /// ```kusto
    /// parse_version("0.0.3.15")                              // 300000015
    /// parse_version("10.2") > parse_version("9.30.1")        // true
    /// parse_version("1.2-beta")                              // null
    /// ```
    pub PARSE_VERSION = parse_version(version: string) -> decimal => kernel;
}

fn kernel<'a>(call: &Call<'a>) -> Value<'a> {
    Value::or_null(number(call.text(0)).map(BigDecimal::from))
}

/// The four parts, eight digits each; 32 digits fit.
fn number(version: &str) -> Option<u128> {
    let mut parts = version.split('.');
    let mut number: u128 = 0;
    for _ in 0..4 {
        let part = match parts.next() {
            Some(part) if (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit()) => {
                part.parse().ok()?
            }
            Some(_) => return None,
            None => 0,
        };
        number = number.checked_mul(100_000_000)?.checked_add(part)?;
    }
    if parts.next().is_some() { None } else { Some(number) }
}

#[cfg(test)]
mod tests {
    use super::number;

    #[test]
    fn reads_versions() {
        assert_eq!(number("99999999.99999999.99999999.99999999"), Some(99_999_999_999_999_999_999_999_999_999_999));
        for wrong in ["", "1.", "1.2.3.4.5", "123456789", "-1", "1.+2"] {
            assert_eq!(number(wrong), None, "{wrong}");
        }
    }
}
