//! A new telephone: the second factor is registered anew and the old one removed.

use crate::events::audit::{
    Actor, DELETED_SECURITY_INFO, Property, REGISTER_DEVICE, REGISTERED_SECURITY_INFO, Target, TargetKind,
};
use crate::life::attempt::{Second, method_of};
use crate::life::sign_ins::{attempt as own_attempt, user_target};
use crate::scenarios::Scenario;
use crate::stage::Stage;
use crate::world::applications::{ACCESS_PANEL, AUTHENTICATOR, MY_APPS};

pub(super) const SCENARIO: Scenario = Scenario::look_alike("new-telephone", "T1556.006", &[49, 50, 67], play);

fn play(stage: &mut Stage<'_>) -> Option<String> {
    let world = stage.world;
    let person = stage.victim()?;
    let day = stage.day(person);
    let mut attempt = own_attempt(world, person, &day, 0, 17 * 3600, &mut stage.random);
    attempt.time = stage.at(person, 17);
    let source = person.home();
    attempt.source = source;
    (attempt.application, attempt.resource) = (MY_APPS, ACCESS_PANEL);
    stage.sign_in(attempt.end(world, 50_074, Second::Absent));
    stage.later(&mut attempt, 10, 25);
    stage.sign_in(attempt.end(world, 0, Second::Given(method_of(person))));
    let actor = Actor::Person { person: person.index, source: Some(source) };
    let mut time = stage.moment_after(attempt.time, 40, 120);
    let mut target = user_target(person);
    target.properties.push(Property::set("StrongAuthenticationMethod", "Authenticator app"));
    stage.audit(time, &REGISTERED_SECURITY_INFO, actor.clone(), vec![target.clone()]);
    time = stage.moment_after(time, 30, 90);
    stage.audit(time, &DELETED_SECURITY_INFO, actor.clone(), vec![target]);
    time = stage.moment_after(time, 30, 90);
    let device = Target {
        kind: TargetKind::Device,
        id: stage.random.guid(),
        name: Some(String::from("iPhone")),
        sign_in: None,
        properties: Vec::new(),
    };
    stage.audit(time, &REGISTER_DEVICE, actor, vec![device]);
    attempt.application = AUTHENTICATOR;
    attempt.time = stage.moment_after(time, 30, 60);
    attempt.id = stage.random.guid();
    attempt.device = None;
    stage.sign_in(attempt.end(world, 0, Second::Earlier));
    Some(format!(
        "{} bought a telephone, registered it as second factor from home and removed the old one.",
        person.sign_in
    ))
}
