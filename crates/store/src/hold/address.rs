//! IP addresses, in whatever form they are written.

use std::net::{IpAddr, SocketAddrV4};

/// An address or a network.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Network {
    bits: u128,
    mask: u128,
}

impl Network {
    /// Reads an address such as `2001:db8::1`, or a network such as `192.0.2.0/24`; none where it is neither.
    pub(super) fn read(text: &str) -> Option<Self> {
        let (address, length) = match text.split_once('/') {
            Some((address, length)) => (address, Some(length.parse::<u32>().ok()?)),
            None => (text, None),
        };
        let address = address.trim_matches(['[', ']']).parse::<IpAddr>().ok()?;
        let width = if address.is_ipv4() { 32 } else { 128 };
        let host = width - length.unwrap_or(width).min(width);
        let mask = u128::MAX.checked_shl(host).unwrap_or(0);
        let bits = bits(address);
        Some(Self { bits: bits & mask, mask })
    }

    fn holds(self, address: IpAddr) -> bool {
        bits(address) & self.mask == self.bits
    }
}

/// Tells whether a text, in the form in which texts are compared, contains an address of one of the networks.
pub(super) fn contains(text: &str, networks: &[Network]) -> bool {
    let letter = |letter: char| letter.is_ascii_hexdigit() || letter == ':' || letter == '.';
    let words = text.split(|other: char| !letter(other)).filter(|word| word.len() > 2 && word.contains([':', '.']));
    words.filter_map(address).any(|address| networks.iter().any(|network| network.holds(address)))
}

/// An IPv4 address and the same address written in IPv6 are one.
fn bits(address: IpAddr) -> u128 {
    match address {
        IpAddr::V4(address) => address.to_ipv6_mapped().to_bits(),
        IpAddr::V6(address) => address.to_bits(),
    }
}

/// Reads an address with what may stand around it: a port, the end of a sentence.
fn address(word: &str) -> Option<IpAddr> {
    let trimmed = word.trim_end_matches('.');
    let bare = trimmed.trim_end_matches(':').trim_start_matches('.');
    let port = || trimmed.parse::<SocketAddrV4>().ok().map(|socket| IpAddr::V4(*socket.ip()));
    trimmed.parse().ok().or_else(|| bare.parse().ok()).or_else(port)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str, network: &str) -> bool {
        contains(text, &[Network::read(network).unwrap()])
    }

    #[test]
    fn an_address_is_found_in_every_form() {
        for text in ["2001:db8::1", "2001:0db8:0:0:0:0:0:1", "from [2001:db8:0::1]:443.", r#"{"ip":"2001:db8::0001"}"#]
        {
            assert!(found(text, "2001:db8::1"), "{text}");
        }
        for text in ["192.0.2.7", "192.0.2.7:50000", "::ffff:192.0.2.7", "(192.0.2.7).", "ip=192.0.2.7,"] {
            assert!(found(text, "192.0.2.7"), "{text}");
            assert!(found(text, "192.0.2.0/24") && !found(text, "192.0.3.0/24"), "{text}");
        }
        for text in ["192.0.2.77", "1192.0.2.7", "2001:db8::2", "12:34", "", "...", "192.0.2"] {
            assert!(!found(text, "192.0.2.7") && !found(text, "2001:db8::1"), "{text}");
        }
        assert!(found("10.1.2.3", "0.0.0.0/0") && found("2001:db8::1", "::/0"));
        assert_eq!(Network::read("ada@contoso.example"), None);
        assert_eq!(Network::read("192.0.2.0/x"), None);
    }
}
