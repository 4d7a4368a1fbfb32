//! A domain told to believe somebody else's sign-in server.

use crate::events::audit::{Property, SET_DOMAIN_AUTHENTICATION, SET_FEDERATION, Target, TargetKind};
use crate::events::sign_in::{Risk, Subject};
use crate::life::attempt::Second;
use crate::scenarios::Scenario;
use crate::session::Session;
use crate::stage::Stage;
use crate::world::applications::{DIRECTORY_GRAPH, DIRECTORY_POWERSHELL, OFFICE_HOME, OFFICE_PORTAL};
use crate::world::clients::{Client, Platform, Program};

pub(super) const SCENARIO: Scenario = Scenario::attack("federation-changed", "T1484.002", &[33, 62], play);

fn play(stage: &mut Stage<'_>) -> Option<String> {
    let world = stage.world;
    let administrator = stage.administrator()?;
    let impersonated = stage.victim()?;
    let mut intrusion = Session::begin(
        stage,
        administrator,
        ("Hong Kong", 23),
        (DIRECTORY_POWERSHELL, DIRECTORY_GRAPH),
        Second::Earlier,
    );
    let domain = format!("legacy.{}", world.domain);
    let target = |properties| Target {
        kind: TargetKind::Directory,
        id: world.tenant.derived(300),
        name: Some(domain.clone()),
        sign_in: None,
        properties,
    };
    let issuer = "http://sts.quiet-harbour.example/adfs/services/trust";
    let time = intrusion.wait(stage, 60, 240);
    let change = vec![
        Property::changed("LiveType", "[\"Managed\"]", "[\"Federated\"]"),
        Property::set("Included Updated Properties", "LiveType"),
    ];
    stage.audit(time, &SET_DOMAIN_AUTHENTICATION, intrusion.actor(), vec![target(change)]);
    let change = vec![
        Property::set("IssuerUri", issuer),
        Property::set("PassiveLogOnUri", "https://sts.quiet-harbour.example/adfs/ls/"),
        Property::set("SigningCertificate", "MIIC8DCCAdigAwIBAgIQ"),
        Property::set("Included Updated Properties", "DomainFederationSettings"),
    ];
    stage.audit(time.plus_milliseconds(650), &SET_FEDERATION, intrusion.actor(), vec![target(change)]);
    let time = intrusion.wait(stage, 600, 1800);
    let client = Client::on(Platform::Windows10, Program::Chrome, time, 30);
    let mut attempt = stage.attempt(
        Subject::Person(impersonated.index),
        time,
        intrusion.source,
        client,
        (OFFICE_HOME, OFFICE_PORTAL),
    );
    attempt.risk = Risk { level: "high", state: "atRisk", kind: "tokenIssuerAnomaly" };
    let forged = attempt.end(world, 0, Second::Earlier);
    stage.sign_in(forged.clone());
    stage.detect(&forged, "tokenIssuerAnomaly", "high", true);
    Some(format!(
        "With the session of {}, someone federated {domain} with a server of their own and signed in as {} with a forged token.",
        administrator.sign_in, impersonated.sign_in
    ))
}
