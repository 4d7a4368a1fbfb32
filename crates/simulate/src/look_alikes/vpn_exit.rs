//! A private network that comes out in another country after an hour: looks like impossible travel.

use crate::life::attempt::Second;
use crate::life::sign_ins::attempt as own_attempt;
use crate::scenarios::Scenario;
use crate::stage::Stage;
use crate::world::networks;

pub(super) const SCENARIO: Scenario = Scenario::look_alike("vpn-exit-change", "T1078.004", &[13, 14, 22], play);

fn play(stage: &mut Stage<'_>) -> Option<String> {
    let world = stage.world;
    let person = stage.victim()?;
    let day = stage.day(person);
    let mut attempt = own_attempt(world, person, &day, 0, 10 * 3600, &mut stage.random);
    attempt.time = stage.at(person, 10);
    let mut seen = Vec::new();
    while seen.len() < 3 {
        let source = networks::vpn(&mut stage.random);
        if seen.contains(&source.city) {
            continue;
        }
        seen.push(source.city);
        attempt.source = source;
        stage.sign_in(attempt.end(world, 0, Second::Earlier));
        stage.later(&mut attempt, 900, 2400);
        attempt.correlation = stage.random.guid();
    }
    Some(format!(
        "The private network of {} changed its exit twice: three countries in two hours, one device, one session.",
        person.sign_in
    ))
}
