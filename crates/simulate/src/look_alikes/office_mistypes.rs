//! Monday after the passwords ran out: many people fail behind one address.

use crate::life::attempt::Second;
use crate::scenarios::Scenario;
use crate::session::Session;
use crate::stage::Stage;
use crate::world::applications::{OFFICE_HOME, OFFICE_PORTAL};
use crate::world::networks;
use crate::world::people::{Kind, Person};

pub(super) const SCENARIO: Scenario = Scenario::look_alike("office-mistypes", "T1110.003", &[1, 4], play);

fn play(stage: &mut Stage<'_>) -> Option<String> {
    let world = stage.world;
    let crowd: Vec<&Person> = world
        .people
        .iter()
        .filter(|person| person.kind == Kind::Member && person.site == 0 && !person.remote)
        .take(14)
        .collect();
    let mut time = stage.at(crowd.first()?, 9);
    let site = world.sites.first().copied().unwrap_or(0);
    for person in &crowd {
        stage.involve(person.index);
        let mut attempt = Session::attempt(stage, person, 9, (OFFICE_HOME, OFFICE_PORTAL));
        let source = networks::office(0, site, 0);
        attempt.source = source;
        attempt.time = time;
        for _ in 0..stage.random.between(1, 3) {
            stage.fail(&mut attempt, 50_126, Second::Absent, (6, 30));
        }
        stage.sign_in(attempt.end(world, 0, Second::Absent));
        time = stage.moment_after(time, 15, 80);
    }
    Some(format!("{} people of one office mistyped their new passwords within minutes and then got in.", crowd.len()))
}
