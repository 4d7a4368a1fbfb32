//! Somebody really travels: a sign-in at home, a flight, a sign-in from a hotel far away.

use crate::events::sign_in::Risk;
use crate::life::attempt::{Second, method_of};
use crate::life::sign_ins::attempt as own_attempt;
use crate::scenarios::Scenario;
use crate::stage::Stage;
use crate::world::networks;
use crate::world::places::city_named;

pub(super) const SCENARIO: Scenario = Scenario::look_alike("business-trip", "T1078.004", &[13, 14], play);

fn play(stage: &mut Stage<'_>) -> Option<String> {
    let world = stage.world;
    let person = stage.victim()?;
    let day = stage.day(person);
    let mut attempt = own_attempt(world, person, &day, 0, 7 * 3600, &mut stage.random);
    // The journey takes longer than other scenarios leave room for; in a window too short for it, it ends in the air.
    attempt.time = stage.at(person, 6);
    let home = person.home();
    attempt.source = home;
    stage.sign_in(attempt.end(world, 0, Second::Earlier));
    stage.later(&mut attempt, 9 * 3600, 10 * 3600);
    let far = if person.place().country == "US" { "Madrid" } else { "New York" };
    let source = networks::hotel(city_named(far), &mut stage.random);
    attempt.source = source;
    attempt.correlation = stage.random.guid();
    attempt.risk = Risk { level: "low", state: "remediated", kind: "unfamiliarFeatures" };
    stage.sign_in(attempt.end(world, 50_074, Second::Absent));
    stage.later(&mut attempt, 10, 25);
    let arrival = attempt.end(world, 0, Second::Given(method_of(person)));
    stage.sign_in(arrival.clone());
    stage.detect(&arrival, "unfamiliarFeatures", "low", false);
    Some(format!(
        "{} flew to {far}: the second sign-in is ten hours later, on the same computer, with the second factor given.",
        person.sign_in
    ))
}
