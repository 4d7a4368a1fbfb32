//! Ordinary life: what a tenant's logs are full of when nothing is wrong.

pub(crate) mod attempt;
pub(crate) mod background;
pub(crate) mod day;
pub(crate) mod directory;
pub(crate) mod emitter;
pub(crate) mod sign_ins;
pub(crate) mod work;

use crate::random::{Purpose, Random};
use crate::time::DayNumber;
use crate::world::people::{Kind, Person};
use day::Day;
use emitter::Emitter;

/// No episode lasts longer than this many seconds.
const EPISODE: i64 = 1800;

/// Everything that happens within the emitter's window, in no order.
pub(crate) fn live(emitter: &mut Emitter<'_>) {
    let world = emitter.world;
    for person in &world.people {
        for date in local_days(emitter, person) {
            person_day(emitter, person, date);
        }
    }
    background::principals(emitter);
    background::system_commands(emitter);
    // Any place on earth: local days begin up to 14 hours before and 12 after those of UTC; an activation lasts 4 hours.
    let first = emitter.window.from.plus_seconds(-18 * 3600).day() - 1;
    for date in first..=emitter.window.until.plus_seconds(14 * 3600).day() {
        directory::changes(emitter, date);
    }
}

/// The dates of a person's calendar that the window may touch; journeys change the zone, so with a day on either side
/// where they travel.
fn local_days(emitter: &Emitter<'_>, person: &Person) -> std::ops::RangeInclusive<DayNumber> {
    let zone = person.place().zone;
    let first = emitter.window.from.plus_seconds(zone.offset(emitter.window.from.day()) - EPISODE).day();
    let last = emitter.window.until.plus_seconds(zone.offset(emitter.window.until.day())).plus_ticks(-1).day();
    let slack = i64::from(
        day::journey(emitter.world, person, first).is_some() || day::journey(emitter.world, person, last).is_some(),
    );
    // The end of a working day may lie after midnight.
    first - 1.max(slack)..=last + slack
}

/// The kinds of episodes of a day, which number their random streams.
#[derive(Clone, Copy)]
enum Episode {
    SignIn,
    ComputerRefresh,
    TelephoneRefresh,
    Mail,
    Files,
    Teams,
    Legacy,
    Report,
}

/// How many episodes of a kind a person's day has, and the stretch of seconds they are spread over.
struct Spread {
    episode: Episode,
    /// Mean in hundredths.
    mean: u64,
    from: i64,
    until: i64,
}

fn person_day(emitter: &mut Emitter<'_>, person: &Person, date: DayNumber) {
    let day = Day::of(emitter.world, person, date);
    if !emitter.window.touches(day.midnight, 36 * 3600) {
        return;
    }
    let busy = |mean: u64| mean * person.activity / 100;
    let telephone = person.telephone().is_some();
    let spread = |episode, mean, from, until| Spread { episode, mean, from, until };
    let spreads: Vec<Spread> = match (person.kind, day.works()) {
        (Kind::Member | Kind::Administrator, true) => vec![
            spread(Episode::SignIn, busy(170), day.begins, day.ends),
            spread(Episode::ComputerRefresh, busy(500), day.begins, day.ends),
            spread(Episode::TelephoneRefresh, if telephone { 380 } else { 0 }, 6 * 3600, 23 * 3600),
            spread(Episode::Mail, busy(1300), day.begins, day.ends + 1800),
            spread(Episode::Files, busy(560), day.begins, day.ends),
            spread(Episode::Teams, busy(1000), day.begins, day.ends),
            spread(Episode::Report, busy(45), day.begins, day.ends),
        ],
        (Kind::Member | Kind::Administrator, false) => vec![
            spread(Episode::SignIn, 8, 8 * 3600, 22 * 3600),
            spread(Episode::ComputerRefresh, 60, 8 * 3600, 22 * 3600),
            spread(Episode::TelephoneRefresh, if telephone { 300 } else { 0 }, 7 * 3600, 23 * 3600),
            spread(Episode::Mail, 90, 8 * 3600, 22 * 3600),
            spread(Episode::Files, 10, 8 * 3600, 22 * 3600),
            spread(Episode::Teams, 40, 8 * 3600, 22 * 3600),
        ],
        (Kind::Guest, true) => vec![
            spread(Episode::SignIn, 30, day.begins, day.ends),
            spread(Episode::ComputerRefresh, 60, day.begins, day.ends),
            spread(Episode::Files, 30, day.begins, day.ends),
            spread(Episode::Teams, 40, day.begins, day.ends),
        ],
        (Kind::ServiceAccount, _) => vec![spread(Episode::Legacy, 4800, 0, 86_400)],
        (Kind::Guest, false) | (Kind::BreakGlass, _) => Vec::new(),
    };
    for spread in spreads {
        scatter(emitter, person, &day, &spread);
    }
}

/// Lets the episodes of one kind happen at random seconds, busier in the middle of each half of the day.
fn scatter(emitter: &mut Emitter<'_>, person: &Person, day: &Day, spread: &Spread) {
    let seed = emitter.world.seed;
    let keys = [u64::from(person.index), day.date as u64, spread.episode as u64];
    let mut counter = Random::keyed(seed, Purpose::Episode, &keys);
    let count = counter.count(emitter.mean(spread.mean));
    for _ in 0..count {
        let second = spread.from + counter.below((spread.until - spread.from).max(1) as u64) as i64;
        let mut random = Random::new(counter.next());
        if day.in_flight(second) || !emitter.window.touches(day.midnight.plus_seconds(second), EPISODE) {
            continue;
        }
        match spread.episode {
            Episode::SignIn => sign_ins::interactive(emitter, person, day, second, &mut random),
            Episode::ComputerRefresh => {
                let device = if person.devices.len() > 2 && random.chance(80) { 2 } else { 0 };
                sign_ins::refresh(emitter, person, day, device, second, &mut random);
            }
            Episode::TelephoneRefresh => {
                sign_ins::refresh(emitter, person, day, person.telephone().unwrap_or(0), second, &mut random);
            }
            Episode::Mail => work::mail(emitter, person, day, second, &mut random),
            Episode::Files => work::files(emitter, person, day, second, &mut random),
            Episode::Teams => work::teams(emitter, person, day, second, &mut random),
            Episode::Report => work::report(emitter, person, day, second, &mut random),
            Episode::Legacy => {
                let time = day.at(second, &mut random);
                sign_ins::legacy(emitter, person, time, &mut random);
            }
        }
    }
}
