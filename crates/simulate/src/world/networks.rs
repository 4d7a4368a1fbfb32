//! Networks: which address comes out where, with which operator's number.
//!
//! Addresses are from ranges reserved for documentation (192.0.2.0/24, 198.51.100.0/24, 203.0.113.0/24, `2001:db8::/32`),
//! benchmarks (198.18.0.0/15) and carriers' own networks (100.64.0.0/10); operators' numbers are private ones. The table
//! here decides where an address is, so that address, place and operator always agree.

use super::places::{CITIES, CityIndex, city_named};
use crate::address::Address;
use crate::random::{Random, mix};

/// Where a request comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Source {
    pub(crate) address: Address,
    pub(crate) city: CityIndex,
    /// Autonomous system number.
    pub(crate) operator: u32,
    pub(crate) network: Network,
}

/// What kind of network it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Network {
    /// An office of the company: a trusted named location.
    Office,
    Home,
    Mobile,
    Hotel,
    /// The exit of a commercial private network.
    Vpn,
    /// A hosting provider.
    Hosting,
    /// Somebody's home connection, rented out as a proxy.
    Proxy,
    /// A relay that hides where a request comes from.
    Anonymiser,
    /// Microsoft's own servers.
    Service,
}

fn country_number(city: CityIndex) -> u32 {
    let country = CITIES[usize::from(city)].country;
    CITIES.iter().position(|other| other.country == country).unwrap_or(0) as u32
}

fn source(address: Address, city: CityIndex, operator: u32, network: Network) -> Source {
    Source { address, city, operator, network }
}

/// One of the few addresses an office goes out by.
pub(crate) fn office(site: u16, city: CityIndex, choice: u64) -> Source {
    let address = Address::v4(203, 0, 113, (site % 32) as u8 * 8 + 1 + (choice % 2) as u8);
    source(address, city, 64_500 + u32::from(site), Network::Office)
}

/// The address of a person's home connection: stable, one in four on IPv6.
pub(crate) fn home(person: u32, city: CityIndex) -> Source {
    let operator = 64_600 + country_number(city);
    if person % 4 == 3 {
        let address = Address::v6(0x100 + city, (person >> 16) as u16, person as u16, mix(u64::from(person)) | 1);
        return source(address, city, operator, Network::Home);
    }
    let [_, _, third, fourth] = person.wrapping_mul(97).to_be_bytes();
    source(Address::v4(198, 18, third, fourth), city, operator, Network::Home)
}

/// A mobile carrier's address: changes from hour to hour, comes out at the country's gateway.
pub(crate) fn mobile(city: CityIndex, random: &mut Random) -> Source {
    let country = country_number(city);
    let carrier = random.below(2) as u32;
    let address = Address::v4(
        100,
        64 + (country % 30) as u8 * 2 + carrier as u8,
        random.below(64) as u8,
        random.below(255) as u8 + 1,
    );
    source(address, country as CityIndex, 64_700 + country * 2 + carrier, Network::Mobile)
}

/// A hotel's network in a city.
pub(crate) fn hotel(city: CityIndex, random: &mut Random) -> Source {
    let address = Address::v4(198, 19, city as u8, random.below(40) as u8 + 10);
    source(address, city, 64_800 + u32::from(city), Network::Hotel)
}

/// Cities where the commercial private network has exits.
const EXITS: &[&str] = &["Amsterdam", "Frankfurt Am Main", "London", "New York", "Singapore", "Zurich"];

/// An exit of the commercial private network some people use.
pub(crate) fn vpn(random: &mut Random) -> Source {
    let exit = random.index(EXITS.len());
    let address = Address::v4(198, 51, 100, exit as u8 * 40 + random.below(30) as u8 + 1);
    source(address, city_named(EXITS[exit]), 64_990, Network::Vpn)
}

/// A server at a hosting provider.
pub(crate) fn hosting(city: CityIndex, random: &mut Random) -> Source {
    let address = Address::v4(198, 19, 128 + city as u8, random.below(250) as u8 + 2);
    source(address, city, 65_100 + u32::from(city), Network::Hosting)
}

/// A rented home connection.
pub(crate) fn proxy(city: CityIndex, random: &mut Random) -> Source {
    let address = Address::v4(198, 19, 192 + city as u8, random.below(250) as u8 + 2);
    source(address, city, 65_200 + u32::from(city), Network::Proxy)
}

/// A relay of an anonymising network.
pub(crate) fn anonymiser(random: &mut Random) -> Source {
    const RELAYS: &[&str] = &["Zurich", "Amsterdam", "Stockholm", "Bucharest"];
    let relay = random.index(RELAYS.len());
    let address = Address::v4(192, 0, 2, 224 + relay as u8 * 7 + random.below(7) as u8);
    source(address, city_named(RELAYS[relay]), 64_998, Network::Anonymiser)
}

/// A server of the service itself, as many mailbox records have it.
pub(crate) fn service(city: CityIndex, random: &mut Random) -> Source {
    let address = Address::v6(0x2603, city, random.below(16) as u16, 0x1000 + random.below(0x2000));
    source(address, city, 65_500, Network::Service)
}

/// A fixed server of the company's own automation.
pub(crate) fn automation(number: u16, city: CityIndex) -> Source {
    source(Address::v4(192, 0, 2, 16 + (number % 200) as u8), city, 64_995, Network::Hosting)
}
