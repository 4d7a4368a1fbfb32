//! A risk the service takes back.

use crate::events::sign_in::Risk;
use crate::life::attempt::{Second, method_of};
use crate::scenarios::Scenario;
use crate::session::Session;
use crate::stage::Stage;
use crate::world::applications::{EXCHANGE_ONLINE, OUTLOOK_WEB};
use crate::world::clients::{Client, Platform, Program};
use crate::world::networks;

pub(super) const SCENARIO: Scenario = Scenario::look_alike("risk-remediated", "T1078.004", &[33, 34], play);

fn play(stage: &mut Stage<'_>) -> Option<String> {
    let person = stage.victim()?;
    let mut attempt = Session::attempt(stage, person, 20, (OUTLOOK_WEB, EXCHANGE_ONLINE));
    let source = networks::mobile(person.city, &mut stage.random);
    attempt.source = source;
    attempt.device = None;
    attempt.client = Client::on(Platform::Android, Program::Chrome, attempt.time, 5);
    attempt.risk = Risk { level: "low", state: "remediated", kind: "unfamiliarFeatures" };
    stage.fail(&mut attempt, 50_074, Second::Absent, (10, 20));
    let session = Session::enter(stage, person, &attempt, Second::Given(method_of(person)));
    stage.detect(&session.sign_in, "unfamiliarFeatures", "medium", false);
    Some(format!("{} borrowed a telephone, gave the second factor, and the risk was closed.", person.sign_in))
}
