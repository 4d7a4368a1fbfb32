//! A relay that hides where it comes from.

use crate::events::sign_in::Risk;
use crate::life::attempt::{Second, method_of};
use crate::scenarios::Scenario;
use crate::session::Session;
use crate::stage::Stage;
use crate::world::applications::{OFFICE_HOME, OFFICE_PORTAL};
use crate::world::clients::{Client, Platform, Program};
use crate::world::networks;

pub(super) const SCENARIO: Scenario = Scenario::attack("anonymiser-network", "T1090", &[16, 33], play);

fn play(stage: &mut Stage<'_>) -> Option<String> {
    let victim = stage.victim()?;
    let mut attempt = Session::intruder(stage, victim, ("Zurich", 21), (OFFICE_HOME, OFFICE_PORTAL));
    attempt.client = Client::on(Platform::Windows10, Program::Firefox, attempt.time, 120);
    attempt.risk = Risk { level: "high", state: "atRisk", kind: "anonymizedIPAddress" };
    for _ in 0..3 {
        let source = networks::anonymiser(&mut stage.random);
        attempt.source = source;
        stage.fail(&mut attempt, 50_074, Second::Absent, (20, 60));
    }
    let session = Session::enter(stage, victim, &attempt, Second::Given(method_of(victim)));
    stage.detect(&session.sign_in, "anonymizedIPAddress", "high", true);
    stage.cloud_alert(session.time, "Activity from a Tor IP address", "T1090", victim.index, session.source);
    Some(format!("Someone signed in as {} through relays of an anonymising network.", victim.sign_in))
}
