//! Several colleagues behind one exit of the licensed private network.

use crate::life::attempt::Second;
use crate::scenarios::Scenario;
use crate::session::Session;
use crate::stage::Stage;
use crate::world::applications::{OFFICE_HOME, OFFICE_PORTAL};
use crate::world::networks;
use crate::world::people::Person;

pub(super) const SCENARIO: Scenario = Scenario::look_alike("shared-private-network", "T1090", &[1, 13, 14, 16], play);

fn play(stage: &mut Stage<'_>) -> Option<String> {
    let world = stage.world;
    let mut users: Vec<&Person> = world.people.iter().filter(|person| person.works() && person.vpn).take(8).collect();
    if users.is_empty() {
        users.push(stage.victim()?);
    }
    let source = networks::vpn(&mut stage.random);
    let mut time = stage.at(users.first()?, 11);
    for person in &users {
        stage.involve(person.index);
        let mut attempt = Session::attempt(stage, person, 11, (OFFICE_HOME, OFFICE_PORTAL));
        attempt.source = source;
        attempt.time = time;
        if stage.random.chance(400) {
            stage.fail(&mut attempt, 50_126, Second::Absent, (5, 20));
        }
        stage.sign_in(attempt.end(world, 0, Second::Earlier));
        time = stage.moment_after(time, 60, 500);
    }
    Some(format!("{} people worked through the same exit of the company's private network.", users.len()))
}
