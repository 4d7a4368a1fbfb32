//! A risky sign-in, and minutes later a new second factor.

use crate::events::audit::{Actor, Property, REGISTERED_SECURITY_INFO, UPDATE_USER};
use crate::events::sign_in::Risk;
use crate::life::attempt::Second;
use crate::life::sign_ins::user_target;
use crate::scenarios::Scenario;
use crate::session::Session;
use crate::stage::Stage;
use crate::world::applications::{ACCESS_PANEL, MY_APPS};

pub(super) const SCENARIO: Scenario = Scenario::attack("method-after-risky-sign-in", "T1098.005", &[50], play);

fn play(stage: &mut Stage<'_>) -> Option<String> {
    let victim = stage.victim()?;
    let mut attempt = Session::intruder(stage, victim, ("Frankfurt Am Main", 19), (MY_APPS, ACCESS_PANEL));
    attempt.risk = Risk { level: "medium", state: "atRisk", kind: "unfamiliarFeatures" };
    let mut session = Session::enter(stage, victim, &attempt, Second::Earlier);
    stage.detect(&session.sign_in, "unfamiliarFeatures", "medium", true);
    session.wait(stage, 900, 1400);
    let target = user_target(victim).with(Property::set("StrongAuthenticationMethod", "Phone"));
    session.explain(
        stage,
        &REGISTERED_SECURITY_INFO,
        vec![target.clone()],
        "User registered Mobile Phone SMS",
        Vec::new(),
    );
    let update = user_target(victim)
        .with(Property::changed(
            "StrongAuthenticationMethod",
            "[{\"MethodType\":6,\"Default\":true}]",
            "[{\"MethodType\":6,\"Default\":true},{\"MethodType\":0,\"Default\":false}]",
        ))
        .updated("StrongAuthenticationMethod");
    let service = Actor::Application {
        name: String::from("Azure MFA StrongAuthenticationService"),
        principal: stage.world.tenant.derived(79),
    };
    let time = session.wait(stage, 1, 3);
    stage.audit(time, &UPDATE_USER, service, vec![update]);
    Some(format!(
        "After a risky sign-in as {}, a telephone was registered as second factor that is not theirs.",
        victim.sign_in
    ))
}
