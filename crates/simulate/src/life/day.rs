//! Where a person is on a day and which network they use.

use crate::random::{Purpose, Random, key};
use crate::time::{DayNumber, Moment, weekday};
use crate::world::World;
use crate::world::networks::{self, Source};
use crate::world::people::{Kind, Person};
use crate::world::places::{CITIES, CityIndex};

/// Where the day is spent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Presence {
    Office,
    Home,
    /// On business in another city.
    Away(CityIndex),
    /// Weekend, holiday, leave or illness.
    Off,
}

/// One person's day.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Day {
    pub(crate) date: DayNumber,
    pub(crate) presence: Presence,
    /// The beginning of the local day.
    pub(crate) midnight: Moment,
    /// Seconds after midnight at which work begins and ends.
    pub(crate) begins: i64,
    pub(crate) ends: i64,
    /// Whether the computer goes out by the commercial private network.
    pub(crate) vpn: bool,
    /// On the first day of a journey: when the aeroplane leaves; nothing happens for some hours.
    pub(crate) departs: Option<i64>,
}

/// A journey within a block of four weeks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Journey {
    pub(crate) first: DayNumber,
    pub(crate) last: DayNumber,
    pub(crate) city: CityIndex,
}

/// The journey a person makes around a date, if any.
pub(crate) fn journey(world: &World, person: &Person, date: DayNumber) -> Option<Journey> {
    if !person.works() {
        return None;
    }
    let block = date.div_euclid(28);
    let mut random = Random::keyed(world.seed, Purpose::Trip, &[u64::from(person.index), block as u64]);
    if !random.chance(person.travels) {
        return None;
    }
    let first = block * 28 + random.between(0, 22) as i64;
    let last = first + random.between(1, 4) as i64;
    let mut city = random.index(CITIES.len()) as CityIndex;
    if matches!(CITIES[usize::from(city)].country, "RU" | "VN" | "NG") {
        city = person.city;
    }
    (city != person.city).then_some(Journey { first, last, city })
}

/// Days nobody works, as month and day, with the countries they hold for; all of them when there are none.
const HOLIDAYS: &[(u32, u32, &[&str])] = &[
    (1, 1, &[]),
    (12, 25, &[]),
    (12, 26, &["NL", "GB", "IE", "DE", "AT", "PL", "SE", "DK", "CA"]),
    (5, 1, &["DE", "AT", "FR", "ES", "PL", "SE"]),
    (4, 27, &["NL"]),
    (7, 4, &["US"]),
    (7, 14, &["FR"]),
    (10, 3, &["DE"]),
    (10, 12, &["ES"]),
    (10, 26, &["AT"]),
    (11, 1, &["FR", "ES", "PL", "AT"]),
    (11, 11, &["FR", "PL", "US", "CA"]),
    (8, 15, &["IN", "FR", "ES", "PL", "AT"]),
    (8, 9, &["SG"]),
];

fn holiday(country: &str, date: DayNumber) -> bool {
    let parts = Moment::from_day(date).parts();
    HOLIDAYS.iter().any(|(month, day, countries)| {
        *month == parts.month && *day == parts.day && (countries.is_empty() || countries.contains(&country))
    })
}

fn on_leave(world: &World, person: &Person, date: DayNumber) -> bool {
    let block = date.div_euclid(91);
    let mut random = Random::keyed(world.seed, Purpose::Absence, &[u64::from(person.index), block as u64]);
    let first = block * 91 + random.between(0, 80) as i64;
    let length = random.weighted(&[(50, 0), (20, 4), (18, 9), (12, 16)]);
    (first..first + length).contains(&date)
}

impl Day {
    /// The day of a person.
    pub(crate) fn of(world: &World, person: &Person, date: DayNumber) -> Self {
        let mut random = Random::keyed(world.seed, Purpose::Day, &[u64::from(person.index), date as u64]);
        let place = person.place();
        let journey = journey(world, person, date).filter(|journey| (journey.first..=journey.last).contains(&date));
        let off =
            weekday(date) >= 5 || holiday(place.country, date) || on_leave(world, person, date) || random.chance(15);
        let presence = match journey {
            Some(journey) => Presence::Away(journey.city),
            None if off || !matches!(person.kind, Kind::Member | Kind::Administrator | Kind::Guest) => Presence::Off,
            None if person.remote || random.chance(350) => Presence::Home,
            None => Presence::Office,
        };
        let zone = match presence {
            Presence::Away(city) => CITIES[usize::from(city)].zone,
            _ => place.zone,
        };
        let begins = (person.begins + random.between(0, 50) as i64 - 20) * 60;
        Self {
            date,
            presence,
            midnight: Moment::from_day(date).plus_seconds(-zone.offset(date)),
            begins,
            ends: begins + random.between(460, 590) as i64 * 60,
            vpn: person.vpn && random.chance(400),
            departs: journey
                .filter(|journey| journey.first == date)
                .map(|_| begins + random.between(1, 4) as i64 * 3600),
        }
    }

    pub(crate) fn works(&self) -> bool {
        self.presence != Presence::Off
    }

    /// A moment of the day, with a fraction of a second that belongs to it.
    pub(crate) fn at(&self, second: i64, random: &mut Random) -> Moment {
        self.midnight.plus_seconds(second).plus_ticks(random.below(10_000_000) as i64)
    }

    /// Whether the person sits in an aeroplane.
    pub(crate) fn in_flight(&self, second: i64) -> bool {
        self.departs.is_some_and(|departs| (departs..departs + 6 * 3600).contains(&second))
    }

    /// The network a device uses at a second of the day.
    pub(crate) fn source(&self, world: &World, person: &Person, computer: bool, second: i64) -> Source {
        let half = second / (4 * 3600);
        let mut random = Random::new(key(
            world.seed,
            Purpose::Session,
            &[u64::from(person.index), self.date as u64, half as u64, u64::from(computer)],
        ));
        let city = match self.presence {
            Presence::Away(city) if self.departs.is_none_or(|departs| second > departs) => city,
            _ => person.city,
        };
        let at_work = (self.begins..self.ends).contains(&second);
        if computer {
            if self.vpn {
                return networks::vpn(&mut random);
            }
            return match self.presence {
                Presence::Office if at_work => {
                    let site = world.sites.get(usize::from(person.site)).copied().unwrap_or(0);
                    networks::office(person.site, site, random.next())
                }
                Presence::Away(_) if city != person.city => networks::hotel(city, &mut random),
                _ => person.home(),
            };
        }
        match self.presence {
            Presence::Away(_) if city != person.city => {
                if random.chance(500) {
                    networks::mobile(city, &mut random)
                } else {
                    networks::hotel(city, &mut random)
                }
            }
            Presence::Office if at_work && random.chance(500) => {
                let site = world.sites.get(usize::from(person.site)).copied().unwrap_or(0);
                networks::office(person.site, site, random.next())
            }
            Presence::Office if at_work => networks::mobile(city, &mut random),
            _ if random.chance(250) => networks::mobile(city, &mut random),
            _ => person.home(),
        }
    }
}
