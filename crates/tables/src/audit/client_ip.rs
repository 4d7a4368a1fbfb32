//! The address an action came from, out of the many ways in which services write it.

use std::net::{IpAddr, Ipv6Addr};

/// A client's address, and its port where the record has one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ClientIp {
    /// The address; an IPv4 address wrapped in IPv6 is unwrapped.
    pub address: IpAddr,
    /// The client's TCP port.
    pub port: Option<u16>,
}

/// Reads an address field of an audit record.
///
/// Understood: a port, brackets, IPv4 inside IPv6 (`::ffff:192.0.2.1`), a zone id (`fe80::1%eth0`), a note before the
/// address in parentheses (`CORRECTIPV4 (192.0.2.1)`), and a list, of which the first counts, as proxies append.
/// None for a host name, an impossible address, `<null>` and the like: these stay in the record.
///
/// ```
/// # use tables::audit::client_ip::parse;
/// let client = parse("[::ffff:192.0.2.7]:51514").unwrap();
/// assert_eq!((client.address.to_string().as_str(), client.port), ("192.0.2.7", Some(51514)));
/// assert_eq!(parse("localhost"), None);
/// ```
pub fn parse(text: &str) -> Option<ClientIp> {
    let first = text.split([',', ';']).next()?.trim();
    parse_one(first).or_else(|| parse_one(within_parentheses(first)?))
}

/// Returns the address of a field as canonical text, without port; see [`parse`].
pub fn address(text: &str) -> Option<String> {
    parse(text).map(|client| client.address.to_string())
}

fn parse_one(text: &str) -> Option<ClientIp> {
    if let Some(bracketed) = text.strip_prefix('[') {
        let (inside, after) = bracketed.split_once(']')?;
        let port = after.strip_prefix(':').and_then(|port| port.parse().ok());
        return (after.is_empty() || after.starts_with(':'))
            .then(|| bare(inside))
            .flatten()
            .map(|address| ClientIp { address, port });
    }
    if let Some(address) = bare(text) {
        return Some(ClientIp { address, port: None });
    }
    let (host, port) = text.rsplit_once(':')?;
    let IpAddr::V4(address) = bare(host)? else { return None };
    Some(ClientIp { address: address.into(), port: port.parse().ok() })
}

/// An address alone, with at most a zone id.
fn bare(text: &str) -> Option<IpAddr> {
    let text = text.trim();
    if let Ok(address) = text.parse::<IpAddr>() {
        return Some(address.to_canonical());
    }
    let (address, _zone) = text.split_once('%')?;
    address.parse::<Ipv6Addr>().ok().map(|address| IpAddr::V6(address).to_canonical())
}

fn within_parentheses(text: &str) -> Option<&str> {
    let (_, after) = text.split_once('(')?;
    Some(after.split_once(')')?.0.trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_seen_in_records_gives_its_address_or_none() {
        let cases = "
            192.0.2.214                        | 192.0.2.214
            192.0.2.214:16902                  | 192.0.2.214 16902
            2001:db8:800:125::13               | 2001:db8:800:125::13
            2001:DB8:0:0:0:0:0:1               | 2001:db8::1
            [2001:db8:c02:282a::5]:54088       | 2001:db8:c02:282a::5 54088
            [2001:db8:c02:282a::5]             | 2001:db8:c02:282a::5
            ::1                                | ::1
            ::ffff:198.51.100.4                | 198.51.100.4
            [::ffff:198.51.100.13]:12345       | 198.51.100.13 12345
            [198.51.100.13]:12345              | 198.51.100.13 12345
            [198.51.100.13]                    | 198.51.100.13
            fe80::1%eth0                       | fe80::1
            [fe80::1%3]:443                    | fe80::1 443
            [CORRECTIPV4 (203.0.113.1)]        | 203.0.113.1
            NOTANIPV4 (203.9000.0.1)           | none
            203.0.113.9, 198.51.100.1          | 203.0.113.9
            198.51.100.1:notaport              | 198.51.100.1
            198.51.100.1:70000                 | 198.51.100.1
                                               | none
            <null>                             | none
            localhost                          | none
            [cool.client.local]:12345          | none
            [                                  | none
            256.1.1.1                          | none
            :443                               | none";
        for case in cases.lines().filter(|line| !line.is_empty()) {
            let (given, expected) = case.rsplit_once('|').unwrap();
            let read = parse(given).map_or("none".into(), |client| {
                [Some(client.address.to_string()), client.port.map(|p| p.to_string())]
                    .into_iter()
                    .flatten()
                    .collect::<Vec<_>>()
                    .join(" ")
            });
            assert_eq!(read, expected.trim(), "{given}");
        }
    }

    proptest::proptest! {
        #[test]
        fn what_is_read_reads_back_as_itself(address: IpAddr, port: u16, bracket: bool) {
            let text = match (address, bracket) {
                (IpAddr::V4(v4), false) => format!("{v4}:{port}"),
                (any, _) => format!("[{any}]:{port}"),
            };
            proptest::prop_assert_eq!(parse(&text), Some(ClientIp { address: address.to_canonical(), port: Some(port) }));
            proptest::prop_assert_eq!(self::address(&text), Some(address.to_canonical().to_string()));
        }

        #[test]
        fn no_text_makes_it_panic(text: String) {
            let _ = parse(&text);
        }
    }
}
