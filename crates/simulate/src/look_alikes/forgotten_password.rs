//! Back from holiday: a burst of wrong passwords, a lock-out, a reset.

use crate::events::audit::{Actor, Audit, SELF_SERVICE_PROGRESS, SELF_SERVICE_RESET};
use crate::life::attempt::{Second, method_of};
use crate::life::sign_ins::{attempt as own_attempt, user_target};
use crate::scenarios::Scenario;
use crate::stage::Stage;

pub(super) const SCENARIO: Scenario = Scenario::look_alike("forgotten-password", "T1110.001", &[3, 4], play);

fn play(stage: &mut Stage<'_>) -> Option<String> {
    let world = stage.world;
    let person = stage.victim()?;
    let day = stage.day(person);
    let mut attempt = own_attempt(world, person, &day, 0, 9 * 3600, &mut stage.random);
    attempt.time = stage.at(person, 9);
    let source = attempt.source;
    for number in 0..16 {
        stage.sign_in(attempt.end(world, if number < 10 { 50_126 } else { 50_053 }, Second::Absent));
        stage.later(&mut attempt, 8, 40);
    }
    let correlation = stage.random.guid();
    for (activity, reason) in [
        (&SELF_SERVICE_PROGRESS, "User submitted their user ID"),
        (&SELF_SERVICE_PROGRESS, "User completed the verification of their mobile phone"),
        (&SELF_SERVICE_RESET, "Successfully completed reset."),
    ] {
        stage.later(&mut attempt, 15, 45);
        stage.push_audit(Audit {
            time: attempt.time,
            id: attempt.id.derived(7),
            correlation,
            activity,
            failure: None,
            reason: String::from(reason),
            actor: Actor::Person { person: person.index, source: Some(source) },
            targets: vec![user_target(person)],
            details: Vec::new(),
        });
    }
    stage.later(&mut attempt, 30, 60);
    stage.sign_in(attempt.end(world, 0, Second::Given(method_of(person))));
    Some(format!(
        "{} could not remember a new password, was locked out, reset it and got in, all from the usual place.",
        person.sign_in
    ))
}
