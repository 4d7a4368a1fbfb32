//! What the protection service itself calls risky.

use crate::events::sign_in::Risk;
use crate::events::unified::MailClient;
use crate::life::attempt::{Second, method_of};
use crate::scenarios::Scenario;
use crate::session::Session;
use crate::stage::Stage;
use crate::world::applications::{EXCHANGE_ONLINE, MICROSOFT_GRAPH, OFFICE_HOME, OFFICE_PORTAL, OUTLOOK_WEB};
use crate::world::networks;
use crate::world::places::city_named;

pub(super) const HIGH: Scenario = Scenario::attack("high-risk-sign-in", "T1078.004", &[33], high);
pub(super) const CONFIRMED: Scenario = Scenario::attack("leaked-password-confirmed", "T1589.001", &[33], confirmed);
pub(super) const TWICE: Scenario = Scenario::attack("risk-then-device", "T1098.005", &[34, 67], twice);

fn high(stage: &mut Stage<'_>) -> Option<String> {
    let victim = stage.victim()?;
    let mut attempt = Session::intruder(stage, victim, ("Ho Chi Minh City", 12), (OFFICE_HOME, OFFICE_PORTAL));
    attempt.risk = Risk { level: "high", state: "atRisk", kind: "maliciousIPAddress" };
    let source = networks::proxy(city_named("Singapore"), &mut stage.random);
    attempt.source = source;
    let session = Session::enter(stage, victim, &attempt, Second::Given(method_of(victim)));
    stage.detect(&session.sign_in, "maliciousIPAddress", "high", true);
    Some(format!("Someone signed in as {} from an address known for attacks; the risk was high.", victim.sign_in))
}

fn confirmed(stage: &mut Stage<'_>) -> Option<String> {
    let victim = stage.victim()?;
    let mut attempt = Session::intruder(stage, victim, ("Frankfurt Am Main", 2), (OUTLOOK_WEB, EXCHANGE_ONLINE));
    attempt.risk = Risk { level: "medium", state: "atRisk", kind: "unfamiliarFeatures" };
    let mut session = Session::enter(stage, victim, &attempt, Second::Earlier);
    stage.detect(&session.sign_in, "leakedCredentials", "high", true);
    session.read_mail(stage, 12, MailClient::OutlookWeb, None);
    stage.confirm(&session.sign_in);
    Some(format!(
        "The password of {} was found in a leak and used the same night; an administrator confirmed it.",
        victim.sign_in
    ))
}

fn twice(stage: &mut Stage<'_>) -> Option<String> {
    let victim = stage.victim()?;
    let mut attempt = Session::intruder(stage, victim, ("Istanbul", 17), (OFFICE_HOME, MICROSOFT_GRAPH));
    attempt.risk = Risk { level: "medium", state: "atRisk", kind: "anomalousToken" };
    let first = Session::enter(stage, victim, &attempt, Second::Earlier);
    stage.detect(&first.sign_in, "anomalousToken", "medium", true);
    stage.later(&mut attempt, 100, 240);
    let mut session = Session::enter(stage, victim, &attempt, Second::Earlier);
    stage.detect(&session.sign_in, "unfamiliarFeatures", "medium", true);
    session.wait(stage, 1000, 1300);
    let device = stage.random.guid();
    super::device_chain::register(stage, &mut session, device);
    Some(format!(
        "Two risks in a row were seen with {}; minutes later a new device was registered in their name.",
        victim.sign_in
    ))
}
