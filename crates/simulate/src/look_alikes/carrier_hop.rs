//! A telephone on a train: one address after another, one device and session.

use crate::events::sign_in::{ClientKind, SignInKind};
use crate::life::attempt::Second;
use crate::life::sign_ins::attempt as own_attempt;
use crate::scenarios::Scenario;
use crate::stage::Stage;
use crate::world::applications::{EXCHANGE_ONLINE, OUTLOOK_MOBILE};
use crate::world::networks;
use crate::world::people::Kind;

pub(super) const SCENARIO: Scenario = Scenario::look_alike("mobile-carrier-hop", "T1550.004", &[13, 22], play);

fn play(stage: &mut Stage<'_>) -> Option<String> {
    let world = stage.world;
    let person = stage.victim_where(|person| person.kind == Kind::Member && person.telephone().is_some())?;
    let day = stage.day(person);
    let telephone = person.telephone().unwrap_or(0);
    let mut attempt = own_attempt(world, person, &day, telephone, 8 * 3600, &mut stage.random);
    attempt.time = stage.at(person, 8);
    attempt.kind = SignInKind::NonInteractive;
    attempt.client_kind = ClientKind::Application;
    if let Some(device) = person.device(Some(telephone)) {
        attempt.client = device.application_client(attempt.time);
    }
    (attempt.application, attempt.resource) = (OUTLOOK_MOBILE, EXCHANGE_ONLINE);
    for _ in 0..14 {
        let source = networks::mobile(person.city, &mut stage.random);
        attempt.source = source;
        stage.sign_in(attempt.end(world, 0, Second::Earlier));
        stage.later(&mut attempt, 60, 420);
        attempt.correlation = stage.random.guid();
    }
    Some(format!(
        "The telephone of {} had fourteen addresses of two carriers on one train ride, in the same session.",
        person.sign_in
    ))
}
