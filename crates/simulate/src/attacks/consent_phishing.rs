//! A harmless-looking application asks for mail, and gets it.

use crate::events::audit::{ADD_DELEGATED_GRANT, ADD_PRINCIPAL, Actor, CONSENT, Property, Target, TargetKind};
use crate::events::unified::MailClient;
use crate::life::attempt::Second;
use crate::life::sign_ins::attempt as own_attempt;
use crate::scenarios::Scenario;
use crate::session::Session;
use crate::stage::Stage;
use crate::world::applications::{MICROSOFT_GRAPH, ROGUE};
use crate::world::networks;
use crate::world::places::city_named;

pub(super) const SCENARIO: Scenario = Scenario::attack("consent-phishing", "T1528", &[58], play);

const SCOPES: &str = "Mail.ReadWrite Mail.Send Contacts.Read offline_access openid profile";

fn play(stage: &mut Stage<'_>) -> Option<String> {
    let world = stage.world;
    let victim = stage.victim()?;
    let day = stage.day(victim);
    let mut attempt = own_attempt(world, victim, &day, 0, 11 * 3600, &mut stage.random);
    attempt.time = stage.at(victim, 11);
    (attempt.application, attempt.resource) = (ROGUE, MICROSOFT_GRAPH);
    let own = attempt.source;
    stage.sign_in(attempt.end(world, 65_001, Second::Earlier));
    stage.later(&mut attempt, 10, 40);
    let sign_in = attempt.end(world, 0, Second::Earlier);
    stage.sign_in(sign_in.clone());
    let application = world.application_id(ROGUE);
    let name = world.application_name(ROGUE);
    let principal = application.derived(1);
    let target = |properties| Target {
        kind: TargetKind::ServicePrincipal,
        id: principal,
        name: Some(String::from(name)),
        sign_in: None,
        properties,
    };
    let actor = Actor::Person { person: victim.index, source: Some(own) };
    let mut time = attempt.time;
    let grant = format!(
        "\"[] => [[Id: {}, ClientId: {principal}, PrincipalId: {}, ResourceId: {}, ConsentType: Principal, Scope: {SCOPES}]]; \"",
        application.derived(2),
        victim.id,
        world.resource_principal(MICROSOFT_GRAPH)
    );
    for (activity, properties) in [
        (&ADD_PRINCIPAL, vec![Property::set("AppId", &application.to_string()), Property::set("DisplayName", name)]),
        (
            &ADD_DELEGATED_GRANT,
            vec![
                Property::set("DelegatedPermissionGrant.Scope", SCOPES),
                Property::set("DelegatedPermissionGrant.ConsentType", "Principal"),
                Property::set("ServicePrincipal.ObjectID", &principal.to_string()),
            ],
        ),
        (
            &CONSENT,
            vec![
                Property::set("ConsentContext.IsAdminConsent", "False"),
                Property::set("ConsentContext.IsAppOnly", "False"),
                Property::set("ConsentContext.OnBehalfOfAll", "False"),
                Property { name: "ConsentAction.Permissions", old: None, new: Some(grant) },
            ],
        ),
    ] {
        time = stage.moment_after(time, 0, 1);
        stage.audit(time, activity, actor.clone(), vec![target(properties)]);
    }
    let source = networks::hosting(city_named("Ashburn"), &mut stage.random);
    stage.from(source);
    let mut intrusion = Session { person: victim, source, session: stage.random.guid(), time, sign_in };
    intrusion.wait(stage, 120, 600);
    intrusion.read_mail(stage, 40, MailClient::Rest, Some(application));
    stage.cloud_alert(
        time,
        "Unusual addition of credentials or consent to an OAuth app",
        "T1528",
        victim.index,
        source,
    );
    Some(format!(
        "{} let the application {name} read and send mail; it read forty times from a server within the hour.",
        victim.sign_in
    ))
}
