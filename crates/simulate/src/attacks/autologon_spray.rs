//! Passwords tried where computers of the domain sign in without asking.

use crate::events::sign_in::{ClientKind, Protocol, SignInKind, Subject};
use crate::guid::Guid;
use crate::life::attempt::Second;
use crate::scenarios::Scenario;
use crate::stage::Stage;
use crate::world::applications::DIRECTORY_GRAPH;
use crate::world::clients::{Client, Platform, Program};
use crate::world::networks;
use crate::world::places::city_named;

pub(super) const SCENARIO: Scenario = Scenario::attack("autologon-spray", "T1110.003", &[7], play);

fn play(stage: &mut Stage<'_>) -> Option<String> {
    let world = stage.world;
    let crowd = stage.crowd(45);
    let mut time = stage.at(crowd.first()?, 1);
    let source = networks::hosting(city_named("Hong Kong"), &mut stage.random);
    let client = Client { platform: Platform::Unknown, program: Program::None, version: 0 };
    for person in &crowd {
        let mut attempt =
            stage.attempt(Subject::Person(person.index), time, source, client, (DIRECTORY_GRAPH, DIRECTORY_GRAPH));
        attempt.kind = SignInKind::NonInteractive;
        attempt.client_kind = ClientKind::Application;
        attempt.protocol = Protocol::SeamlessSignOn;
        attempt.session = Guid::ZERO;
        stage.sign_in(attempt.end(world, 81_010, Second::Absent));
        time = stage.moment_after(time, 2, 9);
    }
    Some(format!("One server tried {} accounts at the door of seamless sign-on; none opened.", crowd.len()))
}
