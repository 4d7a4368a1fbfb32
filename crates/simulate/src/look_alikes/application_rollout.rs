//! A program everybody is to use.

use crate::events::audit::{ADD_APPLICATION_OWNER, Property, UPDATE_APPLICATION};
use crate::life::attempt::Second;
use crate::life::directory::application_target;
use crate::life::sign_ins::user_target;
use crate::scenarios::Scenario;
use crate::session::{PORTAL, Session};
use crate::stage::Stage;
use crate::world::applications::{MICROSOFT_GRAPH, NEW_VENDOR};

pub(super) const SCENARIO: Scenario =
    Scenario::look_alike("application-roll-out", "T1098.003", &[26, 55, 57, 58, 61], play);

fn play(stage: &mut Stage<'_>) -> Option<String> {
    let world = stage.world;
    let administrator = stage.administrator()?;
    let mut session = Session::own(stage, administrator, 10, PORTAL);
    crate::attacks::application_role::consent(stage, &mut session, NEW_VENDOR, "User.Read openid profile email");
    let principal = world.principal(8);
    let own = format!("https://invoices.{}/signin", world.domain);
    let other = format!("https://invoices-test.{}/signin", world.domain);
    let target = application_target(principal)
        .with(Property::changed(
            "AppAddress",
            &crate::attacks::application_policy::addresses(&[&own]),
            &crate::attacks::application_policy::addresses(&[&own, &other]),
        ))
        .updated("AppAddress");
    session.change(stage, &UPDATE_APPLICATION, vec![target]);
    let owner = user_target(administrator)
        .with(Property::set("Application.ObjectID", &principal.application_object.to_string()))
        .with(Property::set("Application.DisplayName", principal.name))
        .with(Property::set("Application.AppId", &principal.application.to_string()));
    session.change(stage, &ADD_APPLICATION_OWNER, vec![owner, application_target(principal)]);
    let users = stage.crowd(12);
    for person in &users {
        let mut attempt = Session::attempt(stage, person, 13, (NEW_VENDOR, MICROSOFT_GRAPH));
        attempt.time = stage.moment_after(session.time, 300, 9000);
        Session::enter(stage, person, &attempt, Second::Earlier);
    }
    Some(format!(
        "{} introduced a survey program with modest rights; {} people used it the same day.",
        administrator.sign_in,
        users.len()
    ))
}
