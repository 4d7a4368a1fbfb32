//! Administrators' accounts are tried, and only theirs.

use crate::events::sign_in::Subject;
use crate::life::attempt::Second;
use crate::scenarios::Scenario;
use crate::session::PORTAL;
use crate::stage::Stage;
use crate::world::clients::{Client, Platform, Program};
use crate::world::networks;
use crate::world::people::Person;
use crate::world::places::city_named;

pub(super) const SCENARIO: Scenario = Scenario::attack("privileged-failure-spike", "T1110", &[38], play);

fn play(stage: &mut Stage<'_>) -> Option<String> {
    let world = stage.world;
    let administrators: Vec<&Person> = world.administrators().take(12).collect();
    let mut time = stage.at(administrators.first()?, 5);
    let client = Client::on(Platform::Windows10, Program::Edge, time, 40);
    for _ in 0..6 {
        for person in &administrators {
            let source = networks::proxy(city_named("Milan"), &mut stage.random);
            stage.involve(person.index);
            let attempt = stage.attempt(Subject::Person(person.index), time, source, client, PORTAL);
            stage.sign_in(attempt.end(world, 50_126, Second::Absent));
            time = stage.moment_after(time, 20, 160);
        }
    }
    Some(format!("Someone who knew the {} administrators tried passwords on them alone, slowly.", administrators.len()))
}
