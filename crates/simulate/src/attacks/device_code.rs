//! A victim types the attacker's device code into the real page; the attacker gets the session.

use crate::events::sign_in::{ClientKind, Protocol, Risk, SignInKind};
use crate::events::unified::MailClient;
use crate::life::attempt::{Second, method_of};
use crate::life::sign_ins::attempt as own_attempt;
use crate::scenarios::Scenario;
use crate::session::Session;
use crate::stage::Stage;
use crate::world::applications::{
    AUTHENTICATION_BROKER, DEVICE_REGISTRATION, EXCHANGE_ONLINE, MICROSOFT_GRAPH, MICROSOFT_OFFICE,
};
use crate::world::clients::{Client, Platform, Program};
use crate::world::networks;
use crate::world::places::city_named;

pub(super) const SCENARIO: Scenario = Scenario::attack("device-code-phish-to-inbox-rule", "T1528", &[20, 21, 72], play);

fn play(stage: &mut Stage<'_>) -> Option<String> {
    let world = stage.world;
    let victim = stage.victim()?;
    let time = stage.at(victim, 10);
    let day = stage.day(victim);
    let mut code = own_attempt(world, victim, &day, 0, 10 * 3600, &mut stage.random);
    code.time = time;
    code.session = stage.random.guid();
    code.device = None;
    code.protocol = Protocol::DeviceCode;
    code.transferred = true;
    (code.application, code.resource) = (AUTHENTICATION_BROKER, DEVICE_REGISTRATION);
    stage.sign_in(code.end(world, 50_199, Second::Absent));
    stage.later(&mut code, 6, 20);
    stage.sign_in(code.end(world, 0, Second::Given(method_of(victim))));
    let source = networks::hosting(city_named("Bucharest"), &mut stage.random);
    let client = Client::on(Platform::Windows10, Program::PythonRequests, time, 0);
    let mut replay = code.clone();
    replay.source = source;
    replay.client = client;
    replay.kind = SignInKind::NonInteractive;
    replay.client_kind = ClientKind::Application;
    replay.protocol = Protocol::None;
    replay.risk = Risk { level: "medium", state: "atRisk", kind: "anomalousToken" };
    let mut first = None;
    for resource in [DEVICE_REGISTRATION, MICROSOFT_GRAPH, EXCHANGE_ONLINE] {
        stage.later(&mut replay, 15, 90);
        replay.correlation = stage.random.guid();
        (replay.application, replay.resource) =
            (if resource == EXCHANGE_ONLINE { MICROSOFT_OFFICE } else { AUTHENTICATION_BROKER }, resource);
        let sign_in = replay.end(world, 0, Second::Earlier);
        stage.sign_in(sign_in.clone());
        first.get_or_insert(sign_in);
    }
    let sign_in = first?;
    stage.detect(&sign_in, "anomalousToken", "medium", true);
    let mut intrusion = Session { person: victim, source, session: code.session, time: replay.time, sign_in };
    intrusion.read_mail(stage, 10, MailClient::Rest, None);
    intrusion.hiding_rule(stage, "Updates", "wire;transfer;remittance", "RSS Subscriptions");
    intrusion.compliance_alert(stage, "Suspicious email sending patterns detected");
    Some(format!(
        "{} typed a device code from a mail; the sender got the session, read mail through Graph and hid messages about payments.",
        victim.sign_in
    ))
}
