//! A second secret on an application that is trusted with mail.

use crate::events::audit::{
    ADD_PRINCIPAL_CREDENTIALS, Property, Target, TargetKind, UPDATE_APPLICATION, UPDATE_APPLICATION_SECRETS,
};
use crate::events::sign_in::Odd;
use crate::life::attempt::Second;
use crate::life::background::principal_attempt;
use crate::scenarios::Scenario;
use crate::session::Session;
use crate::stage::Stage;
use crate::text::Text;
use crate::world::applications::{AZURE_MANAGEMENT, AZURE_PORTAL};
use crate::world::networks;
use crate::world::places::city_named;
use crate::world::principals::Credential;

pub(super) const SCENARIO: Scenario = Scenario::attack("application-credential-added", "T1098.001", &[36, 53], play);

fn play(stage: &mut Stage<'_>) -> Option<String> {
    let world = stage.world;
    let administrator = stage.administrator()?;
    let mut intrusion =
        Session::begin(stage, administrator, ("Bucharest", 19), (AZURE_PORTAL, AZURE_MANAGEMENT), Second::Earlier);
    let application = world.principal(0);
    let key = stage.random.guid();
    let description = |key: crate::guid::Guid, kind: &str, name: &str| {
        format!("[KeyIdentifier={key},KeyType={kind},KeyUsage=Verify,DisplayName={name}]")
    };
    let list = |items: &[String]| {
        let mut out = Text::default();
        out.raw("[");
        for (position, item) in items.iter().enumerate() {
            out.raw(if position > 0 { "," } else { "" }).string(item);
        }
        out.raw("]");
        out.into_string()
    };
    let before = description(application.key, "AsymmetricX509Cert", "CN=backup");
    let after = description(key, "Password", "backup2");
    let keys = Property::changed("KeyDescription", &list(std::slice::from_ref(&before)), &list(&[before, after]));
    let target = |kind, id, properties| Target {
        kind,
        id,
        name: Some(String::from(application.name)),
        sign_in: None,
        properties,
    };
    let object = application.application_object;
    let included = Property::set("Included Updated Properties", "KeyDescription");
    let time = intrusion.wait(stage, 90, 400);
    stage.audit(
        time,
        &UPDATE_APPLICATION,
        intrusion.actor(),
        vec![target(TargetKind::Application, object, vec![included.clone()])],
    );
    let time = time.plus_milliseconds(30);
    let changed = vec![keys.clone(), included.clone()];
    stage.audit(
        time,
        &UPDATE_APPLICATION_SECRETS,
        intrusion.actor(),
        vec![target(TargetKind::Application, object, changed)],
    );
    let time = time.plus_milliseconds(55);
    let changed = vec![keys, included];
    stage.audit(
        time,
        &ADD_PRINCIPAL_CREDENTIALS,
        intrusion.actor(),
        vec![target(TargetKind::ServicePrincipal, application.id, changed)],
    );
    let source = networks::hosting(city_named("Moscow"), &mut stage.random);
    for _ in 0..12 {
        let time = intrusion.wait(stage, 60, 500);
        let mut attempt = principal_attempt(application, time, &mut stage.random);
        attempt.source = source;
        attempt.odd(Odd { credential: Some((Credential::Secret, key)), ..Odd::default() });
        stage.sign_in(attempt.end(world, 0, Second::Absent));
    }
    Some(format!(
        "With the session of {}, someone added a secret to {} and signed in as the application from abroad.",
        administrator.sign_in, application.name
    ))
}
