//! Cities: where people live and work, where networks come out, where attacks come from.

use crate::time::{SummerTime, Zone};

/// Position in [`CITIES`].
pub(crate) type CityIndex = u16;

/// Which list of names people of a place take theirs from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Naming {
    English,
    Dutch,
    German,
    French,
    Spanish,
    Polish,
    Nordic,
    Indian,
    EastAsian,
}

/// A city as a sign-in record names it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct City {
    pub(crate) name: &'static str,
    pub(crate) state: &'static str,
    pub(crate) country: &'static str,
    /// Degrees north, as text so that every machine writes the same digits.
    pub(crate) latitude: &'static str,
    /// Degrees east.
    pub(crate) longitude: &'static str,
    pub(crate) zone: Zone,
    pub(crate) naming: Naming,
}

const fn city(
    name: &'static str,
    state: &'static str,
    country: &'static str,
    coordinates: (&'static str, &'static str),
    standard: i64,
    summer: SummerTime,
    naming: Naming,
) -> City {
    City {
        name,
        state,
        country,
        latitude: coordinates.0,
        longitude: coordinates.1,
        zone: Zone { standard, summer },
        naming,
    }
}

use Naming::{Dutch, EastAsian, English, French, German, Indian, Nordic, Polish, Spanish};
use SummerTime::{Australia, Europe, Never, NorthAmerica};

/// The first [`HOME_CITIES`] have offices and people; the rest only travellers, exits and attackers.
pub(crate) const HOME_CITIES: usize = 20;

/// Every city of the make-believe world.
pub(crate) const CITIES: &[City] = &[
    city("Amsterdam", "Noord-Holland", "NL", ("52.37403", "4.88969"), 60, Europe, Dutch),
    city("Utrecht", "Utrecht", "NL", ("52.09083", "5.12222"), 60, Europe, Dutch),
    city("London", "England", "GB", ("51.50853", "-0.12574"), 0, Europe, English),
    city("Manchester", "England", "GB", ("53.48095", "-2.23743"), 0, Europe, English),
    city("Dublin", "Dublin", "IE", ("53.33306", "-6.24889"), 0, Europe, English),
    city("Berlin", "Berlin", "DE", ("52.52437", "13.41053"), 60, Europe, German),
    city("Munich", "Bayern", "DE", ("48.13743", "11.57549"), 60, Europe, German),
    city("Vienna", "Wien", "AT", ("48.20849", "16.37208"), 60, Europe, German),
    city("Paris", "Paris", "FR", ("48.85341", "2.34880"), 60, Europe, French),
    city("Lyon", "Rhone", "FR", ("45.74846", "4.84671"), 60, Europe, French),
    city("Madrid", "Madrid", "ES", ("40.41650", "-3.70256"), 60, Europe, Spanish),
    city("Warsaw", "Mazowieckie", "PL", ("52.22977", "21.01178"), 60, Europe, Polish),
    city("Stockholm", "Stockholms Lan", "SE", ("59.33258", "18.06490"), 60, Europe, Nordic),
    city("Copenhagen", "Hovedstaden", "DK", ("55.67594", "12.56553"), 60, Europe, Nordic),
    city("New York", "New York", "US", ("40.71427", "-74.00597"), -300, NorthAmerica, English),
    city("Chicago", "Illinois", "US", ("41.85003", "-87.65005"), -360, NorthAmerica, English),
    city("Seattle", "Washington", "US", ("47.60621", "-122.33207"), -480, NorthAmerica, English),
    city("Toronto", "Ontario", "CA", ("43.70011", "-79.41630"), -300, NorthAmerica, English),
    city("Mumbai", "Maharashtra", "IN", ("19.07283", "72.88261"), 330, Never, Indian),
    city("Singapore", "Singapore", "SG", ("1.28967", "103.85007"), 480, Never, EastAsian),
    city("Frankfurt Am Main", "Hessen", "DE", ("50.11552", "8.68417"), 60, Europe, German),
    city("Ashburn", "Virginia", "US", ("39.04372", "-77.48749"), -300, NorthAmerica, English),
    city("Milan", "Lombardia", "IT", ("45.46427", "9.18951"), 60, Europe, Spanish),
    city("Zurich", "Zurich", "CH", ("47.36667", "8.55000"), 60, Europe, German),
    city("Sydney", "New South Wales", "AU", ("-33.86785", "151.20732"), 600, Australia, English),
    city("Tokyo", "Tokyo", "JP", ("35.68950", "139.69171"), 540, Never, EastAsian),
    city("Dubai", "Dubai", "AE", ("25.07725", "55.30927"), 240, Never, Indian),
    city("Sao Paulo", "Sao Paulo", "BR", ("-23.54750", "-46.63611"), -180, Never, Spanish),
    city("Lagos", "Lagos", "NG", ("6.45407", "3.39467"), 60, Never, English),
    city("Bucharest", "Bucuresti", "RO", ("44.43225", "26.10626"), 120, Europe, Polish),
    city("Moscow", "Moskva", "RU", ("55.75222", "37.61556"), 180, Never, Polish),
    city("Hong Kong", "Central And Western District", "HK", ("22.27832", "114.17469"), 480, Never, EastAsian),
    city("Ho Chi Minh City", "Ho Chi Minh", "VN", ("10.82302", "106.62965"), 420, Never, EastAsian),
    city("Istanbul", "Istanbul", "TR", ("41.01384", "28.94966"), 180, Never, Polish),
];

/// The position of a city by name; the first city when there is none of that name.
pub(crate) fn city_named(name: &str) -> CityIndex {
    CITIES.iter().position(|city| city.name == name).unwrap_or(0) as CityIndex
}
