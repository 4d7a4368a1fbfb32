//! Locking out a whole company: many accounts, few tries each, from rented home connections.

use crate::events::sign_in::Subject;
use crate::life::attempt::Second;
use crate::scenarios::Scenario;
use crate::stage::Stage;
use crate::world::applications::{OFFICE_HOME, OFFICE_PORTAL};
use crate::world::clients::{Client, Platform, Program};
use crate::world::networks;
use crate::world::places::city_named;

pub(super) const SCENARIO: Scenario = Scenario::attack("lock-out-burst", "T1110", &[4], play);

fn play(stage: &mut Stage<'_>) -> Option<String> {
    let crowd = stage.crowd(60);
    let mut time = stage.at(crowd.first()?, 2);
    let client = Client::on(Platform::Windows10, Program::Chrome, time, 60);
    for person in &crowd {
        let source = networks::proxy(city_named("Sao Paulo"), &mut stage.random);
        let mut attempt =
            stage.attempt(Subject::Person(person.index), time, source, client, (OFFICE_HOME, OFFICE_PORTAL));
        for _ in 0..3 {
            stage.fail(&mut attempt, 50_053, Second::Absent, (4, 15));
        }
        time = stage.moment_after(time, 5, 40);
    }
    Some(format!("Within an hour {} accounts were locked by tries from rented home connections.", crowd.len()))
}
