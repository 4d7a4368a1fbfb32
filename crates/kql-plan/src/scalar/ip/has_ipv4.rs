//! `has_ipv4()` and its like: whether an IPv4 address stands in a text.

use std::net::Ipv4Addr;

use super::texts;
use crate::scalar::Call;
use crate::{Value, kql_scalar};

kql_scalar! {
    /// Returns whether an IPv4 address stands in a text, with no letter or digit right before or after it.
    ///
    /// - `source`: where to look.
    /// - `address`: the address; what is none is in no text.
    ///
    /// Source: <https://learn.microsoft.com/kusto/query/has-ipv4-function>
    ///
    /// ```kusto
    /// has_ipv4("sign-in from 198.51.100.7:443 failed", "198.51.100.7")     // True
    /// has_ipv4("sign-in from 198.51.100.77 failed", "198.51.100.7")        // False
    /// ```
    pub HAS_IPV4 = has_ipv4(source: string, address: string) -> bool => addresses;
}

kql_scalar! {
    /// Returns whether one of many IPv4 addresses stands in a text, with no letter or digit right before or after it.
    ///
    /// - `source`: where to look.
    /// - `addresses`: addresses, or arrays of them; what is none is in no text.
    ///
    /// Source: <https://learn.microsoft.com/kusto/query/has-any-ipv4-function>
    ///
    /// ```kusto
    /// has_any_ipv4("sign-in from 198.51.100.7 failed", "203.0.113.5", "198.51.100.7")        // True
    /// has_any_ipv4("sign-in from 198.51.100.7 failed", dynamic(["203.0.113.5", "none"]))     // False
    /// ```
    pub HAS_ANY_IPV4 = has_any_ipv4(source: string, addresses: string|dynamic...) -> bool => addresses;
}

kql_scalar! {
    /// Returns whether an IPv4 address with certain first numbers stands in a text, with no letter or digit right before or after it.
    ///
    /// - `source`: where to look.
    /// - `prefix`: a whole address, or its first numbers with a point at the end: `192.168.`. What is neither is in no text.
    ///
    /// Source: <https://learn.microsoft.com/kusto/query/has-ipv4-prefix-function>
    ///
    /// ```kusto
    /// has_ipv4_prefix("sign-in from 198.51.100.7 failed", "198.51.")    // True
    /// has_ipv4_prefix("sign-in from 198.51.100.7 failed", "198.5")      // False
    /// ```
    pub HAS_IPV4_PREFIX = has_ipv4_prefix(source: string, prefix: string) -> bool => prefixes;
}

kql_scalar! {
    /// Returns whether an IPv4 address with one of many first numbers stands in a text, with no letter or digit right before or after it.
    ///
    /// - `source`: where to look.
    /// - `prefixes`: whole addresses, or their first numbers with a point at the end, or arrays of such. What is neither is in no text.
    ///
    /// Source: <https://learn.microsoft.com/kusto/query/has-any-ipv4-prefix-function>
    ///
    /// ```kusto
    /// has_any_ipv4_prefix("sign-in from 198.51.100.7 failed", "10.", "198.51.")             // True
    /// has_any_ipv4_prefix("sign-in from 198.51.100.7 failed", dynamic(["10.", "192."]))     // False
    /// ```
    pub HAS_ANY_IPV4_PREFIX = has_any_ipv4_prefix(source: string, prefixes: string|dynamic...) -> bool => prefixes;
}

fn addresses<'a>(call: &Call<'a>) -> Value<'a> {
    let wanted: Vec<Ipv4Addr> = texts(call, 1).filter_map(|text| text.parse().ok()).collect();
    Value::Bool(!wanted.is_empty() && standing(call.text(0)).any(|(_, address)| wanted.contains(&address)))
}

fn prefixes<'a>(call: &Call<'a>) -> Value<'a> {
    let wanted: Vec<&str> = texts(call, 1).filter(|text| is_prefix(text)).collect();
    let found = |(written, _): (&str, Ipv4Addr)| {
        wanted.iter().any(|prefix| if prefix.ends_with('.') { written.starts_with(prefix) } else { written == *prefix })
    };
    Value::Bool(!wanted.is_empty() && standing(call.text(0)).any(found))
}

/// Whether it is an address, or one to three of its numbers, each with a point after it.
fn is_prefix(text: &str) -> bool {
    match text.strip_suffix('.') {
        Some(numbers) => {
            let missing = 3_usize.checked_sub(numbers.split('.').count());
            missing.is_some_and(|missing| format!("{numbers}.0{}", ".0".repeat(missing)).parse::<Ipv4Addr>().is_ok())
        }
        None => text.parse::<Ipv4Addr>().is_ok(),
    }
}

/// The addresses in a text: as long a run of digits and points as there is, with no letter or digit right before or after it.
fn standing(source: &str) -> impl Iterator<Item = (&str, Ipv4Addr)> {
    source
        .split(|character: char| !(character.is_alphanumeric() || character == '.'))
        .map(|run| run.trim_matches('.'))
        .filter_map(|run| Some((run, run.parse().ok()?)))
}

#[cfg(test)]
mod tests {
    use super::{is_prefix, standing};

    #[test]
    fn finds_whole_addresses() {
        let found: Vec<&str> = standing("a 10.0.0.1. b10.0.0.2 (10.0.0.3) 1.10.0.0.4 _10.0.0.5_ 10.0.0.256 ä10.0.0.6")
            .map(|(run, _)| run)
            .collect();
        assert_eq!(found, ["10.0.0.1", "10.0.0.3", "10.0.0.5"]);
    }

    #[test]
    fn knows_prefixes() {
        for right in ["10.", "10.0.", "10.0.0.", "10.0.0.1"] {
            assert!(is_prefix(right), "{right}");
        }
        for wrong in ["", ".", "10", "10.0", "256.", "10..", "10.0.0.1.", "a."] {
            assert!(!is_prefix(wrong), "{wrong}");
        }
    }
}
