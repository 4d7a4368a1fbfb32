//! A copy of the sign-in page that passes everything on and keeps the session.

use crate::events::audit::{Property, REGISTERED_SECURITY_INFO};
use crate::events::sign_in::{ClientKind, Risk, SignInKind, Subject};
use crate::events::unified::MailClient;
use crate::life::attempt::{Second, method_of};
use crate::life::sign_ins::user_target;
use crate::scenarios::Scenario;
use crate::session::Session;
use crate::stage::Stage;
use crate::world::applications::{EXCHANGE_ONLINE, MICROSOFT_GRAPH, OFFICE_HOME, OUTLOOK_WEB};
use crate::world::clients::{Client, Platform, Program};
use crate::world::networks;
use crate::world::places::city_named;

pub(super) const SCENARIO: Scenario = Scenario::attack("adversary-in-the-middle", "T1557", &[22, 23, 33, 50, 72], play);

fn play(stage: &mut Stage<'_>) -> Option<String> {
    let world = stage.world;
    let victim = stage.victim()?;
    let time = stage.at(victim, 15);
    let kit = networks::hosting(city_named("Sao Paulo"), &mut stage.random);
    let client = Client::on(Platform::Windows10, Program::Axios, time, 0);
    let mut attempt = stage.attempt(Subject::Person(victim.index), time, kit, client, (OFFICE_HOME, MICROSOFT_GRAPH));
    attempt.risk = Risk { level: "medium", state: "atRisk", kind: "attackerinTheMiddle" };
    stage.sign_in(attempt.end(world, 50_074, Second::Absent));
    stage.later(&mut attempt, 8, 25);
    stage.sign_in(attempt.end(world, 50_140, Second::Given(method_of(victim))));
    stage.later(&mut attempt, 2, 5);
    let entry = attempt.end(world, 0, Second::Given(method_of(victim)));
    stage.sign_in(entry.clone());
    stage.detect(&entry, "attackerinTheMiddle", "high", true);
    let source = networks::proxy(city_named("London"), &mut stage.random);
    attempt.source = source;
    attempt.client = Client::on(Platform::Windows10, Program::Chrome, time, 5);
    attempt.kind = SignInKind::NonInteractive;
    attempt.client_kind = ClientKind::Browser;
    (attempt.application, attempt.resource) = (OUTLOOK_WEB, EXCHANGE_ONLINE);
    stage.later(&mut attempt, 20, 29);
    let sign_in = attempt.end(world, 0, Second::Earlier);
    stage.sign_in(sign_in.clone());
    let mut intrusion = Session { person: victim, source, session: attempt.session, time: attempt.time, sign_in };
    let registered = intrusion.wait(stage, 60, 180);
    let mut target = user_target(victim);
    target.properties.push(Property::set("StrongAuthenticationMethod", "Authenticator app"));
    stage.audit(registered, &REGISTERED_SECURITY_INFO, intrusion.actor(), vec![target]);
    intrusion.read_mail(stage, 16, MailClient::OutlookWeb, None);
    intrusion.hiding_rule(stage, "...", "helpdesk;security;docusign", "Archive");
    stage.cloud_alert(entry.time, "User compromised in a known AiTM phishing kit", "T1557", victim.index, kit);
    Some(format!(
        "{} signed in through a copied page; within half a minute the session was in use elsewhere, with a new second factor and a rule.",
        victim.sign_in
    ))
}
